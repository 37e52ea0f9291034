"""From a text to its quotes: layout, parse, rules, attribution, speakers."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from quoteattr import parse
from quoteattr.attribution import attribute, scenes_of
from quoteattr.candidates import Candidate
from quoteattr.cast import Cast
from quoteattr.layout import Layout, read
from quoteattr.lexicon import Cue, CueLexicon
from quoteattr.passage import Passage
from quoteattr.phrases import Phrase
from quoteattr.quotes import Quote, Span, Speaker
from quoteattr.speakers import speakers_of

if TYPE_CHECKING:
    import stanza


class QuoteExtractor:
    """Finds the quotes of Danish texts with one model and one lexicon of cues.

    ``model`` is ``"embedded"`` (the parser that ships with the library), ``"stanza"`` (the official Danish models
    in your own Stanza directory), a path to a model directory, or a ready ``stanza.Pipeline``.  ``cues`` extends
    the lexicon of reporting verbs (an iterable of :class:`~quoteattr.lexicon.Cue`) or takes its place (a
    :class:`~quoteattr.lexicon.CueLexicon`, or the path of a lexicon file).

    Loading raises :class:`~quoteattr.errors.ModelNotFoundError` or :class:`~quoteattr.errors.ModelDamagedError`.
    One extractor may be shared by threads.

    >>> extractor = QuoteExtractor()
    >>> [quote.speaker.name for quote in extractor.extract("Det haster, siger Karen Holm.")]
    ['Karen Holm']
    """

    def __init__(
        self,
        model: str | os.PathLike[str] | stanza.Pipeline = "embedded",
        *,
        cues: CueLexicon | str | os.PathLike[str] | Iterable[Cue] | None = None,
    ) -> None:
        self._lexicon = _lexicon(cues)
        self._parser = parse.load(model)

    def extract(self, text: str | stanza.Document) -> list[Quote]:
        """The quotes of a text, or of a parsed Stanza Document, in text order.

        Offsets are code points of the text (for a Document, of its ``text``), half-open.  ``TypeError`` for
        anything else, ``ValueError`` for a Document that is not parsed.
        """
        if not isinstance(text, str):
            layout = read(document_text(text))
            return self._quotes(layout, parse.passages_of(text, layout))
        layout = read(text)
        return self._quotes(layout, self._parser.parse([layout])[0])

    def pipe(self, texts: Iterable[str], batch_size: int = 32) -> Iterator[list[Quote]]:
        """The quotes of each text, lazily and in order; ``batch_size`` texts go through the parser together.

        ``TypeError`` where ``texts`` is one text or holds anything but texts, ``ValueError`` for a batch size below 1.

        >>> texts = ["Det haster, siger Karen Holm.", "Ifølge Per Dal haster det ikke."]
        >>> [quotes[0].speaker.name for quotes in QuoteExtractor().pipe(texts)]
        ['Karen Holm', 'Per Dal']
        """
        if isinstance(texts, str):
            raise TypeError("pipe takes many texts; use extract for one")
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {batch_size}")
        return self._pipe(texts, batch_size)

    def _pipe(self, texts: Iterable[str], batch_size: int) -> Iterator[list[Quote]]:
        batch: list[Layout] = []
        for text in texts:
            if not isinstance(text, str):
                raise TypeError(f"texts must be str, not {type(text).__name__}")
            batch.append(read(text))
            if len(batch) == batch_size:
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def _batch(self, layouts: list[Layout]) -> Iterator[list[Quote]]:
        for layout, passages in zip(layouts, self._parser.parse(layouts), strict=True):
            yield self._quotes(layout, passages)

    def _quotes(self, layout: Layout, passages: list[Passage]) -> list[Quote]:
        scenes = scenes_of(layout, passages, self._lexicon)
        candidates = attribute(layout, scenes)
        cast = Cast(passages, {place for scene in scenes for place in scene.speech})
        names = speakers_of(candidates, cast)
        return [_quote(layout, candidate, name) for candidate, name in zip(candidates, names, strict=True)]


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


def _quote(layout: Layout, candidate: Candidate, name: str | None) -> Quote:
    mention = _phrase_span(layout, candidate.speaker)
    return Quote(
        type=candidate.type,
        content=tuple(_span(layout, start, end) for start, end in candidate.content),
        cue=None if candidate.cue is None else _span(layout, *candidate.cue),
        speaker=None if mention is None and name is None else Speaker(mention, name),
        addressee=_phrase_span(layout, candidate.addressee),
        via=_phrase_span(layout, candidate.via),
        rule=candidate.rule,
    )


def _phrase_span(layout: Layout, phrase: Phrase | None) -> Span | None:
    return None if phrase is None else _span(layout, phrase.start, phrase.end)


def _span(layout: Layout, start: int, end: int) -> Span:
    first, last = layout.to_source(start, end)
    return Span(first, last, layout.source[first:last])


_shared: QuoteExtractor | None = None
_sharing = threading.Lock()


def extract_quotes(text: str | stanza.Document) -> list[Quote]:
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
