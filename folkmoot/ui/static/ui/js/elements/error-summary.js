// <error-summary>: takes the focus when a form comes back with something to put right; its links go to the control.
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    if (document.querySelector("error-summary") === this) this.firstElementChild.focus();
  }

  handleEvent(event) {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea");
    target.closest(".field")?.scrollIntoView({ block: "start" });
    (control ?? target).focus({ preventScroll: true });
  }
}
customElements.define("error-summary", ErrorSummary);
