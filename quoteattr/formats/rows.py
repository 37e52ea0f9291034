"""Rows: a quote as a flat record, for pandas, and as a line of CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from quoteattr.formats.parts import Id, checked, parts
from quoteattr.quotes import Quote

_SPANS = ("cue", "speaker", "addressee", "via")
COLUMNS = (
    *("id", "number", "type", "name", "text", "start", "end", "pieces"),
    *(column for role in _SPANS for column in (role, f"{role}_start", f"{role}_end")),
    "rule",
)
# with any of these first, a spreadsheet takes a cell for a formula or a command
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_records(
    quotes: Iterable[Quote] | Iterable[tuple[Iterable[Quote], Id]], *, id: Id = None
) -> list[dict[str, Any]]:
    """A flat dict for each quote, always with the keys of :data:`COLUMNS`, in order.

    ``quotes`` are the quotes of one text, called ``id``, or pairs of a text's quotes and its id, as
    ``pipe(…, as_tuples=True)`` gives them.  ``start`` and ``end`` reach from the first piece of the content to the
    last; ``pieces`` lists all as JSON.  What a quote lacks is None.  ``TypeError`` for anything else than quotes.

    >>> from quoteattr import Quote, Span, formats
    >>> row, = formats.to_records([Quote("direct", [Span(2, 4, "Ja"), Span(18, 21, "nej")], rule="turn")], id="a1")
    >>> row["id"], row["number"], row["text"], row["start"], row["end"], row["pieces"], row["cue"]
    ('a1', 1, 'Ja nej', 2, 21, '[[2, 4], [18, 21]]', None)
    """
    records = []
    number = 0
    for item in quotes:
        if isinstance(item, tuple) and len(item) == 2:
            if isinstance(item[0], Exception):
                raise TypeError(f"leave out the texts that failed: {item[1]!r} has {item[0]!r} for quotes")
            records += to_records(item[0], id=item[1])
        elif isinstance(item, Quote):
            number += 1
            records.append(_record(item, number, id))
        else:
            raise TypeError(f"quotes, or pairs of quotes and an id, are needed, not {type(item).__name__}")
    return records


def to_csv(text: str, quotes: Iterable[Quote], *, id: Id = None, header: bool = True, spreadsheet: bool = False) -> str:
    """The rows of :func:`to_records` as CSV (RFC 4180), every cell as it is; write it with ``newline=""``.

    With ``spreadsheet`` it is made for opening in one: separated by semicolons in place of commas, as a Danish Excel
    or LibreOffice expects it, with the mark of UTF-8 before the header, and an apostrophe before each cell that would
    be taken for a formula.  ``ValueError`` where the quotes are of another text.

    >>> from quoteattr import Quote, Span, formats
    >>> quote = Quote("direct", [Span(2, 11, "-5 grader")])
    >>> formats.to_csv("- -5 grader.", [quote], header=False, spreadsheet=True)
    ";1;direct;;'-5 grader;2;11;[[2, 11]];;;;;;;;;;;;;\\r\\n"
    """
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, delimiter=";" if spreadsheet else ",")
    if header:
        lines.write("\ufeff" if spreadsheet else "")
        writer.writeheader()
    for record in to_records(checked(text, quotes), id=id):
        writer.writerow({key: _guarded(value) for key, value in record.items()} if spreadsheet else record)
    return lines.getvalue()


def _record(quote: Quote, number: int, id: Id) -> dict[str, Any]:
    record: dict[str, Any] = dict.fromkeys(COLUMNS)
    record.update(
        id=id,
        number=number,
        type=quote.type.value,
        name=quote.speaker.name if quote.speaker else None,
        text=quote.text,
        start=quote.content[0].start,
        end=quote.content[-1].end,
        pieces=json.dumps([[piece.start, piece.end] for piece in quote.content]),
        rule=quote.rule,
    )
    for role, (span, *_) in parts(quote):
        if role != "content":
            record.update({role: span.text, f"{role}_start": span.start, f"{role}_end": span.end})
    return record


def _guarded(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
