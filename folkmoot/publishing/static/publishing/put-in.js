// <put-in for="id_source" words="![…](picture:3)" data-label="Put it where you are writing">: moves a line of a
// text to the place where one was writing last. Without JavaScript there is no button; the line is copied by hand.
class PutIn extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field || this.querySelector("button")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: this.dataset.label });
    Object.assign(button.dataset, { kind: "quiet", size: "small" });
    button.addEventListener("click", this);
    this.append(button);
  }

  handleEvent() {
    const { field } = this;
    const words = this.getAttribute("words");
    const mark = "\u0000"; // where one was writing, while the line is taken out of its old place
    const marked = field.value.slice(0, field.selectionEnd) + mark + field.value.slice(field.selectionEnd);
    const [before, after] = marked.split(words).join("").split(mark);
    const put = `${before.trimEnd()}${before.trim() ? "\n\n" : ""}${words}`;
    field.value = `${put}\n\n${after.trimStart()}`;
    field.focus();
    field.setSelectionRange(put.length, put.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("put-in", PutIn);
