"""JSON and JSON Lines: the quotes of a text with its id, the text itself, and what found them.

``quotes.schema.json`` beside this file says in JSON Schema what a document holds.  The schema's version counts up when
a reader of the old one would fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from quoteattr.errors import FormatError
from quoteattr.formats.origin import Model, library, model_facts
from quoteattr.formats.parts import Id, checked
from quoteattr.quotes import Quote

SCHEMA_VERSION = 1
# half a character pair, which UTF-8 cannot hold, and line breaks beside \n, at which readers of lines may cut
_UNSAFE = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


def _quotes(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(quotes)


@frozen
class QuotedText:
    """What a JSON document holds: ``text`` is None where it was left out, ``model`` where it was not known.

    >>> from quoteattr import formats
    >>> formats.from_json(formats.to_json("Solen skinner.", [], id="a2")).text
    'Solen skinner.'
    """

    text: str | None
    quotes: tuple[Quote, ...] = field(converter=_quotes)
    id: Id = None
    model: Mapping[str, str] | None = None
    library: Mapping[str, str] | None = None


def to_json(
    text: str,
    quotes: Iterable[Quote],
    *,
    id: Id = None,
    model: Model = "embedded",
    with_text: bool = True,
    indent: int | None = None,
) -> str:
    """A JSON document of one text's quotes, for :func:`from_json`; offsets are code points, half-open.

    ``model`` is the model that found them, as given to :class:`~quoteattr.QuoteExtractor`, or None where it is not
    known.  ``with_text=False`` leaves the text out.  ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")])
    >>> formats.to_json("- Ja.", [quote], id="a1")[:49]
    '{"schema_version": 1, "library": {"name": "quotea'
    """
    data = {
        "schema_version": SCHEMA_VERSION,
        "library": library(),
        "model": model_facts(model),
        "id": id,
        **({"text": text} if with_text else {}),
        "quotes": [quote.to_dict() for quote in checked(text, quotes)],
    }
    return dumps(data, indent)


def to_jsonl(
    text: str, quotes: Iterable[Quote], *, id: Id = None, model: Model = "embedded", with_text: bool = True
) -> str:
    """The document of :func:`to_json` on a line, with its line break: many texts make a JSON Lines file.

    >>> from quoteattr import formats
    >>> formats.to_jsonl("Solen skinner.", [], id=7)[-45:]
    ': 7, "text": "Solen skinner.", "quotes": []}\\n'
    """
    return to_json(text, quotes, id=id, model=model, with_text=with_text) + "\n"


def from_json(data: str | bytes) -> QuotedText:
    """Read a document of :func:`to_json`; :class:`~quoteattr.formats.FormatError` where it is none, or too new.

    >>> from quoteattr import formats
    >>> formats.from_json(formats.to_json("Solen skinner.", [], id="a1")).id
    'a1'
    >>> formats.from_json('{"schema_version": 2}')
    Traceback (most recent call last):
    quoteattr.errors.FormatError: schema version 2; this quoteattr reads version 1: install a newer one
    """
    try:
        document = json.loads(data)
    except ValueError as error:
        raise FormatError(f"not JSON: {error}") from error
    _check_version(document)
    try:
        quotes = [Quote.from_dict(quote) for quote in document["quotes"]]
        text, name, model, made_by = (document.get(key) for key in ("text", "id", "model", "library"))
        if text is not None:
            checked(text, quotes)
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"not a document of quotes: {error}") from error
    return QuotedText(text, quotes, name, model, made_by)


def from_jsonl(lines: str | Iterable[str]) -> Iterator[QuotedText]:
    """Read JSON Lines, from a string or an open file, text by text; an error names the line.

    >>> from quoteattr import formats
    >>> lines = formats.to_jsonl("Solen skinner.", [], id=1) + formats.to_jsonl("Det regner.", [], id=2)
    >>> [document.text for document in formats.from_jsonl(lines)]
    ['Solen skinner.', 'Det regner.']
    """
    for number, line in enumerate(lines.split("\n") if isinstance(lines, str) else lines, 1):
        if line.strip():
            try:
                document = from_json(line)
            except FormatError as error:
                raise FormatError(f"line {number}: {error}") from error
            yield document


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :func:`to_json`'s documents.

    >>> from quoteattr import formats
    >>> formats.schema()["properties"]["schema_version"]
    {'const': 1}
    """
    path = Path(__file__).with_name("quotes.schema.json")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def dumps(data: Any, indent: int | None = None) -> str:
    """JSON that stays readable, fits UTF-8 whatever the text holds, and breaks lines at ``\\n`` alone."""
    written = json.dumps(data, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _check_version(document: Any) -> None:
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(version, int):
        raise FormatError("no schema_version: not a document that quoteattr.formats.to_json wrote")
    if version != SCHEMA_VERSION:
        advice = "install a newer one" if version > SCHEMA_VERSION else "no such version was ever written"
        raise FormatError(f"schema version {version}; this quoteattr reads version {SCHEMA_VERSION}: {advice}")
