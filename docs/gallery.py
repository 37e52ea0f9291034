"""``.. gallery:: rules`` and ``.. gallery:: across`` make a section of each rule and of what cuts across the rules.

They are made from the cases of the test suite when the page is built: a case with a ``gallery`` stands in the section
of that name, beside its ``english``.  What the page shows is thus what the tests check, and a case that is known to
fail stands there as one.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from tree_picture import drawn

from quoteattr import Quote, QuoteExtractor, render
from quoteattr.page.reading import read

CASES = Path(__file__).parents[1] / "tests" / "cases"
SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "rules": {
        "fronted": ("…, siger X", "What is said comes first, without marks or dash, and the report behind it."),
        "clause": ("X siger, at …", "A reporting verb, and what is reported as a clause of its own."),
        "question": ("X spørger, om …", "An indirect question; the question word belongs to the content."),
        "infinitive": ("X opfordrer Y til at …", "A request, promise or denial whose content is an infinitive."),
        "judging": ("X kalder det »…«", "A judgement of somebody or something, in marked words."),
        "noun": ("kravet om, at …", "A noun reports; its owner or sender is the speaker."),
        "according": ("ifølge X", "A phrase vouches for the clause around it, as *efter X' mening* does."),
        "citing": ("X citerer Y for, at …", "A medium quotes somebody else: Y is the speaker, X the channel."),
        "pointing": ("… Det oplyser X.", "A sentence of its own says who reported the sentence before it."),
        "colon": (
            "X: …",
            "Name or report, a colon, and the words without marks: headlines, interviews, transcripts.",
        ),
        "marks-after": ("»…«, siger X", "Words between marks; the report stands behind them or in their midst."),
        "marks-before": ("X siger »…«", "The report runs into the marks, without a colon."),
        "marks-colon": ("X siger: »…«", "A report, or a sentence about the speaker, leads in to the marks."),
        "marks-free": ("»…«", "A sentence between marks without a report: whoever the text speaks of, or nobody."),
        "signed": ("… — X", "A sentence, and below it whoever said or wrote it: pull quotes and posts."),
        "turn": ("– …, siger X", "A paragraph that opens with a dash is somebody's turn to speak."),
        "turn-free": ("– …", "A turn without a report: whoever has the floor, or nobody."),
    },
    "across": {
        "mixed": ("siger, at det er »…«", "Mixed quotes: the author's words with some of the speaker's in marks."),
        "passive": ("det oplyses, at …", "Passive and impersonal reports; often nobody is named."),
        "companions": ("til AFP, på Twitter, ifølge RIA", "To whom it was said, and by which channel it came."),
        "names": ("hun, direktøren, Holm", "Who is meant by the words beside the cue."),
    },
}
# where the known failures of a file stand that has no section
_FAILURES = {
    "dash_turns": "turn",
    "floor": "turn",
    "layout": "marks-after",
    "marks": "marks-after",
    "roles": "clause",
}
_LONGEST_TREE = 15  # tokens
_EDGE = " .,!?…"  # what a content may end in or not
Case = dict[str, Any]


@cache
def extractor() -> QuoteExtractor:
    return QuoteExtractor()


@cache
def cases() -> dict[str, list[Case]]:
    """The cases by section, the known failures too; ``ValueError`` where one has a section that is none."""
    found: dict[str, list[Case]] = {name: [] for sections in SECTIONS.values() for name in sections}
    for path in sorted(CASES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            failing = _FAILURES.get(path.stem, path.stem) if case["expect"] == "fail" else None
            name = case.get("gallery", failing)
            if name is None:
                continue
            if name not in found or "english" not in case:
                raise ValueError(f"the case {case['label']} needs a section of docs/gallery.py and its English")
            found[name].append(case)
    return found


class Gallery(Directive):
    """``.. gallery::``; its argument is a part of ``SECTIONS``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        for path in CASES.glob("*.json"):
            self.state.document.settings.env.note_dependency(str(path))
        return [self.section(name, *texts) for name, texts in SECTIONS[self.arguments[0]].items()]

    def section(self, name: str, title: str, about: str) -> nodes.section:
        """A rule or what cuts across them: examples, the first tree that fits, near-misses, known failures."""
        is_rule = self.arguments[0] == "rules"
        passing = [case for case in cases()[name] if case["expect"] == "pass"]
        examples = [case for case in passing if case["quotes"]]
        near = [case for case in passing if not case["quotes"]]
        if not examples or not near:
            raise ValueError(f"the gallery's section {name} needs an example and a near-miss")
        made = nodes.section(ids=[f"rule-{name}" if is_rule else f"across-{name}"])
        heading = nodes.title("", title)
        if is_rule:
            heading += [nodes.Text("  "), nodes.literal("", name)]
        made += heading
        made += nodes.paragraph("", "", *self.state.inline_text(about, self.lineno)[0])
        tree = next((found for case in examples if (found := tree_of(case))), "")
        for case in examples:
            made += example(case, name if is_rule else None)
            if tree and tree == tree_of(case):
                made += nodes.raw("", tree, format="html")
        made += listed("No quote, although it looks like one:", [near_miss(case) for case in near])
        failing = [case for case in cases()[name] if case["expect"] == "fail"]
        made += listed("Known to fail:", [failure(case) for case in failing])
        return made


def example(case: Case, rule: str | None) -> nodes.Node:
    """A case in colour; ``ValueError`` where the library does not find what it says, or not by ``rule``."""
    quotes = extractor().extract(case["text"])
    if sorted(map(_told, quotes)) != sorted(map(_expected, case["quotes"])):
        raise ValueError(f"the case {case['label']} says something else than the library finds")
    if rule not in (None, *(quote.rule for quote in quotes)):
        raise ValueError(f"the case {case['label']} is no example of {rule}")
    lines = "".join(f"<li><code>{quote.rule}</code> {escape(_told(quote))}</li>" for quote in quotes)
    html = (
        f'<div class="gallery-example">{render(case["text"], quotes)}'
        f"<p><em>{escape(case['english'])}</em></p><ul>{lines}</ul></div>"
    )
    return nodes.raw("", html, format="html")


def near_miss(case: Case) -> nodes.Node:
    """Its text and its English; ``ValueError`` where the library finds something in it."""
    if extractor().extract(case["text"]):
        raise ValueError(f"the case {case['label']} is no near-miss: the library finds a quote")
    return nodes.list_item("", bilingual(case))


def failure(case: Case) -> nodes.Node:
    """Its text and its English, what should be found in it, and what is."""
    wanted = "; ".join(map(_expected, case["quotes"])) or "nothing"
    found = "; ".join(map(_told, extractor().extract(case["text"]))) or "nothing"
    lines = nodes.bullet_list()
    for label, told in (("wanted", wanted), ("found", found)):
        lines += nodes.list_item("", nodes.paragraph("", "", nodes.strong("", label), nodes.Text(f" {told}")))
    return nodes.list_item("", bilingual(case), lines)


def bilingual(case: Case) -> nodes.paragraph:
    """The text and its English."""
    return nodes.paragraph(
        "", "", nodes.emphasis("", case["text"].replace("\n", " / ")), nodes.Text(f" {case['english']}")
    )


def _told(quote: Quote) -> str:
    mention = quote.speaker and quote.speaker.mention
    return _line(
        quote.type.value,
        [piece.text for piece in quote.content],
        quote.speaker and quote.speaker.name,
        mention and mention.text,
        quote.addressee and quote.addressee.text,
        quote.via and quote.via.text,
    )


def _expected(quote: Case) -> str:
    return _line(*(quote[field] for field in ("type", "content", "name", "speaker", "addressee", "via")))


def _line(
    kind: str, content: list[str], name: str | None, mention: str | None, addressee: str | None, via: str | None
) -> str:
    who = name or "nobody named"
    beside = f" ({mention.rstrip(_EDGE)})" if mention and mention.rstrip(_EDGE) != who else ""
    others = "".join(f", {word} {words}" for word, words in (("to", addressee), ("via", via)) if words)
    said = " … ".join(piece.rstrip(_EDGE) for piece in content)
    return f"{kind}, {who}{beside}{others}: {said}"


def tree_of(case: Case) -> str:
    """The tree of a case's only sentence, or "" where there are more, or too many words to be drawn."""
    (passage, *others) = extractor()._parser.parse([read(case["text"])])[0]
    if others or len(passage.sentences) > 1 or len(passage.tokens) > _LONGEST_TREE:
        return ""
    return drawn(passage.tokens)


def listed(heading: str, items: list[nodes.Node]) -> list[nodes.Node]:
    """A heading with a list below it, or nothing."""
    return [nodes.paragraph("", heading), nodes.bullet_list("", *items)] if items else []


class Tree(Directive):
    """``.. tree::`` draws the tree of the sentence below it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", tree_of({"text": "\n".join(self.content)}), format="html")]


def setup(app: Any) -> dict[str, Any]:
    """Make the directives known to Sphinx."""
    app.add_directive("gallery", Gallery)
    app.add_directive("tree", Tree)
    app.add_css_file("tree.css")
    return {"parallel_read_safe": True}
