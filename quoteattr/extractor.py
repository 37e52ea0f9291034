"""From a text to its quotes: layout, parse, rules, attribution, speakers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from quoteattr import workers
from quoteattr.danish.lexicon import Cue, CueLexicon
from quoteattr.explanation import Explanation, explain
from quoteattr.page.reading import Layout, read
from quoteattr.parse.parser import load, passages_of
from quoteattr.parse.passage import Passage
from quoteattr.parse.threads import may_fork, use_threads
from quoteattr.results import Quotes
from quoteattr.rules.candidates import quote_of
from quoteattr.rules.run import attribute
from quoteattr.rules.sentence_filter import SentenceFilter
from quoteattr.rules.story import Story, story_of
from quoteattr.speakers.cast import Cast
from quoteattr.speakers.resolver import speakers_of

if TYPE_CHECKING:
    import stanza

_Context = TypeVar("_Context")


class QuoteExtractor:
    """Finds the quotes of Danish texts with one model and one lexicon of cues.

    ``model`` is ``"embedded"`` (the parser that ships with the library), ``"stanza"`` (the official Danish models
    in your own Stanza directory), a path to a model directory, or a ready ``stanza.Pipeline``.  ``cues`` extends
    the lexicon of reporting verbs (an iterable of :class:`~quoteattr.danish.lexicon.Cue`) or takes its place (a
    :class:`~quoteattr.danish.lexicon.CueLexicon`, or the path of a lexicon file).

    ``device`` is where torch runs the networks, ``"cpu"`` or for example ``"cuda"``.

    Loading raises :class:`~quoteattr.errors.ModelNotFoundError` or :class:`~quoteattr.errors.ModelDamagedError`, and
    ``ValueError`` for a device that torch does not find.  One extractor may be shared by threads.

    >>> extractor = QuoteExtractor()
    >>> [quote.speaker.name for quote in extractor.extract("Det haster, siger Karen Holm.")]
    ['Karen Holm']
    """

    def __init__(
        self,
        model: str | os.PathLike[str] | stanza.Pipeline = "embedded",
        *,
        cues: CueLexicon | str | os.PathLike[str] | Iterable[Cue] | None = None,
        device: str = "cpu",
    ) -> None:
        self._lexicon = _lexicon(cues)
        self._filter: SentenceFilter | None = SentenceFilter(self._lexicon)
        self._parser = load(model, device)

    def __reduce__(self) -> tuple[Callable[[], QuoteExtractor], tuple[()]]:
        """Pickled as its model's name, cues and device, and built anew from them; a ready pipeline cannot be."""
        if self._parser.name == "pipeline":
            raise TypeError("an extractor with a ready pipeline cannot be pickled: use a model's name or directory")
        return partial(QuoteExtractor, self._parser.name, cues=self._lexicon, device=self._parser.device), ()

    def extract(self, text: str | stanza.Document) -> Quotes:
        """The quotes of a text, or of a parsed Stanza Document, in text order.

        Offsets are code points of the text (for a Document, of its ``text``), half-open.  ``TypeError`` for
        anything else, ``ValueError`` for a Document that is not parsed.

        >>> QuoteExtractor().extract("Det haster, siger Karen Holm.")[0].cue
        Span(start=12, end=17, text='siger')
        """
        if not isinstance(text, str):
            layout = read(document_text(text))
            return self._quotes(layout, passages_of(text, layout))
        layout = read(text)
        return self._quotes(layout, self._parser.parse([layout], self._filter)[0])

    @overload
    def pipe(
        self, texts: Iterable[str], batch_size: int = ..., *, n_process: int = ..., on_error: Literal["raise"] = ...
    ) -> Iterator[Quotes]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[str, _Context]], batch_size: int = ..., *, n_process: int = ...,
        as_tuples: Literal[True], on_error: Literal["raise"] = ...,
    ) -> Iterator[tuple[Quotes, _Context]]: ...  # fmt: skip

    @overload
    def pipe(
        self, texts: Iterable[Any], batch_size: int = ..., *, n_process: int = ..., as_tuples: bool = ...,
        on_error: str = ...,
    ) -> Iterator[Any]: ...  # fmt: skip

    def pipe(
        self,
        texts: Iterable[Any],
        batch_size: int = 32,
        *,
        n_process: int = 1,
        as_tuples: bool = False,
        on_error: str = "raise",
    ) -> Iterator[Any]:
        """The quotes of each text, lazily and in order; ``batch_size`` texts go through the parser together.

        ``n_process`` worker processes load the model once each and read a few batches ahead; a script that asks for
        them must guard its start with ``if __name__ == "__main__":``.  With ``as_tuples`` the input is pairs of a text
        and anything, and comes back as pairs of the quotes and that.  A text that fails raises its error, or with
        ``on_error="yield"`` gives it in the place of its quotes and the others go on.

        ``TypeError`` where ``texts`` is one text or holds anything but texts; ``ValueError`` for a batch size or number
        of processes below 1, another ``on_error``, or several processes with a ready pipeline as model.

        >>> texts = ["Det haster, siger Karen Holm.", "Ifølge Per Dal haster det ikke."]
        >>> [quotes[0].speaker.name for quotes in QuoteExtractor().pipe(texts)]
        ['Karen Holm', 'Per Dal']
        >>> pairs = [("Det haster, siger Karen Holm.", 17), (None, 18)]
        >>> [(type(result).__name__, number) for result, number in
        ...  QuoteExtractor().pipe(pairs, as_tuples=True, on_error="yield")]
        [('Quotes', 17), ('TypeError', 18)]
        """
        if isinstance(texts, str):
            raise TypeError("pipe takes many texts; use extract for one")
        if batch_size < 1 or n_process < 1:
            raise ValueError(f"batch_size and n_process must be at least 1, not {batch_size} and {n_process}")
        if on_error not in ("raise", "yield"):
            raise ValueError(f"on_error must be 'raise' or 'yield', not {on_error!r}")
        if n_process > 1 and self._parser.name == "pipeline":
            raise ValueError("a ready pipeline cannot be sent to other processes: use a model's name or directory")
        pairs = texts if as_tuples else ((text, None) for text in texts)
        results = self._results(workers.chunks(pairs, batch_size), n_process, on_error == "yield")
        return results if as_tuples else (result for result, _ in results)

    def _results(
        self, many: Iterable[list[tuple[Any, Any]]], n_process: int, yield_errors: bool
    ) -> Iterator[tuple[Any, Any]]:
        if n_process > 1:
            fork = may_fork()
            start = partial(_worker, (lambda: self) if fork else self.__reduce__()[0])
            done = workers.run_in_processes(start, many, n_process, yield_errors, fork)
        else:
            done = ((batch, workers.run(self.extract_all, [text for text, _ in batch], yield_errors)) for batch in many)
        for batch, found in done:
            for (_, context), result in zip(batch, found, strict=True):
                yield result, context

    def extract_all(self, texts: Sequence[str]) -> list[Quotes]:
        """The quotes of each text, all parsed in one batch; ``TypeError`` where one is no text.

        >>> texts = ["Det haster, siger Karen Holm.", "Solen skinner."]
        >>> [len(quotes) for quotes in QuoteExtractor().extract_all(texts)]
        [1, 0]
        """
        for text in texts:
            if not isinstance(text, str):
                raise TypeError(f"texts must be str, not {type(text).__name__}")
        layouts = [read(text) for text in texts]
        parsed = self._parser.parse(layouts, self._filter)
        return [self._quotes(layout, passages) for layout, passages in zip(layouts, parsed, strict=True)]

    def explain(self, text: str) -> Explanation:
        """Why a text has the quotes it has: what the rules saw, what barred it, how each name was found.

        ``str()`` of the result is for people; offsets are those of :meth:`extract`.  ``TypeError`` for anything but a
        text.

        >>> text = "Karen Holm er vred. Hun siger, at det haster. Ingen siger, at det er nemt."
        >>> print(QuoteExtractor().explain(text))
        Quotes
          1. indirect “det haster”, cue siger: rule clause
             “Hun” is Karen Holm (personal pronoun)
               chosen Karen Holm: subject, gender, sentence before
        Clauses with a cue that report nothing
          siger in “Ingen siger, at det er nemt.”: negated: what is denied has not been said
        """
        if not isinstance(text, str):
            raise TypeError(f"a str is needed, not {type(text).__name__}")
        layout = read(text)
        passages = self._parser.parse([layout], self._filter)[0]
        story = story_of(layout, passages, self._lexicon)
        settled = attribute(story)
        return explain(layout, story, settled, _cast(story))

    def _quotes(self, layout: Layout, passages: list[Passage]) -> Quotes:
        passages = [passage for passage in passages if passage.block.kind.is_told]
        story = story_of(layout, passages, self._lexicon)
        candidates = attribute(story).stand
        if not candidates:
            return Quotes([], layout.source)
        cast = _cast(story)
        names = speakers_of(candidates, cast)
        quotes = (quote_of(layout, candidate, name) for candidate, name in zip(candidates, names, strict=True))
        return Quotes(quotes, layout.source)


def _cast(story: Story) -> Cast:
    speech = {place for scene in story.scenes for place in scene.speech}
    return Cast([scene.passage for scene in story.scenes], speech)


def _worker(make: Callable[[], QuoteExtractor]) -> workers.Work:
    """What a worker process, which has one core, does with texts."""
    use_threads(1)
    return make().extract_all


def _lexicon(cues: CueLexicon | str | os.PathLike[str] | Iterable[Cue] | None) -> CueLexicon:
    if cues is None:
        return CueLexicon.default()
    if isinstance(cues, CueLexicon):
        return cues
    if isinstance(cues, (str, os.PathLike)):
        return CueLexicon.read(cues)
    return CueLexicon.default().extended(cues)


def document_text(document: Any) -> str:
    """The text of a Stanza Document; ``TypeError`` for what is none, ``ValueError`` where it has no text."""
    if not hasattr(document, "sentences") or not hasattr(document, "text"):
        hint = "; use QuoteExtractor.pipe for many texts" if isinstance(document, (list, tuple)) else ""
        raise TypeError(f"a str or a stanza Document is needed, not {type(document).__name__}{hint}")
    if not isinstance(document.text, str):
        raise ValueError("the Document has no text; parse raw text, not pretokenized words")
    return document.text


_shared: QuoteExtractor | None = None
_sharing = threading.Lock()


def extract_quotes(text: str | stanza.Document) -> Quotes:
    """Who said what in a Danish text: its quotes in text order, with offsets into ``text``.

    ``text`` is a string or a Stanza Document that is parsed already.  The embedded model is loaded at the first
    call and kept.  Offsets are code points, half-open: ``text[span.start:span.end] == span.text``.  Raises
    ``TypeError`` for anything else than a text or Document.

    >>> quote, = extract_quotes("Broen skal lukkes, siger formand Karen Holm til AFP.")
    >>> quote.text, quote.speaker.name, quote.addressee.text
    ('Broen skal lukkes', 'Karen Holm', 'AFP')
    """
    global _shared
    with _sharing:
        if _shared is None:
            _shared = QuoteExtractor()
    return _shared.extract(text)
