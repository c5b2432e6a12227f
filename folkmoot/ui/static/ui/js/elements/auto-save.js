// <auto-save key="comment-7" src="/…"> inside a form: keeps what is typed, says when, and offers it again later.
// With `src` the site keeps it (activity/views/drafts.py), over `_revision` of the form; without, this browser does.
const PAUSE = 1500;

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.status = this.querySelector("[role=status]");
    this.keeper = this.getAttribute("src") ? new Site(this.getAttribute("src"), this.form, this.dataset.page) : new Browser(this.getAttribute("key"));
    this.form.addEventListener("input", this);
    this.form.addEventListener("submit", this);
    document.addEventListener("visibilitychange", this);
    this.untouched = this.read();
    this.offer();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "input") return this.soon(PAUSE);
    if (event.type === "submit") return this.sent(event);
    if (document.hidden && this.timer) this.save();
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // What was sent is in the hands of the page it was sent to.
  sent(event) {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.saving && this.form.elements._revision) return this.sendLater(event);
    this.keeper.sent?.();
  }

  sendLater(event) {
    event.preventDefault();
    this.saving.then(() => this.form.requestSubmit(event.submitter));
  }

  // The words of the form, without its token, its secrets and its traps.
  read() {
    const kept = {};
    for (const [name, value] of new FormData(this.form)) {
      const field = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
      const secret = field?.matches("[type=hidden], [type=password], [data-trap] *");
      if (secret || typeof value !== "string" || name.startsWith("_")) continue;
      kept[name] = [...(kept[name] ?? []), value];
    }
    return kept;
  }

  async save() {
    this.timer = null;
    const keeping = this.keeper.keep(this.read());
    this.saving = keeping.catch(() => {}).then(() => (this.saving = null));
    try {
      await keeping;
    } catch (trouble) {
      this.say(trouble.newer ? this.dataset.newer : this.dataset.failed);
      if (!trouble.newer) this.soon(10 * PAUSE);
      return;
    }
    this.say((this.keeper.here ? this.dataset.here : this.dataset.saved).replace("#", clock(new Date())));
    this.form.dispatchEvent(new Event("kept"));
  }

  // Refills a form that is still as it came; one with something to put right holds newer words.
  async offer() {
    const found = await this.keeper.find().catch(() => null);
    const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
    if (!found || !same(this.read(), this.untouched) || this.form.querySelector("[aria-invalid]")) return;
    if (Object.values(found.data).flat().every((words) => !words.trim())) return;
    if (same(found.data, this.untouched)) this.untouched = {};
    this.fill(found.data);
    this.say(this.dataset.found.replace("#", clock(new Date(found.saved))));
    this.append(" ", this.drop());
  }

  fill(data) {
    for (const field of this.form.elements) {
      if (!field.name || field.matches("button, [type=hidden], [type=file], [type=password], [data-trap] *")) continue;
      const values = data[field.name] ?? [];
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
      else if (field.multiple) for (const one of field.options) one.selected = values.includes(one.value);
      else field.value = values[0] ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const counter of this.form.querySelectorAll("word-count")) counter.handleEvent?.();
  }

  drop() {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    Object.assign(button.dataset, { kind: "link", size: "small" });
    button.textContent = this.dataset.drop;
    button.addEventListener("click", () => {
      this.fill(this.untouched);
      this.keeper.drop();
      this.say("");
      button.remove();
    });
    return button;
  }

  say(words) {
    this.status.textContent = words;
  }
}

class Browser {
  here = true;

  constructor(key) {
    this.place = `draft:${key}`;
  }

  async keep(data) {
    localStorage.setItem(this.place, JSON.stringify({ data, saved: new Date() }));
  }

  async find() {
    return JSON.parse(localStorage.getItem(this.place));
  }

  drop() {
    localStorage.removeItem(this.place);
  }

  sent() {
    this.drop();
  }
}

class Site {
  constructor(address, form, page) {
    this.address = address;
    this.form = form;
    this.page = page ?? location.pathname; // where to go on writing
    this.revision = Number(form.elements._revision?.value ?? 0);
  }

  async keep(data) {
    const body = new URLSearchParams({ _revision: this.revision, _title: document.title, _url: this.page });
    for (const [name, values] of Object.entries(data)) for (const value of values) body.append(name, value);
    const answer = await this.ask("POST", body);
    if (answer.status === 409) throw Object.assign(new Error("newer"), { newer: true });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    this.revision = (await answer.json()).revision;
    if (this.form.elements._revision) this.form.elements._revision.value = this.revision;
  }

  async find() {
    const answer = await this.ask("GET");
    if (!answer.ok || answer.redirected || answer.status === 204) return null;
    const { data, saved_at: saved, revision } = await answer.json();
    this.revision = revision;
    const listed = Object.entries(data ?? {}).map(([name, value]) => [name, [value].flat()]);
    return saved && listed.length ? { data: Object.fromEntries(listed), saved } : null;
  }

  drop() {
    this.revision = 0;
    return this.ask("DELETE");
  }

  ask(method, body) {
    const token = this.form.elements.csrfmiddlewaretoken?.value ?? "";
    const keepalive = method === "POST" && `${body}`.length < 60000; // browsers refuse to outlive a page with more
    return fetch(this.address, { method, body, headers: { "X-CSRFToken": token }, keepalive });
  }
}

function clock(moment) {
  const today = moment.toDateString() === new Date().toDateString();
  const day = today ? {} : { weekday: "long", day: "numeric", month: "long" };
  return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", ...day }).format(moment);
}

customElements.define("auto-save", AutoSave);
