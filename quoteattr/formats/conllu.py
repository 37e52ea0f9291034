"""CoNLL-U: a parsed text as Stanza writes it, with its quotes in MISC.

Every word of a quote gets ``Quote=1:content`` (the quote's number in the text, and the part), several of them separated
by commas.  The first word of its content has ``QuoteType``, ``QuoteSpeaker`` (the resolved name) and ``QuoteRule`` too,
as ``1:indirect``.  Values are escaped as UDPipe's ``SpacesAfter`` is: ``\\s`` for a space, ``\\p`` for ``|``, ``\\t``,
``\\n``, ``\\r``, ``\\\\``; and ``=``, ``,``, ``:`` and what cannot be printed by number, as ``\\u003D``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from quoteattr.formats.parts import Id, checked, name_of, parts
from quoteattr.quotes import Quote

if TYPE_CHECKING:
    import stanza

_NAMED = {" ": r"\s", "|": r"\p", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}
_RESERVED = frozenset("=,:")


def to_conllu(document: stanza.Document, quotes: Iterable[Quote], *, id: Id = None) -> str:
    """The sentences of a parsed Stanza Document with the quotes found in it (``extract_quotes(document)``).

    ``id`` becomes the ``# newdoc id``.  A word belongs to a part where the two share a character; the Document itself
    stays as it is.  ``TypeError`` for what is no Document; ``ValueError`` for one that is not parsed or has no text,
    and for quotes of another text.

    A Document can be had from the parser inside, or from any ``stanza.Pipeline``:

    >>> from quoteattr import extract_quotes, formats
    >>> from quoteattr.parse.model_files import load_plain
    >>> document = load_plain("embedded")("Det haster, siger Karen Holm.")
    >>> for line in formats.to_conllu(document, extract_quotes(document)).splitlines()[2:5]:
    ...     columns = line.split("\\t")
    ...     print(columns[1], *[value for value in columns[9].split("|") if value.startswith("Quote")])
    Det Quote=1:content QuoteType=1:indirect QuoteSpeaker=1:Karen\\sHolm QuoteRule=1:fronted
    haster Quote=1:content
    ,
    """
    from quoteattr.extractor import document_text

    quotes = checked(document_text(document), quotes)
    if not document.sentences:
        return ""
    misc = iter(_misc(_places(document), quotes))
    lines = [] if id is None else [f"# newdoc id = {' '.join(str(id).split())}"]
    for line in f"{document:C}".split("\n"):
        columns = line.split("\t")
        if columns[0].isdigit() and len(columns) == 10:
            values = [value for value in (columns[9], *next(misc)) if value != "_"]
            columns[9] = "|".join(values) or "_"
        lines.append("\t".join(columns))
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _places(document: Any) -> list[tuple[int, int]]:
    """Where each word stands; a word of a contraction has the place of the contraction."""
    words = [(token, word) for sentence in document.sentences for token in sentence.tokens for word in token.words]
    if any(word.head is None or word.upos is None for _, word in words):
        raise ValueError("the Document is not parsed: run it through tokenize, pos, lemma and depparse")
    places = [
        (token.start_char, token.end_char) if word.start_char is None else (word.start_char, word.end_char)
        for token, word in words
    ]
    if any(start is None for start, _ in places):
        raise ValueError("the Document's words have no start_char; parse raw text, not pretokenized words")
    return places


def _misc(places: list[tuple[int, int]], quotes: list[Quote]) -> list[list[str]]:
    """For each word the attributes that the quotes add."""
    starts, ends = [start for start, _ in places], [end for _, end in places]
    attributes: list[dict[str, list[str]]] = [{} for _ in places]
    for number, quote in enumerate(quotes, 1):
        content = []
        for role, spans in parts(quote):
            for span in spans:
                for word in range(bisect_right(ends, span.start), bisect_left(starts, span.end)):
                    value = f"{number}:{role}"
                    values = attributes[word].setdefault("Quote", [])
                    if value not in values:
                        values.append(value)
                    if role == "content":
                        content.append(word)
        facts = {"QuoteType": quote.type.value, "QuoteSpeaker": name_of(quote), "QuoteRule": quote.rule}
        for key, fact in facts.items():
            if content and fact:
                attributes[min(content)].setdefault(key, []).append(f"{number}:{_escaped(fact)}")
    return [[f"{key}={','.join(values)}" for key, values in each.items()] for each in attributes]


def _escaped(value: str) -> str:
    return "".join(_NAMED.get(sign) or (sign if _plain(sign) else _code(sign)) for sign in value)


def _plain(sign: str) -> bool:
    return sign.isprintable() and sign not in _RESERVED


def _code(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"
