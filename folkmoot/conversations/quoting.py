"""Quoting what somebody wrote into one's own answer."""

from folkmoot.core.text import excerpt, plain

LONGEST = 1200  # characters


def quoted(message):
    """The words of a message as lines of a quotation, without what it quotes itself."""
    source = message.source or plain(message.html)
    lines = [line.rstrip() for line in source.split("\n") if not line.lstrip().startswith(">")]
    words = "\n".join(lines).strip()
    if len(words) > LONGEST:
        words = _cut(words)
    return "".join(f"> {line}".rstrip() + "\n" for line in words.split("\n")) + "\n" if words else ""


def _cut(words):
    """Its first whole lines; where the first is too long already, its first words."""
    kept = words[:LONGEST].rsplit("\n", 1)[0] if "\n" in words[:LONGEST] else excerpt(words, LONGEST)
    return kept if kept.endswith("…") else f"{kept}\n…"
