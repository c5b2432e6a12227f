// <door-list data-event="7" data-waiting="{n} waiting to be sent">: what is pressed counts at once on the page and
// is sent when the wifi lets it. Until it is answered it waits in this browser, also when the page is closed; each
// press has a key of its own, so that sent twice it counts once. The list is narrowed while a name is typed.
const LONGEST = 60_000;

class DoorList extends HTMLElement {
  connectedCallback() {
    this.store = `door-${this.dataset.event}`;
    this.form = this.querySelector("form[data-list]");
    this.wait = 1000;
    this.form?.addEventListener("submit", this);
    this.querySelector("[type=search]").addEventListener("input", this);
    addEventListener("online", this);
    addEventListener("storage", this);
    for (const press of this.queue) this.paint(press, true);
    this.tell();
    this.send();
  }

  disconnectedCallback() {
    removeEventListener("online", this);
    removeEventListener("storage", this);
    clearTimeout(this.timer);
  }

  handleEvent(event) {
    if (event.type === "submit") this.press(event);
    else if (event.type === "input") this.narrow(event.target.value);
    else if (event.type === "storage") this.tell();
    else {
      this.wait = 1000;
      this.send();
    }
  }

  get queue() {
    try {
      return JSON.parse(localStorage.getItem(this.store)) ?? [];
    } catch {
      return [];
    }
  }

  set queue(presses) {
    if (presses.length) localStorage.setItem(this.store, JSON.stringify(presses));
    else localStorage.removeItem(this.store);
  }

  press(event) {
    const button = event.submitter;
    const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const press = { key, who: button.value, here: button.name === "here", at: Date.now() };
    try {
      this.queue = [...this.queue, press];
    } catch {
      return; // nothing can be kept here: the form is sent as it is
    }
    event.preventDefault();
    this.paint(press, true);
    const row = button.closest("li");
    [...row.querySelectorAll("button")].find((one) => one.checkVisibility())?.focus({ preventScroll: true });
    this.tell();
    this.send();
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    let press;
    while ((press = this.queue[0])) if (!(await this.sent(press))) break;
    this.sending = false;
    if (!this.queue.length) return;
    this.timer = setTimeout(() => this.send(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST);
  }

  // Whether it was answered, for or against, and waits no more.
  async sent(press) {
    const body = new FormData(this.form);
    body.set(press.here ? "here" : "not_here", press.who);
    body.set("key", press.key);
    body.set("age", Math.max(0, Date.now() - press.at));
    let answer, found;
    try {
      answer = await fetch(this.form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15_000),
      });
      if (answer.status >= 500) return false;
      if (answer.redirected || answer.status === 403) {
        this.say(this.dataset.signedOut);
        return false;
      }
      found = answer.status === 404 ? { is_here: false } : await answer.json();
    } catch {
      return false;
    }
    this.wait = 1000;
    this.queue = this.queue.filter((one) => one.key !== press.key);
    const later = this.queue.findLast((one) => one.who === press.who);
    if (later) this.paint(later, true);
    else this.paint({ who: press.who, here: found.is_here }, false);
    if (found.words) this.say(found.words);
    if ("here" in found) {
      this.querySelector("[data-here]").textContent = found.here;
      this.querySelector("[data-expected]").textContent = found.expected;
    }
    this.tell();
    return true;
  }

  paint(press, waits) {
    const row = document.getElementById(`r${press.who}`);
    row?.toggleAttribute("data-is-here", press.here);
    row?.toggleAttribute("data-waits", waits);
  }

  tell() {
    const many = this.queue.length;
    this.querySelector("[data-queue]").textContent = many ? this.dataset.waiting.replace("{n}", many) : "";
  }

  say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    const told = this.querySelector("[data-told]");
    if (told.lastChild?.textContent !== words) told.append(line);
  }

  narrow(typed) {
    const words = typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean);
    for (const section of this.querySelectorAll("[data-letter]")) {
      const rows = [...section.querySelectorAll("li")];
      for (const row of rows) row.hidden = !words.every((word) => row.dataset.name.includes(word));
      section.hidden = rows.every((row) => row.hidden);
    }
  }
}
customElements.define("door-list", DoorList);
