"""``…`` and below it whoever said or wrote it: pull quotes and posts.

Vi er i chok over ilden.
Karen Holm, formand                                    direct, without a cue: speaker Karen Holm

Hold vinduerne lukket. — Fyns Politi (@FynsPoliti)     the whole post
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.danish.closed_classes import DASHES, OURS
from quoteattr.page.blocks import Kind
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import writer_below
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "signed"
_OWN = OURS | {"jeg", "vi", "mig", "os"}
_LONGEST = 400  # code points of a pull quote or post


def find(story: Story) -> Iterator[Candidate]:
    for scene in story.scenes:
        speaker = writer_below(story, scene)
        if speaker is None or not _is_unspoken(scene) or not _is_said(story, scene, speaker.passage):
            continue
        passage = scene.passage
        piece = trim(passage.text, passage.start, passage.end, full_stop=False)
        if piece:
            scene.claim(piece)
            yield Candidate(ID, QuoteType.DIRECT, (piece,), passage, speaker=speaker)


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _is_unspoken(scene: Scene) -> bool:
    """Whether a paragraph is short and nobody's speech so far."""
    passage = scene.passage
    short = passage.end - passage.start <= _LONGEST
    return short and not scene.speech and passage.block.kind in (Kind.PARAGRAPH, Kind.HEADING)


def _is_said(story: Story, scene: Scene, below: Passage) -> bool:
    """Whether who stands below has said what stands above: not the text's author, below its last paragraph."""
    if "@" in below.text[below.start : below.end]:
        return True
    if scene.passage.block.kind is Kind.HEADING:
        return False
    apart = not below.block.below and below.text[below.start] not in DASHES
    own = not scene.passage.forms.isdisjoint(_OWN)
    return below is not story.scenes[-1].passage and (own or not apart)
