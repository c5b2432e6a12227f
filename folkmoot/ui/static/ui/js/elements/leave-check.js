// <leave-check> inside a form: the browser asks before words that were typed and not sent are left behind.
// A form that an <auto-save> keeps has nothing to lose once that says so (event "kept").
class LeaveCheck extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    for (const type of ["input", "submit", "kept"]) this.form.addEventListener(type, this);
    addEventListener("beforeunload", this);
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this);
  }

  handleEvent(event) {
    if (event.type === "beforeunload") {
      if (this.dirty) event.preventDefault();
    } else {
      this.dirty = event.type === "input";
    }
  }
}
customElements.define("leave-check", LeaveCheck);
