"""The lexicons of the library, and those of users."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from quoteattr import Cue, CueLexicon, LexiconError, QuoteExtractor
from quoteattr.danish.lexicon import FRAMES, KINDS, TRAITS, given_names, role_of

BRIEF = "# mine\nsvabre\tsay\t-\tfront,at\tsvabre svabrer svabrede svabret\n\nlægge ud\tsay\tud\tat\tlægge lægger\n"


@pytest.fixture
def lexicon_file(tmp_path: Path) -> Path:
    path = tmp_path / "cues.tsv"
    path.write_text(BRIEF, encoding="utf-8")
    return path


class TestDefault:
    def test_it_holds_enough_verbs(self) -> None:
        assert len({cue.lemma for cue in CueLexicon.default()}) >= 150

    def test_common_verbs(self) -> None:
        lexicon = CueLexicon.default()
        lemmas = {cue.lemma for form in ("siger", "skrev", "oplyst", "spurgte", "lover") for cue in lexicon.of(form)}
        assert {"sige", "skrive", "oplyse", "spørge", "love"} <= lemmas

    def test_forms_are_lower_case_words(self) -> None:
        for cue in CueLexicon.default():
            assert cue.forms, cue.lemma
            assert all(form == form.lower() and form.strip() and " " not in form for form in cue.forms), cue.lemma

    def test_forms_belong_to_their_verb(self) -> None:
        for cue in CueLexicon.default():
            assert cue.infinitive in cue.forms, cue.lemma
            assert len(set(cue.forms)) == len(cue.forms), cue.lemma

    def test_frames_and_classes_are_known(self) -> None:
        for cue in CueLexicon.default():
            assert cue.frames, cue.lemma
            assert cue.frames <= FRAMES, cue.lemma
            assert cue.kind in KINDS, cue.lemma

    def test_particles_are_part_of_the_lemma(self) -> None:
        for cue in CueLexicon.default():
            assert set(cue.particle) <= set(cue.lemma.split()), cue.lemma

    def test_no_cue_comes_twice(self) -> None:
        keys = [(cue.lemma, cue.kind) for cue in CueLexicon.default()]
        assert len(set(keys)) == len(keys)

    def test_longest_particle_first(self) -> None:
        lexicon = CueLexicon.default()
        sizes = [len(cue.particle) for cue in lexicon.of("går")]
        assert sizes == sorted(sizes, reverse=True)
        assert sizes

    def test_case_of_the_form_does_not_matter(self) -> None:
        lexicon = CueLexicon.default()
        assert lexicon.of("SIGER") == lexicon.of("siger") != ()

    def test_unknown_form(self) -> None:
        assert CueLexicon.default().of("cykler") == ()


class TestReading:
    def test_reading(self, lexicon_file: Path) -> None:
        first, second = CueLexicon.read(lexicon_file)
        assert first == Cue("svabre", "say", (), {"front", "at"}, ("svabre", "svabrer", "svabrede", "svabret"))
        assert (second.lemma, second.particle, second.infinitive) == ("lægge ud", ("ud",), "lægge")

    @pytest.mark.parametrize(
        ("column", "traits"),
        [("", set()), ("\t", set()), ("\t-", set()), ("\tcan", {"can"}), ("\tcry, idiom:sted", {"cry", "idiom:sted"})],
    )
    def test_traits_may_be_left_out(self, tmp_path: Path, column: str, traits: set[str]) -> None:
        path = tmp_path / "cues.tsv"
        path.write_text(f"svabre\tsay\t-\tfront\tsvabre{column}\n", encoding="utf-8")
        assert [cue.traits for cue in CueLexicon.read(path)] == [traits]

    def test_with_byte_order_mark_and_windows_lines(self, tmp_path: Path) -> None:
        path = tmp_path / "cues.tsv"
        path.write_bytes(b"\xef\xbb\xbf" + BRIEF.replace("\n", "\r\n").encode("utf-8"))
        assert [cue.lemma for cue in CueLexicon.read(str(path))] == ["svabre", "lægge ud"]

    @pytest.mark.parametrize(
        ("line", "complaint"),
        [
            ("svabre\tsay\t-\tfront", "five or six tab-separated columns are needed, not 4"),
            ("svabre say - front svabre", "five or six tab-separated columns are needed, not 1"),
            ("svabre\tmumble\t-\tfront\tsvabre", "'mumble' is no class of cues"),
            ("svabre\tsay\t-\tfront,sideways\tsvabre", "no such frame: sideways"),
            ("svabre\tsay\t-\tfront\tsvabre\tcry,red", "no such trait: red"),
            ("svabre\tsay\t-\tfront\tsvabre\tcry\tcan", "five or six tab-separated columns are needed, not 7"),
        ],
    )
    def test_errors_name_file_and_line(self, tmp_path: Path, line: str, complaint: str) -> None:
        path = tmp_path / "cues.tsv"
        path.write_text(BRIEF + line + "\n", encoding="utf-8")
        with pytest.raises(LexiconError, match=complaint) as caught:
            CueLexicon.read(path)
        assert "cues.tsv, line 5" in str(caught.value)

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="cannot be read"):
            CueLexicon.read(tmp_path / "none.tsv")

    def test_not_utf8(self, tmp_path: Path) -> None:
        path = tmp_path / "cues.tsv"
        path.write_bytes("spørge\task\t-\tq\tspørge\n".encode("latin-1"))
        with pytest.raises(LexiconError, match="cannot be read"):
            CueLexicon.read(path)

    def test_a_directory(self, tmp_path: Path) -> None:
        with pytest.raises(LexiconError, match="cannot be read"):
            CueLexicon.read(tmp_path)

    def test_it_is_a_value_error(self) -> None:
        with pytest.raises(ValueError, match="no class of cues"):
            Cue("svabre", "mumble")


class TestTraits:
    # a text for each trait: what is found changes when the verb loses it
    TEXTS = [
        ("things", "kræve", "Opgaven kræver, at man kan køre truck."),
        ("rules", "forbyde", "Et EU-direktiv forbyder fiskerne at bruge net."),
        ("shown", "vise", "Den unge bokser viste allerede i første omgang, at han har lært at dække sig."),
        ("can", "oplyse", "Broen er lukket i dag, kan politiet oplyse."),
        ("must", "indrømme", "Planen var for dyr, må formand Karen Holm indrømme."),
        ("knows", "vide", "Hvor nøglen ligger, ved kun Karen Holm."),
        ("verdict", "finde", "Formand Ida Krogh finder det urimeligt, at pendlerne skal betale."),
        ("cry", "råbe", 'Der blev råbt "skam jer" fra balkonen.'),
        ("demand", "kræve", "Foreningen kræver ordningen sat på pause."),
        ("told", "orientere", "Regeringen var orienteret om, at skibet var lækket ud."),
        ("hears", "få at vide", "Karen Holm fik at vide, at skolen lukker."),
        ("source", "lyde", "Tiden er løbet fra de helt små skoler, lyder det fra borgmesteren i Rønde."),
        ("it", "stå", "To timer senere, lidt før midnat, står hendes kollega op."),
        ("written", "stå", "I partiet står det klart, at formanden går af."),
        ("seems", "lyde", "Det lyder usandsynligt, at bilen har kørt så langt."),
        ("refuses", "nægte", "Karen Holm nægter at spise maden."),
        ("about", "hylde", "Broen er åbnet igen i dag. Det hylder formand Karen Holm."),
        ("unsure", "håbe", "Karen Holm håber, at rapporten viser, at broen er sikker."),
        ("idiom:fra", "melde", "Karen Holm meldte fra, at hun var syg."),
    ]

    @pytest.mark.parametrize(("trait", "lemma", "text"), TEXTS, ids=[trait for trait, *_ in TEXTS])
    def test_it_matters(self, extractor: QuoteExtractor, pipeline: Any, trait: str, lemma: str, text: str) -> None:
        (ours,) = (cue for cue in CueLexicon.default() if cue.lemma == lemma)
        assert trait in ours.traits
        without = QuoteExtractor(pipeline, cues=[evolve(ours, traits=ours.traits - {trait})])
        assert without.extract(text) != extractor.extract(text)

    def test_every_one_is_explained_used_and_tested(self) -> None:
        used = {trait for cue in CueLexicon.default() for trait in cue.traits if not trait.startswith("idiom:")}
        assert used == TRAITS == {trait for trait, *_ in self.TEXTS} - {"idiom:fra"}
        assert [trait for trait in TRAITS if f"``{trait}``" not in (Cue.__doc__ or "")] == []

    def test_of_a_verb_of_ones_own(self, pipeline: Any) -> None:
        text = "Skybruddet svabrer, at kældrene er fulde."
        plain = Cue("svabre", "say", forms=("svabrer",))
        assert plain.traits == frozenset()
        assert QuoteExtractor(pipeline, cues=[plain]).extract(text) != []
        assert QuoteExtractor(pipeline, cues=[evolve(plain, traits={"things"})]).extract(text) == []

    def test_of_an_idiom_of_ones_own(self, pipeline: Any) -> None:
        text = "Karen Holm svabrede på, at huset skal rives ned."
        plain = Cue("svabre", "say", forms=("svabrede",))
        assert QuoteExtractor(pipeline, cues=[plain]).extract(text) != []
        assert QuoteExtractor(pipeline, cues=[evolve(plain, traits={"idiom:på"})]).extract(text) == []

    @pytest.mark.parametrize("trait", ["red", "idiom", "idiom:", "idiom:to ord", "idiom:Sted", ""])
    def test_no_such_trait(self, trait: str) -> None:
        with pytest.raises(LexiconError, match="svabre: no such trait"):
            Cue("svabre", "say", traits={trait})


class TestExtending:
    def test_adds(self) -> None:
        default = CueLexicon.default()
        lexicon = default.extended([Cue("svabre", "say", forms=("svabrer",))])
        assert [cue.lemma for cue in lexicon.of("svabrer")] == ["svabre"]
        assert lexicon.of("siger") == default.of("siger")
        assert default.of("svabrer") == ()

    def test_same_lemma_and_class_replaces(self) -> None:
        (ours,) = (cue for cue in CueLexicon.default() if cue.lemma == "oplyse")
        mine = Cue("oplyse", ours.kind, frames={"front"}, forms=("oplyser",))
        lexicon = CueLexicon.default().extended([mine])
        assert lexicon.of("oplyser") == (mine,)
        assert lexicon.of("oplyste") == ()

    def test_forms_are_found_in_any_case(self) -> None:
        lexicon = CueLexicon.default().extended([Cue("svabre", "say", forms=("Svabrer",))])
        assert lexicon.of("svabrer") != []


class TestExtractorWithCues:
    TEXT = "Broen skal lukkes, svabrer formand Karen Holm til avisen."

    def test_an_invented_verb_is_no_cue(self, extractor: QuoteExtractor) -> None:
        assert extractor.extract(self.TEXT) == []

    def test_an_invented_verb_becomes_one(self, pipeline: Any) -> None:
        mine = QuoteExtractor(pipeline, cues=[Cue("svabre", "say", forms=("svabrer", "svabrede"))])
        (quote,) = mine.extract(self.TEXT)
        assert quote.cue is not None
        assert quote.cue.text == "svabrer"
        assert quote.text == "Broen skal lukkes"
        assert quote.speaker is not None
        assert quote.speaker.name == "Karen Holm"
        assert mine.extract("Det haster, siger Karen Holm.") != []

    @pytest.mark.parametrize("kind", ["lexicon", "path", "string"])
    def test_a_lexicon_of_ones_own_takes_the_place_of_ours(self, pipeline: Any, lexicon_file: Path, kind: str) -> None:
        cues = {"lexicon": CueLexicon.read(lexicon_file), "path": lexicon_file, "string": str(lexicon_file)}[kind]
        mine = QuoteExtractor(pipeline, cues=cues)
        assert [quote.text for quote in mine.extract(self.TEXT)] == ["Broen skal lukkes"]
        assert mine.extract("Det haster, siger Karen Holm.") == []
        assert mine.extract("Karen Holm siger, at det haster.") == []

    def test_errors_reach_the_caller(self, pipeline: Any, tmp_path: Path) -> None:
        with pytest.raises(LexiconError):
            QuoteExtractor(pipeline, cues=tmp_path / "none.tsv")


class TestNames:
    def test_given_names(self) -> None:
        assert given_names()["Karen"] == "f"
        assert given_names()["Lars"] == "m"
        assert set(given_names().values()) <= {"m", "f", "-"}

    @pytest.mark.parametrize(
        ("noun", "kind"),
        [
            ("formand", "person"),
            ("formanden", "person"),
            ("forbundsformanden", "person"),
            ("talskvinde", "person"),
            ("ministeriet", "org"),
            ("rapporten", "document"),
        ],
    )
    def test_speaker_nouns(self, noun: str, kind: str) -> None:
        found = role_of(noun)
        assert found is not None
        assert found[1] == kind

    @pytest.mark.parametrize("noun", ["cykel", "regnen", "bro"])
    def test_things_do_not_speak(self, noun: str) -> None:
        assert role_of(noun) is None
