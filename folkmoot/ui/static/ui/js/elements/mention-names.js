// <mention-names for="id_source" src="/…/people/" data-label data-one data-many data-none>: what is typed after an "@"
// in a text area gets names to choose from. The focus stays in the text; the name chosen is said by the screen reader.
const PAUSE = 200;
const FEWEST = 2;
const TYPED = /(?:^|[^\w@.+/-])@([\p{L}\p{N}][\p{L}\p{N}'’. -]{1,39})$/u;

class MentionNames extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    if (!this.field || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = `${this.field.id}-people`;
    this.list.className = "mention-names";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.status = document.createElement("span");
    this.status.className = "out-of-sight";
    this.status.setAttribute("role", "status");
    this.field.after(this.list, this.status);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    for (const type of ["input", "keydown", "click", "blur"]) this.field.addEventListener(type, this);
    this.list.addEventListener("pointerdown", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    for (const type of ["input", "keydown", "click", "blur"]) this.field?.removeEventListener(type, this);
    this.list?.remove();
    this.status?.remove();
    this.list = null;
  }

  handleEvent(event) {
    if (event.type === "input") return this.soon();
    if (event.type === "keydown") return this.key(event);
    if (event.type === "pointerdown") return this.press(event);
    this.close();
  }

  // What stands between the last "@" and where one types, unless it is a name already chosen, or nobody's.
  get typed() {
    const found = TYPED.exec(this.field.value.slice(0, this.field.selectionStart));
    if (!found || found[1].trim().length < FEWEST) return null;
    const over = [this.taken, this.nobodys].some((words) => words && found[1].startsWith(words));
    return over ? null : found[1];
  }

  soon() {
    clearTimeout(this.timer);
    if (this.typed === null) return this.close();
    this.timer = setTimeout(() => this.ask(this.typed), PAUSE);
  }

  async ask(typed) {
    if (typed === null) return this.close();
    let people = [];
    try {
      const answer = await fetch(`${this.getAttribute("src")}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return this.close();
      ({ people } = await answer.json());
    } catch {
      return this.close(); // without a connection the whole name works as well
    }
    if (this.list && typed === this.typed) this.show(people);
  }

  show(people) {
    if (people.length === 0) this.nobodys = this.typed;
    this.list.replaceChildren(...people.map((person, index) => this.option(person, index)));
    this.list.hidden = people.length === 0;
    this.choose(-1);
    if (people.length === 0) this.status.textContent = /\s/.test(this.nobodys) ? "" : this.dataset.none;
    else this.status.textContent = people.length === 1 ? this.dataset.one : this.dataset.many.replace("#", people.length);
  }

  option(person, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.className = "mention-names__person";
    option.dataset.write = person.write;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = person.name;
    const words = document.createElement("span");
    words.className = "soft small";
    words.textContent = person.words;
    option.append(name, " ", words);
    return option;
  }

  choose(index) {
    this.chosen = index;
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", place === index);
    if (index < 0) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", this.list.children[index].id);
    this.list.children[index].scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const many = this.list.children.length;
    if (event.key === "ArrowDown") this.choose((this.chosen + 1) % many);
    else if (event.key === "ArrowUp") this.choose((Math.max(this.chosen, 0) - 1 + many) % many);
    else if (event.key === "Enter" && this.chosen >= 0) this.take(this.list.children[this.chosen]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  press(event) {
    event.preventDefault(); // the focus stays in the text
    const option = event.target.closest("[role=option]");
    if (option) this.take(option);
  }

  take(option) {
    const typed = this.typed;
    if (typed === null) return this.close();
    const end = this.field.selectionStart;
    const start = end - typed.length - 1;
    this.taken = option.dataset.write.slice(1);
    this.field.setRangeText(`${option.dataset.write} `, start, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // so that what keeps drafts keeps it
  }

  close() {
    clearTimeout(this.timer);
    if (!this.list) return;
    this.list.hidden = true;
    this.status.textContent = "";
    this.choose(-1);
  }
}
customElements.define("mention-names", MentionNames);
