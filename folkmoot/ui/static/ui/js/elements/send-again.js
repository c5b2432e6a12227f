// <send-again data-lost="…" data-failed="…"> inside a form that htmx sends and whose receiver knows a form sent twice:
// without a connection it says so, keeps the words in the form, and sends them again when there is one.
const PAUSE = 10_000;

class SendAgain extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.setAttribute("role", "status");
    for (const type of ["htmx:error", "htmx:before:swap", "submit"]) this.form.addEventListener(type, this);
    addEventListener("online", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    removeEventListener("online", this);
  }

  handleEvent(event) {
    if (event.type === "online") return this.timer && this.again();
    if (event.target !== this.form) return;
    if (event.type === "submit") return clearTimeout(this.timer);
    if (event.type === "htmx:error") return this.wait(this.dataset.lost);
    const status = event.detail.ctx?.response?.status ?? 0;
    if (status === 413) this.refuse(event);
    if (status >= 500) {
      event.preventDefault(); // the words in the form are worth more than a page that says sorry
      this.wait(this.dataset.failed);
    }
  }

  refuse(event) {
    event.preventDefault();
    this.textContent = this.dataset.large;
  }

  wait(words) {
    this.textContent = words;
    this.form.dispatchEvent(new Event("input", { bubbles: true })); // so that what keeps drafts keeps this one
    this.timer = setTimeout(() => this.again(), PAUSE);
  }

  again() {
    clearTimeout(this.timer);
    this.timer = null;
    this.form.requestSubmit();
  }
}
customElements.define("send-again", SendAgain);
