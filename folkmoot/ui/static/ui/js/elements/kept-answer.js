// <kept-answer data-key="mastodon"><form>…: fills the field with what was last sent, kept in this browser alone.
class KeptAnswer extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    if (!this.field.value) this.field.value = localStorage.getItem(this.key) ?? "";
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
  }

  get key() {
    return `answer-${this.dataset.key}`;
  }

  handleEvent() {
    localStorage.setItem(this.key, this.field.value);
  }
}
customElements.define("kept-answer", KeptAnswer);
