"""The quotes of a text as lines for a person to read."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.quotes import Quote

_COLOURS = {"speaker": "1;34", "cue": "33", "content": "32", "rule": "2"}


def listed(quotes: Sequence[Quote], *, colour: bool = False) -> str:
    """Two lines a quote: who, the cue, to whom and by what channel; then the words.

    ``colour`` asks for a terminal's colour codes.

    >>> from quoteattr import extract_quotes
    >>> print(listed(extract_quotes("- Det haster, siger Karen Holm til Fjordposten.")))
      1. Karen Holm · siger · to Fjordposten  [direct, turn]
         Det haster
    """
    if not quotes:
        return "No quotes found."

    def paint(text: str, what: str) -> str:
        return f"\x1b[{_COLOURS[what]}m{text}\x1b[0m" if colour else text

    lines = []
    for number, quote in enumerate(quotes, 1):
        head = [paint(_who(quote), "speaker")]
        for label, span in (("", quote.cue), ("to ", quote.addressee), ("via ", quote.via)):
            if span is not None:
                line = _line(span.text)
                head.append(label + (paint(line, "cue") if span is quote.cue else line))
        lines.append(f"{number:3d}. {' · '.join(head)}  {paint(f'[{quote.type}, {quote.rule}]', 'rule')}")
        words = " … ".join(_line(piece.text) for piece in quote.content)
        lines.append(f"     {paint(words, 'content')}")
    return "\n".join(lines)


def _who(quote: Quote) -> str:
    speaker = quote.speaker
    if speaker is None:
        return "(nobody named)"
    mention = _line(speaker.mention.text) if speaker.mention else None
    if speaker.name is None:
        return mention or "(nobody named)"
    name = _line(speaker.name)
    return name if mention in (None, name) else f"{name} ({mention})"


def _line(text: str) -> str:
    """On one line, and with nothing in it that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in " ".join(text.split()))
