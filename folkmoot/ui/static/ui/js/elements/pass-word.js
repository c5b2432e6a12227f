// <pass-word data-show="Show" data-hide="Hide"> around a password field: a button that shows what was typed.
class PassWord extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    if (!this.field || this.button) return;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button";
    this.button.dataset.kind = "link";
    this.button.dataset.size = "small";
    this.button.addEventListener("click", this);
    this.field.after(this.button);
    this.field.form?.addEventListener("submit", this);
    this.show(false);
  }

  handleEvent(event) {
    this.show(event.type === "click" && this.field.type === "password");
  }

  show(shown) {
    this.field.type = shown ? "text" : "password";
    this.button.textContent = shown ? this.dataset.hide : this.dataset.show;
    this.button.setAttribute("aria-pressed", shown);
  }
}
customElements.define("pass-word", PassWord);
