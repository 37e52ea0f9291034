"""Which sentences can report anything: only these are given a tree.

A third of the words of Danish news stand in sentences without a cue, a noun like *krav*, *ifølge*, a colon, or a verb
right behind a mark.  No rule looks at the tree of such a sentence (a test compares what is found with and without).
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lexicon import CueLexicon
from quoteattr.passage import VERBS
from quoteattr.rules import according, noun

Tagged = tuple[str, str, str]  # form, upos, feats
_SIGNS = frozenset([":", "ifølge", "følge"])


class Prospects:
    """Tells for one lexicon of cues whether a tagged sentence is worth a tree."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, sentence: Sequence[Tagged]) -> bool:
        """Whether some rule may find a report in the sentence; when in doubt, yes."""
        forms = [form.lower() for form, _, _ in sentence]
        words = frozenset(forms)
        if words & _SIGNS or ("efter" in words and words & according.VIEWS):
            return True
        behind_mark = True
        for place, (lower, (_, upos, feats)) in enumerate(zip(forms, sentence, strict=True)):
            if upos in VERBS or behind_mark:
                if any(words.issuperset(cue.particle) for cue in self._lexicon.of(lower)):
                    return True
                if behind_mark and upos == "VERB" and "VerbForm=Fin" in feats and _may_speak(sentence, place + 1):
                    return True
            if lower in noun.FORMS and upos in ("NOUN", "ADJ"):
                return True
            behind_mark = upos == "PUNCT" or not any(char.isalnum() for char in lower)
        return False


def _may_speak(sentence: Sequence[Tagged], place: int) -> bool:
    """Whether somebody may be named here: *»…,« brummer formanden* has no verb that we know."""
    if place >= len(sentence):
        return False
    form, _, feats = sentence[place]
    return form[0].isupper() or form.lower() in ("han", "hun", "de") or "Definite=Def" in feats
