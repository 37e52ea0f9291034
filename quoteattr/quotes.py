"""The objects that come back: who said what, and where in the text.

Fields follow PARC 3.0 (Pareti 2016) and PolNeAR (Newell et al. 2018), source/speaker, cue and content, with two
that Danish newswire needs: the addressee (*siger X til AFP*) and the channel (*ifølge nyhedsbureauet RIA*).
All offsets are code points of the caller's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from attrs import field, frozen, validators


class QuoteType(str, Enum):
    """How the words are given.

    >>> QuoteType("mixed") is QuoteType.MIXED
    True
    """

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"

    def __str__(self) -> str:
        return self.value


@frozen
class Span:
    """A stretch of the caller's text: ``text[span.start:span.end] == span.text``.

    >>> Span(3, 8, "siger")
    Span(start=3, end=8, text='siger')
    """

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data; :meth:`from_dict` is the inverse.

        >>> Span(3, 8, "siger").to_dict()
        {'start': 3, 'end': 8, 'text': 'siger'}
        """
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Span:
        """Build a span from :meth:`to_dict`'s data; ``ValueError`` where a key is missing.

        >>> Span.from_dict({"start": 3, "end": 8, "text": "siger"})
        Span(start=3, end=8, text='siger')
        """
        try:
            return cls(int(data["start"]), int(data["end"]), str(data["text"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"a span needs start, end and text, not {data!r}") from error


@frozen
class Speaker:
    """Who said it.

    ``mention`` is the noun phrase beside the cue, with titles and apposition, or None where there is none;
    ``name`` the fullest name the text gives for that speaker, without title, or for one never named the most
    telling noun phrase, or None where a reader cannot tell.

    >>> Speaker(mention=Span(10, 13, "hun"), name="Karen Holm").name
    'Karen Holm'
    """

    mention: Span | None
    name: str | None


def _pieces(pieces: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(pieces)


def _optional(kind: type) -> Any:
    return validators.optional(validators.instance_of(kind))


@frozen
class Quote:
    """One attribution: a content, and whoever it is ascribed to.

    ``content`` holds the pieces in text order, without outer marks or dash; ``cue`` the reporting word;
    ``rule`` the stable id of the rule that found it.

    >>> content = (Span(0, 10, "Det haster"),)
    >>> quote = Quote(QuoteType.INDIRECT, content, rule="fronted")
    >>> quote.content[0].end, quote.speaker, quote.rule
    (10, None, 'fronted')
    """

    type: QuoteType = field(converter=QuoteType)
    content: tuple[Span, ...] = field(
        converter=_pieces, validator=[validators.min_len(1), validators.deep_iterable(validators.instance_of(Span))]
    )
    cue: Span | None = field(default=None, validator=_optional(Span))
    speaker: Speaker | None = field(default=None, validator=_optional(Speaker))
    addressee: Span | None = field(default=None, validator=_optional(Span))
    via: Span | None = field(default=None, validator=_optional(Span))
    rule: str = field(default="", kw_only=True)

    @property
    def text(self) -> str:
        """The content's pieces joined by a space.

        >>> Quote("direct", [Span(1, 6, "Vi må"), Span(18, 22, "tale")]).text
        'Vi må tale'
        """
        return " ".join(piece.text for piece in self.content)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for ``json.dumps``; :meth:`from_dict` is the inverse.

        >>> list(Quote("direct", [Span(2, 4, "Ja")]).to_dict())
        ['type', 'text', 'content', 'cue', 'speaker', 'addressee', 'via', 'rule']
        """
        speaker = self.speaker
        return {
            "type": self.type.value,
            "text": self.text,
            "content": [piece.to_dict() for piece in self.content],
            "cue": _span_dict(self.cue),
            "speaker": speaker and {"mention": _span_dict(speaker.mention), "name": speaker.name},
            "addressee": _span_dict(self.addressee),
            "via": _span_dict(self.via),
            "rule": self.rule,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quote:
        """Build a quote from :meth:`to_dict`'s data; ``ValueError`` where it is not such data.

        >>> quote = Quote("direct", [Span(2, 4, "Ja")], speaker=Speaker(None, "Per Dal"), rule="turn-free")
        >>> Quote.from_dict(quote.to_dict()) == quote
        True
        """
        try:
            speaker = data["speaker"]
            return cls(
                type=QuoteType(data["type"]),
                content=tuple(Span.from_dict(piece) for piece in data["content"]),
                cue=_span(data["cue"]),
                speaker=speaker and Speaker(_span(speaker["mention"]), speaker["name"]),
                addressee=_span(data["addressee"]),
                via=_span(data["via"]),
                rule=str(data["rule"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"not the data of a quote ({error!r}): {data!r}") from error


def _span_dict(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else span.to_dict()


def _span(data: Mapping[str, Any] | None) -> Span | None:
    return None if data is None else Span.from_dict(data)
