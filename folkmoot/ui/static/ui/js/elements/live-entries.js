// <live-entries now="/…/now/" entries="/…/" data-open data-state="running"> around a live blog: asks three times
// a minute whether there is something new, says so, and shows it when the reader wants it. Nothing moves by itself.
const PAUSE = 20_000;
const LONGEST_PAUSE = 300_000;

class LiveEntries extends HTMLElement {
  connectedCallback() {
    this.news = Object.assign(document.createElement("div"), { className: "live__news" });
    this.news.setAttribute("role", "status");
    this.append(this.news);
    this.pause = PAUSE;
    document.addEventListener("visibilitychange", this);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "click") return this.show();
    if (document.hidden) clearTimeout(this.timer);
    else this.look();
  }

  // Not all readers at the same moment: each pause is a little longer or shorter.
  plan() {
    clearTimeout(this.timer);
    if (this.dataset.state !== "running" || document.hidden) return;
    this.timer = setTimeout(() => this.look(), this.pause * (0.75 + Math.random() / 2));
  }

  async look() {
    clearTimeout(this.timer);
    if (this.dataset.state !== "running") return;
    try {
      // What everyone may read is asked for without a cookie, so that the answer is the one kept for everyone.
      const credentials = "open" in this.dataset ? "omit" : "same-origin";
      const answer = await fetch(this.getAttribute("now"), { credentials, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      this.compare(await answer.json());
      this.pause = PAUSE;
    } catch {
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    }
    this.plan();
  }

  compare({ state, version, numbers }) {
    const here = new Set([...this.querySelectorAll("[data-number]")].map((entry) => Number(entry.dataset.number)));
    const fresh = numbers.filter((number) => !here.has(number)).length;
    this.over = state !== this.dataset.state;
    if (this.over) this.say(this.dataset.ended);
    else if (fresh) this.say(fresh === 1 ? this.dataset.one : this.dataset.many.replace("#", fresh));
    else if (version > Number(this.querySelector("[data-version]").dataset.version)) this.say(this.dataset.changed);
  }

  say(words) {
    if (this.button?.isConnected && this.button.textContent === words) return;
    this.button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
    this.button.addEventListener("click", this);
    this.news.replaceChildren(this.button);
  }

  async show() {
    const address = this.getAttribute("entries"); // in the order it is read in; what has ended, from the beginning
    const answer = await fetch(this.over ? address.split("?")[0] : address).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("live-entries");
    const before = new Set([...this.querySelectorAll("[data-number]")].map((entry) => entry.dataset.number));
    this.dataset.state = fresh.dataset.state;
    this.querySelector("section").replaceWith(document.adoptNode(fresh.querySelector("section")));
    window.htmx?.process(this);
    const shown = Object.assign(document.createElement("span"), { className: "out-of-sight", textContent: this.dataset.shown });
    this.news.replaceChildren(shown);
    const first = [...this.querySelectorAll("[data-number]")].find((entry) => !before.has(entry.dataset.number));
    (first ?? this.querySelector("h2")).scrollIntoView({ block: "start" });
    first?.focus({ preventScroll: true });
    this.plan();
  }
}
customElements.define("live-entries", LiveEntries);
