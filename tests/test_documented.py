"""What the documentation's pages on the command and on neighbours show is what happens."""

import doctest
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import quoteattr
import quoteattr.formats
from quoteattr.command.actions import formats
from quoteattr.rules.run import RULES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COMMANDS = (DOCS / "command.rst").read_text(encoding="utf-8")


def sessions(page):
    """The commands of a page's console blocks, each with what it prints."""
    for block in re.findall(r"\.\. code-block:: console\n\n((?:   .*\n|\n)+)", page):
        for session in re.split(r"^\$ ", textwrap.dedent(block), flags=re.MULTILINE)[1:]:
            command, _, output = session.partition("\n")
            yield command, output.rstrip("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of docs/articles and the seeds where the documentation has them, and a command ``quoteattr``."""
    top = tmp_path_factory.mktemp("documented")
    shutil.copytree(DOCS / "articles", top / "docs" / "articles")
    shutil.copytree(ROOT / "seeds", top / "seeds")
    (top / "bin").mkdir()
    script = top / "bin" / "quoteattr"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m quoteattr "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return top


@pytest.mark.parametrize(("command", "output"), list(sessions(COMMANDS)))
def test_commands(folder, command, output):
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder / "docs",
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    assert done.stdout.decode().rstrip("\n") == output


def test_the_table_of_formats_is_whole():
    assert set(
        re.findall(r"^``([a-z-]+)`` .* (?:one file for all|a file for each text)$", COMMANDS, re.MULTILINE)
    ) == set(formats())


def test_the_gallery_has_a_section_for_every_rule(monkeypatch):
    pytest.importorskip("sphinx")
    monkeypatch.syspath_prepend(str(DOCS))
    import gallery

    assert set(gallery.SECTIONS["rules"]) == {name for rule in RULES for name in rule.ids}


def test_the_page_on_neighbours():
    pytest.importorskip("spacy")
    results = doctest.testfile(str(DOCS / "neighbours.rst"), module_relative=False, encoding="utf-8")
    assert results.failed == 0
    assert results.attempted > 10


def public():
    """Every public name and every public method of one, with its object."""
    for module in (quoteattr, quoteattr.formats):
        for name in module.__all__:
            thing = getattr(module, name)
            if not callable(thing):
                continue
            yield f"{module.__name__}.{name}", thing
            own = vars(thing) if isinstance(thing, type) else {}
            yield from (
                (f"{module.__name__}.{name}.{method}", getattr(thing, method))
                for method, value in own.items()
                if not method.startswith("_") and (callable(value) or isinstance(value, (classmethod, property)))
            )


@pytest.mark.parametrize(("name", "thing"), [pytest.param(*pair, id=pair[0]) for pair in public()])
def test_every_public_name_has_an_example_and_is_on_a_page(name, thing):
    assert ">>> " in (thing.__doc__ or ""), name
    reference = "".join((DOCS / page).read_text(encoding="utf-8") for page in ("api.rst", "formats.rst"))
    assert re.search(rf":: {re.escape('.'.join(name.split('.')[: 3 if '.formats.' in name else 2]))}$", reference, re.M)
