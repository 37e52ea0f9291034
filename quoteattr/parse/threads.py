"""torch's threads: how many, and when a copy of this process can go on without them."""

from __future__ import annotations

import sys
import threading


def use_threads(count: int) -> None:
    """Let torch compute with so many threads in this process."""
    import torch

    torch.set_num_threads(count)


def may_fork() -> bool:
    """Whether a copy of this process can go on: what another thread or a GPU is about would hang in it."""
    import torch

    return sys.platform == "linux" and threading.active_count() == 1 and not torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
