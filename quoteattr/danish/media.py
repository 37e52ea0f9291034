"""Where words are published, and how they are sent: papers, stations, programmes and platforms; letters and mails."""

from __future__ import annotations

from functools import lru_cache

import regex

_ENDING = r"(?:e?n|e?t|r|er|(?:n|r|er)?ne)?s?"
_MEDIUM = regex.compile(
    rf"""(?:\p{{L}}+-?)?(?:avis|blad|magasin|tidsskrift|nyhedsbureau|telegrambureau|radiostation|tv-station|radiokanal|
    tv-kanal|udsendelse|podcast|hjemmeside|medie|nyhedsbrev|blog|erindring|biografi|kronik|læserbrev|indlæg|artik(?:e)?l|
    opslag|rapport|regnskab){_ENDING}|(?:station|kanal|bureau|program|bog|radio|tv){_ENDING}""",
    regex.VERBOSE,
)
_MESSAGE = regex.compile(
    rf"""(?:\p{{L}}+-?)?(?:mail|sms|brev|meddelelse|kommentar|svar|notat|interview|tale|udtalelse|besked|skrivelse|
    redegørelse|samtale|opringning){_ENDING}""",
    regex.VERBOSE,
)
PLATFORMS = frozenset(
    """twitter x facebook instagram linkedin tiktok youtube threads bluesky snapchat reddit mastodon telegram whatsapp
    substack twitch""".split()
)
_PAPERS = frozenset(
    """berlingske politiken børsen weekendavisen ritzau dr tv2 radioavisen deadline altinget bt reuters afp ap bbc cnn
    cnbc dpa ntb tt svt nrk aftenposten bloomberg politico interfax xinhua guardian""".split()
)
_PAPER_ENDING = (
    "avis", "avisen", "tidende", "posten", "bladet", "folkeblad", "dagblad", "stiftstidende", "radio", "nyhederne",
)  # fmt: skip


@lru_cache(10_000)
def is_medium(noun: str) -> bool:
    """Whether a noun in lower case is for what is published: *avisen*, *årsrapporten*, *podcast*."""
    return _MEDIUM.fullmatch(noun) is not None


@lru_cache(10_000)
def is_message(noun: str) -> bool:
    """Whether a noun in lower case is for what somebody sends or says to somebody: *brevet*, *en sms*, *interview*."""
    return _MESSAGE.fullmatch(noun) is not None and not is_medium(noun)


@lru_cache(10_000)
def is_paper(name: str) -> bool:
    """Whether a name's word is a paper's, an agency's or a station's: *Fjordposten*, *Ritzau*."""
    word = name.lower()
    return word in _PAPERS or word.endswith(_PAPER_ENDING)
