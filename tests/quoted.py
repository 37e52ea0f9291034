"""Texts with quotes made by hand, for the formats: each kind that a format could trip over, and any other."""

from __future__ import annotations

from hypothesis import strategies as st

from quoteattr import Quote, Span, Speaker


def span(text: str, part: str) -> Span:
    """Where ``part`` first stands in ``text``."""
    start = text.index(part)
    return Span(start, start + len(part), part)


def quote(text: str, kind: str, *content: str, name: str | None = None, **others: str) -> Quote:
    """A quote by the words of its parts; ``mention`` is the speaker's."""
    spans = {role: span(text, part) for role, part in others.items()}
    mention = spans.pop("mention", None)
    speaker = Speaker(mention, name) if mention or name else None
    return Quote(kind, [span(text, piece) for piece in content], speaker=speaker, rule="made", **spans)


_BROKEN = "- Broen holder, siger Karen Holm til Fjordposten, men ikke længe."
_EMOJI = "😀 »Vi vandt 🏆!« skriver Bo Krag 👩‍👧 på Kvidder."
_NESTED = "Lis Toft siger, at Bo Krag sagde: »Nej.« Og så gik han."
_CROSSING = "Det regner. Det blæser. Det sner. Siger de."
_LINES = "- Vi venter.\r\nVi har ventet længe\u2028nok,\n\tsiger hun.\n"
_MARKED_UP = "Formand \"<b>Å & Ø</b>\"\thævder, at <script>alert('1 | 2 = 3')</script> ]]> &amp; er sandt."

SAMPLES: dict[str, tuple[str, list[Quote]]] = {
    "no text": ("", []),
    "no quotes": ("Solen skinner <stadig> & 😀.", []),
    "broken": (
        _BROKEN,
        [quote(_BROKEN, "direct", "Broen holder", "men ikke længe.", cue="siger", mention="Karen Holm",
               name="Karen Holm", addressee="Fjordposten")],
    ),
    "emoji": (
        _EMOJI,
        [quote(_EMOJI, "direct", "Vi vandt 🏆!", cue="skriver", mention="Bo Krag 👩‍👧", name="Bo Krag", via="Kvidder")],
    ),
    "nested": (
        _NESTED,
        [
            quote(_NESTED, "mixed", "Bo Krag sagde: »Nej.«", cue="siger", mention="Lis Toft", name="Lis Toft"),
            quote(_NESTED, "direct", "Nej.", cue="sagde", mention="Bo Krag", name="Bo Krag"),
        ],
    ),
    "crossing": (
        _CROSSING,
        [
            quote(_CROSSING, "direct", "Det regner. Det blæser.", name="Karen Holm"),
            quote(_CROSSING, "direct", "Det blæser. Det sner.", cue="Siger", mention="de"),
            quote(_CROSSING, "indirect", "regner. Det blæser. Det sner"),
        ],
    ),
    "nobody": ("Det haster.", [quote("Det haster.", "indirect", "Det haster")]),
    "lines": (_LINES, [quote(_LINES, "direct", _LINES[2:-14], cue="siger", mention="hun", name="Karen\nHolm")]),
    "marked up": (
        _MARKED_UP,
        [
            quote(_MARKED_UP, "indirect", "<script>alert('1 | 2 = 3')</script> ]]> &amp; er sandt", cue="hævder",
                  mention='Formand "<b>Å & Ø</b>"', name='"<b>Å & Ø</b>"'),
        ],
    ),
}  # fmt: skip

_SIGNS = st.sampled_from(" \t\n\r\u2028\x85|;=,:\\<&>\"'»«-😀é\u0301\u200b\x01\ufeffab")


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, list[Quote]]:
    """Any text with quotes anywhere in it: broken, nested, crossing, with or without the other parts."""
    text = draw(st.text(st.one_of(_SIGNS, st.characters(codec="utf-8")), max_size=40))
    places = st.integers(0, len(text))
    pairs = st.tuples(places, places).map(sorted).filter(lambda pair: text[pair[0] : pair[1]].strip())
    spans = pairs.map(lambda pair: Span(pair[0], pair[1], text[pair[0] : pair[1]]))
    if not text.strip():
        return text, []
    quotes = []
    for _ in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(places, min_size=2, max_size=6)))
        content = [Span(a, b, text[a:b]) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if text[a:b].strip()]
        mention, cue, addressee, via = (draw(st.none() | spans) for _ in range(4))
        name = draw(st.none() | st.text(st.characters(codec="utf-8"), max_size=8).filter(str.strip))
        speaker = Speaker(mention, name) if mention or name else None
        kind = draw(st.sampled_from(["direct", "indirect", "mixed"]))
        if content:
            quotes.append(Quote(kind, content, cue, speaker, addressee, via, rule="made"))
    return text, quotes
