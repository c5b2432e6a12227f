// <confirm-act><details><summary>…</summary><div>…: what opens in place without JavaScript opens as a dialog with it.
class ConfirmAct extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.summary = this.querySelector("summary");
    this.summary.addEventListener("click", this);
    this.summary.setAttribute("aria-haspopup", "dialog");
  }

  handleEvent(event) {
    event.preventDefault();
    const body = this.querySelector(".confirm__body");
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", this.summary.textContent.trim());
    dialog.addEventListener("click", (click) => click.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      this.details.append(body);
      dialog.remove();
      this.summary.focus();
    });
    dialog.append(body);
    this.append(dialog);
    body.querySelector("[data-close]")?.addEventListener("click", () => dialog.close(), { once: true });
    dialog.showModal();
  }
}
customElements.define("confirm-act", ConfirmAct);
