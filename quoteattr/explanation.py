"""Why a text has the quotes it has, and why not others: what the rules saw, what barred it, how each name was found.

This is how a fault is reported, and how a newcomer finds her way: the rule of a quote, the decision that named its
speaker, the clauses that report nothing, and the candidates that yielded to others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.grammar.not_reporting import BARS
from quoteattr.grammar.reporting_clauses import Reporting
from quoteattr.page.reading import Layout
from quoteattr.quotes import Quote, Span
from quoteattr.rules.candidates import Candidate, quote_of, span_of
from quoteattr.rules.settle import Lost, Settled
from quoteattr.rules.story import Story
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.headlines import with_headlines
from quoteattr.speakers.memory import Answer, Memory
from quoteattr.speakers.pronouns import GENDERS, Contender, contenders
from quoteattr.speakers.resolver import answers

_CONTENDERS = 3  # shown for a pronoun
_WORDS = 70  # code points of a content that are shown


@frozen
class ExplainedQuote:
    """A quote, the decision that named its speaker, and for *han* and *hun* who else might have been meant.

    ``decision`` is the name of a function of :mod:`quoteattr.speakers`, in words; ``signs`` are those that spoke for
    each of the nearest people, the one chosen first.
    """

    quote: Quote
    decision: str
    signs: tuple[tuple[str, tuple[str, ...]], ...] = ()


@frozen
class ClauseSeen:
    """A clause with a cue verb that gave no quote, and why: a bar, or "" where no rule found a content for it."""

    clause: Span
    cue: Span
    bar: str


@frozen
class CandidateLost:
    """What a rule proposed and another quote took the place of."""

    rule: str
    content: tuple[Span, ...]
    why: str
    to: Quote


@frozen
class Explanation:
    """What :meth:`quoteattr.QuoteExtractor.explain` tells of a text; ``str()`` of it is for people."""

    text: str
    quotes: tuple[ExplainedQuote, ...]
    clauses: tuple[ClauseSeen, ...]
    lost: tuple[CandidateLost, ...]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "Quotes" if self.quotes else "No quotes"
        for number, explained in enumerate(self.quotes, 1):
            yield from _quote_lines(number, explained)
        if self.clauses:
            yield "Clauses with a cue that report nothing"
            for seen in self.clauses:
                why = f"{seen.bar}: {BARS[seen.bar]}" if seen.bar else "no rule finds what it reports"
                yield f"  {seen.cue.text} in “{_short(seen.clause.text)}”: {why}"
        if self.lost:
            yield "Candidates that lost"
            for lost in self.lost:
                words = " … ".join(piece.text for piece in lost.content)
                yield f"  {lost.rule} “{_short(words)}”: {lost.why} ({lost.to.rule} “{_short(lost.to.text)}”)"


def explain(layout: Layout, story: Story, settled: Settled, cast: Cast) -> Explanation:
    """What happened on the way from a story to its quotes."""
    quotes = tuple(_explained(layout, settled.stand, cast))
    clauses = tuple(
        _seen(layout, reporting)
        for scene in story.scenes
        for reporting in scene.reportings
        if reporting.barred or reporting.verb not in scene.taken
    )
    return Explanation(layout.source, quotes, clauses, tuple(_lost(layout, lost) for lost in settled.lost))


def _explained(layout: Layout, candidates: Sequence[Candidate], cast: Cast) -> Iterator[ExplainedQuote]:
    found = [(answer, _signs(candidate, answer, memory)) for candidate, (answer, memory) in _told(candidates, cast)]
    names = with_headlines(candidates, [answer.name for answer, _ in found], cast)
    for candidate, (answer, signs), name in zip(candidates, found, names, strict=True):
        decision = answer.why.replace("_", " ") if name == answer.name else "a headline that repeats a quote below"
        yield ExplainedQuote(quote_of(layout, candidate, name), decision or "nobody beside it", signs)


def _told(candidates: Sequence[Candidate], cast: Cast) -> Iterator[tuple[Candidate, tuple[Answer, Memory]]]:
    return zip(candidates, answers(candidates, cast), strict=True)


def _signs(candidate: Candidate, answer: Answer, memory: Memory) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The people who seem nearest to a pronoun, each by the place where she seems so, with their signs."""
    mention = candidate.speaker
    word = mention.text.lower() if mention is not None else ""
    if mention is None or word not in GENDERS:
        return ()
    best: dict[str, Contender] = {}
    for contender in contenders(memory, mention, GENDERS[word]):
        if contender.name not in best or contender.nearness > best[contender.name].nearness:
            best[contender.name] = contender
    order = sorted(best.values(), key=lambda contender: (contender.name != answer.name, -contender.nearness))
    return tuple((contender.name, contender.signs) for contender in order[:_CONTENDERS])


def _seen(layout: Layout, reporting: Reporting) -> ClauseSeen:
    tokens = reporting.passage.tokens
    sentence = reporting.passage.sentence_of(reporting.verb)
    clause = span_of(layout, tokens[sentence.start].start, tokens[sentence.stop - 1].end)
    return ClauseSeen(clause, span_of(layout, *reporting.cue_span), reporting.barred)


def _lost(layout: Layout, lost: Lost) -> CandidateLost:
    content = tuple(span_of(layout, start, end) for start, end in lost.candidate.content)
    return CandidateLost(lost.candidate.rule, content, lost.why, quote_of(layout, lost.to, None))


def _quote_lines(number: int, explained: ExplainedQuote) -> Iterator[str]:
    quote = explained.quote
    cue = f", cue {quote.cue.text}" if quote.cue else ""
    yield f"  {number}. {quote.type} “{_short(quote.text)}”{cue}: rule {quote.rule}"
    speaker = quote.speaker
    mention = f"“{speaker.mention.text}” is " if speaker and speaker.mention else ""
    yield f"     {mention}{speaker.name if speaker and speaker.name else 'nobody'} ({explained.decision})"
    for place, (name, signs) in enumerate(explained.signs):
        yield f"       {'chosen' if not place else 'or'} {name}: {', '.join(signs) or 'named before'}"


def _short(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else f"{line[: _WORDS - 2].rstrip()} …"
