"""Read and write CoNLL-U, and give reported clauses one shape.

A sentence is a list of comment lines and a list of rows, a row the ten columns of a word.  Danish treebanks
without multiword tokens or empty nodes are what the training reads; others are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define

ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)


@define
class TreebankSentence:
    """One sentence of a CoNLL-U file."""

    comments: list[str]
    rows: list[list[str]]

    @property
    def starts_paragraph(self) -> bool:
        """Whether the file says that a paragraph or document starts here."""
        return any(line.startswith(("# newpar", "# newdoc")) for line in self.comments)

    @property
    def text(self) -> str:
        """The words with the spaces that ``SpaceAfter`` leaves."""
        return "".join(row[FORM] + (" " if space_after(row) else "") for row in self.rows).rstrip(" ")


def read_conllu(path: Path) -> list[TreebankSentence]:
    """Read a CoNLL-U file; ``ValueError`` where it holds multiword tokens or empty nodes."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if not lines:
            continue
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        for row in rows:
            if len(row) != 10 or not row[ID].isdigit():
                raise ValueError(f"{path}: plain word lines with ten columns are needed, not {row[:2]}")
        sentences.append(TreebankSentence([line for line in lines if line.startswith("#")], rows))
    return sentences


def write_conllu(sentences: Iterable[TreebankSentence], path: Path) -> None:
    """Write the sentences with a ``# text`` line that fits their words."""
    with path.open("w", encoding="utf-8") as file:
        for sentence in sentences:
            kept = [line for line in sentence.comments if not line.startswith("# text =")]
            for line in [*kept, f"# text = {sentence.text}", *("\t".join(row) for row in sentence.rows)]:
                file.write(line + "\n")
            file.write("\n")


def space_after(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[MISC].split("|")


def set_space_after(row: list[str], space: bool) -> None:
    kept = [item for item in row[MISC].split("|") if item not in ("_", "SpaceAfter=No")]
    row[MISC] = "|".join(kept + ([] if space else ["SpaceAfter=No"])) or "_"


def reported_heads(sentence: TreebankSentence) -> Iterator[tuple[list[str], list[str]]]:
    """Pairs of rows (head of what is reported, word that reports it), from ``Reported=Yes|ReportedBy=ID``."""
    for row in sentence.rows:
        misc = dict(item.split("=", 1) for item in row[MISC].split("|") if "=" in item)
        if misc.get("Reported") == "Yes" and "ReportedBy" in misc:
            yield row, sentence.rows[int(misc["ReportedBy"]) - 1]


def hang_reported_clauses(sentences: Iterable[TreebankSentence]) -> dict[str, int]:
    """Make every reported clause a ``ccomp`` of the word that reports it, in place.

    Official UD_Danish-DDT labels the head of a direct quotation after its word class (``amod``, ``dep``,
    ``advcl`` …) and lets a quotation that opens with *Men* or *Og* govern its verb of saying.  Where the head
    hangs on the reporting word it is relabelled; where it is the other way about, the two change places.
    Returns how many were ``relabelled`` and ``turned``.
    """
    counts = {"relabelled": 0, "turned": 0}
    for sentence in sentences:
        for head, reporter in reported_heads(sentence):
            if head[HEAD] == reporter[ID]:
                counts["relabelled"] += head[DEPREL] != "ccomp"
                head[DEPREL] = "ccomp"
            elif reporter[HEAD] == head[ID] and head[DEPREL] == "root":
                _turn(sentence, head, reporter)
                counts["turned"] += 1
    return counts


def _turn(sentence: TreebankSentence, head: list[str], reporter: list[str]) -> None:
    """Let the reporting word govern the quotation, and take what stands behind it along."""
    reporter[HEAD], reporter[DEPREL] = "0", "root"
    head[HEAD], head[DEPREL] = reporter[ID], "ccomp"
    for row in sentence.rows:
        behind = int(row[ID]) > int(reporter[ID]) > int(head[ID])
        if row[HEAD] == head[ID] and behind:
            row[HEAD] = reporter[ID]
