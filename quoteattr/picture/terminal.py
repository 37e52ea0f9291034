"""The picture of a text for a terminal: colours and brackets, by ANSI escape sequences (ECMA-48, SGR).

Brackets with the speaker's number stand around every content, so that nested ones stay readable and colour is not the
only carrier.  The colours are eight of the 256 that can be read on white and on black.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoteattr.picture import captions
from quoteattr.picture.drawing import Picture
from quoteattr.picture.nesting import Paragraph, Run
from quoteattr.picture.summary import SpeakerSummary
from quoteattr.quotes import Quote, QuoteType

_PAINTS = (32, 130, 29, 133, 161, 30, 98, 100)
_GREY, _BOLD, _ITALIC, _UNDERLINED = "38;5;243", "1", "3", "4"
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")  # what layout takes for the end of a line
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def draw(picture: Picture) -> str:
    """The text, the legend and the speakers."""
    text = "".join(_visible(paragraph.before) + _paragraph(paragraph, picture) for paragraph in picture.paragraphs)
    return "\n".join([text, "", *_legend(), *(_speaker(row, picture) for row in picture.speakers)]) + "\n"


def _paragraph(paragraph: Paragraph, picture: Picture) -> str:
    written: list[str] = []
    within: list[Run] = []
    for item in paragraph.story:
        if isinstance(item, str):
            written.append(_lines(_visible(item), _codes(within, picture)))
        elif item is None:
            run = within.pop()
            written.append(_behind(run, picture))
        else:
            within.append(item)
            written.append(_before(item, picture))
    return "".join(written)


def _before(run: Run, picture: Picture) -> str:
    label = captions.label(run, _quote(run, picture))
    if label is None or run.part.kind == "speaker":
        return ""
    return _aside(f"[{label}: " if run.part.kind == "content" else f"{label}: ", run.part.who)


def _behind(run: Run, picture: Picture) -> str:
    if run.part.kind == "content" and run.last:
        return _aside("]", run.part.who)
    label = captions.label(run, _quote(run, picture)) if run.part.kind == "speaker" else None
    return "" if label is None else _aside(f" ({label})", run.part.who)


def _quote(run: Run, picture: Picture) -> Quote:
    return picture.quotes[run.part.quotes[0]]


def _codes(within: Sequence[Run], picture: Picture) -> str:
    """How text looks inside these runs: the innermost colour, and everything else of all of them."""
    codes: list[str] = []
    italic = False
    for run in within:
        if run.part.kind in ("content", "speaker", "cue"):
            codes.append(_paint(run.part.who))  # of two colours the later one holds
        if run.part.kind == "content":
            italic = _quote(run, picture).type is not QuoteType.DIRECT
        if run.part.kind in ("speaker", "cue"):
            codes.append(_BOLD)
        if run.part.kind in ("cue", "addressee", "via"):
            codes.append(_UNDERLINED)
    return ";".join(codes + [_ITALIC] * italic)


def _paint(who: int) -> str:
    return f"38;5;{_PAINTS[(who - 1) % len(_PAINTS)]}" if who else _GREY


def _sgr(codes: str, text: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text else text


def _lines(text: str, codes: str) -> str:
    """Coloured line by line, because pagers forget the colour at a line's end."""
    return "\n".join(_sgr(codes, line) for line in text.split("\n"))


def _aside(text: str, who: int) -> str:
    return _sgr(_paint(who), _visible(text))


def _visible(text: str) -> str:
    """The text with its control characters made visible, so that none of them reaches the terminal."""
    return _CONTROL.sub(lambda found: _picture_of(ord(found.group())), _BREAK.sub("\n", text))


def _picture_of(control: int) -> str:
    if control < 0x20:
        return chr(0x2400 + control)
    return "\u2421" if control == 0x7F else "\ufffd"


def _legend() -> list[str]:
    kinds = [
        "[1: direct]",
        _sgr(_ITALIC, "[1: indirect or mixed]"),
        _sgr(f"{_BOLD};{_UNDERLINED}", "cue"),
        _sgr(_BOLD, "speaker") + " (who it is)",
        f"to: {_sgr(_UNDERLINED, 'addressee')}",
        f"via: {_sgr(_UNDERLINED, 'channel')}",
    ]
    return ["  ".join(kinds), ""]


def _speaker(row: SpeakerSummary, picture: Picture) -> str:
    number = picture.numbers[row.name]
    rules = dict.fromkeys(filter(None, (picture.quotes[index].rule for index in picture.said[row.name])))
    who = _sgr(f"{_paint(number)};{_BOLD}", f"{number or '?':>3}  {_visible(captions.shown(row.name))}")
    return f"{who}  {captions.types_of(row)}" + (f" ({_visible(', '.join(rules))})" if rules else "")
