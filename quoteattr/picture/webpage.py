"""The picture of a text as HTML: a fragment or a whole page, with its style and without script.

What is not text of the article (numbers, resolved names, *to*, *via*) is put there by the style sheet, so that it can
be neither mistaken for the text nor copied with it.  All classes begin with ``qa-``, so that a fragment and the page
around it do not style each other.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from html import escape
from pathlib import Path

from attrs import define, field

from quoteattr.picture import captions
from quoteattr.picture.drawing import Picture
from quoteattr.picture.nesting import Paragraph, Run
from quoteattr.picture.summary import SpeakerSummary

STYLE_SHEET = Path(__file__).parent / "picture.css"
_NOT_HTML = re.compile("[\x00\ud800-\udfff]")
_DEEPEST = 3  # contents inside contents that the style sheet tells apart
_TAGS = {"content": "mark", "cue": "b", "speaker": "a", "addressee": "span", "via": "span"}
_FIRST_HUE, _GOLDEN_ANGLE = 255, 137.5  # so that neighbouring numbers get hues far apart, however many there are
_LEGEND = """<dl class="qa-legend">
<div><dt><mark class="qa-content qa-direct">direct</mark></dt><dd>the words themselves</dd></div>
<div><dt><mark class="qa-content qa-indirect">indirect</mark></dt><dd>the author’s words</dd></div>
<div><dt><mark class="qa-content qa-mixed">mixed</mark></dt><dd>some words marked</dd></div>
<div><dt><b class="qa-cue">cue</b></dt><dd>the reporting word</dd></div>
<div><dt><span class="qa-speaker" data-name="1">speaker</span></dt><dd>who it is</dd></div>
<div><dt><span class="qa-addressee" data-label="to">addressee</span></dt><dd>to whom</dd></div>
<div><dt><span class="qa-via" data-label="via">channel</span></dt><dd>by which channel</dd></div>
</dl>
<p class="qa-hint">Hover over a part for its quote’s type and rule.</p>"""
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ margin: 0 }} .quoteattr {{ min-height: 100vh }}
@media (min-width: 60rem) {{ .quoteattr aside {{ max-height: calc(100vh - 2rem); overflow-y: auto }} }}
</style>
</head>
<body>
{fragment}
</body>
</html>
"""


def page(picture: Picture) -> str:
    """A whole page, named after the text's first line."""
    first = picture.paragraphs[0].text if picture.paragraphs else ""
    return _PAGE.format(title=_escaped(captions.shortened(first) or "quoteattr"), fragment=fragment(picture))


def fragment(picture: Picture) -> str:
    """A ``section`` that stands for itself, to be put into a page or notebook."""
    writer = _Writer(picture)
    return (
        f'<section class="quoteattr">\n<style>\n{_style_sheet()}{_hues(len(picture.speakers))}</style>\n'
        f'<div class="qa-sheet">\n<article lang="da">{writer.article()}</article>\n'
        f"<aside>\n{writer.speakers()}\n{_LEGEND}\n</aside>\n</div>\n</section>\n"
    )


@cache
def _style_sheet() -> str:
    return STYLE_SHEET.read_text(encoding="utf-8")


def _hues(speakers: int) -> str:
    """A hue for every number, and what lights up when a speaker in the list is pointed at."""
    rules = []
    for number in range(1, speakers + 1):
        hue = (_FIRST_HUE + _GOLDEN_ANGLE * (number - 1)) % 360
        rules.append(f".quoteattr .qa-s{number} {{ --hue: {hue:g}; --chroma: 1 }}\n")
    for number in range(speakers + 1):
        item = f"li.qa-s{number}"
        rules.append(f".quoteattr:has({item}:hover, {item}:target) mark.qa-s{number} {{ --tint: 0.4 }}\n")
    return "".join(rules)


@define
class _Writer:
    """Writes one picture; ``key`` keeps its links apart from those of other pictures on the same page."""

    picture: Picture
    key: str = field(init=False)
    tooltips: list[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        identity = repr((self.picture.text, self.picture.quotes)).encode()
        self.key = "q" + blake2b(identity, digest_size=6).hexdigest()
        self.tooltips = [captions.description(quote) for quote in self.picture.quotes]

    def article(self) -> str:
        """The text with its parts."""
        return "".join(map(self._paragraph, self.picture.paragraphs)) + _escaped(self.picture.after)

    def _paragraph(self, paragraph: Paragraph) -> str:
        written = [_escaped(paragraph.before), '<p class="qa-headline">' if paragraph.headline else "<p>"]
        open_tags: list[str] = []
        for item in paragraph.story:
            if isinstance(item, str):
                written.append(_escaped(item))
            elif item is None:
                written.append(f"</{open_tags.pop()}>")
            else:
                tag = _TAGS[item.part.kind]
                open_tags.append("span" if tag in open_tags and tag == "a" else tag)  # links cannot nest
                written.append(self._opening(open_tags[-1], item))
        return "".join(written) + "</p>"

    def _opening(self, tag: str, run: Run) -> str:
        part = run.part
        attributes = {"class": self._classes(run), **self._label(run)}
        if part.kind == "content" and run.first and part.piece == 0:
            attributes["id"] = f"{self.key}-{part.quotes[0] + 1}"
        if tag == "a":
            attributes["href"] = f"#{self.key}-s{part.who}"
        attributes["title"] = "\n\n".join(self.tooltips[index] for index in part.quotes)
        written = "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())
        return f"<{tag}{written}>"

    def _classes(self, run: Run) -> str:
        classes = [run.part.kind, f"s{run.part.who}"]
        if run.part.kind == "content":
            classes += [self.picture.quotes[run.part.quotes[0]].type.value, f"d{min(run.depth, _DEEPEST)}"]
        return " ".join(f"qa-{name}" for name in classes)

    def _label(self, run: Run) -> dict[str, str]:
        """What the style sheet shows before a part (data-label) or behind it (data-name)."""
        label = captions.label(run, self.picture.quotes[run.part.quotes[0]])
        if label is None:
            return {}
        return {"data-name" if run.part.kind == "speaker" else "data-label": label}

    def speakers(self) -> str:
        """The list of speakers, each with the quotes to open."""
        if not self.picture.speakers:
            return '<p class="qa-hint">No quotes found.</p>'
        return f'<ol class="qa-speakers">\n{"".join(map(self._speaker, self.picture.speakers))}</ol>'

    def _speaker(self, row: SpeakerSummary) -> str:
        number = self.picture.numbers[row.name]
        quotes = "".join(self._entry(index) for index in self.picture.said[row.name])
        return (
            f'<li class="qa-s{number}" id="{self.key}-s{number}"><details>'
            f'<summary><span class="qa-number">{number or "?"}</span> '
            f'<span class="qa-name">{_escaped(captions.shown(row.name))}</span> '
            f'<span class="qa-count">{row.quotes}</span> <small>{captions.types_of(row)}</small></summary>\n'
            f"<ul>\n{quotes}</ul></details></li>\n"
        )

    def _entry(self, index: int) -> str:
        quote = self.picture.quotes[index]
        kind = " · ".join(filter(None, [quote.type.value, quote.rule]))
        return (
            f'<li><a href="#{self.key}-{index + 1}">{_escaped(captions.shortened(quote.text))}</a> '
            f"<small>{_escaped(kind)}</small></li>\n"
        )


def _escaped(text: str) -> str:
    """Text for HTML; a carriage return by its number, or the browser would read it as a line feed."""
    return escape(_NOT_HTML.sub("\ufffd", text)).replace("\r", "&#13;")
