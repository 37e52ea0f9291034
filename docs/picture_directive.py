"""``.. picture:: FILE`` puts the quotes of a text into a page, drawn when the page is built.

The text may also stand below the directive, indented.  With ``:plot:`` it is their summary that is drawn.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from quoteattr import extract_quotes, plot, render, summary


class Picture(Directive):
    """The directive; a file's path is relative to the page's."""

    optional_arguments = 1
    has_content = True
    option_spec = {"plot": directives.flag}

    def run(self) -> list[nodes.Node]:
        text = self._text()
        drawn = bars(text) if "plot" in self.options else render(text, extract_quotes(text))
        return [nodes.raw("", drawn, format="html")]

    def _text(self) -> str:
        if not self.arguments:
            return "\n".join(self.content)
        path = Path(self.state.document.current_source).parent / self.arguments[0]
        self.state.document.settings.env.note_dependency(str(path))
        return path.read_text(encoding="utf-8")


def bars(text: str) -> str:
    """The summary of a text's quotes as SVG."""
    import matplotlib

    matplotlib.use("agg")
    matplotlib.rcParams["svg.hashsalt"] = "quoteattr"
    drawn = io.StringIO()
    plot(summary(extract_quotes(text))).figure.savefig(drawn, format="svg", metadata={"Date": None})
    svg = drawn.getvalue()
    return svg[svg.index("<svg") :].replace("<svg", '<svg style="max-width: 100%; height: auto"', 1)


def setup(app: Any) -> dict[str, Any]:
    """Make the directive known to Sphinx."""
    app.add_directive("picture", Picture)
    return {"parallel_read_safe": True}
