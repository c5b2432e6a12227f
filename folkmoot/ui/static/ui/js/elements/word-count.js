// <word-count for="id_statement" limit="300" data-left="# words left" data-one="1 word left" data-over="# words too many">
class WordCount extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.limit = Number(this.getAttribute("limit"));
    this.field?.addEventListener("input", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this);
    clearTimeout(this.pause);
  }

  handleEvent() {
    if (!this.field) return;
    const words = this.field.value.trim().split(/\s+/).filter(Boolean).length;
    const left = this.limit - words;
    const text = left === 1 ? this.dataset.one : left >= 0 ? this.dataset.left : this.dataset.over;
    this.textContent = text.replace("#", Math.abs(left));
    this.toggleAttribute("data-over-limit", left < 0);
    // Said aloud only after a pause, and only when it matters.
    clearTimeout(this.pause);
    this.removeAttribute("aria-live");
    if (left < this.limit / 5) this.pause = setTimeout(() => this.setAttribute("aria-live", "polite"), 900);
  }
}
customElements.define("word-count", WordCount);
