"""``X spørger, om/hvorfor …``: an indirect question; the question word belongs to the content.

Hun spurgte ministeren, hvorfor loven var forsinket.     content: hvorfor loven var forsinket
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.closed_classes import PERSONAL, QUESTION_WORDS
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.subjects import can_speak
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import clause_content, reported_type
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Story
from quoteattr.rules.triggers import cue_verb

ID = "question"


def _is_place(reporting: Reporting, first: int) -> bool:
    """``…, skriver de i indstillingen, hvor …``: *hvor* says more of a noun that is not who speaks."""
    noun = reporting.passage.tokens[first - 2]
    spoken = reporting.subject is not None and noun.index in reporting.subject
    return reporting.cue.kind != "ask" and reporting.inverted and noun.upos == "NOUN" and not spoken


def _speaks(reporting: Reporting) -> bool:
    return reporting.subject is None or can_speak(reporting.subject) or reporting.subject.text.lower() in PERSONAL


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        if not reporting.takes("q"):
            continue
        tokens = scene.passage.tokens
        if tokens[reporting.finite].lower in ("kan", "kunne") and reporting.cue.kind != "ask":
            continue  # kan forklare, hvem der …: an ability
        first = reporting.last
        limit = scene.passage.sentence_of(reporting.verb).stop
        while first < limit and (tokens[first].form == "," or tokens[first].lower in ("om", "til", "ind")):
            if tokens[first].lower == "om" and not (
                first + 1 < limit and tokens[first + 1].lower in QUESTION_WORDS | {","}
            ):
                break
            first += 1
        if first >= limit or tokens[first].lower not in QUESTION_WORDS:
            continue
        if tokens[first].lower == "om" and first + 1 < limit and tokens[first + 1].lower == "at":
            continue
        if tokens[first].lower == "hvor" and _is_place(reporting, first):
            continue
        if tokens[first - 1].lower == "om" and reporting.cue.kind == "say" and not _speaks(reporting):
            continue  # resultatet siger noget om, hvordan
        content = clause_content(scene, reporting, first)
        if content:
            scene.take(reporting)
            yield from_reporting(ID, reported_type(scene, content), content, reporting)


RULE = Rule((ID,), find, triggers=(cue_verb,))
