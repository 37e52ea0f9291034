"""TEI: well-formed for any text, the text kept, every quote found again by its chain of ``<said>``."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from quoted import SAMPLES, quoted_texts

from quoteattr import Quote, Span, Speaker, __version__, formats

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def forgiven(text: str) -> str:
    """The text as XML 1.0 can hold it, by the standard's own list of characters."""
    return "".join(sign if sign in "\t\n\r" or ("\x20" <= sign <= "\ud7ff") or ("\ue000" <= sign <= "\ufffd")
                   or sign > "\uffff" else "\ufffd" for sign in text)  # fmt: skip


def places(element: Any, start: int, found: dict[str, tuple[int, int, Any]]) -> int:
    """Note where each ``<said>`` begins and ends in the text; the end of ``element``."""
    end = start + len(element.text or "")
    for child in element:
        end = places(child, end, found) + len(child.tail or "")
    if element.tag == f"{TEI}said":
        found[element.get(ID)] = start, start + len("".join(element.itertext())), element
    return end


def read(document: str) -> tuple[str, list[tuple[str, str | None, list[tuple[int, int]]]]]:
    """The text, and of each quote the type, the speaker's name and the stretches of its content."""
    root = ElementTree.fromstring(document)
    names = {each.get(ID): each.find(f"{TEI}persName").text for each in root.iter(f"{TEI}person")}
    kinds = {each.get(ID) for each in root.iter(f"{TEI}category")}
    body = root.find(f"{TEI}text/{TEI}body/{TEI}ab")
    found: dict[str, tuple[int, int, Any]] = {}
    places(body, 0, found)
    assert len(found) == len(list(root.iter(f"{TEI}said")))
    quotes = {}
    for key, (_, _, element) in found.items():
        if element.get("prev"):
            continue
        kind = element.get("ana").removeprefix("#")
        assert kind in kinds
        assert element.get("direct") == ("true" if kind == "direct" else "false")
        who = element.get("who")
        stretches, step = [], key
        while step:
            start, end, element = found[step]
            assert (element.get("who"), element.get("ana")) == (who, f"#{kind}")
            if stretches and stretches[-1][1] == start:
                stretches[-1] = stretches[-1][0], end
            else:
                stretches.append((start, end))
            following = (element.get("next") or "").removeprefix("#")
            assert not following or found[following][2].get("prev") == f"#{element.get(ID)}"
            step = following
        number = int(key.removeprefix("q").split(".")[0])
        quotes[number] = kind, who and names[who.removeprefix("#")], stretches
    return "".join(body.itertext()), [quotes[number] for number in sorted(quotes)]


def covered(quote: Quote) -> list[tuple[int, int]]:
    """The stretches of a content, those that touch as one."""
    positions = sorted({position for piece in quote.content for position in range(piece.start, piece.end)})
    stretches: list[tuple[int, int]] = []
    for position in positions:
        if stretches and stretches[-1][1] == position:
            stretches[-1] = stretches[-1][0], position + 1
        else:
            stretches.append((position, position + 1))
    return stretches


def assert_holds(text: str, quotes: list[Quote]) -> None:
    shown, found = read(formats.to_tei(text, quotes, id="a1"))
    assert shown == forgiven(text)
    assert found == [
        (
            quote.type.value,
            forgiven(" ".join(quote.speaker.name.split())) if quote.speaker and quote.speaker.name else None,
            covered(quote),
        )
        for quote in quotes
    ]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_there_and_back(sample: tuple[str, list[Quote]]) -> None:
    assert_holds(*sample)


@given(quoted_texts())
@example(("\x00a\ud83d\r\ufffe", [Quote("direct", [Span(0, 3, "\x00a\ud83d")], speaker=Speaker(None, "\x07\ud83d"))]))
def test_any_text(quoted: tuple[str, list[Quote]]) -> None:
    assert_holds(*quoted)


def body_of(text: str, quotes: list[Quote]) -> str:
    document = formats.to_tei(text, quotes)
    return document[document.index('preserve">') + 10 : document.index("</ab>")]


def test_nesting_quotes_nest() -> None:
    text, quotes = SAMPLES["nested"]
    assert body_of(text, quotes) == (
        'Lis Toft siger, at <said xml:id="q1" direct="false" ana="#mixed" who="#s1">Bo Krag sagde: »'
        '<said xml:id="q2" direct="true" ana="#direct" who="#s2">Nej.</said>«</said> Og så gik han.'
    )


def test_a_broken_content_is_chained() -> None:
    text, quotes = SAMPLES["broken"]
    assert body_of(text, quotes) == (
        '- <said xml:id="q1.1" direct="true" ana="#direct" who="#s1" next="#q1.2">Broen holder</said>, siger '
        "Karen Holm til Fjordposten, "
        '<said xml:id="q1.2" direct="true" ana="#direct" who="#s1" prev="#q1.1">men ikke længe.</said>'
    )


def test_crossing_quotes_are_cut() -> None:
    one, other = Quote("direct", [Span(0, 4, "abcd")]), Quote("indirect", [Span(2, 6, "cdef")])
    assert body_of("abcdef", [one, other]) == (
        '<said xml:id="q1" direct="true" ana="#direct">ab'
        '<said xml:id="q2.1" direct="false" ana="#indirect" next="#q2.2">cd</said></said>'
        '<said xml:id="q2.2" direct="false" ana="#indirect" prev="#q2.1">ef</said>'
    )


def test_header() -> None:
    text, quotes = SAMPLES["marked up"]
    root = ElementTree.fromstring(formats.to_tei(text, quotes, id="<a1>"))
    assert root.find(f".//{TEI}titleStmt/{TEI}title").text == "<a1>"
    assert root.find(f".//{TEI}application").attrib == {"ident": "quoteattr", "version": __version__}
    assert [each.text for each in root.iter(f"{TEI}persName")] == ['"<b>Å & Ø</b>"']
    assert [each.tag.removeprefix(TEI) for each in root] == ["teiHeader", "text"]
    assert "listPerson" not in formats.to_tei("Solen skinner.", [])


def test_another_reader() -> None:
    etree = pytest.importorskip("lxml.etree")
    for text, quotes in SAMPLES.values():
        root = etree.fromstring(formats.to_tei(text, quotes))
        assert "".join(root.find(f".//{TEI}ab").itertext()) == text
