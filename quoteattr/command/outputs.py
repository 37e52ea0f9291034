"""Where an export goes: one stream, or a folder with a file for each text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

from attrs import define, field

from quoteattr.command.inputs import Article, Source
from quoteattr.formats import BRAT_CONFIGURATION, Writer
from quoteattr.quotes import Quote


class Destination(Protocol):
    """Takes the quotes of one article after the other."""

    def put(self, article: Article, text: Any, quotes: Sequence[Quote]) -> None:
        """Write one article's part; ``ValueError`` where that one cannot be written, ``OSError`` where none can.

        ``text`` is the article's text or, for a format that needs one, a parsed Document.
        """

    def close(self) -> None:
        """Write what comes after the last."""


@define
class Stream:
    """Many texts one behind the other, into a file or standard output."""

    file: IO[bytes]
    writer: Writer
    model: str
    _texts: int = 0

    def put(self, article: Article, text: Any, quotes: Sequence[Quote]) -> None:
        part = self.writer.write(text, quotes, id=article.id, model=self.model)
        before = self.writer.between if self._texts else self.writer.opening
        self.file.write((before + part).encode("utf-8"))
        self.file.flush()
        self._texts += 1

    def close(self) -> None:
        ending = self.writer.closing if self._texts else self.writer.opening + self.writer.closing
        self.file.write(ending.encode("utf-8"))
        self.file.flush()
        if self.file is not sys.stdout.buffer:
            self.file.close()


@define
class Folder:
    """A file for each text, below ``root`` at the place that its text has below what was read.

    ``sources`` are the files that are read, which are never overwritten.
    """

    root: Path
    writer: Writer
    model: str
    sources: frozenset[Path]
    _written: dict[Path, str] = field(factory=dict)

    def put(self, article: Article, text: Any, quotes: Sequence[Quote]) -> None:
        writer = self.writer
        part = writer.write(text, quotes, id=article.id, model=self.model)
        if writer.stream:
            part = writer.opening + part + writer.closing
        place = self.root / article.place
        self._write(place.with_name(place.name + writer.suffix), part, article)
        if writer.name == "brat":  # which wants the text beside, and its configuration once
            self._write(place.with_name(place.name + ".txt"), article.text, article)
            configuration = self.root / "annotation.conf"
            if not configuration.exists():
                configuration.write_text(BRAT_CONFIGURATION, encoding="utf-8")

    def _write(self, path: Path, content: str, article: Article) -> None:
        encoded = content.encode("utf-8")
        if path in self._written:
            raise ValueError(f"{path} is taken already, by {self._written[path]}")
        if path.resolve() not in self.sources:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(encoded)
            except OSError as error:
                raise ValueError(f"{path} cannot be written: {error.strerror}") from error
        elif path.read_bytes() != encoded:
            raise ValueError(f"{path} is one of the files to read; choose another folder")
        self._written[path] = article.origin

    def close(self) -> None:
        """Nothing is left open."""


def paths_of(sources: Iterable[Source]) -> frozenset[Path]:
    """The files that are read, as one and the same path whatever they were called."""
    return frozenset(source.path.resolve() for source in sources if source.path is not None)
