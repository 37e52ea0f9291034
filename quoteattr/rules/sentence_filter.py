"""Which sentences can report anything: only these are given a tree.

A third of the words of Danish news stand in sentences without a cue, a noun like *krav*, *ifølge*, a colon, or a verb
right behind a mark.  No rule looks at the tree of such a sentence (a test compares what is found with and without).
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.danish.closed_classes import VIEWS
from quoteattr.danish.lexicon import CueLexicon
from quoteattr.danish.report_nouns import REPORT_NOUNS
from quoteattr.grammar.reporting_clauses import CUE_TAGS
from quoteattr.parse.sentences import Tags

_SIGNS = frozenset([":", "ifølge", "følge"])


class SentenceFilter:
    """Tells for one lexicon of cues whether a tagged sentence is worth a tree."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, forms: Sequence[str], tags: Tags) -> bool:
        """Whether some rule may find a report in the sentence; when in doubt, yes."""
        lowered = [form.lower() for form in forms]
        words = frozenset(lowered)
        if words & _SIGNS or ("efter" in words and words & VIEWS):
            return True
        cues, nouns = words & self._lexicon.forms, words & REPORT_NOUNS
        for place, (lower, (upos, feats)) in enumerate(zip(lowered, tags, strict=True)):
            if lower in cues and (upos in CUE_TAGS or _opens(lowered, tags, place)):
                if any(words.issuperset(cue.particle) for cue in self._lexicon.of(lower)):
                    return True
            if upos == "VERB" and "VerbForm=Fin" in feats:
                if _opens(lowered, tags, place) and _may_speak(forms, tags, place + 1):
                    return True
            if lower in nouns and upos in ("NOUN", "ADJ"):
                return True
        return False


def _opens(forms: Sequence[str], tags: Tags, place: int) -> bool:
    """Whether a word opens the sentence or stands right behind a mark."""
    return place == 0 or tags[place - 1][0] == "PUNCT" or not any(map(str.isalnum, forms[place - 1]))


def _may_speak(forms: Sequence[str], tags: Tags, place: int) -> bool:
    """Whether somebody may be named here: *»…,« brummer formanden* has no verb that we know."""
    if place >= len(forms):
        return False
    form = forms[place]
    return form[0].isupper() or form.lower() in ("han", "hun", "de") or "Definite=Def" in tags[place][1]
