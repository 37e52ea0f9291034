"""What the rules for speech between marks, behind dashes and behind colons share."""

from __future__ import annotations

from quoteattr.danish.closed_classes import CIRCUMSTANCES, FIRST_PERSON, OURS
from quoteattr.grammar.impersonal_reports import is_impersonal
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.page.blocks import Kind
from quoteattr.page.quotation_marks import Stretch
from quoteattr.page.reading import GAP
from quoteattr.parse.passage import Token
from quoteattr.rules.story import Scene, Story


def is_sentence(scene: Scene, stretch: Stretch) -> bool:
    """Whether marked words could be an utterance: several words with a finite verb, or a closing ``.!?``."""
    text = scene.passage.text[stretch.start : stretch.end]
    if text[-1] in "!?" or (text[-1] in ",." and len(text.split()) > 1):
        return True
    tokens = words_of(scene, stretch)
    finite = any(token.is_finite for token in tokens)
    return finite and len(tokens) >= 4


def words_of(scene: Scene, stretch: Stretch) -> list[Token]:
    return [t for t in scene.passage.tokens if stretch.start <= t.start and t.end <= stretch.end and not t.is_punct]


def pointing_back(scene: Scene, first: int) -> Reporting | None:
    """``Det siger formanden``, ``Sådan lyder det fra hende``: a sentence at ``first`` that gives the speaker after."""
    tokens = scene.passage.tokens
    if first + 1 >= len(tokens) or tokens[first].form not in ("Det", "Dette", "Sådan", "Således"):
        return None
    for reporting in scene.reportings:
        behind = reporting.inverted or is_impersonal(reporting) or reporting.passive
        behind = behind and tokens[reporting.verb - 1].lower != "at"  # Det fik Holm til at spørge, om
        if reporting.finite == first + 1 and behind and scene.free(reporting) and reporting.last < len(tokens):
            reports = tokens[reporting.last].lower == "at" and tokens[reporting.last - 1].lower not in CIRCUMSTANCES
            return None if reports else reporting
    return None


def writer_below(story: Story, scene: Scene) -> Phrase | None:
    """``— Fyns Politi (@FynsPoliti)``, ``Karen Holm, formand``: who stands below a paragraph as having said it."""
    below = story.scene_at(scene.passage.end + len(GAP))
    if below is None or below.passage.block.kind is not Kind.WRITER:
        return None
    tokens = below.passage.tokens
    first = next((token.index for token in tokens if not token.is_punct), len(tokens))
    return phrase_at(below.passage, first, len(tokens), by_tree=False)


def is_aside(scene: Scene, reporting: Reporting) -> bool:
    """A turned-round clause behind a mark, whose subject is somebody else than the one who speaks."""
    if reporting.barred or not (reporting.inverted or is_impersonal(reporting)) or not reporting.takes("front"):
        return False
    if reporting.cue.kind == "sound" and reporting.inverted and not is_impersonal(reporting):
        if reporting.subject is not None and reporting.subject.tokens[0].upos == "PRON":
            return False
    before = scene.passage.tokens[reporting.finite - 1] if reporting.finite else None
    if before is None or not before.is_punct or before.form in (".", ":", "("):
        return False
    subject = reporting.subject  # not sagde min lærer altid
    return subject is None or subject.tokens[0].lower not in FIRST_PERSON | OURS
