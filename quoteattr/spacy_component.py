"""The spaCy component ``quoteattr``: after ``nlp.add_pipe("quoteattr")`` a Doc has ``doc._.quotes``.

It reads ``doc.text`` with quoteattr's own parser, so ``spacy.blank("da")`` will do.  spaCy finds it by itself where
quoteattr is installed with ``pip install 'quoteattr[spacy]'``; importing this module registers it too.

>>> import spacy
>>> nlp = spacy.blank("da")
>>> component = nlp.add_pipe("quoteattr")
>>> [quote.speaker.name for quote in nlp("Det haster, siger Karen Holm.")._.quotes]
['Karen Holm']
"""

# Annotations are not postponed here: spaCy evaluates those of make_component to check a configuration.
import os
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, SpanGroup

from quoteattr.extractor import QuoteExtractor
from quoteattr.parse.threads import use_threads
from quoteattr.quotes import Quote
from quoteattr.results import Quotes

KEY = "quoteattr"  # in doc.user_data, where spaCy serialises plain data but no objects of ours
BATCH = 32  # texts; spaCy's own batches of 1000 would all be parsed before the first comes back


class QuoteComponent(Pipe):  # type: ignore[misc]  # spaCy may not be installed where types are checked
    """Sets ``doc._.quotes`` (a list of :class:`~quoteattr.Quote`) and ``doc.spans["quotes"]``.

    Offsets of quotes are code points of ``doc.text``, half-open.  The span group holds a span for each piece of
    content, widened to whole tokens, with the quote's type as label and its place in ``doc._.quotes`` as ``id_``.
    ``model`` and ``cues`` are as for :class:`~quoteattr.QuoteExtractor`, which raises the same errors.
    """

    def __init__(self, name: str, model: str, cues: str | None) -> None:
        self.name = name
        self._settings = (name, model, cues)
        self._process = os.getpid()
        self._extractor = QuoteExtractor(model, cues=cues)

    def __reduce__(self) -> tuple[Any, ...]:
        return QuoteComponent, self._settings  # a process of nlp.pipe loads the model itself

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of one Doc and give it back."""
        return _annotated(doc, self._extractor.extract(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Find the quotes of many Docs; one that fails goes to the pipeline's error handler."""
        if os.getpid() != self._process:
            use_threads(1)
        pairs = ((doc.text, doc) for doc in stream)
        for result, doc in self._extractor.pipe(pairs, min(batch_size, BATCH), as_tuples=True, on_error="yield"):
            if isinstance(result, Exception):
                self.get_error_handler()(self.name, self, [doc], result)
            else:
                yield _annotated(doc, result)


def make_component(nlp: Language, name: str, model: str, cues: str | None) -> QuoteComponent:
    """What ``nlp.add_pipe("quoteattr", config={"model": "embedded", "cues": None})`` calls."""
    return QuoteComponent(name, model, cues)


def _annotated(doc: Doc, quotes: list[Quote]) -> Doc:
    doc.user_data[KEY] = [quote.to_dict() for quote in quotes]
    pieces = [(piece, number, quote) for number, quote in enumerate(quotes) for piece in quote.content]
    spans = [
        doc.char_span(piece.start, piece.end, quote.type.value, alignment_mode="expand", span_id=str(number))
        for piece, number, quote in pieces
    ]
    doc.spans["quotes"] = SpanGroup(doc, name="quotes", spans=spans)
    return doc


def _quotes(doc: Doc) -> Quotes | None:
    """The quotes of a Doc, or None where the component has not seen it."""
    data = doc.user_data.get(KEY)
    return None if data is None else Quotes((Quote.from_dict(quote) for quote in data), doc.text)


Doc.set_extension("quotes", getter=_quotes)
Language.factory(
    "quoteattr",
    default_config={"model": "embedded", "cues": None},
    assigns=["doc._.quotes", "doc.spans"],
    func=make_component,
)
