"""What kind of paragraph a block is, as far as the eye can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

import regex
from attrs import evolve, frozen

DASH = regex.compile(r"(?:--|[-–—―])(?!\d)\s*(?=\S)")
_LISTLIKE = regex.compile(r"[^.!?…]*\Z")
_ITEM_LENGTH = 60  # code points
_LONGEST_BYLINE = 120
_LONGEST_HEADING = 110
_NAME = r"(?:\p{Lu}[\p{L}'’&./-]*|[A-ZÆØÅ]\.)"
_JOINT = r"(?:for|fra|af|i|på|ved|og|de|den|det|von|van|du|la|le|der|&)"
_NAMES = rf"{_NAME}(?:\s(?:{_JOINT}\s)?{_NAME}){{0,6}}"
_HANDLE = r"\s?\(@\w{1,40}\)"
_ROLE = r",\s\p{Ll}[^.!?:;,]{1,90}"
_WRITER = regex.compile(
    rf"""[-–—―]{{1,2}}\s?(?:{_NAMES}(?:{_HANDLE}|{_ROLE})|{_NAME}\s{_NAMES})(?:\s\p{{Lu}}\p{{L}}+\s\d\d?,\s\d{{4}})?"""
)
_INITIALS = regex.compile(r"[-–—/]\s?\p{Ll}{2,3}/?|\(\p{Ll}{2,3}\)")
_BY = regex.compile(
    rf"""(?:Af|AF|Skrevet\ af|Tekst(?:\ og\ (?:foto|billeder))?\ af|Oversat\ af|Redigeret\ af)\s?:?\s{_NAMES}
    (?:,?\s(?:og|&|,)\s{_NAMES})*(?:\s?[,|–-]\s?[^.!?]{{1,60}})?""",
    regex.VERBOSE,
)
_CREDIT = regex.compile(
    r"""(?:[(\[]?\s?(?:Arkiv|Presse|Privat|Genre|Model|Portræt|Luft|Drone)?(?:[Ff]oto(?:s|graf|grafi|collage)?|FOTO|[Ff]ilm)
    |[(\[]?(?:Illustration|ILLUSTRATION|Grafik|GRAFIK|Video|VIDEO|Billede(?:r|t)?|Tekst|TEKST|Tegning))
    (?:\ og\ \p{L}+)?\s?(?:[:/|©]|\ af\ |\ ©).{0,90}|©.{1,90}|Arkivfoto\.?|Pressefoto\.?|Privatfoto\.?""",
    regex.VERBOSE,
)
_DAY = (
    r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s)?(?:d(?:en|\.)?\s?)?\d{1,2}"
    r"(?:\.?\s?\p{L}{3,9}\.?\s\d{4}|[./-]\s?\d{1,2}[./-]\s?\d{2,4})"
)
_TIME = r"(?:,?\s?(?:kl\.?|klokken)?\s?\d{1,2}[.:]\d\d(?::\d\d)?)"
_WHEN = (  # a word of when something was published
    r"\s?(?::|d\.|den|kl\.?|klokken|i\ dag|\p{L}{2,5}dag,?|\d[\d./:-]{0,9},?"
    r"|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}{0,6}\.?)"
)
_AGENCY = r"(?i:ritzau|rb|afp|reuters|ap|tt|ntb|dpa|bloomberg|newspaq)"
_SENDER = (
    rf"/\s?(?:{_AGENCY}|\p{{Lu}}{{2,6}})(?:[/-](?:{_AGENCY}|\p{{Lu}}{{2,6}}))*\s?/|\({_AGENCY}(?:[/-]{_AGENCY})*\)"
)
_FURNITURE = regex.compile(
    rf"""(?:(?:artiklen|teksten|historien|interviewet|listen)\ fortsætter\b.*
    |(?:læs|se|hør)\ (?:også|mere|flere|artiklen|video(?:en)?|billeder(?:ne)?)\b[^.!?]{{0,30}}
    |annonce|reklame|advertisement|del\ (?:artiklen|på\ \p{{L}}+|denne\ artikel)|kopi[eé]r\ link|print
    |(?:kun\ )?for\ abonnenter|bliv\ abonnent.*|(?:køb|bestil|prøv)\ .{{0,30}}abonnement.*|log\ ind(?:\ .*)?
    |(?:få|modtag)\ .{{0,30}}nyhedsbrev.*|tilmeld\ dig\ .{{0,40}}(?:nyhedsbrev|sms|service).*
    |skriv\ (?:et|en)\ (?:svar|kommentar)|\d*\s?kommentarer?|tip\ os.*|(?:tags|emner|emneord)\s?:.*
    |(?:sidst\ )?(?:publiceret|opdateret|udgivet|offentliggjort|oprettet|ændret)(?:{_WHEN}){{1,12}}|fakta(?:boks)?\s?:?
    |(?:{_DAY}){_TIME}?|{_TIME}|{_AGENCY}|\d+|[\d:,.]+\s-->\s[\d:,.]+|\S+@\S+\.\p{{L}}+|(?:https?://|www\.)\S+)\s?[>»›→…]*""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SENT = regex.compile(rf"(?:{_SENDER})")
_PERSON = rf"{_NAME}\s{_NAMES}{_ROLE}"
_SAID = regex.compile(_PERSON)
BEHIND = regex.compile(  # who sent, took, wrote or said what stands before, at the end of a line
    rf"""(?<=[.!?…"”“»«)])\s*(?P<sender>{_SENDER})\s*$
    |(?<=[.!?…"”“»«])\s+(?:(?P<credit>\(?(?:Arkiv|Presse|Privat)?(?:[Ff]oto|FOTO)(?::\s[^!?]{{1,60}}|\s{_NAMES}\)?)))$
    |(?<=\S)\s+(?P<writer>[-–—]\s?{_NAMES}{_HANDLE}.{{0,20}})$
    |(?<=[.!?…]["”“»«]?)\s+(?P<writer>{_PERSON})$
    |(?<=["”“»«])\s+(?P<writer>[-–—]\s?(?:{_PERSON}|{_NAME}\s{_NAMES}))$""",
    regex.VERBOSE,
)


class Kind(str, Enum):
    """What a paragraph is.

    >>> Kind("turn") is Kind.TURN
    True
    """

    PARAGRAPH = "paragraph"
    TURN = "turn"  # opens with a dash: somebody speaks
    ITEM = "item"  # of a list
    HEADING = "heading"
    WRITER = "writer"  # below what somebody wrote or said: — Karen Holm, formand
    BYLINE = "byline"  # who wrote the text or took its picture
    FURNITURE = "furniture"  # of the page, no part of the text: Læs også, 3. maj 2019, /ritzau/

    @property
    def is_told(self) -> bool:
        """Whether it is a part of what the text tells."""
        return self not in (Kind.BYLINE, Kind.FURNITURE)


@frozen
class Block:
    """A paragraph of the reading; ``speech`` is where a dash turn's words begin, else None."""

    start: int
    end: int
    speech: int | None = None
    below: bool = False  # no blank line parts it from the paragraph before
    continues: bool = False  # perhaps in the paragraph before, as the text has a sentence a line
    kind: Kind = Kind.PARAGRAPH


def with_kinds(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a reading with the kind of each; those that Markdown tells have theirs already."""
    found = []
    for number, block in enumerate(blocks):
        asked = number > 0 and text[blocks[number - 1].end - 1] == "?"
        kind = _kind(text, block, asked, last=number + 1 == len(blocks))
        if kind in (Kind.PARAGRAPH, Kind.HEADING) and number and _is_below(text, blocks, number):
            kind = Kind.WRITER
        dash = DASH.match(text, block.start, block.end) if kind is Kind.TURN else None
        found.append(evolve(block, kind=kind, speech=dash.end() if dash else None))
    for first, last in _runs([block.kind is Kind.TURN for block in found]):
        run = found[first:last]
        if len(run) > 1 and all(_is_item(text[block.speech : block.end]) for block in run):
            found[first:last] = [evolve(block, kind=Kind.ITEM, speech=None) for block in run]
    return found


def _kind(text: str, block: Block, asked: bool, last: bool) -> Kind:
    if block.kind is not Kind.PARAGRAPH:
        return block.kind
    start, end = block.start, block.end
    if end - start <= _LONGEST_BYLINE:
        if _is_writer(text, start, end, asked) or (last and _INITIALS.fullmatch(text, start, end)):
            return Kind.WRITER
        dash = DASH.match(text, start, end)
        if _FURNITURE.fullmatch(text, dash.end() if dash else start, end) or _SENT.fullmatch(text, start, end):
            return Kind.FURNITURE
        if _BY.fullmatch(text, start, end) or _CREDIT.fullmatch(text, start, end):
            return Kind.BYLINE
    if DASH.match(text, start, end):
        return Kind.TURN
    if end - start <= _LONGEST_HEADING and not last and text[end - 1].isalnum():
        return Kind.HEADING
    return Kind.PARAGRAPH


def _is_writer(text: str, start: int, end: int, asked: bool) -> bool:
    """``— Fyns Politi (@FynsPoliti)``, ``- Karen Holm, formand``: not what answers a question."""
    return not asked and _WRITER.fullmatch(text, start, end) is not None


def _is_below(text: str, blocks: Sequence[Block], number: int) -> bool:
    """``Karen Holm, formand`` on the line below a sentence, where blank lines part the paragraphs."""
    before, block = blocks[number - 1 : number + 1]
    parted = number + 1 == len(blocks) or not blocks[number + 1].below
    ends = text[before.end - 1] in '.!?…"”“»«'
    return (
        block.below
        and not before.below
        and parted
        and ends
        and _SAID.fullmatch(text, block.start, block.end) is not None
    )


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index
            start = None


def _is_item(line: str) -> bool:
    """A line of a list: short, and without the full stop of a sentence."""
    return len(line) < _ITEM_LENGTH and _LISTLIKE.match(line) is not None
