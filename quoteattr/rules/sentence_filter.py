"""Which sentences can report anything: only these are given a tree.

They are those in which a trigger of some rule fires: two thirds of the words of Danish news.  No rule looks at the tree
of another sentence (a test compares what is found with and without).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoteattr.danish.lexicon import CueLexicon
from quoteattr.parse.sentences import Tags
from quoteattr.rules.rule import Rule
from quoteattr.rules.run import RULES
from quoteattr.rules.triggers import TaggedSentence


class SentenceFilter:
    """Tells for one lexicon of cues whether a tagged sentence is worth a tree."""

    def __init__(self, lexicon: CueLexicon, rules: Iterable[Rule] = RULES) -> None:
        self._lexicon = lexicon
        self._triggers = tuple(dict.fromkeys(trigger for rule in rules for trigger in rule.triggers))  # each once

    def __call__(self, forms: Sequence[str], tags: Tags) -> bool:
        """Whether some rule may find a report in the sentence; when in doubt, yes."""
        sentence = TaggedSentence.of(forms, tags, self._lexicon)
        return any(trigger(sentence) for trigger in self._triggers)
