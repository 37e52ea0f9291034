"""What the subcommands of ``quoteattr`` do once their arguments are read; each returns its exit code."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define
from tqdm import tqdm

from quoteattr.command.inputs import Article, Source, Unreadable, find, read
from quoteattr.command.outputs import Destination, Folder, Stream, paths_of
from quoteattr.formats import WRITERS, Writer
from quoteattr.picture.plain_list import listed
from quoteattr.picture.render import render
from quoteattr.quotes import Quote

Result = tuple[Article, Any, Any]  # an article, what its format writes (text or Document), its quotes or the error


class WrongCallError(Exception):
    """A call that makes no sense: its message is for the person who typed it, and the exit code is 2."""


def formats() -> dict[str, Writer]:
    """All that ``extract --format`` offers: the writers of :mod:`quoteattr.formats`, pages, and lists to read."""
    page = Writer("html", ".html", partial(render, standalone=True))
    text = Writer("text", ".quotes.txt", _list, stream=True)
    return {**WRITERS, page.name: page, text.name: text}


def extract(args: Namespace) -> int:
    """Write the quotes of many texts in a format."""
    writer = formats()[args.format]
    if writer.parsed and args.processes > 1:
        raise WrongCallError(f"{writer.name} is made from whole parses, in one process: leave --processes out")
    sources = find(args.texts, standard_input_lines=args.jsonl)
    open_destination = _destination(args, writer, sources)
    find_quotes = _finder(args, parsed=writer.parsed)
    destination = open_destination()
    with _interruptible(), _progress(sources, quiet=args.output is None and sys.stdout.isatty()) as bar:
        reading = _Reading(bar)
        for article, text, quotes in find_quotes(reading.articles(sources, args.text_field)):
            reading.put(destination, article, text, quotes)
        destination.close()
    return int(reading.failed)


def show(args: Namespace) -> int:
    """Print the quotes of texts for a person, or write one text as a page."""
    sources = find(args.texts, standard_input_lines=args.jsonl)
    args.batch_size, args.processes = 1, 1
    if args.html:
        if not _is_one_text(sources):
            raise WrongCallError("--html takes one text; for more: quoteattr extract --format html --output FOLDER")
        args.format, args.output = "html", args.html
        return extract(args)
    reading = _Reading()
    colour = _use_colour(args.color)
    find_quotes = _explainer(args) if args.why else _finder(args)
    for article, text, quotes in find_quotes(reading.articles(sources, args.text_field)):
        if isinstance(quotes, Exception):
            reading.complain(article.origin, repr(quotes))
            continue
        shown = _shown(text, quotes, args, colour)
        heading = "" if _is_one_text(sources) else f"{article.id}:\n"
        sys.stdout.buffer.write(f"{heading}{shown}\n".encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    return int(reading.failed)


def model(args: Namespace) -> int:
    """Print what a model's record says, after its files are found to be as recorded."""
    from quoteattr.parse.model_files import EMBEDDED, verify

    if args.model == "stanza":
        raise WrongCallError("Stanza's own models have no record; this is for the embedded one and for directories")
    directory = EMBEDDED if args.model == "embedded" else Path(args.model)
    verify(directory)
    record = json.loads((directory / "model.json").read_text(encoding="utf-8"))
    files, _ = record.pop("files"), record.pop("format", None)
    first = {name: record.pop(name) for name in ("name", "version", "licence") if name in record}
    for name, value in {**first, "directory": str(directory), **record}.items():
        print("\n".join(_described(name, value)))
    print(f"files: {sum(facts['size'] for facts in files.values()) / 1e6:.1f} MB, every hash as recorded")
    for name, facts in files.items():
        print(f"  {name:14s} {facts['size']:>9,d} bytes  sha256 {facts['sha256']}")
    return 0


@define
class _Reading:
    """Texts on their way through; what goes wrong with one of them is said on standard error."""

    bar: Any = None
    failed: bool = False

    def articles(self, sources: Iterable[Source], text_field: str) -> Iterator[Article]:
        for source in sources:
            for article in read(source, text_field=text_field):
                if isinstance(article, Article):
                    yield article
                else:
                    self.complain(article.origin, article.problem)
                    self._advance(article)

    def put(self, destination: Destination, article: Article, text: Any, quotes: Any) -> None:
        if isinstance(quotes, Exception):
            self.complain(article.origin, repr(quotes))
        else:
            try:
                destination.put(article, text, quotes)
            except ValueError as error:
                self.complain(article.origin, error)
        self._advance(article)

    def complain(self, origin: str, problem: object) -> None:
        self.failed = True
        tqdm.write(f"quoteattr: {origin}: {problem}", file=sys.stderr)

    def _advance(self, article: Article | Unreadable) -> None:
        if self.bar is not None:
            self.bar.update(article.size)


def _finder(args: Namespace, *, parsed: bool = False) -> Callable[[Iterable[Article]], Iterator[Result]]:
    """Load the model; what comes back finds the quotes of articles, and the errors of those where it fails."""
    if parsed:
        from quoteattr.stanza_processor import load_pipeline

        return partial(_parsed, load_pipeline(args.model, cues=args.cues))
    from quoteattr.extractor import QuoteExtractor

    extractor = QuoteExtractor(args.model, cues=args.cues)
    return partial(_found, partial(extractor.pipe, batch_size=args.batch_size, n_process=args.processes))


def _explainer(args: Namespace) -> Callable[[Iterable[Article]], Iterator[Result]]:
    """Load the model; what comes back explains articles in place of finding their quotes."""
    from quoteattr.extractor import QuoteExtractor

    extractor = QuoteExtractor(args.model, cues=args.cues)
    return lambda articles: ((article, article.text, extractor.explain(article.text)) for article in articles)


def _shown(text: Any, quotes: Any, args: Namespace, colour: bool) -> str:
    if args.why:
        return f"{quotes}\n"
    return listed(quotes, colour=colour) if args.list or not colour else render(text, quotes, style="ansi")


def _found(pipe: Callable[..., Iterator[Any]], articles: Iterable[Article]) -> Iterator[Result]:
    pairs = ((article.text, article) for article in articles)
    for quotes, article in pipe(pairs, as_tuples=True, on_error="yield"):
        yield article, article.text, quotes


def _parsed(pipeline: Any, articles: Iterable[Article]) -> Iterator[Result]:
    for article in articles:
        try:
            document = pipeline(article.text)
        except Exception as error:
            yield article, None, error
        else:
            yield article, document, document.quotes


def _destination(args: Namespace, writer: Writer, sources: Sequence[Source]) -> Callable[[], Destination]:
    """Where to write, after a look at whether that makes sense; nothing is opened before it is called."""
    one_file = writer.stream or _is_one_text(sources)
    if args.output is None:
        if not one_file:
            raise WrongCallError(f"{writer.name} makes a file for each text: say where with --output FOLDER")
        return lambda: Stream(sys.stdout.buffer, writer, args.model)
    path, read_paths = Path(args.output), paths_of(sources)
    if one_file and not path.is_dir() and not args.output.endswith(("/", os.sep)):
        if path.resolve() in read_paths:
            raise WrongCallError(f"{path} is one of the files to read")
        return lambda: Stream(path.open("wb"), writer, args.model)
    root, asked = path.resolve(), {Path(name).resolve() for name in args.texts}
    if any(folder in asked for folder in root.parents) and any(root in file.parents for file in read_paths):
        raise WrongCallError(f"{path} has texts in it and lies in a folder to read: choose one outside")
    return lambda: Folder(path, writer, args.model, read_paths)


def _is_one_text(sources: Sequence[Source]) -> bool:
    return len(sources) == 1 and not sources[0].lines


def _progress(sources: Iterable[Source], *, quiet: bool) -> Any:
    """A bar on a terminal, once a second has passed; it counts bytes, for nobody knows how many texts there are."""
    sizes = [source.path.stat().st_size if source.path and source.path.is_file() else 0 for source in sources]
    return tqdm(
        total=sum(sizes) or None,
        unit="B",
        unit_scale=True,
        delay=1,
        leave=False,
        disable=quiet or not sys.stderr.isatty(),
    )


@contextmanager
def _interruptible() -> Iterator[None]:
    """At Ctrl-C end the workers, whose batches would be waited for; at a second one leave all as it is."""
    pressed = False

    def stop(*_: object) -> None:
        nonlocal pressed
        if pressed:
            os._exit(130)
        pressed = True
        workers = multiprocessing.active_children()
        if not workers:
            raise KeyboardInterrupt
        for worker in workers:  # the pool then breaks, and gives up in good order
            worker.terminate()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except BrokenProcessPool as error:
        if pressed:
            raise KeyboardInterrupt from None
        raise ChildProcessError("a worker process died, perhaps for want of memory: use fewer --processes") from error
    finally:
        signal.signal(signal.SIGINT, before)


def _use_colour(choice: str) -> bool:
    if choice == "auto":
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return choice == "always"


def _list(text: str, quotes: Sequence[Quote], *, id: str | int | None = None) -> str:
    return f"{id}:\n{listed(quotes)}\n"


def _described(name: str, value: Any, indent: int = 0) -> Iterator[str]:
    """The lines of a fact; facts of facts are set in, and numbers stand in a row."""
    margin = "  " * indent
    if not isinstance(value, Mapping):
        yield f"{margin}{name}: {value}"
    elif any(isinstance(inner, Mapping) for inner in value.values()):
        yield f"{margin}{name}:"
        for inner, facts in value.items():
            yield from _described(inner, facts, indent + 1)
    else:
        yield f"{margin}{name}: {', '.join(f'{inner} {fact}' for inner, fact in value.items())}"
