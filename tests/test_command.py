"""The command line, run as a person would run it: in this process where that shows the same, else in one of its own."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from quoteattr import Quote, QuoteExtractor, Span, Speaker, __version__, formats
from quoteattr.command.actions import formats as offered
from quoteattr.command.arguments import COMMANDS, main
from quoteattr.picture.plain_list import listed

SEEDS = Path(__file__).parent.parent / "seeds"
HOLM = "Det haster, siger Karen Holm til Fjordposten."
DAL = "Ifølge Per Dal haster det ikke."


def run(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "quoteattr", *arguments], input=stdin, capture_output=True, check=False, timeout=120
    )


@pytest.fixture
def call(capsys):
    """Run the command in this process: its exit code, standard output and standard error."""

    def run_here(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as error:
            code = error.code
        return code, *capsys.readouterr()

    return run_here


@pytest.fixture
def articles(tmp_path):
    """A folder as one finds them: subfolders, JSON Lines, other files, and some that are broken."""
    top = tmp_path / "articles"
    (top / "inner").mkdir(parents=True)
    (top / "b.txt").write_bytes(b"\xef\xbb\xbf" + HOLM.encode())
    (top / "inner" / "a.txt").write_text(DAL, encoding="utf-8")
    (top / "broken.txt").write_bytes(b"Det haster \xe6\xf8\xe5")
    (top / "notes.md").write_text(HOLM, encoding="utf-8")
    (top / ".hidden.txt").write_text(HOLM, encoding="utf-8")
    rows = [json.dumps({"id": 7, "text": HOLM}), "{", "", json.dumps({"body": DAL}), json.dumps({"text": DAL})]
    (top / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return top


def test_a_folder_becomes_json_lines_and_what_is_broken_is_named(call, articles):
    code, out, err = call("extract", articles)
    documents = list(formats.from_jsonl(out))
    assert [document.id for document in documents] == [
        f"{articles}/b.txt",
        7,
        f"{articles}/rows.jsonl:5",
        f"{articles}/inner/a.txt",
    ]
    assert [document.quotes[0].speaker.name for document in documents] == [
        "Karen Holm",
        "Karen Holm",
        "Per Dal",
        "Per Dal",
    ]
    assert documents[0].text == HOLM
    assert code == 1
    complaints = err.splitlines()
    assert len(complaints) == 3
    assert complaints[0] == f"quoteattr: {articles}/broken.txt: not UTF-8 (byte 0xe6 at 11)"
    assert complaints[1].startswith(f"quoteattr: {articles}/rows.jsonl, line 2: not JSON (")
    assert complaints[2].startswith(f"quoteattr: {articles}/rows.jsonl, line 4: no text in a field 'text'")


def test_offsets_slice_the_file_as_it_is(call):
    path = SEEDS / "havnen.txt"
    code, out, _ = call("extract", path)
    [document] = formats.from_jsonl(out)
    text = path.read_text(encoding="utf-8")
    assert code == 0
    assert len(document.quotes) > 8
    for quote in document.quotes:
        assert all(text[piece.start : piece.end] == piece.text for piece in quote.content)


def test_carriage_returns_count(call, tmp_path):
    path = tmp_path / "windows.txt"
    path.write_bytes(b"Solen skinner.\r\n\r\n" + HOLM.encode())
    _, out, _ = call("extract", path)
    assert next(formats.from_jsonl(out)).quotes[0].content[0].start == 18


def test_missing_files_and_empty_folders_are_named(call, tmp_path):
    code, out, err = call("extract", tmp_path / "absent.txt", tmp_path)
    assert (code, out) == (1, "")
    assert f"quoteattr: {tmp_path}/absent.txt: No such file or directory\n" in err
    assert f"quoteattr: {tmp_path}: no .txt or .jsonl files in it\n" in err


@pytest.mark.parametrize("lines", [False, True])
def test_standard_input(lines):
    text = json.dumps({"id": "a1", "text": HOLM}) if lines else HOLM
    done = run("extract", "-", *(["--jsonl"] if lines else []), stdin=text.encode())
    assert done.returncode == 0, done.stderr
    [document] = formats.from_jsonl(done.stdout.decode())
    assert (document.id, document.text) == ("a1" if lines else "stdin", HOLM)


def test_another_text_field(call, articles):
    code, out, _ = call("extract", articles / "rows.jsonl", "--text-field", "body")
    assert code == 1
    assert [document.text for document in formats.from_jsonl(out)] == [DAL]


@pytest.mark.parametrize(
    "row", ["[1]", '{"text": 5}', '{"text": "a", "id": [1]}', '{"text": "a", "id": true}', "[" * 10**5]
)
def test_rows_that_are_no_texts_are_named_by_line(call, tmp_path, row):
    path = tmp_path / "rows.jsonl"
    path.write_text(row + "\n" + json.dumps({"text": HOLM}), encoding="utf-8")
    code, out, err = call("extract", path)
    assert code == 1
    assert f"{path}, line 1: " in err
    assert len(list(formats.from_jsonl(out))) == 1


@pytest.mark.parametrize("name", [name for name, writer in offered().items() if writer.stream])
def test_streams_hold_all_texts(call, articles, tmp_path, name):
    code, out, _ = call("extract", articles / "b.txt", articles / "inner", "--format", name)
    assert code == 0
    target = tmp_path / "out"
    assert call("extract", articles / "b.txt", articles / "inner", "--format", name, "--output", target) == (0, "", "")
    assert target.read_bytes().decode() == out
    assert "Karen Holm" in out
    assert "Per Dal" in out


def test_csv_has_one_header(call, articles):
    _, out, _ = call("extract", articles, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["name"] for row in rows] == ["Karen Holm", "Karen Holm", "Per Dal", "Per Dal"]


def test_no_text_at_all_is_still_a_file_of_the_format(call, tmp_path):
    (tmp_path / "broken.txt").write_bytes(b"\xff")
    code, out, _ = call("extract", tmp_path, "--format", "label-studio")
    assert code == 1
    assert json.loads(out) == []


@pytest.mark.parametrize("name", list(offered()))
def test_a_folder_gets_a_file_for_each_text(call, articles, tmp_path, name):
    target = tmp_path / "out"
    code, out, err = call("extract", articles, "--format", name, "--output", f"{target}/")
    assert (code, out, len(err.splitlines())) == (1, "", 3)
    suffix = offered()[name].suffix
    made = sorted(str(path.relative_to(target)) for path in target.rglob(f"*{suffix}"))
    assert made == [f"b{suffix}", f"inner/a{suffix}", f"rows/5{suffix}", f"rows/7{suffix}"]
    content = (target / f"b{suffix}").read_bytes().decode()
    assert "Holm" in content


def test_brat_gets_text_and_configuration_and_reads_back(call, articles, tmp_path):
    call("extract", articles, "--format", "brat", "--output", tmp_path / "out")
    text = (tmp_path / "out" / "b.txt").read_bytes().decode()
    [quote] = formats.from_brat(text, (tmp_path / "out" / "b.ann").read_bytes().decode())
    assert quote.speaker.name == "Karen Holm"
    assert "Attribution" in (tmp_path / "out" / "annotation.conf").read_text(encoding="utf-8")


def test_one_text_may_go_to_standard_output_in_any_format(call, articles):
    code, out, _ = call("extract", articles / "b.txt", "--format", "conllu")
    assert code == 0
    assert "QuoteSpeaker=1:Karen\\sHolm" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "json"], "--output FOLDER"),
        (["--output", "{articles}/rows.jsonl"], "one of the files to read"),
        (["--output", "{articles}/inner/", "--format", "brat"], "choose one outside"),
        (["--format", "conllu", "--output", "out", "--processes", "2"], "leave --processes out"),
        (["--format", "xls"], "invalid choice"),
        (["--processes", "0"], "above 0"),
        (["--batch-size", "x"], "above 0"),
    ],
)
def test_calls_that_make_no_sense(call, articles, arguments, says):
    before = {path: path.read_bytes() for path in articles.rglob("*.*")}
    code, out, err = call("extract", articles, *[argument.format(articles=articles) for argument in arguments])
    assert (code, out) == (2, "")
    assert says in err
    assert {path: path.read_bytes() for path in articles.rglob("*.*")} == before


def test_no_text_is_overwritten(call, tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text(HOLM, encoding="utf-8")
    (tmp_path / "inner" / "a.txt").write_text(DAL, encoding="utf-8")
    code, _, err = call(
        "extract", tmp_path / "inner" / "a.txt", tmp_path / "a.txt", "--format", "brat", "--output", tmp_path
    )
    assert code == 1
    assert "a.txt is one of the files to read" in err
    assert f"a.ann is taken already, by {tmp_path}/inner/a.txt" in err
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == HOLM


def test_brat_may_lie_beside_its_texts(call, tmp_path):
    (tmp_path / "a.txt").write_text(HOLM, encoding="utf-8")
    assert call("extract", tmp_path, "--format", "brat", "--output", tmp_path) == (0, "", "")
    assert (tmp_path / "a.ann").exists()


def test_ids_make_no_paths(call, tmp_path):
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "../../up", "text": HOLM}), encoding="utf-8")
    assert call("extract", tmp_path / "rows.jsonl", "--format", "json", "--output", tmp_path / "out")[0] == 0
    assert [path.name for path in (tmp_path / "out" / "rows").iterdir()] == ["__.._up.json"]


def test_a_text_that_a_format_cannot_hold_is_named(call, tmp_path):
    rows = [json.dumps({"text": "Det haster \ud800, siger Karen Holm."}), json.dumps({"text": DAL})]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, out, err = call("extract", tmp_path / "rows.jsonl", "--format", "csv")
    assert code == 1
    assert "rows.jsonl, line 1: " in err
    assert [row["name"] for row in csv.DictReader(io.StringIO(out))] == ["Per Dal"]


def test_a_text_that_fails_is_named_and_the_rest_goes_on(call, articles, monkeypatch):
    extract_all = QuoteExtractor.extract_all

    def failing(self, texts):
        if DAL in texts:
            raise RuntimeError("too much")
        return extract_all(self, texts)

    monkeypatch.setattr(QuoteExtractor, "extract_all", failing)
    code, out, err = call("extract", articles / "inner", articles / "b.txt")
    assert code == 1
    assert err == f"quoteattr: {articles}/inner/a.txt: RuntimeError('too much')\n"
    assert [document.text for document in formats.from_jsonl(out)] == [HOLM]


def test_names_too_long_for_a_file_are_named(call, tmp_path):
    rows = [json.dumps({"id": "a" * 300, "text": HOLM}), json.dumps({"id": "b", "text": DAL})]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = call("extract", tmp_path / "rows.jsonl", "--format", "json", "--output", tmp_path / "out")
    assert code == 1
    assert "rows.jsonl, line 1: " in err
    assert [path.name for path in (tmp_path / "out" / "rows").iterdir()] == ["b.json"]


def test_processes_and_batches_keep_the_order(articles):
    done = run("extract", str(articles), "--processes", "2", "--batch-size", "1")
    assert done.returncode == 1
    assert [document.text for document in formats.from_jsonl(done.stdout.decode())] == [HOLM, HOLM, DAL, DAL]
    assert len(done.stderr.decode().splitlines()) == 3


def test_own_cues(call, tmp_path):
    (tmp_path / "cues.tsv").write_text("snappe\tsay\t-\tfront,at\tsnapper snappede\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Karen Holm snappede, at mødet var slut.", encoding="utf-8")
    assert "No quotes" in call("show", tmp_path / "a.txt")[1]
    assert "Karen Holm · snappede" in call("show", tmp_path / "a.txt", "--cues", tmp_path / "cues.tsv")[1]
    code, _, err = call("show", tmp_path / "a.txt", "--cues", tmp_path / "absent.tsv")
    assert code == 1
    assert "absent.tsv" in err


def test_show_lists_where_there_is_no_colour(call, articles):
    code, out, _ = call("show", articles / "b.txt")
    assert code == 0
    assert out == "  1. Karen Holm · siger · to Fjordposten  [indirect, fronted]\n     Det haster\n"


def test_show_names_each_of_several_and_goes_on_past_a_broken_one(call, articles):
    code, out, err = call("show", articles)
    assert code == 1
    assert "broken.txt" in err
    assert f"{articles}/b.txt:\n  1. Karen Holm" in out
    assert f"{articles}/inner/a.txt:\n  1. Per Dal" in out


def test_show_in_colour(call, articles):
    _, out, _ = call("show", articles / "b.txt", "--color", "always")
    assert "\x1b[" in out
    _, out, _ = call("show", articles / "b.txt", "--color", "always", "--list")
    assert "\x1b[32mDet haster\x1b[0m" in out


def test_show_as_a_page(call, articles, tmp_path):
    page = tmp_path / "page.html"
    assert call("show", articles / "b.txt", "--html", page) == (0, "", "")
    assert "Karen Holm" in page.read_text(encoding="utf-8")
    assert call("show", articles, "--html", page)[0] == 2


def test_evaluate(call, tmp_path):
    code, out, _ = call("evaluate", SEEDS / "seeds.jsonl", "--json")
    assert code == 0
    assert json.loads(out)["documents"] == 10
    code, _, err = call("evaluate", tmp_path / "absent.jsonl")
    assert code == 1
    assert "absent.jsonl" in err


def test_model_info(call):
    code, out, _ = call("model", "info")
    assert code == 0
    assert "licence: CC BY-SA 4.0" in out
    assert "every hash as recorded" in out
    assert call("model")[1] == out


def test_a_missing_or_damaged_model_says_so(call, tmp_path, articles):
    for command in (["model"], ["show", articles / "b.txt"], ["extract", articles, "--output", tmp_path / "out.jsonl"]):
        code, out, err = call(*command, "--model", tmp_path)
        assert (code, out) == (1, "")
        assert "model.json" in err
    assert not (tmp_path / "out.jsonl").exists()
    assert call("model", "--model", "stanza")[0] == 2


def test_an_output_that_cannot_be_written_says_so(call, articles, tmp_path):
    code, _, err = call("extract", articles, "--output", tmp_path / "absent" / "out.jsonl")
    assert code == 1
    assert "absent/out.jsonl" in err


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_has_an_example(call, command):
    code, out, _ = call(*command, "--help")
    assert code == 0
    assert f"\n  quoteattr {' '.join(command)}" in out


def test_version(call):
    assert call("--version")[1] == f"quoteattr {__version__}\n"


def test_no_command_is_a_wrong_call_and_a_file_in_its_place_is_told_what_to_type(call, articles):
    assert call()[0] == 2
    code, _, err = call(articles / "b.txt")
    assert code == 2
    assert f"type: quoteattr show {articles}/b.txt" in err


def test_a_list_is_coloured_only_when_asked_and_obeys_no_codes():
    quote = Quote("direct", [Span(0, 4, "Nej!")], Span(6, 11, "siger"), Speaker(Span(12, 15, "hun"), None), rule="turn")
    assert "hun · siger" in listed([quote])
    assert "\x1b[32mNej!\x1b[0m" in listed([quote], colour=True)
    assert "\x1b" not in listed([Quote("direct", [Span(0, 6, "\x1b[2JNo")])])
    assert listed([]) == "No quotes found."
