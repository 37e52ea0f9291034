"""quoteattr: who said what in a Danish text.

>>> from quoteattr import extract_quotes
>>> [quote.speaker.name for quote in extract_quotes("- Det haster, siger Karen Holm.")]
['Karen Holm']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quoteattr.errors import LexiconError, ModelDamagedError, ModelNotFoundError, QuoteattrError

if TYPE_CHECKING:
    from quoteattr.chart import plot
    from quoteattr.extractor import QuoteExtractor, extract_quotes
    from quoteattr.lexicon import Cue, CueLexicon
    from quoteattr.picture import render
    from quoteattr.quotes import Quote, Quotes, QuoteType, Span, Speaker
    from quoteattr.tally import SpeakerSummary, summary

__version__ = "0.1.0"

__all__ = [
    "Cue",
    "CueLexicon",
    "LexiconError",
    "ModelDamagedError",
    "ModelNotFoundError",
    "Quote",
    "QuoteExtractor",
    "QuoteType",
    "QuoteattrError",
    "Quotes",
    "Span",
    "Speaker",
    "SpeakerSummary",
    "extract_quotes",
    "plot",
    "render",
    "summary",
]

_HOMES = {
    "Cue": "lexicon",
    "CueLexicon": "lexicon",
    "Quote": "quotes",
    "QuoteExtractor": "extractor",
    "QuoteType": "quotes",
    "Quotes": "quotes",
    "Span": "quotes",
    "Speaker": "quotes",
    "SpeakerSummary": "tally",
    "extract_quotes": "extractor",
    "plot": "chart",
    "render": "picture",
    "summary": "tally",
}


def __getattr__(name: str) -> Any:
    """Import a public name at its first use, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
