"""Formats: JSON and its schema, rows and CSV, the registry, and what all of them refuse."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import assume, given
from quoted import SAMPLES, quoted_texts

from quoteattr import ModelNotFoundError, Quote, QuoteExtractor, Span, __version__, formats
from quoteattr.formats.origin import model_facts
from quoteattr.parse.model_files import EMBEDDED

BY_TEXT = [name for name, writer in formats.WRITERS.items() if not writer.parsed]


@pytest.fixture(params=SAMPLES.values(), ids=SAMPLES)
def sample(request: pytest.FixtureRequest) -> tuple[str, list[Quote]]:
    return request.param


class TestJson:
    def test_there_and_back(self, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        document = formats.from_json(formats.to_json(text, quotes, id="a1", indent=2))
        assert document.text == text
        assert list(document.quotes) == quotes
        assert document.id == "a1"
        assert document.library == {"name": "quoteattr", "version": __version__}
        recorded = json.loads((EMBEDDED / "model.json").read_text(encoding="utf-8"))
        assert document.model == {"name": recorded["name"], "version": recorded["version"]}

    @given(quoted_texts())
    def test_any_text(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        written = formats.to_jsonl(text, quotes, id=3)
        assert len(written.splitlines()) == 1
        (document,) = formats.from_jsonl(written)
        assert (document.text, list(document.quotes), document.id) == (text, quotes, 3)

    def test_half_a_character(self) -> None:
        text = "a\ud83d b"
        written = formats.to_json(text, [])
        assert written.encode("utf-8")
        assert formats.from_json(written).text == text

    def test_lines_of_a_file(self, tmp_path: Any) -> None:
        path = tmp_path / "quotes.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number, (text, quotes) in enumerate(SAMPLES.values()):
                file.write(formats.to_jsonl(text, quotes, id=number, model=None, with_text=False))
        with path.open(encoding="utf-8") as file:
            documents = list(formats.from_jsonl(file))
        assert [list(document.quotes) for document in documents] == [quotes for _, quotes in SAMPLES.values()]
        assert {document.text for document in documents} == {None}
        assert {document.model for document in documents} == {None}

    @pytest.mark.parametrize(
        ("data", "complaint"),
        [
            ("{", "not JSON"),
            ("[]", "no schema_version"),
            ('{"quotes": []}', "no schema_version"),
            ('{"schema_version": 2, "quotes": []}', "version 2; this quoteattr reads version 1: install a newer one"),
            ('{"schema_version": 0, "quotes": []}', "no such version"),
            ('{"schema_version": 1}', "quotes"),
            ('{"schema_version": 1, "quotes": [{}]}', "not the data of a quote"),
            ('{"schema_version": 1, "quotes": 1}', "not a document of quotes"),
        ],
    )
    def test_refused(self, data: str, complaint: str) -> None:
        with pytest.raises(formats.FormatError, match=complaint):
            formats.from_json(data)
        with pytest.raises(formats.FormatError, match="line 2: "):
            list(formats.from_jsonl(formats.to_jsonl("", []) + data + "\n"))

    def test_moved_text_is_refused(self) -> None:
        text, quotes = SAMPLES["broken"]
        document = json.loads(formats.to_json(text, quotes))
        document["text"] = " " + text
        with pytest.raises(formats.FormatError, match="another text"):
            formats.from_json(json.dumps(document))

    def test_models(self, tmp_path: Any) -> None:
        assert model_facts(None) is None
        assert model_facts("stanza")["name"] == "stanza"
        (tmp_path / "model.json").write_text('{"name": "mine", "version": "7"}')
        assert json.loads(formats.to_json("", [], model=tmp_path))["model"] == {"name": "mine", "version": "7"}
        with pytest.raises(ModelNotFoundError, match=r"give the model as to QuoteExtractor"):
            formats.to_json("", [], model=tmp_path / "nowhere")

    def test_schema(self, sample: tuple[str, list[Quote]]) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        validator = jsonschema.Draft202012Validator(formats.schema())
        validator.check_schema(formats.schema())
        text, quotes = sample
        document = json.loads(formats.to_json(text, quotes, id="a1"))
        validator.validate(document)
        validator.validate(json.loads(formats.to_json(text, quotes, model=None, with_text=False)))
        document["quotes"].append({"type": "shouted"})
        assert not validator.is_valid(document)

    def test_schema_knows_every_key(self, sample: tuple[str, list[Quote]]) -> None:
        """Without a validator too: what is written is what the schema lists."""
        properties = formats.schema()["properties"]
        document = json.loads(formats.to_json(*sample))
        assert set(document) == set(properties)
        for quote in document["quotes"]:
            assert set(quote) == set(formats.schema()["$defs"]["quote"]["properties"])


class TestRows:
    def test_columns_are_stable(self, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        records = formats.to_records(quotes, id="a1")
        assert len(records) == len(quotes)
        for record, quote in zip(records, quotes, strict=True):
            assert tuple(record) == formats.COLUMNS
            assert [text[start:end] for start, end in json.loads(record["pieces"])] == [p.text for p in quote.content]
            for role in ("cue", "speaker", "addressee", "via"):
                if record[role] is not None:
                    assert text[record[f"{role}_start"] : record[f"{role}_end"]] == record[role]

    def test_pairs_as_pipe_gives_them(self, extractor: QuoteExtractor) -> None:
        pairs = [
            ("Det haster, siger Karen Holm.", "a1"),
            ("Solen skinner.", "a2"),
            ("Ifølge Bo Krag regner det.", "a3"),
        ]
        records = formats.to_records(extractor.pipe(pairs, as_tuples=True))
        assert [(row["id"], row["number"], row["name"]) for row in records] == [
            ("a1", 1, "Karen Holm"),
            ("a3", 1, "Bo Krag"),
        ]

    def test_not_quotes(self) -> None:
        with pytest.raises(TypeError, match="not dict"):
            formats.to_records([{"type": "direct"}])
        with pytest.raises(TypeError, match="leave out the texts that failed: 'a1'"):
            formats.to_records([(ValueError("too long"), "a1")])

    def test_pandas(self, sample: tuple[str, list[Quote]]) -> None:
        pandas = pytest.importorskip("pandas")
        text, quotes = sample
        frame = pandas.DataFrame(formats.to_records(quotes, id="a1"), columns=formats.COLUMNS).convert_dtypes()
        assert list(frame.columns) == list(formats.COLUMNS)
        for row, quote in zip(frame.to_dict("records"), quotes, strict=True):
            assert row["text"] == quote.text
            assert row["type"] == quote.type.value
            if quote.cue:
                assert text[row["cue_start"] : row["cue_end"]] == quote.cue.text
            else:
                assert pandas.isna(row["cue_start"])
        read = pandas.read_csv(io.StringIO(formats.to_csv(text, quotes, id="a1")), keep_default_na=False)
        assert list(read["text"]) == [quote.text for quote in quotes]

    @given(quoted_texts())
    def test_csv_reads_back(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        assume("\x00" not in text)  # which Python's own reader refuses up to 3.10
        rows = list(csv.DictReader(io.StringIO(formats.to_csv(text, quotes, id="a1"), newline="")))
        records = formats.to_records(quotes, id="a1")
        expected = [{key: "" if value is None else str(value) for key, value in row.items()} for row in records]
        assume(all("\x00" not in cell for row in expected for cell in row.values()))
        assert rows == expected

    def test_line_breaks_stay_within_their_cell(self) -> None:
        text = "Nej\rtak\nsiger han"
        for spreadsheet in (False, True):
            written = formats.to_csv(text, [Quote("direct", [Span(0, 7, "Nej\rtak")])], spreadsheet=spreadsheet)
            (row,) = csv.DictReader(io.StringIO(written, newline=""), delimiter=";" if spreadsheet else ",")
            assert row["text"] == "Nej\rtak"

    @given(quoted_texts())
    def test_spreadsheet_has_no_formula(self, quoted: tuple[str, list[Quote]]) -> None:
        text, quotes = quoted
        written = formats.to_csv(text, quotes, id="=1+1", spreadsheet=True)
        assume("\x00" not in written)
        assert written.startswith("\ufeffid;number;")
        rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))
        for row, record in zip(rows, formats.to_records(quotes, id="=1+1"), strict=True):
            assert row["id"] == "'=1+1"
            for key, cell in row.items():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
                assert cell in ("" if record[key] is None else str(record[key]), f"'{record[key]}")


class TestWriters:
    @pytest.mark.parametrize("name", BY_TEXT)
    def test_every_sample(self, name: str, sample: tuple[str, list[Quote]]) -> None:
        text, quotes = sample
        writer = formats.WRITERS[name]
        written = writer.write(text, quotes, id="a1")
        assert isinstance(written, str)
        assert written.endswith("\n") or not written
        assert writer.name == name
        assert writer.suffix.startswith(".")

    @pytest.mark.parametrize("name", BY_TEXT)
    def test_quotes_of_another_text(self, name: str) -> None:
        text, quotes = SAMPLES["broken"]
        with pytest.raises(ValueError, match="another text"):
            formats.WRITERS[name].write(f" {text}", quotes)
        with pytest.raises(ValueError, match="no visible character"):
            formats.WRITERS[name].write("a  b", [Quote("direct", [Span(1, 3, "  ")])])
        with pytest.raises(ValueError, match="another text"):
            formats.WRITERS[name].write("ab", [Quote("direct", [Span(-2, -1, "a")])])
        with pytest.raises(TypeError, match="must be a str"):
            formats.WRITERS[name].write(b"a", [])
        with pytest.raises(TypeError, match="must be Quote objects"):
            formats.WRITERS[name].write("a", [{}])

    def test_one_file_for_many(self) -> None:
        texts = [(text, quotes, name) for name, (text, quotes) in SAMPLES.items()]
        total = sum(len(quotes) for _, quotes, _ in texts)
        found = {}
        for name, writer in formats.WRITERS.items():
            if not writer.stream:
                with pytest.raises(ValueError, match="a file for each text"):
                    list(writer.write_all(texts))
                continue
            found[name] = "".join(writer.write_all(texts, model=None))
        assert set(found) == {"jsonl", "csv", "spreadsheet", "label-studio"}
        assert [document.id for document in formats.from_jsonl(found["jsonl"])] == list(SAMPLES)
        assert [task["data"]["id"] for task in json.loads(found["label-studio"])] == list(SAMPLES)
        assert len(list(csv.reader(io.StringIO(found["csv"], newline="")))) == total + 1
        assert len(list(csv.reader(io.StringIO(found["spreadsheet"], newline=""), delimiter=";"))) == total + 1
        assert json.loads("".join(formats.WRITERS["label-studio"].write_all([]))) == []

    def test_quotes_that_the_library_finds(self, extractor: QuoteExtractor, seed: dict[str, Any]) -> None:
        quotes = extractor.extract(seed["text"])
        assert len(quotes) > len(seed["quotes"]) / 2
        for name in BY_TEXT:
            assert formats.WRITERS[name].write(seed["text"], quotes, id=seed["id"])
