"""Training: treebank files, typography, raw text with labels, the loop that can be stopped, packing."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("stanza")
pytest.importorskip("udtools")

import torch
from trees import FIXTURES, assert_tree

from quoteattr import QuoteExtractor
from quoteattr.parse import model_files
from quoteattr.training.__main__ import prepare, write_text
from quoteattr.training.pack import NETWORKS, int8_rows, pack
from quoteattr.training.schedule import Average, fit, seed_all
from quoteattr.training.treebank import (
    DEPREL,
    FORM,
    HEAD,
    MISC,
    UPOS,
    TreebankSentence,
    hang_reported_clauses,
    read_conllu,
    set_space_after,
    space_after,
    write_conllu,
)
from quoteattr.training.typography import DASHES, STYLES, augment

TREEBANK = FIXTURES / "treebank.conllu"


@pytest.fixture
def sentences() -> list[TreebankSentence]:
    return read_conllu(TREEBANK)


def relations(sentence: TreebankSentence) -> dict[str, tuple[str, str]]:
    """Form to the form of its head and the relation."""
    forms = ["", *(row[FORM] for row in sentence.rows)]
    return {row[FORM]: (forms[int(row[HEAD])], row[DEPREL]) for row in sentence.rows}


class TestTreebank:
    def test_there_and_back(self, sentences: list[TreebankSentence], tmp_path: Path) -> None:
        write_conllu(sentences, tmp_path / "again.conllu")
        assert (tmp_path / "again.conllu").read_bytes() == TREEBANK.read_bytes()
        assert read_conllu(tmp_path / "again.conllu") == sentences

    def test_text_and_paragraphs(self, sentences: list[TreebankSentence]) -> None:
        assert sentences[0].text == '"Vi må tale sammen," siger hun.'
        assert [sentence.starts_paragraph for sentence in sentences] == [True, False, True, False, True]

    def test_text_line_is_made_anew(self, sentences: list[TreebankSentence], tmp_path: Path) -> None:
        sentences[2].rows[4][FORM] = "vejen"
        write_conllu(sentences, tmp_path / "again.conllu")
        assert "# text = Formanden oplyser, at vejen lukker.\n" in (tmp_path / "again.conllu").read_text("utf-8")

    @pytest.mark.parametrize(
        "line",
        [
            "1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_",
            "1.1\tsom\t_\t_\t_\t_\t_\t_\t_\t_",
            "1\tBroen\tbro\tNOUN",
            "Broen lukker.",
        ],
        ids=["multiword token", "empty node", "few columns", "no table"],
    )
    def test_what_is_refused(self, tmp_path: Path, line: str) -> None:
        (tmp_path / "bad.conllu").write_text(f"# text = x\n{line}\n\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"bad\.conllu"):
            read_conllu(tmp_path / "bad.conllu")

    def test_space_after(self) -> None:
        row = ["1", "Ja", "ja", "INTJ", "_", "_", "0", "root", "_", "_"]
        set_space_after(row, False)
        assert (row[MISC], space_after(row)) == ("SpaceAfter=No", False)
        set_space_after(row, True)
        assert (row[MISC], space_after(row)) == ("_", True)
        row[MISC] = "Reported=Yes|SpaceAfter=No|ReportedBy=2"
        set_space_after(row, True)
        assert row[MISC] == "Reported=Yes|ReportedBy=2"


class TestReportedClauses:
    def test_counts(self, sentences: list[TreebankSentence]) -> None:
        assert hang_reported_clauses(sentences) == {"relabelled": 1, "turned": 1}
        assert hang_reported_clauses(sentences) == {"relabelled": 0, "turned": 0}

    def test_relabelled(self, sentences: list[TreebankSentence]) -> None:
        before = relations(sentences[0])
        hang_reported_clauses(sentences)
        assert relations(sentences[0]) == {**before, "tale": ("siger", "ccomp")}

    def test_turned(self, sentences: list[TreebankSentence]) -> None:
        """The reporting verb becomes the root and takes along what stands behind it."""
        hang_reported_clauses(sentences)
        found = relations(sentences[1])
        assert found["svarer"] == ("", "root")
        assert found["haster"] == ("svarer", "ccomp")
        assert found["nok"] == ("haster", "advmod")
        assert found["nu"] == ("svarer", "advmod")
        assert found["."] == ("svarer", "punct")

    def test_others_stay(self, sentences: list[TreebankSentence]) -> None:
        before = deepcopy(sentences)
        hang_reported_clauses(sentences)
        assert sentences[2:] == before[2:]
        for sentence in sentences:
            assert_tree(sentence)


class TestTypography:
    def test_same_seed_same_file(self, sentences: list[TreebankSentence]) -> None:
        assert augment(sentences * 20, seed=7) == augment(sentences * 20, seed=7)
        assert augment(sentences * 20, seed=7) != augment(sentences * 20, seed=8)

    def test_the_treebank_is_not_touched(self, sentences: list[TreebankSentence]) -> None:
        augment(sentences * 20, seed=7)
        assert sentences == read_conllu(TREEBANK)

    def test_trees_stay_trees(self, sentences: list[TreebankSentence], tmp_path: Path) -> None:
        styled = augment(sentences * 40, seed=7)
        for sentence in styled:
            assert_tree(sentence)
        write_conllu(styled, tmp_path / "styled.conllu")
        assert [sentence.rows for sentence in read_conllu(tmp_path / "styled.conllu")] == [s.rows for s in styled]

    def test_words_and_their_relations_stay(self, sentences: list[TreebankSentence]) -> None:
        def words(sentence: TreebankSentence) -> dict[str, tuple[str, str]]:
            punctuation = {row[FORM] for row in sentence.rows if row[UPOS] == "PUNCT"}
            return {form: value for form, value in relations(sentence).items() if form not in punctuation}

        known = [words(sentence) for sentence in sentences]
        assert all(words(sentence) in known for sentence in augment(sentences * 40, seed=7))

    def test_every_style_is_shown(self, sentences: list[TreebankSentence]) -> None:
        texts = [sentence.text for sentence in augment(sentences * 100, seed=7)]
        for style in STYLES:
            assert any(f"Bogen {style[0]}Den Gamle Bro{style[1]} sælger" in text for text in texts), style
        for dash in DASHES:
            assert f"Broen {dash} den gamle {dash} lukker." in texts
            assert f"{dash} Vi må tale sammen, siger hun." in texts
        assert "Broen - den gamle - lukker" in texts  # a headline

    def test_a_title_never_becomes_a_turn(self, sentences: list[TreebankSentence]) -> None:
        for sentence in augment(sentences[4:] * 100, seed=7):
            assert len([row for row in sentence.rows if row[FORM] in "".join(STYLES)]) == 2


class TestText:
    @pytest.mark.parametrize("running", [(False,), (True,), (False, True)])
    def test_labels_line_up(self, sentences: list[TreebankSentence], tmp_path: Path, running: tuple[bool, ...]) -> None:
        write_text(sentences, tmp_path / "train.txt", running)
        text = (tmp_path / "train.txt").read_text("utf-8")
        labels = (tmp_path / "train.labels").read_text("utf-8")
        assert len(text) == len(labels)
        assert [i for i, char in enumerate(text) if char == "\n"] == [
            i for i, char in enumerate(labels) if char == "\n"
        ]
        forms, start = [], 0
        for place, label in enumerate(labels):
            if label in "12":
                forms.append(text[start : place + 1].strip())
                start = place + 1
        assert forms == [row[FORM] for sentence in sentences for row in sentence.rows] * len(running)
        assert labels.count("2") == len(sentences) * len(running)

    def test_paragraphs_and_running_text(self, sentences: list[TreebankSentence], tmp_path: Path) -> None:
        for as_one, paragraphs in ((False, 3), (True, 1)):
            write_text(sentences, tmp_path / "train.txt", (as_one,))
            assert len((tmp_path / "train.txt").read_text("utf-8").strip().split("\n\n")) == paragraphs

    def test_prepare(self, tmp_path: Path) -> None:
        treebank = tmp_path / "treebank"
        treebank.mkdir()
        for split in ("train", "dev"):
            (treebank / f"da-ud-{split}.conllu").write_bytes(TREEBANK.read_bytes())
        prepare(treebank, tmp_path / "work", seed=3, relabel=True)
        prepare(treebank, tmp_path / "official", seed=3, relabel=False)
        assert read_conllu(tmp_path / "work" / "dev.conllu") == read_conllu(TREEBANK)
        reported = [relations(sentence).get("tale") for sentence in read_conllu(tmp_path / "work" / "train.conllu")]
        assert ("siger", "ccomp") in reported
        official = [relations(sentence).get("tale") for sentence in read_conllu(tmp_path / "official" / "train.conllu")]
        assert ("siger", "amod") in official

    def test_prepare_without_a_treebank(self, tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match="train"):
            prepare(tmp_path, tmp_path / "work", seed=3, relabel=True)


class Toy:
    """A small network with dropout that learns from random numbers, and can be told to stop."""

    name = "toy"
    learning_rate = 0.01

    def __init__(self, stop_at: int | None = None) -> None:
        self.model = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.Dropout(0.3), torch.nn.Linear(8, 1))
        self.stop_at = stop_at
        self.updates = 0

    def use_optimizer(self, optimizer: torch.optim.Optimizer) -> None:
        self.optimizer = optimizer

    def batches(self) -> list[torch.Tensor]:
        return [torch.randn(4, 6) for _ in range(5)]

    def update(self, batch: torch.Tensor) -> float:
        if self.updates == self.stop_at:
            raise KeyboardInterrupt
        self.updates += 1
        self.model.train()
        self.optimizer.zero_grad()
        loss = (self.model(batch) - batch.sum(1, keepdim=True)).square().mean()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def score(self) -> float:
        self.model.eval()
        batch = torch.linspace(-1, 1, 60).reshape(10, 6)
        return 1 / (1 + (self.model(batch) - batch.sum(1, keepdim=True)).square().mean().item())

    def save(self, path: Path) -> None:
        torch.save(self.model.state_dict(), path)


def train(out: Path, stop_at: int | None = None, seed: int = 5, epochs: int = 6) -> tuple[Toy, float]:
    seed_all(seed)
    toy = Toy(stop_at)
    return toy, fit(toy, epochs, seed, out)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[key], other[key]) for key in one)


class TestSchedule:
    @pytest.mark.parametrize("stop_at", [0, 3, 10, 17, 29], ids=lambda number: f"update {number}")
    def test_stopped_and_gone_on(self, tmp_path: Path, stop_at: int) -> None:
        """Weights and score are, bit by bit, those of a run that was never stopped."""
        whole, best = train(tmp_path / "whole.pt")
        with pytest.raises(KeyboardInterrupt):
            train(tmp_path / "stopped.pt", stop_at)
        again, best_again = train(tmp_path / "stopped.pt")
        assert again.updates == 30 - stop_at // 5 * 5
        assert same(whole.model.state_dict(), again.model.state_dict())
        assert same(torch.load(tmp_path / "whole.pt"), torch.load(tmp_path / "stopped.pt"))
        assert best == best_again

    def test_another_start_does_not_matter_once_there_is_a_checkpoint(self, tmp_path: Path) -> None:
        whole, _ = train(tmp_path / "whole.pt")
        with pytest.raises(KeyboardInterrupt):
            train(tmp_path / "stopped.pt", 12)
        seed_all(99)
        toy = Toy()
        fit(toy, 6, 5, tmp_path / "stopped.pt")
        assert same(whole.model.state_dict(), toy.model.state_dict())

    def test_a_finished_run_is_left_alone(self, tmp_path: Path) -> None:
        _, best = train(tmp_path / "whole.pt")
        before = (tmp_path / "whole.pt").read_bytes()
        again, best_again = train(tmp_path / "whole.pt")
        assert again.updates == 0
        assert best_again == best
        assert (tmp_path / "whole.pt").read_bytes() == before

    def test_seeds_differ(self, tmp_path: Path) -> None:
        one, _ = train(tmp_path / "one.pt", seed=5)
        other, _ = train(tmp_path / "other.pt", seed=6)
        assert not same(one.model.state_dict(), other.model.state_dict())

    def test_the_average_is_saved_and_the_network_goes_on(self, tmp_path: Path) -> None:
        toy, best = train(tmp_path / "toy.pt")
        saved = torch.load(tmp_path / "toy.pt")
        assert not same(saved, toy.model.state_dict())
        toy.model.load_state_dict(saved)
        assert toy.score() == best

    def test_it_learns(self, tmp_path: Path) -> None:
        _, little = train(tmp_path / "little.pt", epochs=2)
        _, much = train(tmp_path / "much.pt", epochs=40)
        assert much > little

    def test_average_follows(self) -> None:
        model = torch.nn.Linear(1, 1, bias=False)
        torch.nn.init.zeros_(model.weight)
        average = Average.of(model)
        torch.nn.init.ones_(model.weight)
        values = []
        for _ in range(50):
            average.follow(model)
            values.append(average.weights["weight"].item())
        assert values == sorted(values)
        assert 0 < values[0] < values[-1] < 1


class TestPack:
    def test_rows_are_close(self) -> None:
        seed_all(1)
        matrix = torch.randn(50, 40) * torch.logspace(-3, 2, 50)[:, None]
        matrix[7] = 0
        rows, scales = int8_rows(matrix)
        assert rows.dtype == torch.int8
        assert ((rows.float() * scales[:, None] - matrix).abs() <= scales[:, None] * 0.5001).all()

    def test_packing_the_unpacked_changes_nothing(
        self, model_directory: Path, tmp_path: Path, extractor: QuoteExtractor
    ) -> None:
        work, out = tmp_path / "work", tmp_path / "out"
        work.mkdir()
        for name in NETWORKS:
            model_files.expand(model_directory / f"{name}.pt", work / f"{name}.pt")
        model_files.read_vectors(str(model_directory / "vectors.pt")).save(str(work / "vectors.pt"))
        pack(work, out, {"about": "a test"})
        assert model_files.verify(out) == {f"{name}.pt" for name in (*NETWORKS, "vectors")}
        text = "Broen skal lukkes, siger formand Karen Holm til AFP."
        assert QuoteExtractor(out).extract(text) == extractor.extract(text) != []

    def test_no_place_of_the_training_machine_is_left(self, model_directory: Path) -> None:
        for name in NETWORKS:
            config = torch.load(model_directory / f"{name}.pt", weights_only=True)["config"]
            assert [value for value in config.values() if isinstance(value, str) and "/" in value] == []
