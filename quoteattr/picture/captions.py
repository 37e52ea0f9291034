"""What a picture says beside the text: numbers, resolved names, *to* and *via*, and a quote's type and rule."""

from __future__ import annotations

from quoteattr.picture.nesting import Run
from quoteattr.picture.summary import SpeakerSummary, name_of
from quoteattr.quotes import Quote

NOBODY = "(nobody named)"
_LONGEST_UNBROKEN = 30


def label(run: Run, quote: Quote) -> str | None:
    """The words at a part's beginning, or for a speaker at the end; None where the run only goes on with a part.

    The resolved name follows a mention that does not hold it, and opens a content that has no mention.
    """
    part, number = run.part, str(run.part.who or "?")
    if part.kind == "speaker":
        known = quote.speaker is None or quote.speaker.mention is None or _holds_name(quote.speaker.mention.text, quote)
        return (number if known else _numbered(number, quote)) if run.last else None
    if not run.first or part.kind == "cue":
        return None
    if part.kind != "content":
        return {"addressee": "to", "via": "via"}[part.kind]
    if part.piece:
        return f"…\N{NO-BREAK SPACE}{number}"
    named_beside = quote.speaker is None or quote.speaker.name is None or quote.speaker.mention is not None
    return number if named_beside else _numbered(number, quote)


def _numbered(number: str, quote: Quote) -> str:
    """Number and name, kept on one line unless the name is long."""
    said = f"{number}\N{NO-BREAK SPACE}{name(quote)}"
    return said.replace(" ", "\N{NO-BREAK SPACE}") if len(said) <= _LONGEST_UNBROKEN else said


def _holds_name(mention: str, quote: Quote) -> bool:
    return name_of(quote) is None or name(quote) in one_line(mention)


def name(quote: Quote) -> str:
    """The resolved name of the speaker on one line."""
    return shown(name_of(quote))


def shown(resolved: str | None) -> str:
    """A resolved name on one line, or that there is none."""
    return NOBODY if resolved is None else one_line(resolved)


def types_of(row: SpeakerSummary) -> str:
    """The quotes of a speaker by type, such as ``2 direct, 1 mixed``."""
    counts = (("direct", row.direct), ("indirect", row.indirect), ("mixed", row.mixed))
    return ", ".join(f"{count} {kind}" for kind, count in counts if count)


def description(quote: Quote) -> str:
    """Everything about a quote but its words, a line each."""
    lines = [name(quote), f"{quote.type} quote"]
    for what, span in (("cue", quote.cue), ("to", quote.addressee), ("via", quote.via)):
        if span is not None:
            lines.append(f"{what}: {one_line(span.text)}")
    return "\n".join([*lines, f"rule: {quote.rule}"] if quote.rule else lines)


def one_line(text: str) -> str:
    """Words with one space between them."""
    return " ".join(text.split())


def shortened(text: str, length: int = 70) -> str:
    """The first words, up to ``length`` characters."""
    line = one_line(text)
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"
