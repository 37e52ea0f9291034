"""What can go wrong, each with a sentence that says what to do."""

from __future__ import annotations


class QuoteattrError(Exception):
    """Base of the errors that quoteattr raises on its own account."""


class ModelNotFoundError(QuoteattrError, FileNotFoundError):
    """The model that was asked for is not on this machine."""


class ModelDamagedError(QuoteattrError, ValueError):
    """A model file is missing, altered, or not one of ours."""


class LexiconError(QuoteattrError, ValueError):
    """A lexicon file or entry cannot be read."""


class FormatError(QuoteattrError, ValueError):
    """A document is not in the format that it is read as."""
