"""»…«: words between quotation marks, with the reporting clause after, before, between or nowhere.

    »Broen skal lukkes,« siger formanden.            after
    Formanden siger: »Broen skal lukkes.«            before, with a colon or without
    »Broen,« siger han, »skal lukkes.«               between: one quote of two pieces
    »Broen skal lukkes.«                             free-standing: whoever spoke last

Marked words that are no sentence and that nobody is beside them to have said are titles, nicknames or scare quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import evolve

from quoteattr.grammar.impersonal_reports import is_impersonal, source_of
from quoteattr.grammar.reporting_clauses import Reporting, improvised
from quoteattr.page.quotation_marks import Stretch, end_before, visible_before
from quoteattr.page.reading import GAP
from quoteattr.parse.passage import Passage, Token
from quoteattr.quotes import QuoteType
from quoteattr.rules.before_a_colon import Introduced, introduced, leading_clause
from quoteattr.rules.candidates import Candidate, from_reporting
from quoteattr.rules.content_bounds import trim
from quoteattr.rules.rule import Rule
from quoteattr.rules.set_off_speech import is_aside, is_sentence, pointing_back, words_of
from quoteattr.rules.story import Scene, Story
from quoteattr.rules.triggers import Word, cue_verb, verb_behind_mark

AFTER, BEFORE, COLON, FREE = "marks-after", "marks-before", "marks-colon", "marks-free"
_ASIDES = frozenset(["og", "mens", "inden", "før", "da", ","])  # what the speaker does besides
_WHEN = frozenset("da mens efter før inden idet når".split())
_TITLES = frozenset("titel titlen navn navnet overskrift overskriften undertitel undertitlen".split())
_LEAD = 20  # code points before a mark
_DRYLY = 2  # words: som hun ganske tørt bemærkede
_BETWEEN = 45
_ENDS = ".!?…"
_REPEATED = regex.compile(r"\n\n[\"”“„»«'’]")


def find(story: Story) -> Iterator[Candidate]:
    """Candidates for the marked stretches that are speech; their places become speech of the scenes."""
    open_candidate: Candidate | None = None
    open_reporting: Reporting | None = None
    for stretch in story.stretches:
        first = story.scene_at(stretch.outer_start)
        last = story.scene_at(max(stretch.outer_start, stretch.outer_end - 1))
        if first is None or last is None:
            continue
        stretch, reporting = _reported_within(first, stretch)
        if reporting is None and last is not first:
            stretch, reporting = _reported_within(last, stretch)
        if reporting is None:
            reporting = clause_after(last, stretch)
        if reporting is None and open_reporting is not None:
            anew = open_candidate is not None and _is_marked_anew(first, open_candidate, stretch)
            if anew or _follows(first, open_reporting, stretch):
                if open_candidate is not None:
                    content = (*open_candidate.content, *_content(first, stretch))
                    open_candidate = evolve(open_candidate, content=content)
                _claim(story, stretch)
                continue
        candidate, spoken = _candidate(story, first, stretch, reporting)
        authors = reporting is not None and candidate is not None and _is_authors(reporting)
        if candidate is None and open_reporting is not None and _is_beside(open_reporting, first, stretch):
            continue  # siger Dal fra "Bevægelsen mod Støj". "…"
        if open_candidate is not None:
            yield open_candidate
        open_candidate, open_reporting = None if authors else candidate, spoken
        if candidate is not None:
            _claim(story, stretch)
    if open_candidate is not None:
        yield open_candidate


RULE = Rule((AFTER, BEFORE, COLON, FREE), find, triggers=(Word([":"]), cue_verb, verb_behind_mark))


def _candidate(
    story: Story, scene: Scene, stretch: Stretch, reporting: Reporting | None
) -> tuple[Candidate | None, Reporting | None]:
    content = _content(scene, stretch)
    if not content or _is_titled(scene.passage.text, stretch):
        return None, None
    ends = scene.passage.text[stretch.end - 1]
    put = reporting is not None and _is_put(reporting)
    spoken = is_sentence(scene, stretch) or ends in _ENDS + "," or _set_off(scene, stretch) or put
    judged = reporting is not None and reporting.takes("judge-for")  # »Et makværk« kalder han loven
    if reporting is not None and (spoken or judged) and (put or _begins(scene, stretch)):
        story.take(reporting)
        candidate = from_reporting(AFTER, QuoteType.DIRECT, content, reporting)
        if is_impersonal(reporting) or reporting.cue.kind == "sound":
            source = source_of(reporting)
            via = None if source is not None else candidate.via
            candidate = evolve(candidate, speaker=source, via=via, carried=source is None)
        return candidate, reporting
    before = _clause_before(scene, stretch)
    if before is not None:
        story.take(before)
        rule = COLON if visible_before(scene.passage.text, stretch.outer_start) == ":" else BEFORE
        candidate = from_reporting(rule, QuoteType.DIRECT, content, before)
        if before.cue.kind == "sound" or (before.passive and before.subject is None):
            candidate = evolve(candidate, speaker=source_of(before), via=None)
        return candidate, before
    leading = _leading_paragraph(story, scene, stretch)
    if leading is not None:
        story.take(leading)
        return from_reporting(COLON, QuoteType.DIRECT, content, leading), leading
    colon = _colon(story, scene, stretch)
    if colon is not None:
        speaker, hint = colon
        return Candidate(COLON, QuoteType.DIRECT, content, scene.passage, speaker=speaker, hint=hint), None
    if is_sentence(scene, stretch) and _stands_alone(scene, stretch):
        return Candidate(FREE, QuoteType.DIRECT, content, scene.passage, carried=True), None
    return None, None


def _is_titled(text: str, stretch: Stretch) -> bool:
    """``Bogens titel: »Hvem ejer havet?«``."""
    before = text[max(0, stretch.outer_start - _LEAD) : stretch.outer_start].rstrip()
    return before.endswith(":") and "".join(before[:-1].split()[-1:]).lower() in _TITLES


def _claim(story: Story, stretch: Stretch) -> None:
    """Make a stretch speech, with its marks, of the scenes that hold some of its words."""
    for scene in story.scenes_between(stretch.start, stretch.end):
        scene.claim((stretch.outer_start, stretch.outer_end))


def _content(scene: Scene, stretch: Stretch) -> tuple[tuple[int, int], ...]:
    """The words of a stretch, in pieces where a paragraph within it repeats the opening mark."""
    text = scene.passage.text
    pieces, start = [], stretch.start
    for repeated in _REPEATED.finditer(text, stretch.start, stretch.end):
        pieces.append(trim(text, start, repeated.start(), full_stop=False))
        start = repeated.end()
    pieces.append(trim(text, start, stretch.end, full_stop=False))
    return tuple(piece for piece in pieces if piece)


def _set_off(scene: Scene, stretch: Stretch) -> bool:
    """A comma stands between the closing mark and what follows."""
    return scene.passage.text[stretch.outer_end : stretch.outer_end + 2].lstrip()[:1] in (",", "-", "–", "—")


def _stands_alone(scene: Scene, stretch: Stretch) -> bool:
    """No sentence runs on into the marks or out of them."""
    text = scene.passage.text
    before = text[scene.passage.start : stretch.outer_start].rstrip()
    after = text[stretch.outer_end : scene.passage.end].lstrip()
    opens = (
        not before or before[-1] in _ENDS + ":" or (text[stretch.start].isupper() and text[stretch.end - 1] in _ENDS)
    )
    closes = not after or text[stretch.end - 1] in _ENDS or after[0] in _ENDS or after[0].isupper()
    return opens and closes


def _begins(scene: Scene, stretch: Stretch) -> bool:
    """Whether no words of the same sentence lead into the marks: then they are but part of what is reported."""
    text = scene.passage.text
    before = text[scene.passage.start : stretch.outer_start].rstrip()
    whole = text[stretch.start].isupper() and is_sentence(scene, stretch)
    return whole or not before or not (before[-1].isalnum() or before[-1] in "%)")


def clause_after(scene: Scene, stretch: Stretch) -> Reporting | None:
    """The reporting clause right behind a closing mark."""
    passage = scene.passage
    first = passage.token_at(stretch.outer_end)
    while first < len(passage.tokens) and passage.tokens[first].form in (",", "-", "–", "—", ".", ";"):
        first += 1
    if first >= len(passage.tokens):
        return None
    for reporting in scene.reportings:
        if reporting.finite == first and reporting.verb not in scene.taken:
            if reporting.inverted or is_impersonal(reporting) or reporting.passive or reporting.cue.kind == "sound":
                return reporting
    return improvised(passage, first) or pointing_back(scene, first) or _as_put(scene, stretch, first)


def _as_put(scene: Scene, stretch: Stretch, first: int) -> Reporting | None:
    """``»…,« som hun udtrykker det``: a clause that says how it was put."""
    tokens = scene.passage.tokens
    if tokens[first].lower != "som":
        return None
    for reporting in scene.reportings:
        subject, finite = reporting.subject, reporting.finite
        if subject is None or subject.first != first + 1 or not subject.last <= finite <= subject.last + _DRYLY:
            continue
        behind = tokens[reporting.verb + 1].lower if reporting.verb + 1 < len(tokens) else ""
        put = is_sentence(scene, stretch) or behind == "det"  # »min byrde«, som han kalder det
        manner = all(token.upos in ("ADV", "ADJ") for token in tokens[subject.last : finite])  # som hun tørt bemærkede
        return reporting if put and manner and scene.free(reporting) else None
    return None


def _is_authors(reporting: Reporting) -> bool:
    """``»Kommer du?« spørger jeg``: what the author says is no quote."""
    return reporting.subject is not None and reporting.subject.text.lower() == "jeg"


def _is_put(reporting: Reporting) -> bool:
    """Whether *som* leads in a clause that says how something was put."""
    return reporting.first > 0 and reporting.passage.tokens[reporting.first - 1].lower == "som"


def _is_relative(reporting: Reporting) -> bool:
    """``en gruppe, der er startet i fjor``: a clause that says more of somebody."""
    before = reporting.passage.tokens[reporting.finite - 1] if reporting.finite else None
    return before is not None and before.lower in ("der", "som")


def _reported_within(scene: Scene, stretch: Stretch) -> tuple[Stretch, Reporting | None]:
    """A mark that was never closed ends where its reporting clause begins."""
    if stretch.closed:
        return stretch, None
    for reporting in scene.reportings:
        place = scene.passage.tokens[reporting.finite].start
        if stretch.start < place < stretch.end and is_aside(scene, reporting):
            return evolve(stretch, end=place, outer_end=place), reporting
    return stretch, None


def _follows(scene: Scene, reporting: Reporting, stretch: Stretch) -> bool:
    """Whether a stretch goes on right behind the reporting clause of the one before it."""
    passage = scene.passage
    if passage is not reporting.passage:
        return _is_on_next_line(scene, reporting, stretch)
    if stretch.outer_start < passage.tokens[reporting.verb].start:
        return False
    first = passage.token_at(stretch.outer_start)
    between = passage.tokens[reporting.last : first]
    if first and passage.tokens[first - 1].upos == "ADP" and not is_sentence(scene, stretch):
        return False  # siger Dal fra »Bevægelsen mod Støj«
    completes = bool(between) and between[-1].form == ","  # »Broen skal,« siger hun, »lukkes.«
    if not completes and not is_sentence(scene, stretch) and len(words_of(scene, stretch)) < 3:
        return False
    stops = [token.form for token in between if token.form in (".", "!", "?", ":")]
    others = [other for other in scene.reportings if other.subject and other.subject.first >= reporting.last]
    if any(reporting.last <= other.verb < first and not _is_relative(other) for other in others):
        return False  # …,« siger Holm, mens Dal nøjes med at skrive »…«
    last = next((place for place, token in enumerate(between) if token.form in ".!?"), len(between))
    story = [token for token in between[last:] if token.upos == "VERB" and token.is_finite]
    # siger han og rejser sig. »…«: more of the reporting clause, but no new sentence
    aside = not any(t.upos == "VERB" and t.is_finite for t in between) or between[0].lower in _ASIDES
    return len(stops) <= 1 and ":" not in stops and not story and aside and len(between) < _BETWEEN


def _is_on_next_line(scene: Scene, reporting: Reporting, stretch: Stretch) -> bool:
    """``»Broen skal lukkes,« siger hun.`` and on the line below ``»Den er farlig.«``: in texts of a sentence a line."""
    before, passage = reporting.passage, scene.passage
    if not passage.block.continues or before.end + len(GAP) != passage.start or stretch.outer_start != passage.start:
        return False
    if reporting.subject is None or not is_sentence(scene, stretch):
        return False  # der blev råbt »Hjælp«.
    behind = before.tokens[reporting.last :]
    stops = [token for token in behind if token.form in (".", "!", "?", ":")]
    return reporting.inverted and len(stops) == 1 and stops[0] is behind[-1] and stops[0].form == "."


def _is_marked_anew(scene: Scene, candidate: Candidate, stretch: Stretch) -> bool:
    """``Hun siger: »Broen skal lukkes.«`` and on the line below ``»Den er farlig.«``: marks about each sentence."""
    passage, (start, end) = scene.passage, candidate.content[-1]
    led = candidate.cue is not None and candidate.cue[0] < start
    gap = passage.text[end : stretch.outer_start]
    return led and passage.block.continues and "\n" in gap and not any(map(str.isalnum, gap))


def _is_beside(reporting: Reporting, scene: Scene, stretch: Stretch) -> bool:
    """Whether marked words are a name within the sentence that reports."""
    passage = scene.passage
    if reporting.passage is not passage:
        return False
    first = passage.token_at(stretch.outer_start)
    same = first < passage.sentence_of(reporting.verb).stop and first >= reporting.last
    return same and passage.tokens[first - 1].upos in ("ADP", "NOUN")


def _clause_before(scene: Scene, stretch: Stretch) -> Reporting | None:
    """``X siger: »…«``, ``X kalder det »…«``: the clause whose words end where the mark opens."""
    passage = scene.passage
    first = passage.token_at(stretch.outer_start)
    for reporting in scene.reportings:
        if not scene.free(reporting) or reporting.verb >= first or reporting.cue.kind == "mind":
            continue
        between = passage.tokens[min(reporting.last, first) : first]
        if _is_put(reporting) and [token.form for token in between] == [","]:
            return reporting  # skal hun, som hun selv siger, »have lært at tie«
        colon = bool(between) and between[-1].form == ":"
        if any(token.form in ".!?" for token in between):
            continue
        if not colon and not _is_circumstance(between) and any(not token.is_punct for token in between):
            continue
        if _is_circumstance(between) and is_sentence(scene, stretch) and reporting.takes("front", "at"):
            return reporting
        own_clause = any(token.lower == "at" for token in between)  # understreger, at intet er afgjort: »…«
        if colon and not own_clause and (reporting.last >= first - 1 or len(between) < 12):
            return reporting
        own_object = _names_a_thing(passage, reporting, first)
        if not colon and not own_object and is_sentence(scene, stretch) and reporting.takes("front", "at"):
            return reporting
        if "cry" in reporting.cue.traits and first == reporting.last_cue:
            return reporting
    return None


def _is_circumstance(tokens: Sequence[Token]) -> bool:
    """``sagde han, da døren gik op, »…«``: a clause of time between two commas."""
    opens = len(tokens) > 3 and tokens[0].form == "," and tokens[1].lower in _WHEN
    return opens and [token.form for token in tokens].count(",") == 2 and tokens[-1].form == ","


def _names_a_thing(passage: Passage, reporting: Reporting, first: int) -> bool:
    """``skrev bogen "…"``: a noun before the marks that is neither who speaks nor who is spoken to."""
    before = first - 1
    for phrase in (reporting.subject, reporting.addressee, reporting.via):
        if phrase is not None and before in phrase:
            return False
    return passage.tokens[before].upos in ("NOUN", "PROPN") and before > reporting.verb


def _leading_paragraph(story: Story, scene: Scene, stretch: Stretch) -> Reporting | None:
    """``…, siger hun og fortsætter:`` and the marks in the next paragraph."""
    if stretch.outer_start != scene.passage.start:
        return None
    holder = story.scene_at(max(0, end_before(scene.passage.text, stretch.outer_start) - 1))
    return None if holder is None or holder is scene else leading_clause(holder)


def _colon(story: Story, scene: Scene, stretch: Stretch) -> Introduced | None:
    """``Han er ikke i tvivl: »…«``, ``Formanden, Karen Holm:``: what stands before the colon names the speaker."""
    colon = end_before(scene.passage.text, stretch.outer_start) - 1
    if colon < 0 or scene.passage.text[colon] != ":":
        return None
    if not is_sentence(scene, stretch) and len(words_of(scene, stretch)) < 3:
        return None
    holder = story.scene_at(colon)
    return None if holder is None else introduced(holder, colon)
