"""brat standoff, in the layout of PolNeAR (Newell et al. 2018): spans for content, cue and source, an event over them.

PolNeAR's trigger is a span of the event's type on the cue; an attribution whose source is not in the text is an
``Attribution-no-source``.  Ours beside that: ``Attribution-no-cue``, on the content, where no cue is in the text (there
is always one in PolNeAR); the arguments ``Addressee`` and ``Via``; the attribute ``Type``; the resolved name as a note.

brat reads a span of several fragments where a span is broken, and cannot read one over a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import define, field

from quoteattr.errors import FormatError
from quoteattr.formats.parts import checked, merged, name_of, parts, slice_of
from quoteattr.quotes import Quote, Span, Speaker

BRAT_CONFIGURATION = """\
[entities]
Content
Cue
Source
Addressee
Via

[relations]

[events]
Attribution\tContent:Content, Cue:Cue, Source:Source, Addressee?:Addressee, Via?:Via
Attribution-no-source\tContent:Content, Cue:Cue, Addressee?:Addressee, Via?:Via
Attribution-no-cue\tContent:Content, Source?:Source, Addressee?:Addressee, Via?:Via

[attributes]
Type\tArg:<EVENT>, Value:direct|indirect|mixed
"""

_LABELS = {"content": "Content", "cue": "Cue", "speaker": "Source", "addressee": "Addressee", "via": "Via"}
# what str.splitlines cuts at, as brat's reader does, and the tab, which parts the columns
_UNBROKEN = re.compile(r"[^\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

Stretches = list[tuple[int, int]]


def to_brat(text: str, quotes: Iterable[Quote]) -> str:
    """The ``.ann`` file for a text: a line each for the spans, the event, its type and its speaker's name.

    Offsets are code points; the ``.txt`` beside it must hold ``text`` as it is (``newline=""``).  A span is cut at line
    breaks and tabs.  The rule's id is left out.  ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")], cue=Span(6, 11, "siger"))
    >>> print(formats.to_brat("- Ja, siger hun.", [quote]).replace("\\t", " "), end="")
    T1 Content 2 4 Ja
    T2 Cue 6 11 siger
    T3 Attribution-no-source 6 11 siger
    E1 Attribution-no-source:T3 Content:T1 Cue:T2
    A1 Type E1 direct
    """
    lines: list[str] = []
    spans = notes = 0
    for number, quote in enumerate(checked(text, quotes), 1):
        arguments, places = {}, {}
        for role, pieces in parts(quote):
            spans += 1
            arguments[role], places[role] = f"T{spans}", _span(text, pieces)
            lines.append(f"T{spans}\t{_LABELS[role]} {places[role]}")
        event = "Attribution" if "speaker" in arguments else "Attribution-no-source"
        if "cue" not in arguments:
            event = "Attribution-no-cue"
        spans += 1
        lines.append(f"T{spans}\t{event} {places.get('cue', places['content'])}")
        filled = " ".join(f"{_LABELS[role]}:{name}" for role, name in arguments.items())
        lines.append(f"E{number}\t{event}:T{spans} {filled}")
        lines.append(f"A{number}\tType E{number} {quote.type}")
        if name_of(quote) is not None:
            notes += 1
            lines.append(f"#{notes}\tAnnotatorNotes E{number}\t{name_of(quote)}")
    return "".join(f"{line}\n" for line in lines)


def from_brat(text: str, annotations: str) -> list[Quote]:
    """The quotes of an ``.ann`` file in the layout of :func:`to_brat`, in text order; their rule is ``""``.

    Every span must say what the text holds there.  Spans that no attribution uses and other kinds of lines are passed
    over.  :class:`~quoteattr.formats.FormatError`, with the line, where the file is not sound.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")])
    >>> formats.from_brat("- Ja.", formats.to_brat("- Ja.", [quote])) == [quote]
    True
    """
    reader = _Reader(text)
    for number, line in enumerate(annotations.split("\n"), 1):
        try:
            reader.read(line.removesuffix("\r"))
        except (ValueError, KeyError) as error:
            raise FormatError(f"line {number}: {line!r} is not brat standoff of this text ({error})") from error
    return sorted(reader.quotes(), key=lambda quote: quote.content[0].start)


def _span(text: str, pieces: Iterable[Span]) -> str:
    """Offsets and text as the end of a T line has them."""
    fragments = [match.span() for place in merged(pieces) for match in _UNBROKEN.finditer(text, *place)]
    offsets = ";".join(f"{start} {end}" for start, end in fragments)
    return f"{offsets}\t{' '.join(text[start:end] for start, end in fragments)}"


@define
class _Reader:
    """What the lines of an ``.ann`` file have said so far."""

    text: str
    spans: dict[str, Stretches] = field(factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(factory=dict)
    types: dict[str, str] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)

    def read(self, line: str) -> None:
        if not line:
            return
        name, data, *rest = line.split("\t", 2)
        if name.startswith("T"):
            self.spans[name] = self._fragments(data.split(" ", 1)[1], rest[0])
        elif name.startswith("E"):
            kind, *arguments = (tuple(argument.split(":")) for argument in data.split())
            if kind[0].startswith("Attribution"):
                self.events[name] = [(role.rstrip("0123456789"), span) for role, span in arguments]
        elif name.startswith("A") and data.startswith("Type "):
            _, event, value = data.split()
            self.types[event] = value
        elif name.startswith("#") and data.startswith("AnnotatorNotes "):
            self.names[data.split()[1]] = rest[0]

    def _fragments(self, offsets: str, shown: str) -> Stretches:
        pairs = (pair.split() for pair in offsets.split(";"))
        fragments = [slice_of(self.text, int(start), int(end)) for start, end in pairs]
        if shown != " ".join(fragment.text for fragment in fragments):
            raise ValueError("the text reads otherwise there")
        return [(fragment.start, fragment.end) for fragment in fragments]

    def quotes(self) -> Iterator[Quote]:
        for event, arguments in self.events.items():
            if event not in self.types:
                raise FormatError(f"{event} has no Type: give it the attribute direct, indirect or mixed")
            try:
                found: dict[str, Stretches] = {}
                for role, span in arguments:
                    found.setdefault(role, []).extend(self.spans[span])
                yield self._quote(self.types[event], found, self.names.get(event))
            except (ValueError, KeyError) as error:
                raise FormatError(f"{event} is not an attribution: {error!r}") from error

    def _quote(self, kind: str, found: dict[str, Stretches], name: str | None) -> Quote:
        roles = {role: self._joined(found[label]) for role, label in _LABELS.items() if label in found}
        whole = {role: slice_of(self.text, pieces[0].start, pieces[-1].end) for role, pieces in roles.items()}
        mention = whole.get("speaker")
        return Quote(
            type=kind,
            content=roles["content"],
            cue=whole.get("cue"),
            speaker=None if mention is None and name is None else Speaker(mention, name),
            addressee=whole.get("addressee"),
            via=whole.get("via"),
        )

    def _joined(self, fragments: Stretches) -> list[Span]:
        """Pieces of fragments: what only line breaks and tabs part belongs together."""
        pieces: Stretches = []
        for start, end in sorted(fragments):
            if pieces and not _UNBROKEN.search(self.text, pieces[-1][1], start):
                pieces[-1] = pieces[-1][0], max(end, pieces[-1][1])
            else:
                pieces.append((start, end))
        return [slice_of(self.text, start, end) for start, end in pieces]
