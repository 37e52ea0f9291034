"""The one shape that all rules have."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from quoteattr.rules.candidates import Candidate
from quoteattr.rules.story import Story
from quoteattr.rules.triggers import Trigger


@frozen
class Rule:
    """What finds one Danish construction in a story.

    ``ids`` are the names that its candidates carry.  ``triggers`` say which sentences it must have trees of: those in
    which one of them fires.
    """

    ids: tuple[str, ...]
    find: Callable[[Story], Iterator[Candidate]]
    triggers: tuple[Trigger, ...]
