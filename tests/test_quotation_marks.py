"""Pairs of quotation marks, judged by their neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.page.quotation_marks import Stretch
from quoteattr.page.reading import read

PAIRS = ["»«", "«»", "››", '""', "””", "“”", "„“", "„”", "““", "‹›", "›‹", "''", "’’", "‘’", "‚‘"]
DOUBLE_PAIRS = [pair for pair in PAIRS if pair[0] not in "'’‘‚›"]


def stretches(text: str) -> list[Stretch]:
    return read(text).stretches


def marked(text: str) -> list[str]:
    layout = read(text)
    return [layout.text[stretch.start : stretch.end] for stretch in layout.stretches]


class TestPairs:
    @pytest.mark.parametrize("pair", PAIRS)
    def test_a_sentence_in_marks(self, pair: str) -> None:
        text = f"{pair[0]}Broen skal lukkes,{pair[1]} siger hun."
        (stretch,) = stretches(text)
        assert text[stretch.start : stretch.end] == "Broen skal lukkes,"
        assert (stretch.outer_start, stretch.outer_end) == (0, 20)
        assert stretch.closed
        assert stretch.opened

    @pytest.mark.parametrize("pair", PAIRS)
    def test_words_in_the_middle(self, pair: str) -> None:
        assert marked(f"Han talte om {pair[0]}den nye bro{pair[1]} i går.") == ["den nye bro"]

    @pytest.mark.parametrize("pair", DOUBLE_PAIRS)
    def test_two_in_a_row(self, pair: str) -> None:
        text = f"{pair[0]}Broen,{pair[1]} siger han, {pair[0]}skal lukkes.{pair[1]}"
        assert marked(text) == ["Broen,", "skal lukkes."]

    @pytest.mark.parametrize("text", ["(»ja«)", "/»ja«/", "–»ja«", "[»ja«]", "»ja«: nej"])
    def test_beside_other_marks(self, text: str) -> None:
        assert marked(text)[:1] == ["ja"]

    def test_mixed_glyphs(self) -> None:
        """Typists open with one double mark and close with another."""
        assert marked('”Broen skal lukkes," siger hun.') == ["Broen skal lukkes,"]
        assert marked("“Broen skal lukkes,„ siger hun.") != []

    def test_comma_outside(self) -> None:
        assert marked("”Broen skal lukkes”, siger hun.") == ["Broen skal lukkes"]

    def test_ends_with_the_text(self) -> None:
        assert marked("Hun siger: »Broen skal lukkes.«") == ["Broen skal lukkes."]

    @pytest.mark.parametrize("text", ["", "Ingen tegn her.", "»«", "» «", '""', "''", "»"])
    def test_nothing_marked(self, text: str) -> None:
        assert marked(text) == []


class TestNesting:
    @pytest.mark.parametrize("inner", ["”gamle”", "'gamle'", '"gamle"', "»gamle«", "‘gamle’", "“gamle”"])
    def test_only_the_outermost_is_reported(self, inner: str) -> None:
        outer = "»«" if "»" not in inner else "””"
        content = f"Den {inner} bro skal lukkes,"
        assert marked(f"{outer[0]}{content}{outer[1]} siger hun.") == [content]

    def test_same_marks_within(self) -> None:
        text = '"Den "gamle" bro skal lukkes," siger hun.'
        assert marked(text) == ['Den "gamle" bro skal lukkes,']

    def test_same_angles_within(self) -> None:
        assert marked("»Vi kalder den »Den Gamle« her,« siger hun.") == ["Vi kalder den »Den Gamle« her,"]

    def test_two_within(self) -> None:
        text = '»Både "ja" og "nej" er svar,« siger hun.'
        assert marked(text) == ['Både "ja" og "nej" er svar,']

    def test_both_close_at_once(self) -> None:
        assert marked("»Han sagde ”nej”«, siger hun.") == ["Han sagde ”nej”"]


class TestUnclosed:
    def test_ends_with_its_paragraph(self) -> None:
        text = "»Broen skal lukkes, siger hun.\nVejret bliver fint."
        (stretch,) = stretches(text)
        assert text[stretch.start : stretch.end] == "Broen skal lukkes, siger hun."
        assert not stretch.closed
        assert stretch.opened

    def test_does_not_swallow_what_follows(self) -> None:
        """A later quote is not its end: the paragraph between opens with no mark."""
        text = "»Broen skal lukkes, siger hun.\nVejret bliver fint.\n»Det er for sent,« siger han."
        assert marked(text) == ["Broen skal lukkes, siger hun.", "Det er for sent,"]

    def test_opening_mark_forgotten(self) -> None:
        text = "Broen skal lukkes i dag,« siger hun."
        (stretch,) = stretches(text)
        assert text[stretch.start : stretch.end] == "Broen skal lukkes i dag,"
        assert stretch.closed
        assert not stretch.opened

    def test_forgotten_only_in_its_paragraph(self) -> None:
        assert marked("Sådan er det.\nBroen skal lukkes i dag,« siger hun.") == ["Broen skal lukkes i dag,"]


class TestParagraphs:
    def test_one_pair_over_two(self) -> None:
        text = "»Broen skal lukkes.\nDet er for sent nu,« siger hun."
        (stretch,) = stretches(text)
        assert (stretch.outer_start, stretch.closed) == (0, True)
        assert marked(text) == ["Broen skal lukkes.\n\nDet er for sent nu,"]

    @pytest.mark.parametrize("number", [1, 2, 5])
    def test_opening_mark_repeated(self, number: int) -> None:
        text = "»Broen skal lukkes.\n" + "»Det er for sent nu.\n" * (number - 1) + "»Vi har prøvet,« siger hun."
        (stretch,) = stretches(text)
        assert text[stretch.outer_start] == "»"
        assert stretch.closed
        assert marked(text) == [
            "Broen skal lukkes." + "\n\n»Det er for sent nu." * (number - 1) + "\n\n»Vi har prøvet,"
        ]

    def test_each_with_its_own_pair(self) -> None:
        assert marked("»Broen skal lukkes.«\n»Det er for sent nu.«") == ["Broen skal lukkes.", "Det er for sent nu."]

    def test_straight_marks_over_two(self) -> None:
        text = '"Broen skal lukkes.\nDet er for sent nu," siger hun.'
        assert marked(text) == ["Broen skal lukkes.\n\nDet er for sent nu,"]

    def test_no_pair_over_twenty(self) -> None:
        """A mark far down the page closes nothing up here."""
        text = "»Broen skal lukkes.\n" + "Vejret bliver fint.\n" * 20 + "Det er for sent nu,« siger hun."
        assert marked(text)[0] == "Broen skal lukkes."


class TestWrongSideSpaces:
    def test_behind_the_opening_mark(self) -> None:
        assert marked("» Broen skal lukkes,« siger hun.") == ["Broen skal lukkes,"]

    def test_on_both_inner_sides(self) -> None:
        assert marked("« Broen skal lukkes », siger hun.") == ["Broen skal lukkes"]

    def test_before_the_closing_mark(self) -> None:
        assert marked("»Broen skal lukkes, « siger hun.") == ["Broen skal lukkes,"]

    def test_closing_mark_glued_to_the_next_word(self) -> None:
        assert marked('"Broen skal lukkes, "siger hun.') == ["Broen skal lukkes,"]

    def test_no_space_at_all(self) -> None:
        assert marked('"Broen skal lukkes,"siger hun.') == ["Broen skal lukkes,"]


class TestNoMarks:
    @pytest.mark.parametrize(
        "text",
        [
            "Det er Lars' bil og Hans' hus.",
            "Det er Lars’ bil og Hans’ hus.",
            "Det var i '90'erne, at det skete.",
            "Det var i 80'erne og 90'erne.",
            "Ka' du sige, hva' du vil ha'?",
            "Ka’ du sige, hva’ du vil ha’?",
            "EU's og USA's ministre mødtes med FN's chef.",
            "Rock'n'roll er ikke dødt.",
        ],
    )
    def test_apostrophes(self, text: str) -> None:
        assert marked(text) == []

    @pytest.mark.parametrize(
        "text",
        ['Skærmen er 27" bred.', 'Et 5" rør og et 7" rør.', "Han er 6'2 høj.", "Klokken var 10' 30\" over."],
    )
    def test_inches_and_feet(self, text: str) -> None:
        assert marked(text) == []

    def test_an_apostrophe_within_marks(self) -> None:
        assert marked("»Det er Lars' bil,« siger hun.") == ["Det er Lars' bil,"]
        assert marked("'Det er Lars' bil,' siger hun.") == ["Det er Lars' bil,"]


def held(text: str) -> list[str]:
    """The caller's characters between the marks."""
    layout = read(text)
    places = [layout.to_source(stretch.start, stretch.end) for stretch in layout.stretches]
    return [text[start:end] for start, end in places]


class TestApostrophes:
    """An apostrophe within single marks closes nothing: what would be left over tells."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("’Vi ska’ ikke ha’ det her,’ siger hun.", ["Vi ska’ ikke ha’ det her,"]),
            ("'Vi ka' da godt be' dem gå,' siger hun.", ["Vi ka' da godt be' dem gå,"]),
            ("Hun siger: ’Jeg gi’r ikke op. Hva’ sku’ det hjælpe?’", ["Jeg gi’r ikke op. Hva’ sku’ det hjælpe?"]),
            ("‘Det er Jens’ og Lars’ hus,’ siger hun.", ["Det er Jens’ og Lars’ hus,"]),
            ("’Det var i ’68, at vi flyttede ind,’ siger hun.", ["Det var i ’68, at vi flyttede ind,"]),
            ("Hun sagde ’ja’ til Lars’ forslag og ’nej’ til Jens’.", ["ja", "nej"]),
            ("Det var i ’68, at han sagde ’nej’ til dem.", ["nej"]),
            ("’25 procent er for lidt,’ siger hun.", ["25 procent er for lidt,"]),
            ("De ska’ ha’ ’en sidste chance’, siger hun.", ["en sidste chance"]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestGlued:
    """A space is missing beside a mark."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("Broen lukkes af kommunen.»Det er for galt,« siger hun.", ["Det er for galt,"]),
            ('Broen lukkes af kommunen."Det er for galt," siger hun.', ["Det er for galt,"]),
            ("Broen lukkes af kommunen.”Det er for galt,” siger hun.", ["Det er for galt,"]),
            ("»Det er for galt.«Han gik sin vej.»Det er for sent.«", ["Det er for galt.", "Det er for sent."]),
            ('"Det er for galt."Han gik sin vej."Det er for sent."', ["Det er for galt.", "Det er for sent."]),
            ('Hun siger:"Det er for galt."', ["Det er for galt."]),
            ("Hun siger»Det er for galt«og går.", ["Det er for galt"]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestTyped:
    """Marks made of two strokes, and of what the keyboard had."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            (",,Jeg er tilfreds,'' sagde hun.", ["Jeg er tilfreds,"]),
            (">>Jeg er tilfreds,<< sagde hun.", ["Jeg er tilfreds,"]),
            ("<<Jeg er tilfreds>>, sagde hun.", ["Jeg er tilfreds"]),
            ("''Jeg er tilfreds,'' sagde hun.", ["Jeg er tilfreds,"]),
            ("``Jeg er tilfreds,'' sagde hun.", ["Jeg er tilfreds,"]),
            ("`Jeg er tilfreds,´ sagde hun.", ["Jeg er tilfreds,"]),
            ("´Jeg er tilfreds,´ sagde hun.", ["Jeg er tilfreds,"]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestOddPairs:
    """A mark of one style is closed by one of another, opened twice, or never closed."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ('„Jeg er tilfreds", sagde hun ,,men ikke glad." Så gik hun.', ["Jeg er tilfreds", "men ikke glad."]),
            ('»Jeg er tilfreds", sagde hun.', ["Jeg er tilfreds"]),
            ('"Jeg er tilfreds«, sagde hun.', ["Jeg er tilfreds"]),
            ("”Jeg er tilfreds,« sagde hun. »Det var godt.”", ["Jeg er tilfreds,", "Det var godt."]),
            (
                "»Jeg er tilfreds, siger hun. »Det er jeg også,« svarer han.",
                ["Jeg er tilfreds, siger hun.", "Det er jeg også,"],
            ),
            (
                '"Jeg er tilfreds, siger hun. "Det er jeg også," svarer han.',
                ["Jeg er tilfreds, siger hun.", "Det er jeg også,"],
            ),
            ("»»Jeg er tilfreds,« sagde hun.", ["Jeg er tilfreds,"]),
            ('""Jeg er tilfreds,"" sagde hun.', ["Jeg er tilfreds,"]),
            ("” ”Jeg er tilfreds,” sagde hun.", ["Jeg er tilfreds,"]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestSpaced:
    """A space stands between a mark and what it holds."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ('" Jeg er tilfreds " sagde hun.', ["Jeg er tilfreds"]),
            ('" Jeg er tilfreds. " Hun gik. " Det er godt. "', ["Jeg er tilfreds.", "Det er godt."]),
            ("Hun siger: » Jeg er tilfreds «.", ["Jeg er tilfreds"]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestWithin:
    """Marks within marks, and signs for inches and feet."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("»Vi kalder det »en fest« i byen,« siger hun.", ["Vi kalder det »en fest« i byen,"]),
            ('"Vi kalder det "en fest" i byen," siger hun.', ['Vi kalder det "en fest" i byen,']),
            ('"Vi købte en 27" skærm i går," siger hun.', ['Vi købte en 27" skærm i går,']),
            ('Han er 5\'11" høj, og skærmen er 27" bred.', []),
            ('Han er 5\'11" høj. "Det er højt," siger hun.', ["Det er højt,"]),
            ('Den er 27", siger han.', []),
            ('Han kalder det "noget" og "intet".', ["noget", "intet"]),
            ("Et 'nej' er ikke et 'ja'.", ["nej", "ja"]),
            ("Rock ’n’ roll er ’dødt’, siger hun.", ["n", "dødt"]),
            ("»Han sagde ’ja’, og så gik han,« siger hun.", ["Han sagde ’ja’, og så gik han,"]),
            ("'Han sagde \"ja\", og så gik han,' siger hun.", ['Han sagde "ja", og så gik han,']),
            ("»Vi venter,« siger hun,»på bussen.«", ["Vi venter,", "på bussen."]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


class TestMore:
    """What else papers do."""

    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("»Vi venter,«siger hun, »på bussen.«", ["Vi venter,", "på bussen."]),
            ("(»Vi venter«)", ["Vi venter"]),
            ('"Vi venter"."Hvor længe?" spørger hun.', ["Vi venter", "Hvor længe?"]),
            ("«Vi venter,» siger hun. «På bussen.»", ["Vi venter,", "På bussen."]),
            ("»Vi venter,» siger hun. »På bussen.»", ["Vi venter,", "På bussen."]),
            ('"Vi venter på bussen, siger hun. Det er koldt.', ["Vi venter på bussen, siger hun. Det er koldt."]),
            ("‚Vi venter‘, siger hun.", ["Vi venter"]),
            ("‹Vi venter›, siger hun.", ["Vi venter"]),
            ("“Vi venter”, siger hun. “På bussen”.", ["Vi venter", "På bussen"]),
            ("„Vi venter”, siger hun. „På bussen”.", ["Vi venter", "På bussen"]),
            ('Bogen hedder "Tiden". "Den er god," siger hun, "men dyr."', ["Tiden", "Den er god,", "men dyr."]),
            ("Det sku’ vær’ så godt. ’Men det er skidt,’ siger hun.", ["Men det er skidt,"]),
            ("’Fy for den,’ sagde mo’r. ’Gå hjem, bro’r.’", ["Fy for den,", "Gå hjem, bro’r."]),
        ],
    )
    def test_read(self, text: str, marked: list[str]) -> None:
        assert held(text) == marked


@pytest.mark.parametrize("mark", "\"”“„»«'’‘‚›‹")
def test_a_mark_that_ends_the_text(mark: str) -> None:
    """What stands at the very end has nothing behind it to be judged by."""
    assert marked(f"Broen skal {mark}") == []


@given(st.text(alphabet=st.sampled_from("aB .,!?\n»«\"”“„'’‘‚()-s5")))
def test_stretches_are_sound(text: str) -> None:
    """In order, apart from each other, within the reading, never empty."""
    layout = read(text)
    place = -1
    for stretch in layout.stretches:
        assert stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end
        assert stretch.outer_start >= 0
        assert stretch.outer_end <= len(layout.text)
        assert place <= stretch.outer_start
        place = stretch.outer_end
        assert not layout.text[stretch.start].isspace()
        assert not layout.text[stretch.end - 1].isspace()
