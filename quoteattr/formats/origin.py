"""Where quotes come from: this library and a model, by name and version."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from quoteattr import __version__
from quoteattr.errors import ModelNotFoundError

Model = str | os.PathLike[str] | None


def library() -> dict[str, str]:
    """Name and version of this library."""
    return {"name": "quoteattr", "version": __version__}


def model_facts(model: Model) -> dict[str, str] | None:
    """Name and version of a model, given as to :class:`~quoteattr.QuoteExtractor`; None for one that has none.

    Raises :class:`~quoteattr.ModelNotFoundError` where a directory holds no ``model.json``.

    >>> list(model_facts("embedded"))
    ['name', 'version']
    """
    if model is None:
        return None
    if model == "stanza":
        return {"name": "stanza", "version": version("stanza")}
    return dict(_recorded(str(_embedded() if model == "embedded" else model)))


def signature(model: Model) -> str:
    """Library and model in a line.

    >>> signature(None) == f"quoteattr {__version__}"
    True
    """
    return ", ".join(" ".join(facts.values()) for facts in (library(), model_facts(model)) if facts)


def _embedded() -> Path:
    from quoteattr.parse.model_files import EMBEDDED

    return EMBEDDED


@lru_cache(maxsize=8)
def _recorded(directory: str) -> tuple[tuple[str, str], ...]:
    record = Path(directory) / "model.json"
    if not record.is_file():
        raise ModelNotFoundError(f"no model in {directory}: give the model as to QuoteExtractor, or None")
    facts = json.loads(record.read_text(encoding="utf-8"))
    return tuple((key, str(facts.get(key, "unknown"))) for key in ("name", "version"))
