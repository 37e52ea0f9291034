"""``…`` and below it whoever said or wrote it: pull quotes and posts.

Vi er i chok over ilden.
Karen Holm, formand                                    direct, without a cue: speaker Karen Holm

Hold vinduerne lukket. — Fyns Politi (@FynsPoliti)     the whole post
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.page.blocks import Kind
from quoteattr.quotes import QuoteType
from quoteattr.rules.candidates import Candidate
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import writer_below
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "signed"
_LONGEST = 400  # code points of a pull quote or post


def find(story: Story) -> Iterator[Candidate]:
    for scene in story.scenes:
        speaker = writer_below(story, scene)
        if speaker is None or not _is_unspoken(scene) or _is_author(story, scene):
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
    return short and not scene.speech and passage.block.kind is Kind.PARAGRAPH


def _is_author(story: Story, scene: Scene) -> bool:
    """Whether it is the text's own author who stands below its last paragraph: no post has a *@handle* there."""
    last = story.scenes[-1].passage
    text = last.text[last.start : last.end]
    return last.start <= scene.passage.end + 2 and "(@" not in text
