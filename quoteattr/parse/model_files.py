"""Where the networks come from: model directories, checked before they are read, and Stanza's official models.

A model directory is checked against the sizes and hashes of its ``model.json`` and read with ``weights_only``; nothing
is ever downloaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any

from quoteattr.errors import ModelDamagedError, ModelNotFoundError

EMBEDDED = Path(__file__).parent.parent / "models" / "da"
PROCESSORS = {"tokenize": "tokenizer", "pos": "tagger", "lemma": "lemmatizer", "depparse": "parser"}
# read by Stanza's batching on a CPU: words a batch for the parser, sentences for the tagger
BATCHES = {"depparse_batch_size": 400, "pos_batch_size": 50}


def load_plain(directory: str | os.PathLike[str]) -> Any:
    """A model as a plain ``stanza.Pipeline``, as Stanza itself would run it: what speed is measured against."""
    return load_directory(EMBEDDED if directory == "embedded" else Path(directory))


def check_device(device: str) -> None:
    """``ValueError`` where torch has no such device here."""
    import torch

    try:
        torch.zeros(1, device=device).tolist()
    except (RuntimeError, AssertionError, TypeError) as error:
        raise ValueError(f"torch finds no device {device!r} here ({error})") from error


def load_directory(directory: Path, device: str = "cpu") -> Any:
    """A checked model directory as a ``stanza.Pipeline``."""
    names = verify(directory)
    try:
        return _read_directory(directory, names, device)
    except (pickle.UnpicklingError, KeyError, TypeError, AttributeError, RuntimeError, ValueError, EOFError) as error:
        raise ModelDamagedError(f"the files in {directory} are no quoteattr model ({error})") from error


def _read_directory(directory: Path, names: set[str], device: str) -> Any:
    import stanza
    from stanza.models.common.foundation_cache import FoundationCache

    cache = FoundationCache()
    options: dict[str, Any] = {}
    if "vectors.pt" in names:
        vectors = str(directory / "vectors.pt")
        cache.pretrains[vectors] = read_vectors(vectors)
        options.update(pos_pretrain_path=vectors, depparse_pretrain_path=vectors, foundation_cache=cache)
    with tempfile.TemporaryDirectory(prefix="quoteattr-") as scratch:  # Stanza reads from files alone
        (Path(scratch) / "resources.json").write_text("{}", encoding="utf-8")
        for processor, name in PROCESSORS.items():
            if f"{name}.pt" in names:
                options[f"{processor}_model_path"] = expand(directory / f"{name}.pt", Path(scratch) / f"{name}.pt")
        return stanza.Pipeline(
            "da",
            dir=scratch,
            package=None,
            download_method=None,
            processors=",".join(PROCESSORS),
            device=device,
            verbose=False,
            depparse_resolve_head_constraints=True,
            **(BATCHES if device == "cpu" else {}),
            **options,
        )


def expand(packed: Path, target: Path) -> str:
    """Write a packed network as a file that Stanza reads, with its int8 rows multiplied out; its path."""
    import torch

    checkpoint = torch.load(packed, map_location="cpu", weights_only=True)
    for key, value in checkpoint["model"].items():
        if isinstance(value, list):
            rows, scales = value
            value = rows.float() * scales.float().reshape([-1] + [1] * (rows.dim() - 1))
        checkpoint["model"][key] = value.float() if value.dtype.is_floating_point else value
    torch.save(checkpoint, target)
    return str(target)


def verify(directory: Path) -> set[str]:
    """The names of a model directory's files, after their sizes and hashes are found to be as recorded."""
    record = directory / "model.json"
    if not record.is_file():
        raise ModelNotFoundError(f"no model in {directory}: it has no model.json (see python -m quoteattr.training)")
    try:
        files = json.loads(record.read_text(encoding="utf-8"))["files"]
        missing = {f"{name}.pt" for name in PROCESSORS.values()} - set(files)
        if missing:
            raise ModelDamagedError(f"{record} lacks {', '.join(sorted(missing))}; install quoteattr again")
        expected = {str(name): (int(facts["size"]), str(facts["sha256"])) for name, facts in files.items()}
    except ModelDamagedError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamagedError(f"{record} is not a model record ({error!r}); install quoteattr again") from error
    for name, (size, digest) in expected.items():
        path = directory / name
        if not path.is_file():
            raise ModelDamagedError(f"{path} is missing; install quoteattr again or rebuild the model")
        content = path.read_bytes()
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            raise ModelDamagedError(f"{path} is not the file that model.json records; install quoteattr again")
    return set(expected)


def read_vectors(path: str) -> Any:
    """Expand the int8 rows of word vectors into the object that Stanza keeps them in."""
    import torch
    from stanza.models.common.pretrain import Pretrain, PretrainedWordVocab
    from stanza.models.common.vocab import VOCAB_PREFIX

    packed = torch.load(path, map_location="cpu", weights_only=True)
    words = packed["words"].decode("utf-8").split("\n")
    matrix = torch.zeros(len(words) + len(VOCAB_PREFIX), packed["rows"].shape[1])
    matrix[len(VOCAB_PREFIX) :] = packed["rows"].float() * packed["scales"].float()[:, None]
    vectors = Pretrain(path)
    vectors._vocab = PretrainedWordVocab(words)
    vectors._emb = matrix
    return vectors


def load_official(device: str = "cpu") -> Any:
    """The official Danish models of the user's own Stanza directory as a ``stanza.Pipeline``."""
    import stanza
    from stanza.resources.common import DEFAULT_MODEL_DIR

    directory = os.environ.get("STANZA_RESOURCES_DIR", DEFAULT_MODEL_DIR)
    if not (Path(directory) / "resources.json").is_file():
        raise ModelNotFoundError(f'no Stanza models in {directory}: run stanza.download("da") once')
    try:
        return stanza.Pipeline(
            "da", dir=directory, processors=",".join(PROCESSORS), download_method=None, verbose=False, device=device
        )
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise ModelNotFoundError(
            f'the Danish models are not in {directory} ({error}): run stanza.download("da") once'
        ) from error
