"""Many texts: batches of them through the parser, one after the other or in worker processes, in order and lazily."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quoteattr.extractor import QuoteExtractor
    from quoteattr.lexicon import CueLexicon

_AHEAD = 2  # batches a worker has waiting
_worker: QuoteExtractor | None = None


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of ``size`` items, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def run(extractor: QuoteExtractor, texts: Sequence[Any], yield_errors: bool) -> list[Any]:
    """For each text of a batch its quotes, or the exception that it raises where ``yield_errors`` says so."""
    with _no_search_for_garbage():
        try:
            return extractor.extract_all(texts)
        except Exception:
            if not yield_errors:
                raise
        results: list[Any] = []
        for text in texts:  # one of them fails: find out which
            try:
                results += extractor.extract_all([text])
            except Exception as error:
                results.append(error)
        return results


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """For as long as a batch takes: its hundred thousand tokens go by themselves, and no cycle is among them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def run_in_processes(
    extractor: QuoteExtractor, batches: Iterable[list[Any]], processes: int, yield_errors: bool
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Each batch with its results, in order; no more than a few batches are read ahead."""
    waiting: deque[tuple[list[Any], Future[list[Any]]]] = deque()
    with _pool(extractor, processes) as pool:
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(_work, [text for text, _ in batch], yield_errors)))
                if len(waiting) >= _AHEAD * processes:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()


def _pool(extractor: QuoteExtractor, processes: int) -> ProcessPoolExecutor:
    """Workers with the extractor: as a copy of this process where one may be made, else each loads its own."""
    if _may_fork():
        return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _adopt, (extractor,))
    context = multiprocessing.get_context("spawn")
    parser = extractor._parser
    return ProcessPoolExecutor(processes, context, _load, (parser.name, extractor._lexicon, parser.device))


def _may_fork() -> bool:
    """Whether a copy of this process can go on: what another thread or a GPU is about would hang in it."""
    import torch

    return sys.platform == "linux" and threading.active_count() == 1 and not torch.cuda.is_initialized()  # type: ignore[no-untyped-call]


def _load(model: str, lexicon: CueLexicon, device: str) -> None:
    from quoteattr.extractor import QuoteExtractor

    _adopt(QuoteExtractor(model, cues=lexicon, device=device))


def _adopt(extractor: QuoteExtractor) -> None:
    """Make an extractor that of this worker, which has one core."""
    global _worker
    import torch

    torch.set_num_threads(1)  # the threads that torch has in the process this is a copy of are not here
    _worker = extractor
    gc.freeze()  # the model stays: do not look through it for garbage again and again


def _work(texts: list[Any], yield_errors: bool) -> list[Any]:
    assert _worker is not None
    return run(_worker, texts, yield_errors)
