"""The Stanza processor, in pipelines built the two ways that Stanza knows: by resources.json and by file."""

import json
import subprocess
import sys

import pytest
import stanza
from stanza.pipeline.core import PipelineRequirementsException

from quoteattr import LexiconError, QuoteExtractor
from quoteattr.parse.model_files import EMBEDDED, PROCESSORS, expand, load_plain, read_vectors
from quoteattr.stanza_processor import load_pipeline

PROCESSOR_NAMES = "tokenize,pos,lemma,depparse,quotes"
TEXT = "😀 Broen lukkes, oplyser vejchef Birgit Lund.\n\n- Det haster, siger hun til Fjordposten."


@pytest.fixture(scope="module")
def resources(tmp_path_factory):
    """The embedded model laid out as Stanza lays out what it downloads, under the package name ``local``."""
    import torch

    root = tmp_path_factory.mktemp("stanza")
    vectors = read_vectors(str(EMBEDDED / "vectors.pt"))
    for name in (*PROCESSORS, "pretrain"):
        (root / "da" / name).mkdir(parents=True)
    torch.save({"vocab": vectors.vocab.state_dict(), "emb": vectors.emb}, root / "da" / "pretrain" / "local.pt")
    for name, file in PROCESSORS.items():
        expand(EMBEDDED / f"{file}.pt", root / "da" / name / "local.pt")
    needs = {"dependencies": [{"model": "pretrain", "package": "local"}]}
    danish = {name: {"local": needs if name in ("pos", "depparse") else {}} for name in PROCESSORS}
    danish |= {"lang_name": "Danish", "packages": {"default": dict.fromkeys(PROCESSORS, "local")}}
    (root / "resources.json").write_text(json.dumps({"da": danish}), encoding="utf-8")
    return root


def official(resources, processors=PROCESSOR_NAMES, **options):
    options = {"dir": str(resources), "download_method": None, "use_gpu": False, "verbose": False, **options}
    return stanza.Pipeline("da", processors=processors, **options)


def by_file(resources, tmp_path, **options):
    """A pipeline as for models of one's own: an empty resources.json and a path a processor."""
    (tmp_path / "resources.json").write_text("{}", encoding="utf-8")
    options |= {f"{name}_model_path": str(resources / "da" / name / "local.pt") for name in PROCESSORS}
    vectors = str(resources / "da" / "pretrain" / "local.pt")
    options |= {"pos_pretrain_path": vectors, "depparse_pretrain_path": vectors}
    return official(tmp_path, package=None, **options)


def assert_slices(document):
    for quote in document.quotes:
        for piece in quote.content:
            assert document.text[piece.start : piece.end] == piece.text


def names(document):
    return [quote.speaker.name for quote in document.quotes]


def test_processors_are_named_as_in_the_documentation(resources):
    document = official(resources)(TEXT)
    assert names(document) == ["Birgit Lund", "Birgit Lund"]
    assert document.quotes[1].addressee.text == "Fjordposten"
    assert document.sentences[0].words[0].head is not None
    assert_slices(document)


def test_the_official_default_package_takes_quotes_too(resources):
    assert len(official(resources, {"tokenize": "local", "quotes": "any"}, package="default")(TEXT).quotes) == 2


def test_models_by_file_with_an_unknown_language_allowed(resources, tmp_path):
    document = by_file(resources, tmp_path, allow_unknown_language=True)(TEXT)
    assert names(document) == ["Birgit Lund", "Birgit Lund"]


def test_models_by_file_with_a_path_for_quotes(resources, tmp_path):
    assert names(by_file(resources, tmp_path, quotes_model_path="none")(TEXT)) == ["Birgit Lund", "Birgit Lund"]


def test_many_documents_each_get_their_own_quotes():
    pipeline = load_pipeline()
    texts = [TEXT, "", "Solen skinner.", " \n ", "»Vi venter«, siger Per Dal. " * 3]
    documents = pipeline([stanza.Document([], text=text) for text in texts])
    assert [len(document.quotes) for document in documents] == [2, 0, 0, 0, 3]
    for document, text in zip(documents, texts, strict=True):
        assert document.text == text
        assert_slices(document)
    assert [len(document.quotes) for document in pipeline.stream(texts, batch_size=2)] == [2, 0, 0, 0, 3]


def test_the_quotes_are_those_of_the_extractor_on_the_same_document():
    document = load_pipeline()(TEXT)
    assert document.quotes == QuoteExtractor(load_plain("embedded")).extract(document)


def test_own_cues_by_path(resources, tmp_path):
    cues = tmp_path / "cues.tsv"
    cues.write_text("snappe\tsay\t-\tfront,at\tsnapper snappede\n", encoding="utf-8")
    pipeline = official(resources, quotes_cues=str(cues))
    assert [quote.cue.text for quote in pipeline("Karen Holm snappede, at mødet var slut.").quotes] == ["snappede"]
    assert load_pipeline()("Karen Holm snappede, at mødet var slut.").quotes == []
    assert names(load_pipeline(cues=cues)("Karen Holm snappede, at mødet var slut.")) == ["Karen Holm"]


def test_cues_that_cannot_be_read_say_so(resources, tmp_path):
    with pytest.raises(LexiconError, match=r"absent\.tsv"):
        official(resources, quotes_cues=str(tmp_path / "absent.tsv"))


def test_a_pipeline_without_a_parser_is_refused_with_what_is_missing(resources):
    with pytest.raises(PipelineRequirementsException, match=r"QuotesProcessor[\s\S]*missing: {'depparse'}"):
        official(resources, "tokenize,pos,lemma,quotes")


def test_pretokenized_words_give_offsets_into_the_text_that_stanza_joins(resources):
    words = ["Det", "haster", ",", "siger", "Karen", "Holm", "."]
    document = official(resources, tokenize_pretokenized=True)([words])
    assert document.text == " ".join(words)
    assert names(document) == ["Karen Holm"]
    assert_slices(document)


def test_importing_quoteattr_leaves_stanza_alone():
    code = "import sys, quoteattr; sys.exit('stanza' in sys.modules or 'spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
