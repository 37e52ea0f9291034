"""One training loop for all four networks.

Adam with a learning rate that is flat and then falls in a line, and an exponential moving average of the
weights, which is what is scored and saved.  Every epoch seeds its own random numbers, and a checkpoint holds all
that the next epoch needs: a run that is stopped and started again gives the same weights as one that was not.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from attrs import define

FLAT = 0.4  # share of the run before the learning rate falls
FLOOR = 0.01
WARM_UP = 100  # steps
AVERAGE = 0.998
BETAS = (0.9, 0.95)


class Task(Protocol):
    """A network with its data, as the loop sees it."""

    name: str
    model: torch.nn.Module
    learning_rate: float

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None: ...
    def batches(self) -> Any: ...  # an iterable, drawn anew every epoch
    def update(self, batch: Any) -> float: ...
    def score(self) -> float: ...
    def save(self, path: Path) -> None: ...


@define
class Average:
    """Exponential moving average of the trained weights."""

    weights: dict[str, torch.Tensor]
    steps: int = 0

    @classmethod
    def of(cls, model: torch.nn.Module) -> Average:
        state = model.state_dict()
        return cls({k: v.detach().clone() for k, v in state.items() if not k.startswith("pretrained_emb")})

    def follow(self, model: torch.nn.Module) -> None:
        decay = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        self.steps += 1
        with torch.no_grad():
            for key, value in model.state_dict().items():
                if key not in self.weights:
                    continue
                if value.dtype.is_floating_point:
                    self.weights[key].lerp_(value, 1 - decay)
                else:
                    self.weights[key].copy_(value)


def seed_all(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)


def fit(task: Task, epochs: int, seed: int, out: Path, score_every: int = 2) -> float:
    """Train ``task`` for ``epochs`` and leave the best averaged weights by dev score in ``out``.

    A checkpoint beside ``out`` (``.checkpoint``) lets a stopped run go on.  Returns the best dev score.
    """
    optimizer = torch.optim.Adam(
        [p for p in task.model.parameters() if p.requires_grad], lr=task.learning_rate, betas=BETAS, eps=1e-6
    )
    task.use_optimizer(optimizer)
    average = Average.of(task.model)
    checkpoint = out.with_suffix(".checkpoint")
    first, best = _resume(checkpoint, task, optimizer, average)
    started = time.time()
    for epoch in range(first, epochs):
        seed_all(seed * 1000 + epoch)
        loss = _run_epoch(task, optimizer, average, epoch, epochs)
        line = f"{task.name} epoch {epoch + 1}/{epochs} loss {loss:.4f}"
        if (epoch + 1) % score_every == 0 or epoch + 1 == epochs:
            score = _score_average(task, average, out, best)
            best = max(best, score)
            line += f" dev {100 * score:.2f} best {100 * best:.2f}"
        print(f"{line} {time.time() - started:.0f}s", flush=True)
        _write(checkpoint, task, optimizer, average, epoch + 1, best)
    return best


def _run_epoch(task: Task, optimizer: torch.optim.Optimizer, average: Average, epoch: int, epochs: int) -> float:
    batches = list(task.batches())
    total = 0.0
    for index, batch in enumerate(batches):
        done = (epoch + index / len(batches)) / epochs
        rate = 1.0 if done < FLAT else max(FLOOR, (1 - done) / (1 - FLAT))
        rate *= min(1.0, (average.steps + 1) / WARM_UP)
        for group in optimizer.param_groups:
            group["lr"] = task.learning_rate * rate
        total += task.update(batch)
        average.follow(task.model)
    return total / max(1, len(batches))


def _score_average(task: Task, average: Average, out: Path, best: float) -> float:
    current = {k: v.detach().clone() for k, v in task.model.state_dict().items() if k in average.weights}
    task.model.load_state_dict(average.weights, strict=False)
    with torch.no_grad():
        score = task.score()
    if score > best:
        task.save(out)
    task.model.load_state_dict(current, strict=False)
    return score


def _write(path: Path, task: Task, optimizer: torch.optim.Optimizer, average: Average, epoch: int, best: float) -> None:
    weights = {k: v for k, v in task.model.state_dict().items() if k in average.weights}
    state = {
        "model": weights,
        "average": average.weights,
        "steps": average.steps,
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "best": best,
    }
    scratch = path.with_suffix(".writing")
    torch.save(state, scratch)
    scratch.replace(path)


def _resume(path: Path, task: Task, optimizer: torch.optim.Optimizer, average: Average) -> tuple[int, float]:
    if not path.exists():
        return 0, -1.0
    state = torch.load(path, map_location="cpu", weights_only=True)
    task.model.load_state_dict(state["model"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    average.weights, average.steps = state["average"], state["steps"]
    print(f"{task.name} goes on after epoch {state['epoch']}", flush=True)
    return int(state["epoch"]), float(state["best"])
