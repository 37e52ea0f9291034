"""The four Stanza networks as tasks for the training loop.

Model classes, data readers and scorers are Stanza's; only the settings and the loop are ours.  The parser is
trained without tags and without lemmas: a parser that sees gold tags in training loses eight points of LAS on
predicted ones (the treebank's *være* and *have* give the tree away), and one without needs neither at run time.
"""

from __future__ import annotations

import io
import math
import random
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from stanza.models import lemmatizer, parser, tagger, tokenizer
from stanza.models.common.doc import DEPREL, HEAD, LEMMA, TEXT, UPOS
from stanza.models.common.pretrain import Pretrain
from stanza.models.common.utils import unsort
from stanza.models.depparse import scorer as depparse_scorer
from stanza.models.depparse.data import DataLoader as DepparseLoader
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.depparse.utils import predict_dataset
from stanza.models.lemma import scorer as lemma_scorer
from stanza.models.lemma.data import DataLoader as LemmaLoader
from stanza.models.lemma.trainer import Trainer as LemmaTrainer
from stanza.models.pos import scorer as pos_scorer
from stanza.models.pos.data import Dataset as PosDataset
from stanza.models.pos.trainer import Trainer as PosTrainer
from stanza.models.tokenization.data import DataLoader as TokenLoader
from stanza.models.tokenization.data import TokenizationDataset
from stanza.models.tokenization.trainer import Trainer as TokenTrainer
from stanza.models.tokenization.utils import eval_model
from stanza.utils.conll import CoNLL

SHORTHAND = ["--lang", "da", "--shorthand", "da_ddt", "--device", "cpu"]


class TokenizerTask:
    """Tokens and sentences from characters; an epoch is a fixed number of random windows of text."""

    name = "tokenizer"
    learning_rate = 0.003
    steps = 100

    def __init__(self, train: Path, dev: Path, options: list[str]) -> None:
        settings = "--hidden_dim 32 --max_seqlen 300 --batch_size 24 --no_use_mwt"
        args = tokenizer.parse_args([*SHORTHAND, *settings.split(), *options])
        args.update(feat_funcs=tokenizer.DEFAULT_FEAT_FUNCS, feat_dim=len(tokenizer.DEFAULT_FEAT_FUNCS))
        args.update(num_dict_feat=0, conll_file=None)
        self.args = args
        self.data = TokenLoader(args, input_files=_text_and_labels(train), mwt_expansions={})
        args["vocab_size"] = len(self.data.vocab)
        self.dev = TokenizationDataset(args, input_files=_text_and_labels(dev), vocab=self.data.vocab, evaluation=True)
        self.trainer = TokenTrainer(args=args, vocab=self.data.vocab, device="cpu")
        self.model: torch.nn.Module = self.trainer.model

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        self.trainer.optimizer = optimizer

    def batches(self) -> Any:
        drop = self.args["unit_dropout"]
        return [self.data.next(unit_dropout=drop) for _ in range(self.steps)]

    def update(self, batch: Any) -> float:
        return float(self.trainer.update(batch))

    def score(self) -> float:
        return float(eval_model(self.args, self.trainer, self.dev, self.data.vocab, {}))

    def save(self, path: Path) -> None:
        self.trainer.save(str(path))


def _text_and_labels(text: Path) -> dict[str, str]:
    return {"txt": str(text), "label": str(text.with_suffix(".labels"))}


class TaggerTask:
    """UPOS and FEATS."""

    name = "tagger"
    learning_rate = 0.003

    def __init__(self, train: Path, dev: Path, vectors: Pretrain, options: list[str]) -> None:
        settings = (
            "--share_hid --hidden_dim 150 --num_layers 2 --char_hidden_dim 100 --char_emb_dim 50"
            " --deep_biaff_hidden_dim 150 --transformed_dim 100 --word_emb_dim 50 --word_cutoff 2"
            " --batch_size 14 --dropout 0.25 --word_dropout 0.2"
        )
        files = ["--train_file", str(train), "--eval_file", str(dev)]
        args = tagger.parse_args(SHORTHAND + files + settings.split() + options)
        self.vocab, _, self.train = tagger.load_training_data(args, vectors)
        self.gold = str(dev)
        self.dev = PosDataset(
            CoNLL.conll2doc(self.gold), args, vectors, vocab=self.vocab, evaluation=True, sort_during_eval=True
        )
        self.trainer = PosTrainer(args=args, vocab=self.vocab, pretrain=vectors, device="cpu")
        self.model: torch.nn.Module = self.trainer.model

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        self.trainer.optimizers = {"adam": optimizer}

    def batches(self) -> Any:
        return self.train

    def update(self, batch: Any) -> float:
        return float(self.trainer.update(batch))

    def score(self) -> float:
        predictions, order = [], []
        for batch in self.dev.to_loader(batch_size=100):
            predictions += self.trainer.predict(batch)
            order.extend(batch.idx)
        tagger.set_predictions(self.dev.doc, self.trainer, unsort(predictions, order))
        system = io.StringIO(f"{self.dev.doc:C}\n\n")
        return float(pos_scorer.score(system, self.gold, eval_type="AllTags")[2])

    def save(self, path: Path) -> None:
        self.trainer.save(str(path))


class LemmatizerTask:
    """Lemmas from form and UPOS: a dictionary of the training words, and an edit-aware seq2seq for the rest."""

    name = "lemmatizer"
    learning_rate = 0.002

    def __init__(self, train: Path, dev: Path, options: list[str]) -> None:
        settings = (
            "--hidden_dim 100 --emb_dim 50 --pos_dim 50 --batch_size 50 --dropout 0.3"
            " --emb_dropout 0.2 --pos_dropout 0.2"
        )
        args = lemmatizer.parse_args(["--shorthand", "da_ddt", "--device", "cpu", *settings.split(), *options])
        self.train = LemmaLoader(CoNLL.conll2doc(str(train)), 50, args)
        triples = self.train.raw_data()
        args.update(vocab_size=self.train.vocab["char"].size, pos_vocab_size=self.train.vocab["pos"].size)
        self.gold = str(dev)
        self.dev = LemmaLoader(CoNLL.conll2doc(self.gold), 500, args, vocab=self.train.vocab, evaluation=True)
        self.trainer = LemmaTrainer(args=args, vocab=self.train.vocab, device="cpu")
        self.trainer.train_dict(triples)
        self.model: torch.nn.Module = self.trainer.model
        # a type with log-scaled repeats teaches as much as all its occurrences, in a quarter of the time
        self.examples = [
            example
            for triple, count in Counter(map(tuple, triples)).items()
            for example in self.train.preprocess([triple], self.train.vocab["char"], self.train.vocab["pos"], args)
            * (1 + int(math.log2(count) / 2))
        ]

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        self.trainer.optimizer = optimizer

    def batches(self) -> Any:
        order = random.sample(self.examples, len(self.examples))
        self.train.data = [order[i : i + 50] for i in range(0, len(order), 50)]
        return self.train

    def update(self, batch: Any) -> float:
        return float(self.trainer.update(batch))

    def score(self) -> float:
        lemmas: list[str] = []
        edits: list[int] = []
        for batch in self.dev:
            predicted, predicted_edits = self.trainer.predict(batch, 1)
            lemmas += predicted
            edits += predicted_edits or []
        lemmas = self.trainer.postprocess(self.dev.doc.get([TEXT]), lemmas, edits=edits or None)
        self.dev.doc.set([LEMMA], self.trainer.ensemble(self.dev.doc.get([TEXT, UPOS]), lemmas))
        return float(lemma_scorer.score(io.StringIO(f"{self.dev.doc:C}\n\n"), self.gold)[2])

    def save(self, path: Path) -> None:
        self.trainer.save(str(path))


class ParserTask:
    """Heads and relations, from forms, characters and vectors alone."""

    name = "parser"
    learning_rate = 0.003

    def __init__(self, train: Path, dev: Path, vectors: Pretrain, options: list[str]) -> None:
        settings = (
            "--hidden_dim 160 --num_layers 2 --char_hidden_dim 100 --char_emb_dim 50"
            " --deep_biaff_hidden_dim 96 --transformed_dim 100 --word_emb_dim 50 --word_cutoff 2"
            " --tag_emb_dim 0 --no_xpos --no_ufeats --batch_size 350 --dropout 0.33 --word_dropout 0.25"
        )
        args = parser.parse_args(SHORTHAND + settings.split() + options)
        blank = CoNLL.conll2doc(str(train))
        blank.set([LEMMA], ["_"] * blank.num_words)
        # the vocabulary of lemmas is empty, so every lemma is unknown, in training as at run time
        self.vocab = DepparseLoader(blank, args["batch_size"], args, vectors).vocab
        self.train = DepparseLoader(CoNLL.conll2doc(str(train)), args["batch_size"], args, vectors, vocab=self.vocab)
        self.gold = str(dev)
        self.dev = DepparseLoader(
            CoNLL.conll2doc(self.gold),
            1500,
            args,
            vectors,
            vocab=self.vocab,
            evaluation=True,
            sort_during_eval=True,
        )
        self.trainer = GraphTrainer(args=args, vocab=self.vocab, pretrain=vectors, device="cpu")
        self.model: torch.nn.Module = self.trainer.model

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        self.trainer.optimizer = {"adam": optimizer}

    def batches(self) -> Any:
        self.train.reshuffle()
        return self.train

    def update(self, batch: Any) -> float:
        loss, _ = self.trainer.update(batch)
        return float(loss)

    def score(self) -> float:
        predictions = predict_dataset(self.trainer, self.dev)
        self.dev.doc.set([HEAD, DEPREL], [word for sentence in predictions for word in sentence])
        return float(depparse_scorer.score(io.StringIO(f"{self.dev.doc:C}\n\n"), self.gold)[2])

    def save(self, path: Path) -> None:
        self.trainer.save(str(path))
