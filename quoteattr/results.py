"""The quotes of a text together: a list that knows the text, and can draw itself."""

from __future__ import annotations

from collections.abc import Iterable

from quoteattr.picture.render import render
from quoteattr.quotes import Quote


class Quotes(list[Quote]):
    """The quotes of a text: a list that remembers the text, and in a notebook shows it in colour.

    ``text`` is what the offsets count in.  It compares and prints as the plain list; slices of it are plain lists.

    >>> from quoteattr import extract_quotes
    >>> quotes = extract_quotes("Det haster, siger Karen Holm.")
    >>> quotes.text
    'Det haster, siger Karen Holm.'
    >>> quotes == list(quotes)
    True
    """

    def __init__(self, quotes: Iterable[Quote] = (), text: str = "") -> None:
        super().__init__(quotes)
        self.text = text

    def _repr_html_(self) -> str:
        """What a notebook shows: :func:`quoteattr.render`."""
        return render(self.text, self)
