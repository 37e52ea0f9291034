"""Who is quoted how often: the rows and the bars."""

from __future__ import annotations

import json
import sys

import pytest

from quoteattr import Quote, QuoteExtractor, Span, Speaker, SpeakerSummary, plot, summary
from quoteattr.picture.summary import count_words


def quote(name: str | None, words: str, kind: str = "direct", cue: str | None = "siger") -> Quote:
    cue_span = cue if cue is None else Span(100, 100 + len(cue), cue)
    return Quote(kind, [Span(0, len(words), words)], cue_span, None if name is None else Speaker(None, name))


class TestRows:
    def test_one_text(self) -> None:
        rows = summary(
            [
                quote("Bo Dal", "ja"),
                quote("Ea Lund", "nej tak", "indirect", "Siger"),
                quote(None, "måske en dag", cue=None),
                quote("Ea Lund", "aldrig »i livet«", "mixed", "siger"),
                quote("Ea Lund", "jo", cue="har\nsagt"),
            ]
        )
        assert rows == [
            SpeakerSummary("Ea Lund", 3, 6, 1, 1, 1, 1, (("siger", 2), ("har sagt", 1))),
            SpeakerSummary(None, 1, 3, 1, 0, 0, 1, ()),
            SpeakerSummary("Bo Dal", 1, 1, 1, 0, 0, 1, (("siger", 1),)),
        ]

    def test_a_speaker_without_a_name_is_nobody(self) -> None:
        mention = Quote("direct", [Span(0, 2, "ja")], speaker=Speaker(Span(3, 6, "hun"), None))
        assert [row.name for row in summary([mention, quote(None, "nej")])] == [None]

    def test_many_texts(self) -> None:
        rows = summary(iter([[quote("Bo", "ja"), quote("Bo", "nej")], [], (quote("Bo", "jo"), quote("Ea", "ja"))]))
        assert [(row.name, row.quotes, row.texts) for row in rows] == [("Bo", 3, 2), ("Ea", 1, 1)]

    def test_ties_keep_the_order_of_the_text(self) -> None:
        assert [row.name for row in summary([quote("Å", "ja"), quote("A", "nej"), quote("Æ", "ja da")])] == [
            "Æ",
            "Å",
            "A",
        ]

    def test_nothing(self) -> None:
        assert summary([]) == summary([[], []]) == []

    def test_through_json(self) -> None:
        row = summary([quote("Bo", "ja"), quote("Bo", "nej", "mixed")])[0]
        assert json.loads(json.dumps(row.to_dict())) == {
            "name": "Bo",
            "quotes": 2,
            "words": 2,
            "direct": 1,
            "indirect": 0,
            "mixed": 1,
            "texts": 1,
            "cues": {"siger": 2},
        }

    @pytest.mark.parametrize("wrong", [None, 3, "ja", ["ja"], [3], [[3]], [None], quote("Bo", "ja")])
    def test_wrong_types(self, wrong: object) -> None:
        with pytest.raises(TypeError):
            summary(wrong)  # type: ignore[arg-type]

    def test_one_text_and_many_do_not_mix(self) -> None:
        for mixed in ([quote("Bo", "ja"), [quote("Bo", "ja")]], [[quote("Bo", "ja")], quote("Bo", "ja")]):
            with pytest.raises(TypeError, match="mixed"):
                summary(mixed)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("text", "words"), [("", 0), (" – … ", 0), ("Ja!", 1), ("1,5 meter\nvand", 3), ("a\u00a0b", 2)]
    )
    def test_words(self, text: str, words: int) -> None:
        assert count_words(text) == words

    def test_articles(self, extractor: QuoteExtractor) -> None:
        texts = ["Det haster, siger Karen Holm. »Vi venter,« siger hun.", "Ifølge Karen Holm haster det."]
        (row,) = summary(extractor.pipe(texts))
        assert (row.name, row.quotes, row.direct, row.indirect, row.texts) == ("Karen Holm", 3, 1, 2, 2)
        assert dict(row.cues) == {"siger": 2, "ifølge": 1}


class TestPlot:
    ROWS = summary(
        [quote("Ea Lund", "ja"), quote("Ea Lund", "nej", "indirect"), quote("$x$", "jo", "mixed"), quote(None, "ja ja")]
    )

    @pytest.fixture(autouse=True)
    def _quiet(self):
        matplotlib = pytest.importorskip("matplotlib")
        matplotlib.use("agg")
        yield
        from matplotlib import pyplot

        pyplot.close("all")

    def test_bars_are_the_rows(self, tmp_path) -> None:
        axes = plot(self.ROWS, title="5 $ for et $")
        assert [[bar.get_width() for bar in bars] for bars in axes.containers] == [[1, 1, 0], [1, 0, 0], [0, 0, 1]]
        assert [label.get_text() for label in axes.get_yticklabels()] == ["Ea Lund", "(nobody named)", r"\$x\$"]
        assert [text.get_text() for text in axes.texts] == ["2 words · siger", "2 words · siger", "1 word · siger"]
        assert [text.get_text() for text in axes.get_legend().get_texts()] == ["direct", "indirect", "mixed"]
        axes.figure.savefig(tmp_path / "rows.png")
        assert (tmp_path / "rows.png").read_bytes().startswith(b"\x89PNG")

    def test_into_axes_of_mine_and_only_the_top(self) -> None:
        from matplotlib.figure import Figure

        mine = Figure().subplots()
        assert plot(self.ROWS, ax=mine, top=1) is mine
        assert len(mine.get_yticklabels()) == 1

    def test_errors(self) -> None:
        with pytest.raises(ValueError, match="nothing"):
            plot([])
        with pytest.raises(ValueError, match="top"):
            plot(self.ROWS, top=0)
        with pytest.raises(TypeError, match="summary"):
            plot([quote("Bo", "ja")])  # type: ignore[list-item]


def test_without_matplotlib_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install quoteattr\[plot\]"):
        plot(TestPlot.ROWS)
