"""Loading models and parsing with them: what is refused, and that all ways in give the same quotes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import quoteattr
from quoteattr import ModelDamagedError, ModelNotFoundError, QuoteExtractor, extract_quotes
from quoteattr.page.reading import read
from quoteattr.parse import model_files, sentences

TEXT = "Broen skal lukkes, siger formand Karen Holm til AFP.\n\n- Vi har ikke råd til en ny, siger hun."
FILES = ["tokenizer.pt", "tagger.pt", "lemmatizer.pt", "parser.pt", "vectors.pt"]


@pytest.fixture
def copy(model_directory: Path, tmp_path: Path) -> Path:
    """A copy of the model under test, to be damaged."""
    return Path(shutil.copytree(model_directory, tmp_path / "model"))


def record(directory: Path, files: dict[str, bytes]) -> None:
    """Write files with a model.json that fits them."""
    facts = {name: {"size": len(data), "sha256": sha256(data).hexdigest()} for name, data in files.items()}
    for name, data in files.items():
        (directory / name).write_bytes(data)
    (directory / "model.json").write_text(json.dumps({"format": 1, "files": facts}), encoding="utf-8")


class TestDevice:
    def test_stanzas_own_networks_elsewhere(self, extractor: QuoteExtractor, model_directory: Path) -> None:
        """``cpu:0`` stands for a device of another name, where nothing runs lean; there is no GPU in the tests."""
        other = QuoteExtractor(model_directory, device="cpu:0")
        assert other._parser.networks is None
        assert other.extract(TEXT) == extractor.extract(TEXT) != []
        assert list(other.pipe([TEXT], n_process=2)) == [extractor.extract(TEXT)]

    @pytest.mark.parametrize("device", ["cuda:99", "meta", "toaster", ""])
    def test_no_such_device(self, device: str) -> None:
        with pytest.raises(ValueError, match="no device"):
            QuoteExtractor(device=device)

    def test_a_ready_pipeline_stays(self, pipeline: Any) -> None:
        with pytest.raises(ValueError, match="stays where it is"):
            QuoteExtractor(pipeline, device="cpu:0")


class TestVerify:
    def test_the_model_under_test_is_whole(self, model_directory: Path) -> None:
        assert model_files.verify(model_directory) == set(FILES)

    def test_a_copy_elsewhere_loads(self, copy: Path, extractor: QuoteExtractor) -> None:
        assert QuoteExtractor(str(copy)).extract(TEXT) == extractor.extract(TEXT)

    def test_no_directory(self, tmp_path: Path) -> None:
        with pytest.raises(ModelNotFoundError, match=r"model\.json"):
            QuoteExtractor(tmp_path / "none")

    def test_no_record(self, copy: Path) -> None:
        (copy / "model.json").unlink()
        with pytest.raises(ModelNotFoundError, match=r"model\.json"):
            QuoteExtractor(copy)

    @pytest.mark.parametrize("name", FILES)
    def test_a_missing_file(self, copy: Path, name: str) -> None:
        (copy / name).unlink()
        with pytest.raises(ModelDamagedError, match=name):
            QuoteExtractor(copy)

    @pytest.mark.parametrize("name", FILES)
    def test_an_altered_byte(self, copy: Path, name: str) -> None:
        data = bytearray((copy / name).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / name).write_bytes(data)
        with pytest.raises(ModelDamagedError, match=name):
            QuoteExtractor(copy)

    @pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: b""])
    def test_a_file_of_another_length(self, copy: Path, damage: Any) -> None:
        (copy / "parser.pt").write_bytes(damage((copy / "parser.pt").read_bytes()))
        with pytest.raises(ModelDamagedError, match=r"parser\.pt"):
            QuoteExtractor(copy)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"no json",
            b"\xff\xfe",
            b"null",
            b"[]",
            b"{}",
            b'{"files": null}',
            b'{"files": ["parser.pt"]}',
            b'{"files": {"parser.pt": 3}}',
            b'{"files": {"parser.pt": {"size": 3}}}',
            b'{"files": {"parser.pt": {"size": "many", "sha256": "0"}}}',
        ],
    )
    def test_a_foreign_record(self, copy: Path, content: bytes) -> None:
        (copy / "model.json").write_bytes(content)
        with pytest.raises(ModelDamagedError, match=r"model\.json"):
            QuoteExtractor(copy)

    def test_a_record_of_nothing(self, tmp_path: Path) -> None:
        record(tmp_path, {})
        with pytest.raises(ModelDamagedError, match=re.escape(str(tmp_path))):
            QuoteExtractor(tmp_path)

    def test_a_record_without_a_parser(self, copy: Path) -> None:
        record(copy, {name: (copy / name).read_bytes() for name in FILES if name != "parser.pt"})
        with pytest.raises(ModelDamagedError, match=r"parser\.pt"):
            QuoteExtractor(copy)

    def test_files_that_are_no_networks(self, tmp_path: Path) -> None:
        record(tmp_path, dict.fromkeys(FILES, b"not a network"))
        with pytest.raises(ModelDamagedError, match=re.escape(str(tmp_path))):
            QuoteExtractor(tmp_path)

    def test_errors_are_common_ones_too(self) -> None:
        assert issubclass(ModelNotFoundError, FileNotFoundError)
        assert issubclass(ModelDamagedError, ValueError)
        assert issubclass(ModelDamagedError, quoteattr.QuoteattrError)


@pytest.fixture(scope="module")
def resources(model_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model under test, laid out as ``stanza.download`` lays out the official ones."""
    directory = tmp_path_factory.mktemp("stanza_resources")
    packages = {"tokenize": "ddt", "pos": "ddt_charlm", "lemma": "ddt_nocharlm", "depparse": "ddt_charlm"}
    vectors = {"dependencies": [{"model": "pretrain", "package": "conll17"}]}
    danish: dict[str, Any] = {"lang_name": "Danish", "packages": {"default": packages}}
    for processor, package in packages.items():
        danish[processor] = {package: vectors if processor in ("pos", "depparse") else {}}
        target = directory / "da" / processor / f"{package}.pt"
        target.parent.mkdir(parents=True)
        model_files.expand(model_directory / f"{model_files.PROCESSORS[processor]}.pt", target)
    danish["pretrain"] = {"conll17": {}}
    vectors = model_files.read_vectors(str(model_directory / "vectors.pt"))
    vectors.save(str(directory / "da" / "pretrain" / "conll17.pt"))
    (directory / "resources.json").write_text(json.dumps({"da": danish}), encoding="utf-8")
    return directory


class TestOfficialModels:
    def test_same_weights_same_quotes(
        self, resources: Path, extractor: QuoteExtractor, seeds: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("STANZA_RESOURCES_DIR", str(resources))
        official = QuoteExtractor(model="stanza")
        for seed in seeds[:2]:
            assert official.extract(seed["text"]) == extractor.extract(seed["text"]) != []

    def test_a_file_is_missing(self, resources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        partial = Path(shutil.copytree(resources, tmp_path / "resources"))
        shutil.rmtree(partial / "da" / "depparse")
        monkeypatch.setenv("STANZA_RESOURCES_DIR", str(partial))
        with pytest.raises(ModelNotFoundError, match=re.escape('stanza.download("da")')):
            QuoteExtractor(model="stanza")

    @pytest.mark.parametrize("content", [None, "{}", '{"en": {"packages": {}}}', '{"da": {}}', "no json"])
    def test_no_danish_models(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None) -> None:
        if content is not None:
            (tmp_path / "resources.json").write_text(content, encoding="utf-8")
        monkeypatch.setenv("STANZA_RESOURCES_DIR", str(tmp_path))
        with pytest.raises(ModelNotFoundError, match=re.escape('stanza.download("da")')) as caught:
            QuoteExtractor(model="stanza")
        assert str(tmp_path) in str(caught.value)


class TestReadyPipeline:
    def test_same_quotes(self, pipeline: Any, extractor: QuoteExtractor, seeds: list[dict[str, Any]]) -> None:
        mine = QuoteExtractor(pipeline)
        assert mine.extract(seeds[0]["text"]) == extractor.extract(seeds[0]["text"])

    def test_one_that_does_not_parse(self) -> None:
        with pytest.raises(ValueError, match=r"lacks depparse"):
            QuoteExtractor(SimpleNamespace(processors={"tokenize": None, "pos": None, "lemma": None}))  # type: ignore[arg-type]

    @pytest.mark.parametrize("model", [None, 3, b"embedded", object(), ["embedded"], True])
    def test_something_else(self, model: Any) -> None:
        with pytest.raises(TypeError, match="model must be"):
            QuoteExtractor(model)


class TestDocuments:
    def test_same_quotes_as_its_text(self, seed: dict[str, Any], extractor: QuoteExtractor, pipeline: Any) -> None:
        """Paragraphs are set apart by blank lines here, as Stanza wants them.

        A Document's sentences stay as they are, also where one ends within a name, so that a mention may be shorter.
        """
        text = re.sub(r"\n+", "\n\n", seed["text"])
        own, theirs = extractor.extract(text), extractor.extract(pipeline(text))
        assert [(quote.content, quote.cue, quote.rule) for quote in theirs] == [
            (quote.content, quote.cue, quote.rule) for quote in own
        ]
        assert own != []

    def test_odd_characters(self, extractor: QuoteExtractor, pipeline: Any) -> None:
        text = "\ufeffBro\u00aden\u00a0er la\u030ast.\r\n\r\nDet haster,\u00a0siger Karen\tHolm til A\u030arhus Avis."
        quotes = extractor.extract(pipeline(text))
        assert [quote.text for quote in quotes] == ["Det haster"]
        for quote in quotes:
            assert quote.speaker is not None
            assert quote.speaker.mention is not None
            assert quote.speaker.mention.text == "Karen\tHolm"
            assert text[quote.speaker.mention.start : quote.speaker.mention.end] == "Karen\tHolm"

    def test_hard_wrapped(self, extractor: QuoteExtractor, pipeline: Any) -> None:
        lines = [
            "Broen over det smalle sund bliver lukket for al trafik fra mandag den",
            "tredje maj, og den åbner først igen, når de bærende dragere er blevet",
            "undersøgt af et firma fra udlandet, siger formand Karen Holm til Den",
            "Lokale Avis, som først skrev om sagen.",
        ]
        text = "\n".join(lines)
        (quote,) = extractor.extract(pipeline(text))
        assert quote.speaker is not None
        assert quote.speaker.name == "Karen Holm"
        assert quote.content[0].text == text[: text.index(", siger")]

    def test_an_empty_one(self, extractor: QuoteExtractor) -> None:
        from stanza import Document

        assert extractor.extract(Document([], text="")) == []

    def test_one_that_is_not_parsed(self, extractor: QuoteExtractor, pipeline: Any) -> None:
        document = pipeline.processors["tokenize"].process(TEXT)
        with pytest.raises(ValueError, match="not parsed"):
            extractor.extract(document)

    def test_one_without_text(self, extractor: QuoteExtractor) -> None:
        from stanza import Document

        words = [{"id": 1, "text": "Ja", "upos": "INTJ", "head": 0, "deprel": "root"}]
        with pytest.raises(ValueError, match="no text"):
            extractor.extract(Document([words]))

    def test_one_without_places(self, extractor: QuoteExtractor) -> None:
        from stanza import Document

        words = [{"id": 1, "text": "Ja", "upos": "INTJ", "head": 0, "deprel": "root"}]
        with pytest.raises(ValueError, match="start_char"):
            extractor.extract(Document([words], text="Ja"))


class TestCalling:
    @pytest.mark.parametrize("text", [None, 3, b"Det haster, siger hun.", ["Det haster, siger hun."], object()])
    def test_neither_text_nor_document(self, extractor: QuoteExtractor, text: Any) -> None:
        with pytest.raises(TypeError, match="str"):
            extractor.extract(text)

    def test_many_of_which_one_is_no_text(self, extractor: QuoteExtractor) -> None:
        with pytest.raises(TypeError, match="must be str, not bytes"):
            list(extractor.pipe(["Det haster.", b"Det haster."]))  # type: ignore[list-item]

    def test_many_of_none(self, extractor: QuoteExtractor) -> None:
        assert list(extractor.pipe([])) == []
        assert list(extractor.pipe(["", "\n", TEXT, ""]))[2] == extractor.extract(TEXT)

    def test_threads_share_an_extractor(self, extractor: QuoteExtractor) -> None:
        texts = [TEXT, "Det haster, siger Bo Krag.", "Ifølge politiet er vejen lukket."] * 3
        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(extractor.extract, texts)) == [extractor.extract(text) for text in texts]

    @pytest.mark.skipif(not (model_files.EMBEDDED / "model.json").is_file(), reason="no embedded model yet")
    def test_extract_quotes(self) -> None:
        quotes = extract_quotes(TEXT)
        assert [quote.text for quote in quotes] == ["Broen skal lukkes", "Vi har ikke råd til en ny"]
        assert [quote.speaker and quote.speaker.name for quote in quotes] == ["Karen Holm", "Karen Holm"]
        assert quotes == extract_quotes(TEXT)


class TestPassages:
    def test_one_a_paragraph(self, extractor: QuoteExtractor) -> None:
        layout = read(TEXT)
        first, second = extractor._parser.parse([layout])[0]
        assert [first.speech, second.speech] == [None, layout.text.index("Vi har")]
        assert [token.form for token in first.tokens[:4]] == ["Broen", "skal", "lukkes", ","]
        for passage in (first, second):
            for number, token in enumerate(passage.tokens):
                assert token.index == number
                assert layout.text[token.start : token.end] == token.form
                assert token.head == -1 or 0 <= token.head < len(passage.tokens)

    def test_a_sentence_without_end_is_cut(self, extractor: QuoteExtractor) -> None:
        text = "Det er " + "meget, " * 500 + "siger Karen Holm til AFP."
        (passage,) = extractor._parser.parse([read(text)])[0]
        assert len(passage.tokens) > 1000
        assert max(len(sentence) for sentence in passage.sentences) <= sentences.LONGEST
        assert "".join(token.form for token in passage.tokens) == text.replace(" ", "")
        (quote,) = extractor.extract(text)
        assert quote.speaker is not None
        assert quote.speaker.name == "Karen Holm"


class TestImport:
    def run(self, code: str) -> str:
        """What a fresh Python prints."""
        root = Path(quoteattr.__file__).parents[1]
        done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    @pytest.mark.parametrize("line", ["import quoteattr", "from quoteattr import *", "import quoteattr.extractor"])
    def test_nothing_heavy_is_imported(self, line: str) -> None:
        code = f"import sys\n{line}\nprint(sorted({{'torch', 'stanza', 'numpy'}} & set(sys.modules)))"
        assert self.run(code) == "[]"

    def test_public_names(self) -> None:
        for name in quoteattr.__all__:
            assert getattr(quoteattr, name).__name__ == name
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            quoteattr.nothing  # noqa: B018

    def test_version(self) -> None:
        assert re.fullmatch(r"\d+\.\d+\.\d+", quoteattr.__version__)
