"""W3C Web Annotations (Web Annotation Data Model, 2017): JSON-LD, an annotation a quote.

The model counts code points: "the selection of the text MUST be in terms of unicode code points, not in terms of code
units" (4.2.4, and 4.2.5 by reference), which is how this library counts.  Several selectors of one target are ways to
find the same stretch, so each piece of a broken content is a target of its own, with both selectors.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as percent_encoded

from quoteattr.formats.origin import Model, signature
from quoteattr.formats.parts import Id, checked, name_of, parts
from quoteattr.quotes import Quote, Span

CONTEXT = 32  # code points of prefix and suffix


def to_web_annotation(
    text: str, quotes: Iterable[Quote], *, id: Id = None, model: Model = "embedded"
) -> dict[str, Any]:
    """An AnnotationCollection with the quotes of a text on its one page.

    ``id`` is the address of the text, or a relative one; without it the text is named by its hash
    (``ni:///sha-256;…``, RFC 6920).  An annotation's targets are the pieces of the content; its bodies the type
    (``classifying``), the speaker's name (``identifying``), the rule (``tagging``), and the places of cue, speaker,
    addressee and channel (``linking``, named by ``label``).  ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")])
    >>> data = formats.to_web_annotation("- Ja.", [quote], id="https://example.org/a1")
    >>> annotation, = data["first"]["items"]
    >>> annotation["id"], annotation["target"][0]["selector"][0]
    ('https://example.org/a1#quote-1', {'type': 'TextPositionSelector', 'start': 2, 'end': 4})
    """
    quotes = checked(text, quotes)
    source = _address(text, id)
    base = source + ("-" if "#" in source else "#")
    generator = {"type": "Software", "name": signature(model)}
    items = [
        {
            "id": f"{base}quote-{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "generator": generator,
            "body": list(_bodies(text, source, quote)),
            "target": [_place(text, source, piece) for piece in quote.content],
        }
        for number, quote in enumerate(quotes, 1)
    ]
    collection: dict[str, Any] = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}quotes",
        "type": "AnnotationCollection",
        "label": f"Quotes of {source}",
        "generator": generator,
        "total": len(items),
    }
    if items:  # a page must hold at least one
        collection["first"] = {"id": f"{base}quotes-page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return collection


def _bodies(text: str, source: str, quote: Quote) -> Iterator[dict[str, Any]]:
    facts = (("classifying", quote.type.value), ("identifying", name_of(quote)), ("tagging", quote.rule))
    for purpose, value in facts:
        if value:
            yield {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    for role, (span, *_) in parts(quote):
        if role != "content":
            yield {**_place(text, source, span), "purpose": "linking", "label": role}


def _place(text: str, source: str, span: Span) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": text[max(0, span.start - CONTEXT) : span.start],
                "suffix": text[span.end : span.end + CONTEXT],
            },
        ],
    }


def _address(text: str, id: Id) -> str:
    if id is not None:
        return percent_encoded(str(id), safe="/:?#[]@!$&'()*+,;=%~")
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}"
