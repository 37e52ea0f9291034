"""``.. gallery::`` makes a section of each construction from the cases of the test suite, when the page is built.

So what the page shows is what the tests check, and a case that is known to fail stands there as one.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from tree_picture import drawn

from quoteattr import Quote, QuoteExtractor, render
from quoteattr.layout import read

CASES = Path(__file__).parents[1] / "tests" / "cases"
_SHOWN, _NEAR = 3, 2  # examples and near-misses of a construction
_LONGEST_TREE = 11  # tokens
_EDGE = " .,!?…"  # what a content may end in or not
TITLES = {
    "fronted": "…, siger X (the report behind)",
    "clause": "X siger, at … (the report in front)",
    "dash_turns": "– …, siger X (dash turns)",
    "marks": "»…« (quotation marks)",
    "mixed": "X siger, at det er »…« (mixed quotes)",
    "according": "ifølge X",
    "colon": "X: …",
    "passive": "det oplyses, at … (passive and impersonal)",
    "question": "X spørger, om … (indirect questions)",
    "infinitive": "X opfordrer Y til at … (infinitives)",
    "noun": "udtalelsen om, at … (noun cues)",
    "citing": "X citerer Y for, at …",
    "judging": "X kalder det »…« (judgements)",
    "companions": "til AFP, ifølge RIA (addressee and channel)",
    "names": "hun, ministeren, Holm (who is meant)",
}


@cache
def extractor() -> QuoteExtractor:
    return QuoteExtractor()


def constructions() -> dict[str, dict[str, Any]]:
    """The case files by name, in the order of the titles; ``ValueError`` where one has no title."""
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in CASES.glob("*.json")}
    if set(found) != set(TITLES):
        raise ValueError(f"the gallery's titles and tests/cases differ: {sorted(set(found) ^ set(TITLES))}")
    return {name: found[name] for name in TITLES}


class Gallery(Directive):
    """The directive, without arguments."""

    def run(self) -> list[nodes.Node]:
        environment = self.state.document.settings.env
        sections: list[nodes.Node] = []
        for name, construction in constructions().items():
            environment.note_dependency(str(CASES / f"{name}.json"))
            sections.append(section(name, construction))
        return sections


def section(name: str, construction: dict[str, Any]) -> nodes.section:
    """A construction: what it is, examples, a tree, near-misses, known failures."""
    cases = construction["cases"]
    passing = [case for case in cases if case["expect"] == "pass"]
    # the first cases are the plainest ones; short texts show best
    shown = [case for case in passing if case["quotes"]][:_SHOWN]
    near = [case for case in passing if not case["quotes"]][:_NEAR]
    failing = [case for case in cases if case["expect"] == "fail"]
    made = nodes.section(ids=[f"construction-{name.replace('_', '-')}"])
    made += nodes.title("", TITLES[name])
    made += nodes.paragraph("", construction["about"])
    rules = sorted({quote.rule for case in shown for quote in extractor().extract(case["text"])})
    made += nodes.paragraph("", f"{len(cases)} cases in tests/cases/{name}.json. Rules seen here: {', '.join(rules)}.")
    for case in shown:
        made += example(case)
    short = sorted((case for case in passing if case["quotes"]), key=lambda case: abs(len(case["text"].split()) - 8))
    tree = next((found for case in short if (found := tree_of(case))), "")
    if tree:
        made += nodes.raw("", tree, format="html")
    made += listed("No quote, although it looks like one:", near)
    made += listed("Known to fail:", failing)
    return made


def example(case: dict[str, Any]) -> nodes.Node:
    """A case's text in colour; ``ValueError`` where the library does not find what the case says."""
    quotes = extractor().extract(case["text"])
    if sorted(map(_told, quotes), key=repr) != sorted(map(_expected, case["quotes"]), key=repr):
        raise ValueError(f"the case {case['label']} says something else than the library finds")
    return nodes.raw("", f'<div class="gallery-example">{render(case["text"], quotes)}</div>', format="html")


def _told(quote: Quote) -> tuple[str, list[str], str | None]:
    return (
        quote.type.value,
        [piece.text.rstrip(_EDGE) for piece in quote.content],
        quote.speaker.name if quote.speaker else None,
    )


def _expected(quote: dict[str, Any]) -> tuple[str, list[str], str | None]:
    return quote["type"], [piece.rstrip(_EDGE) for piece in quote["content"]], quote["name"]


def tree_of(case: dict[str, Any]) -> str:
    """The tree of a case's only sentence, or "" where there are more, or too many words to be drawn."""
    if len(case["text"].split()) > _LONGEST_TREE:
        return ""
    (passage, *others) = extractor()._parser.parse([read(case["text"])])[0]
    if others or len(passage.sentences) > 1 or len(passage.tokens) > _LONGEST_TREE:
        return ""
    return drawn(passage.tokens)


def listed(heading: str, cases: list[dict[str, Any]]) -> list[nodes.Node]:
    if not cases:
        return []
    items = nodes.bullet_list()
    for case in cases:
        line = nodes.paragraph("", "", nodes.emphasis("", case["text"]))
        if case.get("comment"):
            line += nodes.Text(f" ({case['comment']})")
        items += nodes.list_item("", line)
    return [nodes.paragraph("", heading), items]


def setup(app: Any) -> dict[str, Any]:
    """Make the directive known to Sphinx."""
    app.add_directive("gallery", Gallery)
    app.add_css_file("tree.css")
    return {"parallel_read_safe": True}
