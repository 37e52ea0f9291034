"""``python -m quoteattr FILE …``: print who said what, for a person to read or as JSON Lines."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from quoteattr import Quote, QuoteattrError, QuoteExtractor, Span, __version__

_COLOURS = {"speaker": "1;34", "cue": "33", "content": "32", "rule": "2"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every file was read, 1 when one was not, 2 for a wrong call."""
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        extractor = QuoteExtractor(args.model, cues=args.cues)
    except QuoteattrError as error:
        print(f"quoteattr: {error}", file=sys.stderr)
        return 1
    failed = False
    for name in args.files:
        try:
            text = _read(name)
        except (OSError, UnicodeDecodeError) as error:
            print(f"quoteattr: {name}: {error}", file=sys.stderr)
            failed = True
            continue
        quotes = extractor.extract(text)
        if args.json:
            for quote in quotes:
                print(json.dumps({"file": name, **quote.to_dict()}, ensure_ascii=False))
        else:
            if len(args.files) > 1:
                print(f"{name}:")
            print(report(quotes, _use_colour(args.color)))
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quoteattr", description="Who said what in a Danish text.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="text files in UTF-8; - is standard input")
    parser.add_argument("--json", action="store_true", help="JSON Lines, a quote a line")
    parser.add_argument("--model", default="embedded", help="embedded (default), stanza, or a model directory")
    parser.add_argument("--cues", metavar="FILE", help="a lexicon of cue verbs in place of ours")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument("--version", action="version", version=f"quoteattr {__version__}")
    return parser


def _read(name: str) -> str:
    content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    return content.decode("utf-8-sig")


def _use_colour(choice: str) -> bool:
    if choice == "auto":
        return sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return choice == "always"


def report(quotes: Sequence[Quote], colour: bool) -> str:
    """The quotes as lines for a person: who, the cue, to whom, by what channel, and the words."""
    if not quotes:
        return "No quotes found."

    def paint(text: str, what: str) -> str:
        return f"\x1b[{_COLOURS[what]}m{text}\x1b[0m" if colour else text

    lines = []
    for number, quote in enumerate(quotes, 1):
        head = [paint(_who(quote), "speaker")]
        for label, span in (("", quote.cue), ("to ", quote.addressee), ("via ", quote.via)):
            if span is not None:
                head.append(label + (paint(_line(span), "cue") if span is quote.cue else _line(span)))
        lines.append(f"{number:3d}. {' · '.join(head)}  {paint(f'[{quote.type}, {quote.rule}]', 'rule')}")
        words = " … ".join(_line(piece) for piece in quote.content)
        lines.append(f"     {paint(words, 'content')}")
    return "\n".join(lines)


def _who(quote: Quote) -> str:
    speaker = quote.speaker
    if speaker is None:
        return "(nobody named)"
    mention = _line(speaker.mention) if speaker.mention else None
    if speaker.name is None:
        return mention or "(nobody named)"
    return speaker.name if mention in (None, speaker.name) else f"{speaker.name} ({mention})"


def _line(span: Span) -> str:
    return " ".join(span.text.split())


if __name__ == "__main__":
    sys.exit(main())
