"""Quotes to look at: a text with who says what in it, as a web page or for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from quoteattr.picture import terminal, webpage
from quoteattr.picture.drawing import picture_of
from quoteattr.quotes import Quote

STYLES = ("html", "ansi")


def render(
    text: str, quotes: Iterable[Quote], style: Literal["html", "ansi"] = "html", *, standalone: bool = False
) -> str:
    """Draw ``text`` with its ``quotes``: who says what, in colour.

    Contents are tinted in the colour of who says them and carry the speaker's number; cues are bold and underlined;
    speakers show their resolved name and link to the list of all speakers; addressees and channels are framed.  The
    line under a content tells direct, indirect and mixed apart; hovering shows a quote's parts, type and rule.
    Paragraphs and line breaks are those of the text.

    ``style="html"`` gives a fragment for a notebook or for a page of yours, with ``standalone`` a whole page.  Either
    needs no script and nothing from elsewhere, follows the reader's light or dark setting, and has the text escaped.
    The ``article`` element holds the text and nothing else (NUL and lone surrogates, which HTML cannot hold, as
    U+FFFD).  ``style="ansi"`` gives lines for a terminal, with the text's control characters made visible;
    ``standalone`` changes nothing there.

    Spans are code points of ``text``, half-open, and must slice back: ``ValueError`` where one does not, because then
    the quotes are of another text, and for an unknown style.  ``TypeError`` where ``text`` is no str or ``quotes``
    hold anything but :class:`~quoteattr.Quote`.

    >>> from quoteattr import extract_quotes
    >>> text = "Det haster, siger Karen Holm."
    >>> "<mark" in render(text, extract_quotes(text))
    True
    >>> render(text, extract_quotes(text), standalone=True)[:15]
    '<!DOCTYPE html>'
    """
    if style not in STYLES:
        raise ValueError(f"style must be one of {', '.join(STYLES)}, not {style!r}")
    picture = picture_of(text, quotes)
    if style == "ansi":
        return terminal.draw(picture)
    return webpage.page(picture) if standalone else webpage.fragment(picture)
