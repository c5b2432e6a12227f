// <auto-save key="comment-7" src="/…"> inside a form: keeps what is typed and says when; offers it again later.
// With `src` the site keeps it (POST with the form's own token, GET gives {data, saved}); without, this browser does.
const PAUSE = 1500;
const SKIP = /^(csrfmiddlewaretoken|_.*)$/;

class AutoSave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.status = this.querySelector("[role=status]");
    this.store = `draft:${this.getAttribute("key")}`;
    this.form.addEventListener("input", this);
    this.form.addEventListener("submit", this);
    document.addEventListener("visibilitychange", this);
    this.untouched = JSON.stringify(this.read());
    this.offer();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "submit") return this.sent(event);
    if (event.type === "visibilitychange") return document.hidden && this.timer && this.save();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  // What was sent is kept by the page it was sent to; in this browser it stays until that page comes without a form.
  sent(event) {
    clearTimeout(this.timer);
    this.timer = null;
    if (!event.defaultPrevented && !this.src) localStorage.removeItem(this.store);
  }

  get src() {
    return this.getAttribute("src");
  }

  read() {
    const kept = {};
    for (const [name, value] of new FormData(this.form)) {
      const field = this.form.elements[name];
      if (SKIP.test(name) || typeof value !== "string" || field?.type === "password" || field?.closest?.("[data-trap]")) continue;
      kept[name] = name in kept ? [kept[name], value].flat() : value;
    }
    return kept;
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    const data = this.read();
    try {
      if (this.src) await this.post(data);
      else localStorage.setItem(this.store, JSON.stringify({ data, saved: new Date().toISOString() }));
    } catch {
      this.say(this.dataset.failed);
      this.timer = setTimeout(() => this.save(), 10 * PAUSE);
      return;
    }
    this.say((this.src ? this.dataset.saved : this.dataset.here).replace("#", clock(new Date())));
    this.form.dispatchEvent(new Event("kept"));
  }

  async post(data) {
    const token = this.form.elements.csrfmiddlewaretoken?.value ?? "";
    const answer = await fetch(this.src, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ data }),
      keepalive: true,
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
  }

  async find() {
    if (!this.src) return JSON.parse(localStorage.getItem(this.store) ?? "null");
    const answer = await fetch(this.src, { headers: { Accept: "application/json" } });
    return answer.ok && !answer.redirected && answer.status !== 204 ? answer.json() : null;
  }

  // Refills a form that still is as it came; one that already holds words of its own is left alone.
  async offer() {
    const found = await this.find().catch(() => null);
    if (!found?.data || JSON.stringify(found.data) === this.untouched) return;
    if (JSON.stringify(this.read()) !== this.untouched || this.form.querySelector("[aria-invalid]")) return;
    this.fill(found.data);
    this.say(this.dataset.found.replace("#", clock(new Date(found.saved))));
    this.addDrop();
  }

  fill(data) {
    for (const field of this.form.elements) {
      if (!(field.name in data) || field.type === "file" || field.type === "hidden") continue;
      const values = [data[field.name]].flat();
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.type === "select-multiple") for (const one of field.options) one.selected = values.includes(one.value);
      else field.value = values[0];
      field.dispatchEvent(new Event("input"));
    }
  }

  addDrop() {
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "button";
    drop.dataset.kind = "link";
    drop.dataset.size = "small";
    drop.textContent = this.dataset.drop;
    drop.addEventListener("click", () => {
      this.fill(JSON.parse(this.untouched));
      this.save();
      drop.remove();
    });
    this.append(" ", drop);
  }

  say(words) {
    this.status.textContent = words;
  }
}

function clock(moment) {
  const today = moment.toDateString() === new Date().toDateString();
  const form = { hour: "2-digit", minute: "2-digit", ...(today ? {} : { weekday: "long", day: "numeric", month: "long" }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(moment);
}
customElements.define("auto-save", AutoSave);
