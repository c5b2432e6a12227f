// Says in words, beside the button, when a passkey was not used; allauth's scripts only tell the console.
const words = document.currentScript.dataset.cancelled;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const button = document.querySelector("[id*='webauthn'].button, #passkey_login");
  let line = document.getElementById("passkey-said");
  if (!line) {
    line = document.createElement("p");
    line.id = "passkey-said";
    line.className = "small";
    line.setAttribute("role", "status");
    button.after(line);
  }
  line.textContent = words;
});
