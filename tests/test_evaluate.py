"""The scorer: by hand on small cases, and against the annotators' own where that is at hand."""

import importlib.util
import json
from pathlib import Path

import pytest

from quoteattr import Quote, Span, Speaker
from quoteattr.evaluate import evaluate, figures, main, table

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared" / "gold"
TEXT = "Det haster, siger Karen Holm. Broen falder."


class Fixed:
    """An extractor that finds what it is told to."""

    def __init__(self, *quotes):
        self.quotes = list(quotes)

    def extract(self, text):
        return self.quotes


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words), words)


def gold(**changes):
    quote = {"type": "indirect", "content": [[0, 10]], "speaker_names": ["Karen Holm"], "cue": [12, 17]}
    quote |= {"speaker": [18, 28], "addressee": None, "via": None}
    return {"id": "one", "text": TEXT, "quotes": [quote | changes]}


def found(name="Karen Holm", words="Det haster"):
    speaker = Speaker(span(TEXT, "Karen Holm"), name)
    return Quote("indirect", [span(TEXT, words)], span(TEXT, "siger"), speaker, rule="fronted")


def test_the_right_quote_counts_fully():
    result = figures(evaluate([gold()], Fixed(found())))
    assert result["attributed"]["f1"] == 1.0
    assert result["rules"] == {"fronted": {"found": 1, "right": 1}}


def test_a_wrong_name_is_a_match_but_not_attributed():
    tally = evaluate([gold()], Fixed(found(name="Per Dal")))
    result = figures(tally)
    assert (result["match"]["f1"], result["attributed"]["f1"]) == (1.0, 0.0)
    assert tally.errors == ["[attribution] one (fronted): Karen Holm but found Per Dal: Det haster"]


def test_other_words_are_missed_and_spurious():
    tally = evaluate([gold()], Fixed(found(words="Broen falder")))
    assert figures(tally)["match"]["f1"] == 0.0
    assert [line.split()[0] for line in tally.errors] == ["[missed]", "[spurious]"]


def test_what_is_no_gold_document_is_refused():
    with pytest.raises(ValueError, match="not a gold document"):
        evaluate([{"id": "one"}], Fixed())


@pytest.mark.parametrize(("model", "says"), [("embedded", "gold.jsonl, line 2: not JSON"), ("nowhere", "no model in")])
def test_what_cannot_be_read_is_named(model, says, tmp_path, capsys):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "En linje\u2028og en til.", "quotes": []}\n' + "{oops\n" * (model == "embedded"), "utf-8")
    assert main([str(path), "--model", model]) == 1
    assert says in capsys.readouterr().err


def test_the_table_has_a_line_for_each_rule():
    assert "rule fronted" in table(figures(evaluate([gold()], Fixed(found()))))


@pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="the annotators' scorer is not here")
@pytest.mark.parametrize("path", [ROOT / "seeds" / "seeds.jsonl", GOLD / "dev.jsonl"], ids=["seeds", "dev"])
def test_same_figures_as_the_annotators_scorer(path, extractor):
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    theirs = scorer.score(documents, [_predicted(document, extractor) for document in documents])
    ours = figures(evaluate(documents, extractor))
    for name in ("attributed", "match", "touch", "exact", "direct", "indirect", "mixed", "addressee", "via"):
        assert ours[name]["f1"] == pytest.approx(theirs[name]["f1"]), name
    for name in ("type", "cue", "speaker", "speaker name"):
        assert ours[f"{name} accuracy"] == pytest.approx(theirs[f"{name.replace(' ', '_')}_accuracy"]), name


def _predicted(document, extractor):
    def place(span):
        return None if span is None else [span.start, span.end]

    quotes = []
    for quote in extractor.extract(document["text"]):
        speaker = quote.speaker
        fields = {"cue": place(quote.cue), "addressee": place(quote.addressee), "via": place(quote.via)}
        fields["speaker"] = place(speaker.mention) if speaker else None
        fields["speaker_names"] = [speaker.name] if speaker and speaker.name else []
        quotes.append({"type": quote.type.value, "content": [place(piece) for piece in quote.content], **fields})
    return {"id": document["id"], "quotes": quotes}
