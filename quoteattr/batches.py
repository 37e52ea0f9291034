"""Many texts: batches of them through the parser, one after the other or in worker processes, in order and lazily."""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
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


def run_in_processes(
    model: str, lexicon: CueLexicon, batches: Iterable[list[Any]], processes: int, yield_errors: bool
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Each batch with its results, in order; no more than a few batches are read ahead."""
    context = multiprocessing.get_context("spawn")  # a forked copy of torch's threads may hang
    waiting: deque[tuple[list[Any], Future[list[Any]]]] = deque()
    with ProcessPoolExecutor(processes, context, _start, (model, lexicon)) as pool:
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


def _start(model: str, lexicon: CueLexicon) -> None:
    """Load the model of a worker, which has one core."""
    global _worker
    import torch

    from quoteattr.extractor import QuoteExtractor

    torch.set_num_threads(1)
    _worker = QuoteExtractor(model, cues=lexicon)
    gc.freeze()  # the model stays: do not look through it for garbage again and again


def _work(texts: list[Any], yield_errors: bool) -> list[Any]:
    assert _worker is not None
    return run(_worker, texts, yield_errors)
