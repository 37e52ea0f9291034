"""Label Studio: a task with the quotes as a prediction, to be corrected there, and the way back.

Label Studio's editor counts offsets of ``Text`` in code points, as this library does: it converts from the browser's
UTF-16 (``charsToCodePoints`` in its selection tools; its first releases did not).  It counts ``\\r\\n`` as two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, field

from quoteattr.errors import FormatError
from quoteattr.formats.origin import Model, signature
from quoteattr.formats.parts import Id, checked, name_of, parts, slice_of
from quoteattr.quotes import Quote, Span, Speaker

LABEL_STUDIO_CONFIGURATION = """\
<View>
  <Style>.htx-text { white-space: pre-wrap; }</Style>
  <Relations>
    <Relation value="cue"/>
    <Relation value="speaker"/>
    <Relation value="addressee"/>
    <Relation value="via"/>
    <Relation value="continued"/>
  </Relations>
  <Labels name="part" toName="text">
    <Label value="content" background="#4c9f70"/>
    <Label value="cue" background="#d08700"/>
    <Label value="speaker" background="#3b7dd8"/>
    <Label value="addressee" background="#9b51b5"/>
    <Label value="via" background="#7a7a7a"/>
  </Labels>
  <Text name="text" value="$text"/>
  <Choices name="type" toName="text" perRegion="true" whenTagName="part" whenLabelValue="content">
    <Choice value="direct"/>
    <Choice value="indirect"/>
    <Choice value="mixed"/>
  </Choices>
  <TextArea name="name" toName="text" perRegion="true" whenTagName="part" whenLabelValue="content"
            placeholder="the speaker's full name" maxSubmissions="1" editable="true"/>
</View>
"""

Result = dict[str, Any]


def to_label_studio(text: str, quotes: Iterable[Quote], *, id: Id = None, model: Model = "embedded") -> dict[str, Any]:
    """A task for Label Studio's import, in a project set up with :data:`LABEL_STUDIO_CONFIGURATION`.

    Each part of a quote is a region; relations lead from the content to the others, and from a piece of it to the
    next (``continued``).  The first piece carries the type and the speaker's name.  Import a list of such tasks.
    ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 4, "Ja")], cue=Span(6, 11, "siger"))
    >>> task = formats.to_label_studio("😀 Ja, siger hun.", [quote])
    >>> [(result["id"], result["value"]["start"]) for result in task["predictions"][0]["result"] if "id" in result]
    [('q1-content-1', 2), ('q1-content-1', 2), ('q1-cue-1', 6)]
    """
    results: list[Result] = []
    for number, quote in enumerate(checked(text, quotes), 1):
        first = f"q{number}-content-1"
        before = first
        for role, spans in parts(quote):
            for piece, span in enumerate(spans, 1):
                name = f"q{number}-{role}-{piece}"
                results.append(_result(name, "part", "labels", span, text=span.text, labels=[role]))
                if name == first:
                    results += _facts(first, span, quote)
                elif role == "content":
                    results.append(_relation(before, name, "continued"))
                    before = name
                else:
                    results.append(_relation(first, name, role))
    data = {"text": text} if id is None else {"text": text, "id": id}
    return {"data": data, "predictions": [{"model_version": signature(model), "result": results}]}


def from_label_studio(task: Mapping[str, Any]) -> list[Quote]:
    """The quotes of a task as Label Studio exports it (JSON), in text order; their rule is ``""``.

    Read are the last annotation that was not cancelled or, where nobody has annotated yet, the first prediction.
    :class:`~quoteattr.formats.FormatError` where it is no such task, or a content has no type.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(0, 2, "Ja")], cue=Span(4, 9, "siger"))
    >>> formats.from_label_studio(formats.to_label_studio("Ja, siger hun.", [quote])) == [quote]
    True
    """
    try:
        text = task["data"]["text"]
        annotated = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
        results = (annotated[-1:] or task["predictions"])[0]["result"]
        return _Reader(text).read(results)
    except FormatError:
        raise
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise FormatError(f"not a task with quotes ({error!r}): {str(task)[:80]}") from error


def _facts(region: str, span: Span, quote: Quote) -> list[Result]:
    facts = [_result(region, "type", "choices", span, text=span.text, choices=[quote.type.value])]
    name = name_of(quote)
    return facts if name is None else [*facts, _result(region, "name", "textarea", span, text=[name])]


def _result(region: str, source: str, kind: str, span: Span, **value: Any) -> Result:
    return {
        "id": region,
        "from_name": source,
        "to_name": "text",
        "type": kind,
        "value": {"start": span.start, "end": span.end, **value},
    }


def _relation(origin: str, goal: str, label: str) -> Result:
    return {"type": "relation", "from_id": origin, "to_id": goal, "direction": "right", "labels": [label]}


@define
class _Reader:
    """The regions of a task by their ids, and what leads from one to another."""

    text: str
    spans: dict[str, Span] = field(factory=dict)
    roles: dict[str, str] = field(factory=dict)
    types: dict[str, str] = field(factory=dict)
    names: dict[str, str] = field(factory=dict)
    links: dict[tuple[str, str], str] = field(factory=dict)

    def read(self, results: Iterable[Result]) -> list[Quote]:
        for result in results:
            value, source = result.get("value", {}), result.get("from_name")
            if result["type"] == "relation":
                ends = [result["from_id"], result["to_id"]]
                origin, goal = reversed(ends) if result.get("direction") == "left" else ends
                for label in result.get("labels") or ():
                    self.links[origin, label] = goal
            elif source == "part":
                self.spans[result["id"]] = slice_of(self.text, int(value["start"]), int(value["end"]))
                self.roles[result["id"]] = value["labels"][0]
            elif source == "type":
                self.types[result["id"]] = value["choices"][0]
            elif source == "name" and value["text"]:
                self.names[result["id"]] = value["text"][0]
        continuing = {goal for (_, label), goal in self.links.items() if label == "continued"}
        heads = [region for region, role in self.roles.items() if role == "content" and region not in continuing]
        return sorted((self._quote(head) for head in heads), key=lambda quote: quote.content[0].start)

    def _quote(self, head: str) -> Quote:
        if head not in self.types:
            raise FormatError(f"the content {self.spans[head].text!r} has no type: choose direct, indirect or mixed")
        chain = [head]
        while (following := self.links.get((chain[-1], "continued"))) is not None and following not in chain:
            chain.append(following)
        cue, mention, addressee, via = (
            self.spans[region] if (region := self.links.get((head, role))) is not None else None
            for role in ("cue", "speaker", "addressee", "via")
        )
        name = self.names.get(head)
        content = sorted((self.spans[region] for region in chain), key=lambda span: span.start)
        speaker = None if mention is None and name is None else Speaker(mention, name)
        return Quote(self.types[head], content, cue, speaker, addressee, via)
