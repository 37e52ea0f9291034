"""Many texts: batches of them through the parser, one after the other or in worker processes, in order and lazily."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any

_AHEAD = 2  # batches a worker has waiting
Work = Callable[[Sequence[Any]], Sequence[Any]]  # from texts to their results
_work: Work | None = None  # of a worker process


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of ``size`` items, the last one shorter."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def run(work: Work, texts: Sequence[Any], yield_errors: bool) -> list[Any]:
    """For each text of a batch its result, or the exception that it raises where ``yield_errors`` says so."""
    with _no_search_for_garbage():
        try:
            return list(work(texts))
        except Exception:
            if not yield_errors:
                raise
        results: list[Any] = []
        for text in texts:  # one of them fails: find out which
            try:
                results += work([text])
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
    start: Callable[[], Work], batches: Iterable[list[Any]], processes: int, yield_errors: bool, fork: bool
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Each batch with its results, in order; no more than a few batches are read ahead.

    The processes are copies of this one where ``fork`` says so, else new ones; each calls ``start`` for its work.
    """
    waiting: deque[tuple[list[Any], Future[list[Any]]]] = deque()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    with ProcessPoolExecutor(processes, context, _begin, (start,)) as pool:
        try:
            for batch in batches:
                waiting.append((batch, pool.submit(_run, [text for text, _ in batch], yield_errors)))
                if len(waiting) >= _AHEAD * processes:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()


def _begin(start: Callable[[], Work]) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who lets the batches at work end
    _work = start()
    gc.freeze()  # what the work needs stays: do not look through it for garbage again and again


def _run(texts: list[Any], yield_errors: bool) -> list[Any]:
    assert _work is not None
    return run(_work, texts, yield_errors)
