"""The command line, run as a person would run it."""

import json
import subprocess
import sys
from pathlib import Path

from quoteattr import Quote, Span, Speaker
from quoteattr.__main__ import report

SEEDS = Path(__file__).parent.parent / "seeds"


def run(*arguments, stdin=""):
    return subprocess.run(
        [sys.executable, "-m", "quoteattr", *arguments], input=stdin.encode(), capture_output=True, check=False
    )


def test_json_lines_read_back_and_slice():
    path = SEEDS / "havnen.txt"
    done = run("--json", str(path))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    text = path.read_text(encoding="utf-8")
    assert len(rows) > 8
    for row in rows:
        quote = Quote.from_dict(row)
        assert all(text[piece.start : piece.end] == piece.text for piece in quote.content)
        assert row["file"] == str(path)


def test_standard_input_for_a_person():
    done = run("-", stdin="Det haster, siger Karen Holm til Fjordposten.")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert "Karen Holm · siger · to Fjordposten" in out
    assert "Det haster" in out
    assert "\x1b[" not in out


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path):
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\xfa")
    good = tmp_path / "good.txt"
    good.write_text("Det haster, siger Karen Holm.", encoding="utf-8")
    done = run(str(broken), str(tmp_path / "absent.txt"), str(good))
    assert done.returncode == 1
    assert "broken.txt" in done.stderr.decode()
    assert "absent.txt" in done.stderr.decode()
    assert "Karen Holm" in done.stdout.decode()


def test_a_missing_model_says_so(tmp_path):
    done = run("--model", str(tmp_path), "-")
    assert done.returncode == 1
    assert "model.json" in done.stderr.decode()


def test_a_wrong_call_exits_with_two():
    assert run().returncode == 2


def test_report_colours_only_when_asked():
    quote = Quote("direct", [Span(0, 4, "Nej!")], Span(6, 11, "siger"), Speaker(Span(12, 15, "hun"), None), rule="turn")
    assert "hun · siger" in report([quote], colour=False)
    assert "\x1b[32mNej!\x1b[0m" in report([quote], colour=True)
    assert report([], colour=False) == "No quotes found."
