"""Paragraphs, dash turns and odd characters, read without any parser."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.page.lines import LONGEST
from quoteattr.page.reading import Layout, read

FIRST = (
    "Kommunen vil i næste uge begynde på en større oprydning langs åen, hvor der efter vinterens mange storme "
    "ligger både væltede træer, gamle både og plastik fra den nedlagte fabrik ved sluserne i Skovby."
)
SECOND = (
    "Arbejdet ventes at vare til midten af maj, og imens er stien mellem broen og campingpladsen lukket for både "
    "gående og cyklende, men der bliver skiltet med en omvej gennem den lille skov bag idrætshallen."
)
BREAKS = {"unix": "\n", "windows": "\r\n", "mac": "\r", "line separator": "\u2028", "next line": "\x85"}


def paragraphs(text: str) -> list[str]:
    layout = read(text)
    return [layout.text[block.start : block.end] for block in layout.blocks]


def turns(text: str) -> list[str | None]:
    """For each paragraph what is spoken, or None where it is no turn."""
    layout = read(text)
    return [None if block.speech is None else layout.text[block.speech : block.end] for block in layout.blocks]


def source_of(layout: Layout, words: str) -> str:
    """The caller's characters behind words of the reading."""
    start = layout.text.index(words)
    first, last = layout.to_source(start, start + len(words))
    return layout.source[first:last]


class TestParagraphs:
    @pytest.mark.parametrize("line_break", BREAKS.values(), ids=BREAKS)
    def test_one_a_line(self, line_break: str) -> None:
        assert paragraphs(f"Åen er lukket.{line_break}Stien er åben.") == ["Åen er lukket.", "Stien er åben."]

    @pytest.mark.parametrize("line_break", BREAKS.values(), ids=BREAKS)
    def test_blank_lines_between(self, line_break: str) -> None:
        text = f"{FIRST}{line_break * 2}{SECOND}{line_break * 3}Slut."
        assert paragraphs(text) == [FIRST, SECOND, "Slut."]

    def test_a_line_of_spaces_is_blank(self) -> None:
        assert paragraphs("Et.\n \t \nTo.\n\u00a0\nTre.\n\u200b\nFire.") == ["Et.", "To.", "Tre.", "Fire."]

    def test_edges_are_trimmed(self) -> None:
        assert paragraphs("\n\n  Et.  \n\n\n\t To.\n") == ["Et.", "To."]

    @pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\ufeff", "\t\r\n\u2028"])
    def test_nothing_to_read(self, text: str) -> None:
        assert paragraphs(text) == []

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
    @pytest.mark.parametrize("width", [60, 70, 78])
    def test_hard_wrapped(self, width: int, line_break: str) -> None:
        wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in (FIRST, SECOND))
        assert paragraphs(wrapped.replace("\n", line_break)) == [FIRST, SECOND]

    def test_hard_wrapped_without_blank_lines(self) -> None:
        """A line with room for the next word ends its paragraph."""
        first = FIRST.replace(" i Skovby", "")
        wrapped = "\n".join([textwrap.fill(first, 70), "Så enkelt er det.", textwrap.fill(SECOND, 70)])
        assert paragraphs(wrapped) == [first, "Så enkelt er det.", SECOND]

    def test_a_wrapped_turn(self) -> None:
        speech = "- Vi har ventet på det her i mange år, og nu ser det ud til at lykkes, siger hun. " + SECOND
        assert turns(textwrap.fill(speech, 70) + "\n\n" + textwrap.fill(FIRST, 70)) == [speech[2:], None]

    def test_short_lines_of_verse_are_no_wrapped_text(self) -> None:
        lines = ["Der er et yndigt land,", "det står med brede bøge", "nær salten østerstrand."]
        assert paragraphs("\n".join(lines)) == lines

    def test_long_lines_are_paragraphs(self) -> None:
        lines = [FIRST, SECOND, FIRST, SECOND]
        assert paragraphs("\n".join(lines)) == lines

    def test_a_text_without_line_breaks_is_cut_behind_sentences(self) -> None:
        cut = paragraphs(" ".join([FIRST] * 400))
        assert len(cut) > 1
        assert max(map(len, cut)) <= LONGEST
        assert all(paragraph.startswith(FIRST[:10]) and paragraph.endswith(FIRST[-10:]) for paragraph in cut)

    @pytest.mark.parametrize("unit", ["ord ", "o", "\u200b", " "], ids=["words", "letters", "invisible", "spaces"])
    def test_a_long_line_without_sentences(self, unit: str) -> None:
        words = sum(len(paragraph.split()) for paragraph in paragraphs(unit * (3 * LONGEST)))
        assert words == {"ord ": 3 * LONGEST, "o": 3}.get(unit, 0)

    def test_turns_of_one_length_are_no_wrapped_text(self) -> None:
        lines = [
            "- Vi har ikke råd til en ny bro i denne omgang, siger hun.",
            "- Den gamle kan godt holde et par år mere endnu, siger han.",
            "- Det har vi hørt før, og det passede ikke, svarer Karen.",
        ]
        assert turns("\n".join(lines)) == [line[2:] for line in lines]


class TestOddCharacters:
    def test_odd_spaces_become_plain(self) -> None:
        assert paragraphs("Åen\ter\u00a0fuld\u2009af\u3000laks.") == ["Åen er fuld af laks."]

    def test_soft_hyphen_inside_a_word(self) -> None:
        layout = read("Det er sund\u00adheds\u00advæsenet.")
        assert layout.text == "Det er sundhedsvæsenet."
        assert source_of(layout, "sundhedsvæsenet") == "sund\u00adheds\u00advæsenet"

    def test_zero_width_space_and_byte_order_mark(self) -> None:
        layout = read("\ufeffDet\u200b haster\u200b nu.")
        assert layout.text == "Det haster nu."
        assert layout.to_source(0, 3) == (1, 4)
        assert source_of(layout, "haster") == "haster"

    def test_byte_order_mark_before_a_dash(self) -> None:
        assert turns("\ufeff- Det haster, siger hun.") == ["Det haster, siger hun."]

    def test_combining_ring(self) -> None:
        layout = read("Bla\u030a bog i A\u030arhus")
        assert layout.text == "Blå bog i Århus"
        assert source_of(layout, "Blå") == "Bla\u030a"
        assert source_of(layout, "Århus") == "A\u030arhus"
        assert source_of(layout, "bog") == "bog"

    def test_what_cannot_be_composed_stays(self) -> None:
        layout = read("x\u0338\u0323 og q\u030a.")
        assert unicodedata.normalize("NFC", layout.text) == unicodedata.normalize("NFC", layout.source)
        assert source_of(layout, " og") == " og"

    def test_emoji(self) -> None:
        layout = read("Tillykke 👩\u200d👩\u200d👧 og ❤\ufe0f til 👍🏽 fra os.")
        assert source_of(layout, "fra os") == "fra os"
        family = layout.text.index("👩")
        first, last = layout.to_source(family, family + 3)
        assert layout.source[first:last] == "👩\u200d👩\u200d👧"

    def test_nul_and_other_controls(self) -> None:
        layout = read("Det\x00haster\x07nu, siger hun.")
        assert layout.text == "Det haster nu, siger hun."
        assert source_of(layout, "siger hun") == "siger hun"

    def test_lone_surrogates(self) -> None:
        layout = read("Det \ud83d haster \udc00.")
        layout.text.encode("utf-8")
        assert source_of(layout, "haster") == "haster"
        assert len(layout.text) == len(layout.source)

    def test_separators_end_paragraphs(self) -> None:
        text = "Et.\u2028To.\u2029Tre.\x0bFire.\x0cFem.\x1eSeks."
        assert paragraphs(text) == ["Et.", "To.", "Tre.", "Fire.", "Fem.", "Seks."]


class TestToSource:
    def test_over_paragraphs(self) -> None:
        layout = read("»Et.\r\n\r\n\r\nTo.«")
        assert layout.to_source(0, len(layout.text)) == (0, len(layout.source))

    def test_over_a_forced_break(self) -> None:
        wrapped = textwrap.fill(FIRST, 70)
        layout = read(wrapped + "\n\n" + textwrap.fill(SECOND, 70))
        assert layout.to_source(0, len(FIRST)) == (0, len(wrapped))

    @given(
        st.text(alphabet=st.sampled_from("aÅ-–»« .,\n\r\t\u00a0\u00ad\u200b\ufeff\u030a\u0338👩\u200d\ud800\x00\u2028"))
    )
    def test_every_word_slices_back(self, text: str) -> None:
        """A word's characters stand in the text in order; only what is invisible lies between them."""
        layout = read(text)
        for block in layout.blocks:
            assert 0 <= block.start < block.end <= len(layout.text)
            for word in regex.finditer(r"\S+", layout.text, pos=block.start, endpos=block.end):
                first, last = layout.to_source(*word.span())
                assert visible(text[first:last]) == visible(word.group())

    @given(st.text())
    def test_any_text_can_be_read(self, text: str) -> None:
        layout = read(text)
        inside = [block for block in layout.blocks if block.speech is not None]
        assert all(block.start < block.speech < block.end for block in inside if block.speech)
        places = [layout.origin(p) for block in layout.blocks for p in range(block.start, block.end)]
        assert places == sorted(places)


def visible(text: str) -> str:
    text = regex.sub(r"[\p{Cf}]", "", text)
    return unicodedata.normalize("NFC", regex.sub(r"\p{Cs}", "\ufffd", text).replace("\0", " ")).strip()


class TestTurns:
    @pytest.mark.parametrize("dash", ["- ", "– ", "— ", "-", "–", "—", "-- ", "-\u00a0"])
    def test_dashes(self, dash: str) -> None:
        assert turns(f"{dash}Broen skal lukkes, siger hun.") == ["Broen skal lukkes, siger hun."]

    def test_between_narration(self) -> None:
        text = "Borgmesteren er ærgerlig.\n- Det er for dårligt, siger hun.\nMødet fortsætter i dag."
        assert turns(text) == [None, "Det er for dårligt, siger hun.", None]

    def test_short_answers_are_turns(self) -> None:
        assert turns("- Hvad nu?\n- Det ved jeg ikke.\n- Nå!") == ["Hvad nu?", "Det ved jeg ikke.", "Nå!"]

    def test_one_short_turn(self) -> None:
        assert turns("Han nikker.\n- Måske\nSå går han.") == [None, "Måske", None]

    def test_items_of_a_list_are_none(self) -> None:
        assert turns("Husk at købe:\n- mælk\n- rugbrød\n- to liter saft\n") == [None] * 4

    def test_numbers_below_zero_are_none(self) -> None:
        assert turns("-12 grader blev der målt i Tylstrup.") == [None]
        assert turns("–3 grader er ikke usædvanligt.") == [None]

    def test_scores_are_none(self) -> None:
        assert turns("Hobro-Vejle 2-1\n3-0 (1-0)\nSønderjyske - Horsens 1-1") == [None] * 3

    def test_a_dash_later_on_is_none(self) -> None:
        assert turns("Broen - den gamle - skal lukkes.") == [None]

    def test_a_lone_dash_is_none(self) -> None:
        assert turns("-\n–\n") == [None, None]

    def test_speech_starts_behind_dash_and_spaces(self) -> None:
        layout = read("  -   Broen skal lukkes.")
        (block,) = layout.blocks
        assert block.speech is not None
        assert layout.to_source(block.speech, block.end) == (6, 24)
