// Wakes the custom elements a page uses, now and when a part is swapped in. Each is one file; only those fetched.
const elements = {
  "auto-save": () => import("./elements/auto-save.js"),
  "confirm-act": () => import("./elements/confirm-act.js"),
  "copy-link": () => import("./elements/copy-link.js"),
  "error-summary": () => import("./elements/error-summary.js"),
  "kept-answer": () => import("./elements/kept-answer.js"),
  "leave-check": () => import("./elements/leave-check.js"),
  "live-entries": () => import("./elements/live-entries.js"),
  "local-time": () => import("./elements/local-time.js"),
  "mention-names": () => import("./elements/mention-names.js"),
  "menu-details": () => import("./elements/menu-details.js"),
  "pass-word": () => import("./elements/pass-word.js"),
  "send-again": () => import("./elements/send-again.js"),
  "word-count": () => import("./elements/word-count.js"),
};

function wake() {
  for (const [name, load] of Object.entries(elements)) {
    if (!document.querySelector(name)) continue;
    delete elements[name];
    load();
  }
}

// "/" goes to the search field, unless one is typing or has turned it off at the foot of the page.
const slash = {
  get on() {
    return localStorage.getItem("slash") !== "off";
  },

  go(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !this.on) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = [...document.querySelectorAll("[data-slash]")].find((one) => one.checkVisibility());
    if (!field) return;
    event.preventDefault();
    field.focus();
  },

  show() {
    const button = document.querySelector("[data-slash-switch]");
    if (!button) return;
    button.hidden = false;
    button.textContent = this.on ? button.dataset.off : button.dataset.on;
    button.onclick = () => {
      localStorage.setItem("slash", this.on ? "off" : "on");
      this.show();
    };
  },
};

wake();
slash.show();
new MutationObserver(wake).observe(document.body, { childList: true, subtree: true });
document.addEventListener("keydown", (event) => slash.go(event));
