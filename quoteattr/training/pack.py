"""From trained networks to a model directory that ships: matrices and vectors as int8 rows, hashes.

A matrix is stored as int8 with a scale for each row, all else in half precision; :mod:`quoteattr.parse.parser` expands
them when it loads the model.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models.common.pretrain import Pretrain
from stanza.models.common.vocab import VOCAB_PREFIX

NETWORKS = ("tokenizer", "tagger", "lemmatizer", "parser")
SMALL = 2000  # numbers; a tensor of fewer is not worth a scale a row
HISTORY = ("optimizer_state_dict", "scheduler_state_dict", "dev_score_history", "global_step", "last_best_step")


def pack(work: Path, out: Path, facts: dict[str, Any]) -> None:
    """Write the networks and vectors of ``work`` into the model directory ``out``, with its ``model.json``."""
    out.mkdir(parents=True, exist_ok=True)
    for name in NETWORKS:
        _pack_network(work / f"{name}.pt", out / f"{name}.pt")
    _pack_vectors(work / "vectors.pt", out / "vectors.pt")
    record(out, facts)


def record(out: Path, facts: dict[str, Any]) -> None:
    """Write ``model.json``: what the model is and was trained on, and size and hash of each file."""
    files = {}
    for name in (*NETWORKS, "vectors"):
        content = (out / f"{name}.pt").read_bytes()
        files[f"{name}.pt"] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    content_of = {"format": 1, "language": "da", "stanza": stanza.__version__, **facts, "files": files}
    (out / "model.json").write_text(json.dumps(content_of, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _pack_network(source: Path, target: Path) -> None:
    checkpoint = torch.load(source, map_location="cpu", weights_only=True)
    for key in HISTORY:
        checkpoint.pop(key, None)
    config = checkpoint["config"]
    for key, value in config.items():
        if isinstance(value, str) and key.endswith(("_file", "_dir", "_name")):
            config[key] = None  # places of the machine that trained
    checkpoint["model"] = {key: _packed(value) for key, value in checkpoint["model"].items()}
    torch.save(checkpoint, target)


def _packed(value: torch.Tensor) -> torch.Tensor | list[torch.Tensor]:
    if value.dtype != torch.float32:
        return value
    if value.dim() < 2 or value.numel() < SMALL:
        return value.half()
    rows, scales = int8_rows(value.reshape(value.shape[0], -1))
    return [rows.reshape(value.shape), scales]


def int8_rows(matrix: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix as int8, and for each row what to multiply it by."""
    scales = (matrix.abs().amax(1).clamp_min(1e-8) / 127).float()
    return (matrix / scales[:, None]).round().to(torch.int8), scales


def _pack_vectors(source: Path, target: Path) -> None:
    """A row of vectors as int8 with a scale of its own."""
    pretrain = Pretrain(str(source))
    matrix = torch.as_tensor(pretrain.emb)[len(VOCAB_PREFIX) :].float()
    words = pretrain.vocab._id2unit[len(VOCAB_PREFIX) :]
    rows, scales = int8_rows(matrix)
    torch.save({"words": "\n".join(words).encode("utf-8"), "rows": rows, "scales": scales}, target)
