"""The spaCy component on blank Danish pipelines: quotes, spans, batches, and what is written and read back."""

import pickle
import subprocess
import sys

import pytest

from quoteattr import LexiconError, ModelNotFoundError, QuoteExtractor

spacy = pytest.importorskip("spacy")
from spacy.tokens import Doc, DocBin  # noqa: E402  # after the skip

TEXT = "😀 Broen lukkes, oplyser vejchef Birgit Lund.\n\n- Det haster, siger hun til Fjordposten. Vi skal i gang nu."
CUES = "snappe\tsay\t-\tfront,at\tsnapper snappede\n"


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("da")
    pipeline.add_pipe("quoteattr")
    return pipeline


def test_quotes_are_those_of_the_extractor(nlp, extractor):
    doc = nlp(TEXT)
    assert doc._.quotes == QuoteExtractor().extract(TEXT)
    assert [quote.speaker.name for quote in doc._.quotes] == ["Birgit Lund", "Birgit Lund"]


def test_spans_name_type_and_quote(nlp):
    doc = nlp(TEXT)
    spans = [(span.text, span.label_, span.id_) for span in doc.spans["quotes"]]
    assert spans == [
        ("😀 Broen lukkes", "indirect", "0"),
        ("Det haster", "direct", "1"),
        ("Vi skal i gang nu.", "direct", "1"),
    ]


def test_spans_widen_to_tokens_that_do_not_fit(nlp):
    doc = nlp.get_pipe("quoteattr")(Doc(nlp.vocab, words=["-", "Det", "haster,", "siger", "Karen", "Holm."]))
    assert [quote.text for quote in doc._.quotes] == ["Det haster"]
    assert [span.text for span in doc.spans["quotes"]] == ["Det haster,"]


def test_a_doc_not_looked_at_has_none_and_one_without_quotes_an_empty_list(nlp):
    assert spacy.blank("da")(TEXT)._.quotes is None
    assert nlp("Solen skinner.")._.quotes == []
    assert nlp("")._.quotes == []


def test_pipe_keeps_order_and_context(nlp):
    texts = [(TEXT, 1), ("", 2), ("Solen skinner.", 3)] * 15
    results = list(nlp.pipe(texts, as_tuples=True))
    assert [context for _, context in results] == [1, 2, 3] * 15
    assert [len(doc._.quotes) for doc, _ in results] == [2, 0, 0] * 15


def test_pipe_in_processes_after_use_in_this_one(nlp):
    nlp(TEXT)
    docs = list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=1))
    assert [len(doc._.quotes) for doc in docs] == [2] * 4


def test_pipe_hands_a_failing_doc_to_the_error_handler(nlp, monkeypatch):
    component = nlp.get_pipe("quoteattr")
    extract_all = component._extractor.extract_all

    def failing(texts):
        if any("umulig" in text for text in texts):
            raise ValueError("cannot be read")
        return extract_all(texts)

    monkeypatch.setattr(component._extractor, "extract_all", failing)
    texts = [TEXT, "En umulig tekst.", "Solen skinner."]
    with pytest.raises(ValueError, match="cannot be read"):
        list(nlp.pipe(texts))
    failed = []
    nlp.set_error_handler(lambda name, component, docs, error: failed.extend((name, doc.text) for doc in docs))
    try:
        assert [doc.text for doc in nlp.pipe(texts)] == [TEXT, "Solen skinner."]
    finally:
        nlp.set_error_handler(spacy.util.raise_error)
    assert failed == [("quoteattr", "En umulig tekst.")]


def test_the_pipeline_is_written_and_read_back(nlp, tmp_path):
    cues = tmp_path / "cues.tsv"
    cues.write_text(CUES, encoding="utf-8")
    own = spacy.blank("da")
    own.add_pipe("quoteattr", config={"cues": str(cues)})
    own.to_disk(tmp_path / "pipeline")
    text = "Karen Holm snappede, at mødet var slut."
    assert nlp(text)._.quotes == []
    assert len(own(text)._.quotes) == 1
    assert len(spacy.load(tmp_path / "pipeline")(text)._.quotes) == 1
    again = spacy.blank("da").from_config(own.config)
    assert len(again.from_bytes(own.to_bytes())(text)._.quotes) == 1
    assert len(pickle.loads(pickle.dumps(own.get_pipe("quoteattr")))(own.make_doc(text))._.quotes) == 1


def test_docs_are_written_and_read_back(nlp):
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [unpacked] = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    for copy in (again, unpacked, pickle.loads(pickle.dumps(doc)), doc.copy()):
        assert copy._.quotes == doc._.quotes
        assert [span.text for span in copy.spans["quotes"]] == [span.text for span in doc.spans["quotes"]]


def test_wrong_settings_are_refused(tmp_path):
    for config, error in (({"model": str(tmp_path)}, ModelNotFoundError), ({"cues": "absent.tsv"}, LexiconError)):
        with pytest.raises(error):
            spacy.blank("da").add_pipe("quoteattr", config=config)
    with pytest.raises(ValueError, match="model"):
        spacy.blank("da").add_pipe("quoteattr", config={"model": 7})


def test_importing_the_module_registers_the_component():
    code = (
        "import sys, spacy, quoteattr.spacy_component\n"
        "spacy.blank('da').add_pipe('quoteattr')\n"
        "sys.exit(not spacy.tokens.Doc.has_extension('quotes'))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
