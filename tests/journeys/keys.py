"""A page by the keyboard alone."""

WHERE = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const follows = window.before?.isConnected ? before.compareDocumentPosition(element) & 4 : true;
  window.before = element;
  const x = box.left + Math.min(box.width, innerWidth) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const there = document.elementFromPoint(x, y);
  return {
    what: element.outerHTML.slice(0, 120),
    inOrder: Boolean(follows),
    hasOutline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isSeen: Boolean(there) && (element.contains(there) || Boolean(there.closest("label")?.contains(element))),
  };
}"""


def tab(page):
    """One key further: in the order of the page, outlined, and not hidden behind anything."""
    page.keyboard.press("Tab")
    now = page.evaluate(WHERE)
    assert [now["inOrder"], now["hasOutline"], now["isSeen"]] == [True] * 3, now["what"]


def is_focused(target):
    return target.evaluate("element => element === document.activeElement")


def tab_to(page, target):
    for _ in range(60):
        tab(page)
        if is_focused(target):
            return
    raise AssertionError(f"not reached by the tabulator: {target}")


def skip(page):
    """Past the head of the page, by its first link; sending a form, the browser takes `#main` along."""
    if page.url.endswith("#main"):
        return
    tab(page)
    assert is_focused(page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


def enter(page):
    """The key, and what comes of it."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
