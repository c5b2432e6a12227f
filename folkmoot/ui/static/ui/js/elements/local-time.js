// <local-time data-words="# your time"><time datetime="…">: adds the reader's own time where their clock differs.
class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const told = time?.dateTime;
    if (!told || this.querySelector(".local-time")) return;
    const moment = new Date(told);
    const there = /Z$/.test(told) ? 0 : offset(told);
    if (there === -moment.getTimezoneOffset()) return;
    const words = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", hour: "2-digit", minute: "2-digit" });
    const note = document.createElement("span");
    note.className = "local-time soft";
    note.textContent = ` (${this.dataset.words.replace("#", words.format(moment))})`;
    time.after(note);
  }
}

function offset(told) {
  const [, sign, hours, minutes] = told.match(/([+-])(\d\d):(\d\d)$/) ?? [null, "+", 0, 0];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
customElements.define("local-time", LocalTime);
