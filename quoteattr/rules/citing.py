"""``X citerer Y for, at …``: Y is the speaker, X only the channel.

    Avisen citerer anonyme kilder for, at aftalen er på plads.    speaker: anonyme kilder, via: Avisen
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.candidates import Candidate, Scene
from quoteattr.content import clause_content, type_of
from quoteattr.phrases import phrase_at

ID = "citing"
_REACH = 24


def find(scene: Scene) -> Iterator[Candidate]:
    tokens = scene.passage.tokens
    for reporting in scene.reportings:
        if not scene.free(reporting) or reporting.cue.kind != "cite" or not reporting.takes("for-at"):
            continue
        first = reporting.subject.last if reporting.inverted and reporting.subject else reporting.last_cue
        limit = min(scene.passage.sentence_of(reporting.verb).stop, first + _REACH)
        while first < limit and tokens[first].upos in ("ADV", "NOUN") and "Definite=Def" not in tokens[first].feats:
            if tokens[first].upos == "NOUN" and tokens[first].relation not in ("obl", "advmod"):
                break
            first += 1
        marker = next((i for i in range(first, limit) if tokens[i].lower == "for" and _leads_in(scene, i, limit)), None)
        if marker is None:
            continue
        at = next(i for i in range(marker + 1, limit) if tokens[i].lower == "at")
        if tokens[min(at + 1, limit - 1)].lower in ("sige", "have", "udtale", "mene"):
            at = next((i for i in range(at + 1, min(at + 6, limit)) if tokens[i].lower == "at"), at)
        content = clause_content(scene, reporting, at + 1)
        if content:
            scene.taken.add(reporting.verb)
            speaker = phrase_at(scene.passage, first, marker)
            yield Candidate(
                ID,
                type_of(scene, content),
                content,
                scene.passage,
                reporting.cue_span,
                speaker,
                reporting.addressee,
                reporting.via or reporting.subject,
            )


def _leads_in(scene: Scene, index: int, limit: int) -> bool:
    """*for* and then *at*, with at most a comma between."""
    following = [token.lower for token in scene.passage.tokens[index + 1 : min(index + 3, limit)]]
    return following[:1] == ["at"] or following == [",", "at"]
