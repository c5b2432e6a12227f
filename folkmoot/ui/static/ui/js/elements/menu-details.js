// <menu-details> around a <details>: closes it on Escape, on a click elsewhere and when the focus leaves.
class MenuDetails extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", this);
    this.addEventListener("focusout", this);
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "keydown" && event.key === "Escape" && this.details.open) {
      this.details.open = false;
      this.querySelector("summary").focus();
    }
    const left = event.type === "focusout" && event.relatedTarget && !this.contains(event.relatedTarget);
    const elsewhere = event.type === "click" && !this.contains(event.target);
    if (left || elsewhere) this.details.open = false;
  }
}
customElements.define("menu-details", MenuDetails);
