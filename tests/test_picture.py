"""Pictures of quotes: the text untouched in them, everything escaped, nested and crossing parts well-formed."""

from __future__ import annotations

import copy
import pickle
import re
import shutil
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import Quote, Quotes, QuoteType, Span, Speaker, extract_quotes, render
from quoteattr.picture.nesting import paragraphs_of, parts_of

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
SGR = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = (
    '<script>document.title="taken"</script> & "citater" &amp; <b>fed</b>\n\n'
    '- Her er </mark></article><script>document.body.innerHTML="taken"</script>, siger'
    ' <img src=x onerror="x()"> Bo & Søn'
    " til </title><i>avisen</i>.\r\n\r\n\tÉn linje   med \x00 og \u202e &lt;her&gt; --> <!-- ]]>\x1b[31mrød"
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def hostile_quote() -> Quote:
    return Quote(
        "direct",
        [span(HOSTILE, 'Her er </mark></article><script>document.body.innerHTML="taken"</script>')],
        span(HOSTILE, "siger"),
        Speaker(span(HOSTILE, '<img src=x onerror="x()"> Bo & Søn'), '"><script>x()</script>Bo & Søn'),
        span(HOSTILE, "</title><i>avisen</i>"),
        rule='"><script>x()</script>',
    )


class Page(HTMLParser):
    """A page as a browser would read it: the elements with their attributes, and the text of the article."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.article = ""
        self.title = ""
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert not (tag == "a" and "a" in self.open), "a link in a link"
        if tag not in ("meta", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.article += data
        if self.open[-1:] == ["title"]:
            self.title += data

    def having(self, kind: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of a class."""
        return [attributes for _, attributes in self.elements if kind in (attributes.get("class") or "").split()]


def in_html(text: str) -> str:
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


@st.composite
def texts_with_quotes(draw: st.DrawFn) -> tuple[str, list[Quote]]:
    text = draw(
        st.text(st.sampled_from("ab<&>\"' \n\r\t-»«\x00\x1b\u00ad\u202e\ud800é") | st.characters(), max_size=40)
    )
    place = st.integers(0, len(text))

    def cut(ends: tuple[int, int]) -> Span:
        return Span(min(ends), max(ends), text[min(ends) : max(ends)])

    spans = st.tuples(place, place).map(cut)
    optional = st.none() | spans
    quotes = st.builds(
        Quote,
        type=st.sampled_from(QuoteType),
        content=st.lists(spans, min_size=1, max_size=3),
        cue=optional,
        speaker=st.none() | st.builds(Speaker, optional, st.sampled_from([None, "Bo", "<b>", "Bo\nDal", "\x1b[31m"])),
        addressee=optional,
        via=optional,
        rule=st.sampled_from(["", "turn", '">']),
    )
    return text, draw(st.lists(quotes, max_size=5))


class TestAnyText:
    @given(texts_with_quotes())
    def test_html_is_well_formed_and_holds_the_text(self, case: tuple[str, list[Quote]]) -> None:
        text, quotes = case
        page = Page(render(text, quotes, standalone=True))
        assert page.article == in_html(text)
        assert not page.open
        assert not {tag for tag, _ in page.elements} & {"script", "img", "b>"}
        identities = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(identities) == len(set(identities))

    @given(texts_with_quotes())
    def test_the_terminal_gets_no_control_character_of_the_text(self, case: tuple[str, list[Quote]]) -> None:
        drawn = SGR.sub("", render(*case, style="ansi"))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", drawn)

    @given(texts_with_quotes())
    def test_every_part_begins_and_ends_once(self, case: tuple[str, list[Quote]]) -> None:
        text, quotes = case
        parts = parts_of(quotes, lambda quote: 1)
        paragraphs = list(paragraphs_of(text, parts))
        assert (
            "".join(paragraph.before + paragraph.text for paragraph in paragraphs)
            == text[: paragraphs[-1].end if paragraphs else 0]
        )
        runs = [item for paragraph in paragraphs for item in paragraph.story if item is not None]
        runs = [run for run in runs if not isinstance(run, str)]
        for part in {id(run.part): run.part for run in runs}.values():
            own = [run for run in runs if run.part is part]
            assert [run.first for run in own] == [True] + [False] * (len(own) - 1)
            assert [run.last for run in own] == [False] * (len(own) - 1) + [True]


class TestHtml:
    def test_hostile_text_stays_text(self) -> None:
        for standalone in (False, True):
            page = Page(render(HOSTILE, [hostile_quote()], standalone=standalone))
            assert page.article == in_html(HOSTILE)
            assert not {"script", "img", "i"} & {tag for tag, _ in page.elements}
            assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)

    def test_a_page_or_a_fragment(self) -> None:
        text = "Det haster, siger Bo Dal."
        fragment, page = (render(text, [], standalone=standalone) for standalone in (False, True))
        assert fragment.startswith("<section")
        assert fragment in page
        assert page.startswith("<!DOCTYPE html>")
        assert Page(page).title == text

    def test_nothing_comes_from_elsewhere(self) -> None:
        page = render(HOSTILE, [hostile_quote()], standalone=True)
        assert "http:" not in page
        assert "https:" not in page
        assert "url(" not in page
        assert "@import" not in page
        links = [attributes["href"] or "" for _, attributes in Page(page).elements if "href" in attributes]
        assert links
        assert all(link.startswith("#") for link in links)

    @pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
    def test_articles(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        quotes = extract_quotes(text)
        page = Page(render(text, quotes))
        assert page.article == text
        assert len([mark for mark in page.having("qa-content") if "id" in mark]) == len(quotes)
        targets = {attributes.get("id") for _, attributes in page.elements}
        assert {(attributes["href"] or "")[1:] for tag, attributes in page.elements if tag == "a"} <= targets

    def test_the_parts_and_who_is_hun(self) -> None:
        text = "Det haster, siger Karen Holm til Fjordposten. »Vi venter,« siger hun ifølge Sundposten."
        karen, hun = Speaker(span(text, "Karen Holm"), "Karen Holm"), Speaker(span(text, "hun"), "Karen Holm")
        siger, posten, sund = span(text, "siger"), span(text, "Fjordposten"), span(text, "Sundposten")
        quotes = [
            Quote("indirect", [span(text, "Det haster")], siger, karen, posten, rule="fronted"),
            Quote("direct", [span(text, "Vi venter")], siger, hun, via=sund, rule="marks-after"),
        ]
        page = Page(render(text, quotes))
        assert [mention["data-name"] for mention in page.having("qa-speaker")][:2] == ["1", "1\xa0Karen\xa0Holm"]
        assert [part.get("data-label") for part in page.having("qa-addressee")[:1] + page.having("qa-via")[:1]] == [
            "to",
            "via",
        ]
        assert [mark["class"] for mark in page.having("qa-content")[:2]] == [
            "qa-content qa-s1 qa-indirect qa-d0",
            "qa-content qa-s1 qa-direct qa-d0",
        ]
        tooltip = page.having("qa-content")[1]["title"] or ""
        assert tooltip.split("\n") == [
            "Karen Holm",
            "direct quote",
            "cue: siger",
            "via: Sundposten",
            "rule: marks-after",
        ]
        assert len(page.having("qa-s1")) >= 7

    def test_the_most_quoted_is_number_one_and_nobody_has_none(self) -> None:
        text = "ja nej måske jo"
        named = [("ja", "Bo"), ("nej", "Ea"), ("måske", "Ea"), ("jo", None)]
        quotes = [Quote("direct", [span(text, word)], speaker=Speaker(None, name)) for word, name in named]
        labels = [
            mark["data-label"] for mark in Page(render(text, quotes)).having("qa-content") if "data-label" in mark
        ]
        assert labels == ["2\xa0Bo", "1\xa0Ea", "1\xa0Ea", "?"]

    def test_a_quote_in_a_quote_is_deeper(self) -> None:
        text = "Far sagde, at havet stiger hurtigt"
        outer = Quote("direct", [Span(0, len(text), text)])
        inner = Quote("indirect", [span(text, "havet stiger")], span(text, "sagde"), Speaker(span(text, "Far"), "Far"))
        marks = Page(render(text, [outer, inner])).having("qa-content")
        assert [(mark["class"] or "").split()[-1] for mark in marks if "id" in mark] == ["qa-d0", "qa-d1"]

    def test_crossing_contents_are_labelled_once_each(self) -> None:
        text = "alfa beta gamma delta"
        quotes = [Quote("direct", [span(text, "alfa beta")]), Quote("direct", [span(text, "beta gamma")])]
        page = Page(render(text, quotes))
        drawn = [mark for mark in page.having("qa-content") if "qa-s0" in (mark["class"] or "")]
        assert len(drawn) == 3
        assert ["data-label" in mark for mark in drawn] == [True, True, False]

    def test_a_mention_in_a_mention_is_no_link_in_a_link(self) -> None:
        text = "Foreningens formand, Bo Dal, siger nej"
        quotes = [
            Quote(
                "indirect", [span(text, "nej")], speaker=Speaker(span(text, "Foreningens formand, Bo Dal"), "Bo Dal")
            ),
            Quote("indirect", [span(text, "nej")], speaker=Speaker(span(text, "Foreningens"), "Foreningen")),
        ]
        assert len(Page(render(text, quotes)).having("qa-speaker")) == 3  # the third is the legend's

    def test_paragraphs_and_headline(self) -> None:
        text = "Broen lukker\n\nDet er koldt.\nDet er vådt.\n"
        page = render(text, [])
        assert (
            '<p class="qa-headline">Broen lukker</p>\n\n<p>Det er koldt.</p>\n<p>Det er vådt.</p>\n</article>' in page
        )

    def test_hundreds_of_contents_around_each_other(self) -> None:
        text = "a" * 2000
        quotes = [Quote("direct", [Span(place, 2000 - place, text[2 * place :])]) for place in range(900)]
        assert Page(render(text, quotes)).article == text

    def test_time_grows_with_length(self) -> None:
        text = "Det haster.\n" * 20000
        quotes = [Quote("direct", [Span(12 * line, 12 * line + 10, "Det haster")]) for line in range(20000)]
        start = time.perf_counter()
        render(text, quotes)
        assert time.perf_counter() - start < 20


class TestTerminal:
    def test_words_and_marks(self) -> None:
        text = "- Det haster,\nsiger hun til Posten."
        speaker = Speaker(span(text, "hun"), "Ea Dal")
        quote = Quote(
            "direct", [span(text, "Det haster")], span(text, "siger"), speaker, span(text, "Posten"), rule="turn"
        )
        drawn = render(text, [quote], style="ansi")
        lines = SGR.sub("", drawn).split("\n")
        assert lines[:2] == ["- [1: Det haster],", "siger hun (1\xa0Ea\xa0Dal) til to: Posten."]
        assert "  1  Ea Dal  1 direct (turn)" in lines
        assert "\x1b[38;5;32mDet haster\x1b[0m" in drawn

    def test_colours_end_with_the_line(self) -> None:
        text = "Det haster\nmeget"
        drawn = render(text, [Quote("indirect", [Span(0, len(text), text)])], style="ansi")
        for line in drawn.split("\n"):
            assert line.count("\x1b[0m") * 2 == line.count("\x1b[")


class TestErrors:
    quote = Quote("direct", [Span(0, 2, "Ja")])

    def test_style(self) -> None:
        with pytest.raises(ValueError, match="html, ansi"):
            render("Ja", [self.quote], style="pdf")  # type: ignore[call-overload]

    @pytest.mark.parametrize(
        "bad", [Span(0, 2, "Nej"), Span(1, 0, ""), Span(-2, 2, "Ja"), Span(0, 9, "Ja"), Span(3, 3, "")]
    )
    def test_spans_of_another_text(self, bad: Span) -> None:
        for quote in (Quote("direct", [bad]), Quote("direct", [Span(0, 2, "Ja")], speaker=Speaker(bad, None))):
            for style in ("html", "ansi"):
                with pytest.raises(ValueError, match="quotes of this text"):
                    render("Ja", [quote], style)

    def test_types(self) -> None:
        for text, quotes in (
            (b"Ja", []),
            (None, []),
            ("Ja", None),
            ("Ja", "Ja"),
            ("Ja", [self.quote.to_dict()]),
            ("Ja", self.quote),
        ):
            with pytest.raises(TypeError):
                render(text, quotes)  # type: ignore[arg-type]


class TestQuotes:
    text = "Det haster, siger Karen Holm."

    def test_extracted_quotes_know_their_text_and_show_themselves(self) -> None:
        quotes = extract_quotes(self.text)
        assert isinstance(quotes, Quotes)
        assert quotes.text == self.text
        assert quotes._repr_html_() == render(self.text, quotes)

    def test_they_are_a_list(self) -> None:
        quotes = extract_quotes(self.text)
        assert quotes == list(quotes)
        assert list(quotes) == quotes
        assert repr(quotes) == repr(list(quotes))
        assert quotes[:1] == list(quotes)
        assert Quotes() == []

    def test_batches(self, extractor) -> None:
        texts = [self.text, "Solen skinner."]
        assert [quotes.text for quotes in extractor.extract_all(texts)] == texts
        assert [quotes.text for quotes in extractor.pipe(texts)] == texts

    @pytest.mark.parametrize("through", [copy.copy, copy.deepcopy, lambda quotes: pickle.loads(pickle.dumps(quotes))])
    def test_copies_keep_the_text(self, through) -> None:
        quotes = extract_quotes(self.text)
        again = through(quotes)
        assert type(again) is Quotes
        assert again == quotes
        assert again.text == self.text


@pytest.mark.skipif(BROWSER is None, reason="no Chromium")
class TestBrowser:
    """What a browser makes of it, without the page's policy against scripts, so that escaping alone is at work."""

    def dom(self, page: str, path: Path) -> str:
        path = path / "page.html"
        path.write_text(page, encoding="utf-8", newline="")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={path.parent / 'profile'}",
            "--dump-dom",
        ]
        done = subprocess.run([str(BROWSER), *options, path.as_uri()], capture_output=True, timeout=120, check=True)
        return done.stdout.decode("utf-8")

    def test_scripts_run_here(self, tmp_path: Path) -> None:
        bare = '<!DOCTYPE html><title>mine</title><script>document.title = "taken"</script>'
        assert Page(self.dom(bare, tmp_path)).title == "taken"

    def test_no_script_of_the_text_runs(self, tmp_path: Path) -> None:
        fragment = render(HOSTILE, [hostile_quote()])
        page = Page(self.dom(f'<!DOCTYPE html><meta charset="utf-8"><title>mine</title>{fragment}', tmp_path))
        assert page.title == "mine"
        assert page.article == in_html(HOSTILE)
        assert not {"script", "img", "i"} & {tag for tag, _ in page.elements}

    def test_a_whole_page_of_an_article(self, tmp_path: Path) -> None:
        text = SEEDS[0].read_text(encoding="utf-8")
        quotes = extract_quotes(text)
        page = Page(self.dom(render(text, quotes, standalone=True), tmp_path))
        assert page.article == text
        assert len([mark for mark in page.having("qa-content") if "id" in mark]) == len(quotes)
