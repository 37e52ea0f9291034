"""Texts from files, folders and standard input, one at a time; what cannot be read is named and passed over."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import IO, Any

from attrs import frozen

SUFFIXES = (".txt", ".jsonl")
_BOM = b"\xef\xbb\xbf"
_UNSAFE = re.compile(r"[^\w.-]+|^\.+")


@frozen
class Source:
    """A file to read: ``path`` is None for standard input, ``place`` its path below what was asked for."""

    name: str
    path: Path | None
    place: PurePath
    lines: bool = False  # JSON Lines, a text a line
    problem: str | None = None


@frozen
class Article:
    """A text: ``origin`` says where it was read, ``place`` is a relative path without suffix for what is made of it."""

    text: str
    id: str | int
    origin: str
    place: PurePath
    source: Source
    size: int  # in bytes, for the progress bar


@frozen
class Unreadable:
    """Something that is no text, and why."""

    origin: str
    problem: str
    size: int = 0


def find(names: Iterable[str], *, standard_input_lines: bool = False) -> list[Source]:
    """The files that are meant: as named, and of a folder all ``.txt`` and ``.jsonl`` in it, sorted; ``-`` is stdin.

    Files and folders whose name begins with a full stop are passed over in folders.

    >>> find(["-", "a/b.txt"])[1].place
    PurePosixPath('b.txt')
    """
    sources: list[Source] = []
    for name in names:
        path = Path(name)
        if name == "-":
            sources.append(Source("standard input", None, PurePath("stdin"), standard_input_lines))
        elif path.is_dir():
            below = list(_below(path))
            nothing = Source(name, path, PurePath(), problem=f"no {' or '.join(SUFFIXES)} files in it")
            sources += below or [nothing]
        else:
            sources.append(_source(path, PurePath(path.name)))
    return sources


def read(source: Source, *, text_field: str = "text") -> Iterator[Article | Unreadable]:
    """The text of a file, or those of its lines, as they are read; UTF-8, with or without byte order mark."""
    if source.problem is not None:
        yield Unreadable(source.name, source.problem)
        return
    try:
        if source.path is None:
            yield from _read(source, sys.stdin.buffer, text_field)
        else:
            with source.path.open("rb") as file:
                yield from _read(source, file, text_field)
    except OSError as error:
        yield Unreadable(source.name, error.strerror or str(error))


def _below(top: Path) -> Iterator[Source]:
    closed: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=closed.append):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for file in sorted(files):
            if file.lower().endswith(SUFFIXES) and not file.startswith("."):
                path = Path(folder, file)
                yield _source(path, path.relative_to(top))
    for error in closed:
        yield Source(str(error.filename), Path(error.filename), PurePath(), problem=error.strerror)


def _source(path: Path, place: PurePath) -> Source:
    return Source(str(path), path, place, path.suffix.lower() == ".jsonl")


def _read(source: Source, file: IO[bytes], text_field: str) -> Iterator[Article | Unreadable]:
    if not source.lines:
        content = file.read()
        try:
            text = _decoded(content)
        except ValueError as error:
            yield Unreadable(source.name, str(error), len(content))
        else:
            name = "stdin" if source.path is None else source.name
            yield Article(text, name, source.name, source.place.with_suffix(""), source, len(content))
        return
    for number, line in enumerate(file, 1):
        if line.strip():
            origin = f"{source.name}, line {number}"
            try:
                text, id = _row(_decoded(line), text_field)
            except ValueError as error:
                yield Unreadable(origin, str(error), len(line))
            else:
                place = source.place.with_suffix("") / (_UNSAFE.sub("_", str(number if id is None else id)) or "_")
                id = f"{source.name}:{number}" if id is None else id
                yield Article(text, id, origin, place, source, len(line))


def _decoded(content: bytes) -> str:
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte 0x{content[error.start]:02x} at {error.start})") from error


def _row(line: str, text_field: str) -> tuple[str, str | int | None]:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg.removesuffix(' at')}, column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON that can be read ({error})") from error
    text = row.get(text_field) if isinstance(row, dict) else None
    if not isinstance(text, str):
        raise ValueError(f"no text in a field {text_field!r} (choose another with --text-field)")
    id = row.get("id")
    if id is not None and (isinstance(id, bool) or not isinstance(id, (str, int))):
        raise ValueError(f"its id is neither text nor a whole number but {id!r}")
    return text, id
