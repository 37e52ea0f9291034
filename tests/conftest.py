"""Fixtures that all tests share, and the parametrisations by seed article and by case."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from case_files import case_files, expected_to_fail
from hypothesis import settings

from quoteattr import QuoteExtractor

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
MODEL = os.environ.get("QUOTEATTR_TEST_MODEL", "embedded")

# the same examples at every run; --hypothesis-profile=search looks for new ones
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def extractor() -> QuoteExtractor:
    """An extractor with the model that ships, or the one that QUOTEATTR_TEST_MODEL names."""
    return QuoteExtractor(MODEL)


@pytest.fixture(scope="session")
def pipeline(extractor: QuoteExtractor) -> Any:
    """The Stanza pipeline of the model under test, to be shared."""
    return extractor._parser.pipeline


@pytest.fixture(scope="session")
def model_directory() -> Path:
    """The directory of the model under test."""
    from quoteattr.parse.model_files import EMBEDDED

    return EMBEDDED if MODEL == "embedded" else Path(MODEL)


def load_seeds() -> list[dict[str, Any]]:
    """The annotated seed articles: ``id``, ``text`` and ``quotes``."""
    lines = (SEEDS / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def load_cases() -> list[dict[str, Any]]:
    """All cases of tests/cases, each with the name of its ``file``."""
    return [{**case, "file": path.stem} for path, document in case_files() for case in document["cases"]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for ``seed`` runs for every article, one that asks for ``case`` for every case."""
    if "seed" in metafunc.fixturenames:
        seeds = load_seeds()
        metafunc.parametrize("seed", seeds, ids=[seed["id"] for seed in seeds])
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", [_parameter(case) for case in load_cases()])


def _parameter(case: dict[str, Any]) -> Any:
    failing = pytest.mark.xfail(strict=True, reason=case.get("comment", "not reached yet"))
    return pytest.param(case, id=case["label"], marks=[failing] if expected_to_fail(case) else [])


@pytest.fixture(scope="session")
def seeds() -> list[dict[str, Any]]:
    """All seed articles at once."""
    return load_seeds()


@pytest.fixture(scope="session")
def all_cases() -> list[dict[str, Any]]:
    """All cases at once."""
    return load_cases()
