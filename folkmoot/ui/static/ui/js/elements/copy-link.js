// <copy-link data-done="Copied"><a href="…">…</a><span role="status">: copies the address instead of following it.
// With `hidden` it shows only where it can copy: a link to the very page one is on would be of no use.
class CopyLink extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.querySelector("a").addEventListener("click", this);
    this.hidden = false;
  }

  async handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const link = event.currentTarget;
    try {
      await navigator.clipboard.writeText(link.href);
      this.querySelector("[role=status]").textContent = ` ${this.dataset.done}`;
    } catch {
      location.assign(link.href);
    }
  }
}
customElements.define("copy-link", CopyLink);
