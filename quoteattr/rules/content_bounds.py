"""How far a content reaches, and what is cut from its edges."""

from __future__ import annotations

import regex

from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.page.quotation_marks import Stretch, visible_before
from quoteattr.parse.passage import Passage
from quoteattr.quotes import QuoteType
from quoteattr.rules.content_end import content_end, same_speech, strip_end
from quoteattr.rules.story import Scene

_CLOCK = regex.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d:?")
_NEWS = frozenset("opdatering opdateret seneste nyt live breaking korrektion rettelse".split())
_LABEL = 3  # words before a colon
_EDGE = " ,;:–—-\n"
_END = _EDGE + "."


def trim(text: str, start: int, end: int, full_stop: bool = True) -> tuple[int, int] | None:
    """Cut spaces, commas, dashes and, where ``full_stop`` says so, the full stop from the edges."""
    edge = _END if full_stop else _EDGE
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in edge:
        if text[end - 1] == "." and (text[end - 3 : end] == "..." or _is_abbreviation(text, start, end)):
            break
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """``75 kr.``, ``m.v.``: a full stop that belongs to the word and ends no sentence on its own."""
    word = text[max(start, text.rfind(" ", 0, end - 1) + 1) : end]
    return word.count(".") > 1


def clause_content(scene: Scene, reporting: Reporting, first: int) -> tuple[tuple[int, int], ...]:
    """The reported clause that starts at token ``first``, as pieces of the reading."""
    passage = scene.passage
    if first >= passage.sentence_of(reporting.verb).stop:
        return ()
    last = content_end(scene, reporting, first)
    if last <= first:
        return ()
    piece = trim(passage.text, passage.tokens[first].start, passage.tokens[last - 1].end)
    return (_unmarked(scene, within_marks(scene, _balance(scene, piece))),) if piece else ()


def within_marks(scene: Scene, piece: tuple[int, int]) -> tuple[int, int]:
    """A piece that ends with marked words, without the mark that closes them: their opening one stands before it."""
    start, end = piece
    for stretch in scene.stretches:
        if stretch.outer_start < start < stretch.end < end <= stretch.outer_end:
            return trim(scene.passage.text, start, stretch.end) or piece
    return piece


def _unmarked(scene: Scene, piece: tuple[int, int]) -> tuple[int, int]:
    """A piece that is marked as a whole, without its marks."""
    for stretch in scene.stretches:
        if piece == (stretch.outer_start, stretch.outer_end):
            return stretch.start, stretch.end
    return piece


def behind_label(passage: Passage, first: int, limit: int) -> int:
    """The first word behind a clock time, a dateline or ``OPDATERING:`` that opens a sentence: nobody has said it."""
    tokens = passage.tokens
    place = first
    timed = place + 1 < limit and _CLOCK.fullmatch(tokens[place].form) is not None
    if tokens[place].lower in ("kl.", "kl") and place + 2 < limit:
        timed = _CLOCK.fullmatch(tokens[place + 1].form) is not None
        place += timed
    if timed and (tokens[place + 1].is_punct or tokens[place + 1].form[0].isupper()):
        place += 1 + tokens[place + 1].is_punct
    colon = next((i for i in range(place, min(place + _LABEL + 1, limit - 1)) if tokens[i].form == ":"), place)
    words = tokens[place:colon]
    if words and all(word.lower in _NEWS or (len(word.form) > 1 and word.form.isupper()) for word in words):
        return colon + 1
    return place


def noun_content(scene: Scene, noun: int, first: int) -> tuple[tuple[int, int], ...]:
    """The clause from token ``first`` on that a noun reports: to its comma where the sentence goes on behind it."""
    passage = scene.passage
    tokens = passage.tokens
    if first >= passage.sentence_of(noun).stop:
        return ()
    limit = same_speech(scene, first, passage.sentence_of(noun).stop)
    verb = first + (first + 1 < limit and tokens[first + 1].lower == "at")  # omgående at skaffe varme
    head = next((i for i in range(verb, limit) if tokens[i].head != -1 and tokens[i].head < verb), None)
    last = limit
    if head is not None:
        inside = [index for index in passage.subtree(head) if index < limit]
        last = max(inside, default=limit - 1) + 1
    last = _main_verb(passage, first, last)
    piece = trim(passage.text, tokens[first].start, tokens[strip_end(passage, first, last) - 1].end)
    return (within_marks(scene, _balance(scene, piece)),) if piece else ()


def _main_verb(passage: Passage, first: int, last: int) -> int:
    """Where the sentence goes on behind a noun's content: ``…, står børnene``; behind an infinitive at any verb."""
    tokens = passage.tokens
    infinitive = tokens[first].lower == "at"
    for index in range(first + 2, last):
        if not tokens[index].is_finite:
            continue
        subordinate = any(t.upos == "SCONJ" or t.lower in ("der", "som") for t in tokens[first + 1 : index])
        if tokens[index - 1].form == "," or (infinitive and not subordinate):
            return index
        infinitive = False
    return last


def _balance(scene: Scene, piece: tuple[int, int]) -> tuple[int, int]:
    """Take a closing mark or parenthesis along where its partner is inside."""
    start, end = piece
    text = scene.passage.text
    for stretch in scene.stretches:
        if start <= stretch.outer_start < end <= stretch.outer_end and stretch.closed:
            end = stretch.outer_end
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    return start, end


def type_of(scene: Scene, content: tuple[tuple[int, int], ...]) -> QuoteType:
    """Indirect, or mixed where some of the content is marked, or direct where all of it is."""
    marked = [
        s
        for s in scene.stretches
        if not _is_title(scene, s)
        and any(s.start < end and start < s.end for start, end in content)
        and not (scene.in_speech(s.start) and s.start <= content[0][0] and content[-1][1] <= s.outer_end)
    ]
    if not marked:
        return QuoteType.INDIRECT
    if all(any(_covers(stretch, start, end) for stretch in marked) for start, end in content):
        return QuoteType.DIRECT
    return QuoteType.MIXED


def reported_type(scene: Scene, content: tuple[tuple[int, int], ...]) -> QuoteType:
    """The type of a clause that is reported: mixed where some of it is marked, also where all of it is."""
    kind = type_of(scene, content)
    return QuoteType.MIXED if kind is QuoteType.DIRECT else kind


def _is_title(scene: Scene, stretch: Stretch) -> bool:
    """``udstillingen »Havets guld«``: marked words with a capital behind a noun of the sentence."""
    text = scene.passage.text
    before = visible_before(text, stretch.outer_start)
    words = text[stretch.start : stretch.end].split()
    return before.isalpha() and words[0][0].isupper() and len(words) <= 6 and words[-1][-1] not in ".!?"


def _covers(stretch: Stretch, start: int, end: int) -> bool:
    return stretch.outer_start <= start and end <= stretch.outer_end
