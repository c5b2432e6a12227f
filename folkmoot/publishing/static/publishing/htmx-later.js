// Fetches htmx when someone is about to use it. Most readers of a post are not; links and forms work before it came.
{
  const source = document.currentScript.dataset.htmx;
  const signs = ["pointerover", "touchstart", "focusin"];
  const fetchIt = (event) => {
    if (!event.target.closest("[data-hx-get], [data-hx-post]")) return;
    for (const sign of signs) document.removeEventListener(sign, fetchIt, true);
    const script = document.createElement("script");
    script.src = source;
    document.head.append(script);
  };
  for (const sign of signs) document.addEventListener(sign, fetchIt, { capture: true, passive: true });
}
