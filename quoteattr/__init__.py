"""quoteattr: who said what in a Danish text.

>>> from quoteattr import extract_quotes
>>> [quote.speaker.name for quote in extract_quotes("- Det haster, siger Karen Holm.")]
['Karen Holm']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quoteattr.errors import LexiconError, ModelDamagedError, ModelNotFoundError, QuoteattrError

if TYPE_CHECKING:
    from quoteattr.danish.lexicon import Cue, CueLexicon
    from quoteattr.extractor import QuoteExtractor, extract_quotes
    from quoteattr.picture.chart import plot
    from quoteattr.picture.render import render
    from quoteattr.picture.summary import SpeakerSummary, summary
    from quoteattr.quotes import Quote, QuoteType, Span, Speaker
    from quoteattr.results import Quotes

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
    "Cue": "danish.lexicon",
    "CueLexicon": "danish.lexicon",
    "Quote": "quotes",
    "QuoteExtractor": "extractor",
    "QuoteType": "quotes",
    "Quotes": "results",
    "Span": "quotes",
    "Speaker": "quotes",
    "SpeakerSummary": "picture.summary",
    "extract_quotes": "extractor",
    "plot": "picture.chart",
    "render": "picture.render",
    "summary": "picture.summary",
}


def __getattr__(name: str) -> Any:
    """Import a public name at its first use, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
