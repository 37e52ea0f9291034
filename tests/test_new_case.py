"""The script that writes new cases, and the form of their files."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest
from case_files import CASES, Case, written_case, written_file
from new_case import main
from test_cases import check_case

TEXT = "- Det haster, siger Karen Holm til AFP.\n\n- Nej."
CASE = """\
  {"label": "new",
   "text": "- Det haster, siger Karen Holm til AFP.\\n\\n- Nej.",
   "quotes": [{"type": "direct", "content": ["Det haster"],
               "cue": "siger", "speaker": "Karen Holm", "name": "Karen Holm", "addressee": "AFP"},
              {"type": "direct", "content": ["Nej."],
               "name": "Karen Holm"}]}
"""


def test_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main([TEXT, "--label", "new"])
    assert capsys.readouterr().out == CASE
    main(["Solen skinner."])
    printed = capsys.readouterr().out
    assert printed == '  {"label": "",\n   "text": "Solen skinner.",\n   "quotes": []}\n'


def test_put_into_a_file(tmp_path: Path) -> None:
    """First into a new file, then behind what stands there; what is told stays."""
    path = tmp_path / "made.json"
    main([TEXT, "--label", "new", "--file", str(path)])
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["construction"], document["about"]) == ("made", "")
    document["about"] = "Added »by hand«."
    document["cases"][0] |= {"expect": "fail", "english": "It is urgent."}
    path.write_text(json.dumps(document), encoding="utf-8")
    main(["Solen skinner.", "--label", "newer", "--file", str(path)])
    written = path.read_text(encoding="utf-8")
    again = json.loads(written)
    assert [case["label"] for case in again.pop("cases")] == ["new", "newer"]
    assert again["about"] == "Added »by hand«."
    assert written == written_file(json.loads(written))
    for case in json.loads(written)["cases"]:
        check_case(case)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--file", "made.json"], "--file needs a --label"), (["--label", "marks-straight"], "already")],
)
def test_refused(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([TEXT, *arguments])
    assert told in capsys.readouterr().err


def test_form() -> None:
    """Keys in their order whatever order they have, and neither what is null nor that a case passes."""
    quote = {"name": None, "cue": None, "content": ["Ja"], "type": "direct"}
    case = {"quotes": [quote], "expect": "pass", "comment": "Short.", "text": "- Ja.", "label": "yes"}
    assert written_file({"construction": "made", "about": "Turns.", "cases": [case, case | {"quotes": []}]}) == (
        '{\n "construction": "made",\n "about": "Turns.",\n "cases": [\n'
        '  {"label": "yes",\n   "text": "- Ja.",\n   "comment": "Short.",\n'
        '   "quotes": [{"type": "direct", "content": ["Ja"]}]},\n\n'
        '  {"label": "yes",\n   "text": "- Ja.",\n   "comment": "Short.",\n   "quotes": []}\n ]\n}\n'
    )


@pytest.mark.parametrize("wrong", [{"note": "?"}, {"quotes": [{"type": "direct", "content": ["Ja"], "who": "hun"}]}])
def test_nothing_is_lost_by_a_slip(wrong: Case) -> None:
    with pytest.raises(ValueError, match="is no key of"):
        written_case({"label": "yes", "text": "- Ja.", "quotes": [], **wrong})


def test_documented_form() -> None:
    """The example for contributors is a file in the form that it shows."""
    page = (CASES.parents[1] / "docs" / "contributing.rst").read_text(encoding="utf-8")
    (block,) = re.findall(r"code-block:: json\n\n((?:      .*\n)+)", page)
    example = textwrap.dedent(block)
    assert example == written_file(json.loads(example))
    for case in json.loads(example)["cases"]:
        check_case(case)
