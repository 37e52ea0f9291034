"""TEI P5: what is said as ``<said>``, who says it as ``@who`` to a list of persons.

``<said>`` is for "passages thought or spoken aloud, whether … directly or indirectly reported" (P5, 3.3.3).  Its
``@direct`` is true for the words themselves; a mixed quote is indirect with some words marked, so false, and ``@ana``
tells all three apart.  Its ``@aloud`` is left out, for the text does not tell.

XML nests and quotes may cross.  Pieces of a broken content, and the parts of one that another quote cuts, are elements
chained by ``@next`` and ``@prev`` (``@part`` is not for ``<said>``); parts that touch are one piece.  The marks and
dashes stay in the text around.  A character that XML 1.0 cannot hold (control characters, half a pair) becomes U+FFFD,
so that offsets stay true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from xml.etree import ElementTree

from attrs import frozen

from quoteattr import __version__
from quoteattr.formats.origin import Model, signature
from quoteattr.formats.parts import Id, checked, merged, name_of
from quoteattr.quotes import Quote, QuoteType

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {
    QuoteType.DIRECT: "the words themselves",
    QuoteType.INDIRECT: "in the author's words",
    QuoteType.MIXED: "in the author's words, some of them marked as the speaker's",
}


@frozen
class _Fragment:
    """A stretch of a quote's content that lies within one stretch of every quote around it."""

    start: int
    end: int
    quote: int


def to_tei(text: str, quotes: Iterable[Quote], *, id: Id = None, model: Model = "embedded") -> str:
    """A TEI document: a header with the speakers, and the text in one ``<ab>``, whose text content equals ``text``.

    A speaker is a ``<person>`` by resolved name, organisations too, for names do not tell them apart; a quote whose
    speaker has no name has no ``@who``.  ``id`` becomes the title.  ``ValueError`` where the quotes are of another
    text.

    >>> from quoteattr import Quote, Span, Speaker, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")], speaker=Speaker(None, "Karen Holm"))
    >>> document = formats.to_tei("- Ja.", [quote])
    >>> print(document[document.index("<said") : document.index("</ab>")])
    <said xml:id="q1" direct="true" ana="#direct" who="#s1">Ja</said>.
    """
    quotes = checked(text, quotes)
    people: dict[str, str] = {}
    for quote in quotes:
        name = name_of(quote)
        if name:
            people.setdefault(name, f"s{len(people) + 1}")
    root = ElementTree.Element("TEI", {"xmlns": NAMESPACE})
    _header(root, people, id, model)
    body = ElementTree.SubElement(ElementTree.SubElement(root, "text", {"xml:lang": "da"}), "body")
    body.append(_said(_clean(text), quotes, people))
    # a parser reads a bare carriage return as a line feed
    written = ElementTree.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0"?>\n{written}\n'


def _header(root: ElementTree.Element, people: dict[str, str], id: Id, model: Model) -> None:
    header = ElementTree.SubElement(root, "teiHeader")
    file = ElementTree.SubElement(header, "fileDesc")
    _put(file, "titleStmt/title", "Untitled" if id is None else str(id))
    _put(file, "publicationStmt/p", "Not published.")
    _put(file, "sourceDesc/p", "Written from plain text.")
    encoding = ElementTree.SubElement(header, "encodingDesc")
    application = _put(encoding, "appInfo/application", "")
    application.attrib.update(ident="quoteattr", version=__version__)
    _put(application, "label", signature(model))
    taxonomy = _put(encoding, "classDecl/taxonomy", "")
    for kind, meaning in _TYPES.items():
        _put(taxonomy, "category/catDesc", meaning, {"xml:id": kind.value})
    if people:
        list_person = _put(ElementTree.SubElement(header, "profileDesc"), "particDesc/listPerson", "")
        for name, key in people.items():
            _put(list_person, "person/persName", name, {"xml:id": key})


def _put(
    parent: ElementTree.Element, path: str, content: str, attributes: dict[str, str] | None = None
) -> ElementTree.Element:
    """Put a chain of elements with ``content`` in the last; ``attributes`` are the first one's."""
    for tag in path.split("/"):
        parent = ElementTree.SubElement(parent, tag, attributes or {})
        attributes = None
    parent.text = _clean(content)
    return parent


def _said(text: str, quotes: list[Quote], people: dict[str, str]) -> ElementTree.Element:
    """The text with its fragments as elements."""
    fragments = _fragments(quotes)
    builder = ElementTree.TreeBuilder()
    builder.start("ab", {"xml:space": "preserve"})
    place, ends = 0, [len(text) + 1]

    def move(goal: int) -> None:
        """Write on to ``goal``, and close what ends before it."""
        nonlocal place
        while ends[-1] <= goal:
            builder.data(text[place : ends[-1]])
            place = ends.pop()
            builder.end("said")
        builder.data(text[place:goal])
        place = goal

    for fragment, attributes in zip(fragments, _attributes(fragments, quotes, people), strict=True):
        move(fragment.start)
        builder.start("said", attributes)
        ends.append(fragment.end)
    move(len(text))
    builder.end("ab")
    return builder.close()


def _fragments(quotes: list[Quote]) -> list[_Fragment]:
    """All pieces, from outer to inner, cut where they would cross."""
    waiting = [(start, -end, number) for number, quote in enumerate(quotes) for start, end in merged(quote.content)]
    heapify(waiting)
    fragments: list[_Fragment] = []
    ends: list[int] = []
    while waiting:
        start, end, number = heappop(waiting)
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and -end > ends[-1]:
            heappush(waiting, (start, -ends[-1], number))
            heappush(waiting, (ends[-1], end, number))
        else:
            fragments.append(_Fragment(start, -end, number))
            ends.append(-end)
    return fragments


def _attributes(fragments: list[_Fragment], quotes: list[Quote], people: dict[str, str]) -> Iterator[dict[str, str]]:
    """For each fragment what its element says; the fragments of a quote are numbered and chained."""
    totals = Counter(fragment.quote for fragment in fragments)
    seen: Counter[int] = Counter()
    for fragment in fragments:
        number, total = fragment.quote, totals[fragment.quote]
        quote, speaker = quotes[number], name_of(quotes[number])
        seen[number] += 1
        chain = [f"q{number + 1}.{place}" for place in (seen[number] - 1, seen[number], seen[number] + 1)]
        attributes = {
            "xml:id": f"q{number + 1}" if total == 1 else chain[1],
            "direct": "true" if quote.type is QuoteType.DIRECT else "false",
            "ana": f"#{quote.type}",
            "who": f"#{people[speaker]}" if speaker else "",
            "prev": f"#{chain[0]}" if seen[number] > 1 else "",
            "next": f"#{chain[2]}" if seen[number] < total else "",
        }
        yield {key: value for key, value in attributes.items() if value}


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
