"""The rows of a summary as bars, drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quoteattr.picture.captions import shortened, shown
from quoteattr.picture.summary import SpeakerSummary

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PAINTS = {"direct": "#1f6f8b", "indirect": "#e0a458", "mixed": "#8d6a9f"}
_CUES_SHOWN = 3
_LONGEST_NAME = 40


def plot(rows: Sequence[SpeakerSummary], *, ax: Axes | None = None, top: int = 20, title: str | None = None) -> Axes:
    """Draw the rows of :func:`summary` as bars: a speaker each, direct, indirect and mixed quotes beside each other.

    Behind each bar stand the words quoted and the most frequent cues.  ``ax`` is drawn into, or a new figure of fitting
    height; ``top`` is how many speakers are shown, from the top.  Comes back as the matplotlib ``Axes``, so
    ``plot(rows).figure.savefig("who.png")`` makes a picture.

    ``ImportError`` where matplotlib is missing (``pip install quoteattr[plot]``), ``ValueError`` for no rows or a
    ``top`` below 1, ``TypeError`` for anything but rows.

    >>> axes = plot([SpeakerSummary("Karen Holm", quotes=3, words=21, direct=2, indirect=1)])
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['Karen Holm']
    """
    for row in rows:
        if not isinstance(row, SpeakerSummary):
            raise TypeError(f"plot takes the rows that summary gives, not {type(row).__name__}")
    if not rows or top < 1:
        raise ValueError("nothing to plot: rows must not be empty and top at least 1")
    drawn = list(rows)[:top]
    axes = ax if ax is not None else _new_axes(len(drawn))
    _bars(axes, drawn)
    _tidy(axes, drawn)
    if title is not None:
        axes.set_title(_plain(title), loc="left", fontweight="bold")
    return axes


def _new_axes(bars: int) -> Axes:
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plot needs matplotlib: pip install quoteattr[plot]") from error
    axes: Axes = pyplot.subplots(figsize=(9, 1.3 + 0.36 * bars), layout="constrained")[1]
    return axes


def _bars(axes: Axes, rows: Sequence[SpeakerSummary]) -> None:
    left = [0] * len(rows)
    for kind, paint in _PAINTS.items():
        widths = [getattr(row, kind) for row in rows]
        hatch = "////" if kind == "mixed" else None  # so that grey print tells it from direct
        axes.barh(
            range(len(rows)), widths, left=left, height=0.66, color=paint, edgecolor="white", hatch=hatch, label=kind
        )
        left = [start + width for start, width in zip(left, widths, strict=True)]
    for place, row in enumerate(rows):
        axes.annotate(
            _remark(row), (row.quotes, place), (6, 0), textcoords="offset points", va="center", fontsize=9, alpha=0.75
        )


def _remark(row: SpeakerSummary) -> str:
    words = f"{row.words} word{'s' * (row.words != 1)}"
    return _plain(" · ".join(filter(None, [words, ", ".join(cue for cue, _ in row.cues[:_CUES_SHOWN])])))


def _plain(text: str) -> str:
    """Text in which a dollar sign begins no formula."""
    return text.replace("$", r"\$")


def _tidy(axes: Axes, rows: Sequence[SpeakerSummary]) -> None:
    axes.set_yticks(range(len(rows)), [_plain(shortened(shown(row.name), _LONGEST_NAME)) for row in rows])
    axes.invert_yaxis()
    longest = max(row.quotes for row in rows)
    axes.set_xlim(0, longest * 1.6)  # room for the remarks
    axes.locator_params(axis="x", integer=True)
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= longest])
    axes.spines["bottom"].set_bounds(0, longest)
    axes.set_xlabel("quotes", loc="left")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False)
