"""A Stanza processor ``quotes``: importing this module registers it, after which a pipeline gives ``doc.quotes``.

>>> import quoteattr.stanza_processor
>>> document = quoteattr.stanza_processor.load_pipeline()("Det haster, siger Karen Holm.")
>>> [quote.speaker.name for quote in document.quotes]
['Karen Holm']

With the official Danish models, downloaded by you, the same is
``stanza.Pipeline("da", processors="tokenize,pos,lemma,depparse,quotes", download_method=None)``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import stanza
from stanza.pipeline.processor import Processor, register_processor

from quoteattr.danish.lexicon import Cue, CueLexicon
from quoteattr.extractor import QuoteExtractor
from quoteattr.parse.parser import load


class QuotesProcessor(Processor):  # type: ignore[misc]  # Stanza has no types
    """Reads the trees that the pipeline made and sets ``doc.quotes``, a list of :class:`~quoteattr.Quote`.

    Offsets are code points of ``doc.text``, half-open.  The pipeline option ``quotes_cues`` is what ``cues`` is to
    :class:`~quoteattr.QuoteExtractor`: the path of a lexicon file, or your own cues.  It needs no model file.
    Building it raises Stanza's ``PipelineRequirementsException`` where tokenize, pos or depparse is missing, and
    :class:`~quoteattr.LexiconError` for a lexicon that cannot be read.
    """

    PROVIDES_DEFAULT = {"quotes"}
    REQUIRES_DEFAULT = {"tokenize", "pos", "depparse"}

    def __init__(self, config: dict[str, Any], pipeline: Any, device: Any) -> None:
        super().__init__(config, pipeline, device)
        self._extractor = QuoteExtractor(pipeline, cues=config.get("cues"))

    def process(self, doc: stanza.Document) -> stanza.Document:
        """Set ``doc.quotes`` and give the Document back."""
        doc.quotes = self._extractor.extract(doc)
        return doc

    def mark_inactive(self) -> None:
        """Stanza calls this where a requirement is missing; there is nothing to let go of."""


register_processor("quotes")(QuotesProcessor)


def load_pipeline(
    model: str | os.PathLike[str] = "embedded",
    *,
    cues: CueLexicon | str | os.PathLike[str] | Iterable[Cue] | None = None,
) -> stanza.Pipeline:
    """A ``stanza.Pipeline`` with this processor: trees and ``doc.quotes`` from the model that ships with quoteattr.

    ``model``, for another, and ``cues`` are as for :class:`~quoteattr.QuoteExtractor`, which raises the same errors;
    nothing is downloaded.

    >>> document = load_pipeline()("Ifølge Per Dal er broen lukket.")
    >>> document.quotes[0].text, document.sentences[0].words[-2].deprel
    ('er broen lukket', 'root')
    """
    pipeline = load(model).pipeline
    pipeline.processors["quotes"] = QuotesProcessor({"lang": "da", "cues": cues}, pipeline, pipeline.device)
    return pipeline
