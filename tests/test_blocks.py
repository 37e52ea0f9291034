"""What stands at the edges of lines, and what kind of paragraph a block is."""

from __future__ import annotations

import pytest

from quoteattr.page.blocks import Kind
from quoteattr.page.reading import read

TOLD = "Formanden siger, at den gamle bro over åen ved Lillesund bliver lukket til sommer."


def kinds(text: str) -> list[tuple[str, str]]:
    """Each paragraph of the reading with its kind."""
    layout = read(text)
    return [(layout.text[block.start : block.end], block.kind.value) for block in layout.blocks]


def kind_of(line: str, before: str = TOLD, after: str = TOLD) -> Kind:
    return read(f"{before}\n\n{line}\n\n{after}").blocks[1].kind


class TestFronts:
    @pytest.mark.parametrize(
        "front",
        [
            "19.32",
            "19:32",
            "kl. 19.32",
            "Kl. 7.05",
            "19.32:",
            "OPDATERING:",
            "Opdatering 19.32:",
            "Læs også:",
            "[00:03]",
        ],
    )
    def test_stands_apart(self, front: str) -> None:
        words = front.rstrip(":")
        assert kinds(f"{front} {TOLD}") == [(words, "furniture"), (TOLD, "paragraph")]

    @pytest.mark.parametrize(
        "place", ["SKARRILD: ", "SKARRILD (Ritzau): ", "NØRRE VORUP - ", "Vorup (Ritzau) ", "SKARRILD:"]
    )
    def test_a_place(self, place: str) -> None:
        assert kinds(place + TOLD)[1:] == [(TOLD, "paragraph")]

    def test_a_turn_behind_a_time(self) -> None:
        assert kinds("19.32 - Det brænder stadig, siger hun.")[1][1] == "turn"
        assert kinds(f"19.32 - {TOLD}\n\n19.40 - {TOLD}")[1] == (TOLD, "paragraph")

    @pytest.mark.parametrize(
        "line",
        [
            "19.32 kroner koster en billet til broen i dag.",
            "Læs også om den gamle bro på side fem i dag.",
            "EU: Broen over Lillesund bliver for dyr.",
            "DANSK BROBYGGERI: Vi har ikke råd",
            "25.99 Kroner koster den.",
        ],
    )
    def test_none(self, line: str) -> None:
        assert [text for text, _ in kinds(line)] == [line]


class TestBehind:
    @pytest.mark.parametrize(
        ("behind", "kind"),
        [
            ("/ritzau/", "furniture"),
            ("(Ritzau)", "furniture"),
            ("/AFP/Reuters/", "furniture"),
            ("Foto: Jens Vang/Scanpix", "byline"),
            ("Foto Jens Vang", "byline"),
            ("— Vorup Politi (@voruppoliti)", "writer"),
            ("Jens Vang, brobygger", "writer"),
        ],
    )
    def test_stands_apart(self, behind: str, kind: str) -> None:
        assert kinds(f"{TOLD} {behind}\n\n{TOLD}")[:2] == [(TOLD, "paragraph"), (behind, kind)]

    @pytest.mark.parametrize(
        "line",
        [
            "Det siger formanden, Jens Vang, brobygger",
            "Broen er lukket. Jens Vang, der er brobygger, ved ikke hvorfor.",
            "Han tog et billede. Foto er hans liv, siger han.",
            "Broen er lukket. - Det er for galt, siger Jens Vang",
        ],
    )
    def test_none(self, line: str) -> None:
        assert [text for text, _ in kinds(f"{line}\n\n{TOLD}")] == [line, TOLD]


class TestKinds:
    @pytest.mark.parametrize(
        "line",
        [
            "Af Jens Vang",
            "Af Jens Vang og Olga Brask",
            "AF JENS VANG",
            "Tekst: Jens Vang",
            "Foto: Jens Vang/Scanpix",
            "Jens Vang/Ritzau Scanpix",
            "Illustration: Olga Brask",
            "Arkivfoto",
        ],
    )
    def test_bylines(self, line: str) -> None:
        assert kind_of(line) is Kind.BYLINE

    @pytest.mark.parametrize(
        "line",
        [
            "- For abonnenter",
            "ANNONCE",
            "Artiklen fortsætter under billedet",
            "Artiklen fortsætter efter annoncen ...",
            "Læs mere >>",
            "Læs også",
            "3. maj 2019",
            "3. maj 2019 kl. 12.05",
            "Opdateret 3. maj 2019 kl. 12.05",
            "12.05",
            "/ritzau/",
            "Log ind for at læse videre",
            "Artiklen er mere end 30 dage gammel",
            "jens.vang@vorupavis.dk",
            "00:00:01,000 --> 00:00:03,000",
        ],
    )
    def test_furniture(self, line: str) -> None:
        assert kind_of(line) is Kind.FURNITURE

    @pytest.mark.parametrize(
        "line",
        [
            "Af de tre hundrede ansatte er ti syge.",
            "Af sted!",
            "Foto er hans liv.",
            "Opdateret viden hjælper, siger han.",
            "Udgivet tre bøger har han også.",
            "Annoncen var dyr.",
            "Del det med os.",
            "3. maj 2019 åbnede broen.",
        ],
    )
    def test_told(self, line: str) -> None:
        assert kind_of(line).is_told

    @pytest.mark.parametrize(
        "line", ["- Jens Vang, brobygger", "— Vorup Politi (@voruppoliti)", "– Jens Vang", "Jens Vang, brobygger"]
    )
    def test_writers(self, line: str) -> None:
        assert kind_of(line) is Kind.WRITER

    @pytest.mark.parametrize("line", ["- Måske", "- Jens Vang, hvad siger du?", "- Nej.", "- Tak, siger Jens Vang"])
    def test_short_turns(self, line: str) -> None:
        assert kind_of(line) is Kind.TURN

    def test_an_answer_is_no_writer(self) -> None:
        assert kind_of("- Jens Vang", before="- Hvem byggede broen?") is Kind.TURN

    def test_headings(self) -> None:
        assert kind_of("Broen lukker til sommer") is Kind.HEADING
        assert kinds("## Broen lukker\n\nSlut.") == [("Broen lukker", "heading"), ("Slut.", "paragraph")]

    def test_items(self) -> None:
        assert kinds("Husk:\n* mel\n• mælk\n- salt\n- sukker\n") == [
            ("Husk:", "paragraph"),
            ("mel", "item"),
            ("mælk", "item"),
            ("- salt", "item"),
            ("- sukker", "item"),
        ]

    @pytest.mark.parametrize("rule", ["---", "***", "* * *", "_____", "======", "–––"])
    def test_rules_between_paragraphs(self, rule: str) -> None:
        assert kinds(f"Broen lukker.\n{rule}\nVejret er fint.") == [
            ("Broen lukker.", "paragraph"),
            ("Vejret er fint.", "paragraph"),
        ]


class TestMarkdown:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("**Jens Vang:** »Ja.«", "Jens Vang: »Ja.«"),
            ("*Jens Vang* siger nej.", "Jens Vang siger nej."),
            ("Det er _meget_ dyrt.", "Det er meget dyrt."),
            ("***Vigtigt:*** Broen lukker.", "Vigtigt: Broen lukker."),
            ("[Jens Vang](https://vorupavis.dk/jv) siger nej.", "Jens Vang siger nej."),
            ("> Broen lukker.", "Broen lukker."),
            ("- **Jens Vang:** Ja.", "Jens Vang: Ja."),
            ("Ja &amp; nej &quot;måske&quot;.", "Ja &amp; nej &quot;måske&quot;."),
            ("Det koster 5 * 3 * 2 kroner.", "Det koster 5 * 3 * 2 kroner."),
            ("Hotel Aalund ***** åbner.", "Hotel Aalund ***** åbner."),
            ("Skriv til jens_vang_brobygger.", "Skriv til jens_vang_brobygger."),
            ("Han (red.) sagde [ministeren](red.) nej.", "Han (red.) sagde [ministeren](red.) nej."),
            ("Navnet* er ændret. *) Redaktionen.", "Navnet* er ændret. *) Redaktionen."),
        ],
    )
    def test_read(self, text: str, words: str) -> None:
        assert [line for line, _ in kinds(text)] == [words]

    def test_slices_back(self) -> None:
        text = "**Jens Vang** siger nej."
        layout = read(text)
        assert text[slice(*layout.to_source(0, len("Jens Vang")))] == "Jens Vang"

    def test_over_wrapped_lines(self) -> None:
        text = "Formanden siger, at det er en **meget stor\nfejl**, at den gamle bro er lukket nu."
        assert [line for line, _ in kinds(text)] == [text.replace("*", "").replace("\n", " ")]


class TestDashes:
    @pytest.mark.parametrize(
        ("text", "read_as"),
        [
            ("-Jeg kommer.", "- Jeg kommer."),
            ("- Ja, siger hun. -Jeg kommer.", "- Ja, siger hun. - Jeg kommer."),
            ("— Kommer du? — spurgte hun.", "— Kommer du? spurgte hun."),
            ("−Vi kommer.", "– Vi kommer."),
            ("−12 grader.", "−12 grader."),
            ("-kh", "-kh"),
            ("S-ordføreren går.", "S-ordføreren går."),
        ],
    )
    def test_read(self, text: str, read_as: str) -> None:
        assert read(text).text == read_as

    def test_led_in_on_the_same_line(self) -> None:
        assert kinds("Jens Vang: - Vi lukker broen.") == [("Jens Vang:", "paragraph"), ("- Vi lukker broen.", "turn")]
