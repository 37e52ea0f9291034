"""``X opfordrer Y til at …``, ``X lover at …``: a request, promise or denial whose content is an infinitive.

Ministeren opfordrer kommunerne til at spare.     content: at spare, addressee: kommunerne
Hun nægter at have set brevet.                    content: at have set brevet
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from quoteattr.danish.closed_classes import NEGATIONS
from quoteattr.danish.report_nouns import REPORT_NOUNS
from quoteattr.grammar.infinitives import is_infinitive_marker
from quoteattr.grammar.noun_phrases import Phrase, phrase_at
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.grammar.speech_nouns import adverbial
from quoteattr.grammar.subjects import can_speak
from quoteattr.parse.passage import Token
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import clause_content, reported_type
from quoteattr.rules.rule import Rule
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import cue_verb

ID = "infinitive"
PREPOSITIONS = {"inf-til": "til", "inf-om": "om", "inf-med": "med", "inf-for": "for", "inf-på": "på",
                "inf-mod": "mod", "inf-imod": "imod"}  # fmt: skip
_REACH = 14
_SILENCE = frozenset(
    """kommentere udtale svare sige oplyse fortælle uddybe forholde besvare bekræfte diskutere stille medvirke
    forklare fortolke udlægge redegøre""".split()
)  # afviser at kommentere
_STATES = frozenset("have være kende vide kunne skulle ville eje".split())  # nægter at kende ham


def find(story: Story) -> Iterator[Candidate]:
    for scene, reporting in story.free_clauses():
        if reporting.cue.kind == "cite":
            continue
        marker = _marker(scene, reporting) or _small_clause(scene, reporting)
        if marker is None:
            continue
        if _is_act(scene, reporting, marker):
            continue
        denied = scene.passage.tokens[marker - 1].lower in NEGATIONS  # bad dem om ikke at sige noget
        content = clause_content(scene, reporting, marker - denied)
        asked = reporting.passive and reporting.cue.kind == "request" and content
        agent = _agent(scene, content) if asked else None
        content = _before(content, agent) if agent is not None else content
        if content:
            scene.take(reporting)
            candidate = from_reporting(ID, reported_type(scene, content), content, reporting)
            accused = reporting.cue.kind == "accuse"  # he is spoken of, not to
            addressee = candidate.addressee or (None if accused else addressed(scene, reporting, marker))
            if reporting.passive and marker == reporting.verb + 1 and reporting.cue.kind != "request":
                addressee = None  # broen siges at være lukket
            yield evolve(candidate, addressee=addressee, speaker=candidate.speaker or agent)


RULE = Rule((ID,), find, triggers=(cue_verb,))


def _is_act(scene: Scene, reporting: Reporting, marker: int) -> bool:
    """What is done rather than said: ``afviser at kommentere``, ``nægter at spise``, ``erkender sig skyldig i at``."""
    tokens = scene.passage.tokens
    itself = tokens[reporting.last_cue].lower == "sig" and reporting.cue.kind in ("say", "deny")
    if reporting.cue.kind != "deny":
        return itself
    words = [token.lower for token in tokens[marker : marker + 3]]
    refuses = "refuses" in reporting.cue.traits and words[0] == "at" and _STATES.isdisjoint(words)
    return itself or refuses or not _SILENCE.isdisjoint(words)


def _agent(scene: Scene, content: tuple[tuple[int, int], ...]) -> Phrase | None:
    """``blev frarådet at spille af klubbens læge``: who said it, behind the content."""
    passage = scene.passage
    first, last = passage.token_at(content[0][0]), passage.token_at(content[-1][1] - 1) + 1
    inside = passage.tokens[first:last]
    if any(token.is_participle or token.lower in ("lade", "få", "modtage", "købe") for token in inside):
        return None  # bedt om at lade sig klippe af en frisør
    for index in range(last - 2, first + 1, -1):
        if passage.tokens[index].lower == "af":
            agent = phrase_at(passage, index + 1, last)
            return agent if agent is not None and agent.last == last and can_speak(agent, papers=False) else None
    return None


def _before(content: tuple[tuple[int, int], ...], agent: Phrase) -> tuple[tuple[int, int], ...]:
    *pieces, (first, _) = content
    return (*pieces, (first, agent.passage.tokens[agent.first - 2].end))


def _marker(scene: Scene, reporting: Reporting) -> int | None:
    """The infinitive marker, with the preposition before it that the verb asks for."""
    tokens = scene.passage.tokens
    limit = scene.passage.sentence_of(reporting.verb).stop
    wanted = {PREPOSITIONS[frame] for frame in reporting.cue.frames if frame in PREPOSITIONS}
    bare = reporting.takes("inf", "inf-obj") or (reporting.passive and reporting.takes("pass-inf"))
    relative = False
    asides = _asides(tokens, reporting.verb, limit)
    for index in range(reporting.verb + 1, min(reporting.verb + 2 * _REACH, limit)):
        if index > reporting.verb + _REACH and not relative:
            return None
        relative = relative or (tokens[index].lower in ("der", "som") and tokens[index - 1].form == ",")
        if index in asides:
            continue
        if tokens[index].form in ".:;!?":
            return None
        if tokens[index].is_finite and not relative:
            return None  # anbefaler om artiklen skal trykkes
        plain = reporting.takes("inf-obj") and not relative and index > reporting.verb + 1
        if plain and tokens[index].is_infinitive:
            return index  # bad ministeren undersøge sagen
        if tokens[index].lower == "at":
            if relative and _is_of_another(scene, reporting, index):
                return None  # oplyser politiet, der beder folk om at vente
            if not is_infinitive_marker(scene.passage, index):
                if relative:
                    continue  # opfordrer forældre, der tror, at barnet er smittet, til at ringe
                return None
            if not wanted and not bare:
                return None
            place = index - 1
            while place > reporting.verb and (tokens[place].form == "," or tokens[place].upos == "ADV"):
                place -= 1  # til helt at afskaffe
            if place - 1 > reporting.verb and tokens[place - 1].lower in REPORT_NOUNS:
                return None  # mindede Holm om løftet om at spare
            before = tokens[place].lower
            if before == "for" and tokens[place - 1].form == ",":
                return None  # anklagede firmaet, for at blive hørt
            moves = tokens[reporting.finite].lower in ("er", "var")  # er gået ind for at hente
            whole = place < reporting.last_cue and not moves  # går ind for at
            apart = not whole and before in ("for", "til", "uden", "ved", "om") and before not in wanted
            return index if before in wanted or (bare and not apart) else None
    return None


def _is_of_another(scene: Scene, reporting: Reporting, marker: int) -> bool:
    """Whether the preposition before an infinitive is asked for by a verb between."""
    before = scene.passage.tokens[marker - 1].lower
    others = (other for other in scene.reportings if reporting.verb < other.verb < marker)
    frames = {PREPOSITIONS.get(frame) for other in others for frame in other.cue.frames}
    return before in frames


def _small_clause(scene: Scene, reporting: Reporting) -> int | None:
    """``kræver ministeren afsat``: the first token of an object that a participle says something of."""
    passage = scene.passage
    if "demand" not in reporting.cue.traits or reporting.passive:
        return None
    first = reporting.subject.last if reporting.inverted and reporting.subject is not None else reporting.last_cue
    limit = passage.sentence_of(reporting.verb).stop
    while first < limit and (steps := adverbial(passage.tokens, first)):
        first += steps
    thing = phrase_at(passage, first, limit, by_tree=False)  # motorvejene in fartgrænsen på motorvejene hævet
    if thing is None or thing.last >= limit or not _is_given(thing):
        return None
    return thing.first if passage.tokens[thing.last].is_participle else None


def _is_given(thing: Phrase) -> bool:
    """``den unge mand``, ``broen``, ``hende``; not ``kræver et møde afholdt af …``, where it tells which."""
    opening = thing.tokens[0]
    return opening.lower not in ("en", "et") and (
        any(token.is_definite or token.is_name for token in thing.tokens)
        or opening.upos in ("DET", "PRON")
        or thing.tokens[-1].is_plural
    )


def _asides(tokens: Sequence[Token], first: int, limit: int) -> set[int]:
    """``lovede, da han kom til, at spare``: the words between two commas that a conjunction opens."""
    found: set[int] = set()
    commas = [index for index in range(first, limit) if tokens[index].form == ","]
    for start, end in pairwise([*commas, limit]):
        if start + 1 < limit and tokens[start + 1].upos == "SCONJ" and tokens[start + 1].lower != "at":
            found.update(range(start, end))
    return found


def addressed(scene: Scene, reporting: Reporting, marker: int) -> Phrase | None:
    """The object between the verb and the infinitive."""
    first = reporting.subject.last if reporting.inverted and reporting.subject else reporting.last_cue
    tokens = scene.passage.tokens
    while first < marker and tokens[first].upos in ("ADV", "PUNCT"):
        first += 1
    if first >= marker or tokens[first].upos == "ADP":
        return None
    phrase = phrase_at(scene.passage, first, marker)
    willing = (
        phrase is not None and phrase.last == first + 1 and tokens[first].upos == "ADJ" and tokens[first].is_singular
    )
    return None if willing else phrase  # erklærer sig villig til at
