"""What can go wrong, each with a sentence that says what to do."""

from __future__ import annotations


class QuoteattrError(Exception):
    """Base of the errors that quoteattr raises on its own account.

    >>> issubclass(ModelNotFoundError, QuoteattrError)
    True
    """


class ModelNotFoundError(QuoteattrError, FileNotFoundError):
    """The model that was asked for is not on this machine.

    >>> from quoteattr import QuoteExtractor
    >>> QuoteExtractor("no/such/place")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    quoteattr.errors.ModelNotFoundError: no model in ...
    """


class ModelDamagedError(QuoteattrError, ValueError):
    """A model file is missing, altered, or not one of ours.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from quoteattr import QuoteExtractor
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "model.json").write_text("{}")
    ...     QuoteExtractor(folder)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    quoteattr.errors.ModelDamagedError: ...
    """


class LexiconError(QuoteattrError, ValueError):
    """A lexicon file or entry cannot be read.

    >>> from quoteattr import Cue
    >>> Cue("snappe", "say", frames={"behind"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    quoteattr.errors.LexiconError: snappe: no such frame: behind; use at, ...
    """


class FormatError(QuoteattrError, ValueError):
    """A document is not in the format that it is read as.

    >>> from quoteattr.formats import from_json
    >>> from_json("[]")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    quoteattr.errors.FormatError: ...
    """
