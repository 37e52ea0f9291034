"""The command ``quoteattr``: what a person types, and what the shell gets back.

Exit codes: 0 when all went well; 1 when a text, a file or the model could not be read or written (said on standard
error, and the rest goes on); 2 for a call that makes no sense; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from quoteattr import QuoteattrError, __version__
from quoteattr.command import actions
from quoteattr.command.actions import WrongCallError

COMMANDS = ("extract", "show", "evaluate", "model")
_DESCRIPTION = """\
Who said what in a Danish text. Nothing is downloaded, and no text leaves this machine.

  quoteattr show article.txt                          look at the quotes of a text
  quoteattr extract articles/ > quotes.jsonl          the quotes of many texts, for a program
  quoteattr evaluate gold.jsonl                       how right it is on texts that you annotated
  quoteattr model info                                the model inside: scores, licence, hashes

Each of these has a --help of its own."""
_EXIT_CODES = """\
exit codes:
  0  all went well
  1  a text, a file or the model could not be read or written; standard error says which, and the rest goes on
  2  a call that makes no sense
130  stopped with Ctrl-C"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; ``SystemExit`` for ``--help``, ``--version`` and a wrong call.

    >>> main(["model", "--model", "nowhere"])
    1
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser()
    if arguments and arguments[0] not in COMMANDS and (arguments[0] == "-" or Path(arguments[0]).exists()):
        parser.error(f"{arguments[0]} is no command; to see its quotes, type: quoteattr show {arguments[0]}")
    args = parser.parse_args(arguments)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except WrongCallError as error:
        print(f"quoteattr: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads, as head does, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (QuoteattrError, OSError) as error:
        print(f"quoteattr: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "quoteattr", description=_DESCRIPTION, epilog=_EXIT_CODES, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"quoteattr {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for build in (_extract, _show, _evaluate, _model):
        build(subparsers)
    return parser


_Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _extract(subparsers: _Subparsers) -> None:
    parser = subparsers.add_parser(
        "extract",
        formatter_class=RawDescriptionHelpFormatter,
        help="the quotes of many texts in a format for other programs",
        description="Writes the quotes of many texts in a format for other programs.\n"
        "A text that cannot be read is named on standard error, and the rest goes on.",
        epilog="example:\n  quoteattr extract articles/ --format csv --output quotes.csv\n"
        "  quoteattr extract articles/ --format brat --output annotations/",
    )
    _add_texts(parser)
    names = list(actions.formats())
    parser.add_argument(
        "--format", choices=names, default="jsonl", metavar="NAME", help=f"{', '.join(names)} (default: jsonl)"
    )
    parser.add_argument(
        "--output", metavar="PATH", help="a file for all texts, or a folder for a file each (default: standard output)"
    )
    parser.add_argument("--processes", type=_positive, default=1, metavar="N", help="worker processes (default: 1)")
    parser.add_argument(
        "--batch-size", type=_positive, default=32, metavar="N", help="texts that are parsed together (default: 32)"
    )
    _add_model(parser, cues=True)
    parser.set_defaults(run=actions.extract)


def _show(subparsers: _Subparsers) -> None:
    parser = subparsers.add_parser(
        "show",
        formatter_class=RawDescriptionHelpFormatter,
        help="look at the quotes of a text",
        description="Shows who said what: on a terminal the text in colour,\n"
        "elsewhere, and with --list, quote by quote.",
        epilog="example:\n  quoteattr show article.txt\n  quoteattr show article.txt --html article.html\n"
        "  quoteattr show article.txt --why",
    )
    _add_texts(parser)
    parser.add_argument("--list", action="store_true", help="quote by quote, also on a terminal")
    parser.add_argument("--why", action="store_true", help="why these quotes and names, and why not others")
    parser.add_argument("--html", metavar="FILE", help="write a page for the browser instead (one text)")
    parser.add_argument(
        "--color", "--colour", choices=("auto", "always", "never"), default="auto", help="auto: colour on a terminal"
    )
    _add_model(parser, cues=True)
    parser.set_defaults(run=actions.show)


def _evaluate(subparsers: _Subparsers) -> None:
    from quoteattr import evaluate

    parser = subparsers.add_parser(
        "evaluate",
        formatter_class=RawDescriptionHelpFormatter,
        help="score the quotes found in texts that you annotated",
        description="Scores the quotes found in texts that you annotated, a JSON object a line:\n"
        '{"id", "text", "quotes": [{"type", "content": [[start, end], …], "speaker_names": [names],\n'
        ' "cue", "speaker", "addressee", "via": [start, end] or null}, …]}'
        "\nOffsets count code points; several names are all right answers, none means that nobody can be named.",
        epilog="example:\n  quoteattr evaluate gold.jsonl --errors",
    )
    evaluate.add_arguments(parser)
    parser.set_defaults(run=evaluate.run)


def _model(subparsers: _Subparsers) -> None:
    parser = subparsers.add_parser(
        "model",
        formatter_class=RawDescriptionHelpFormatter,
        help="what the model is, and whether its files are whole",
        description="Checks a model's files against the hashes recorded with it and says what it is.",
        epilog="example:\n  quoteattr model info",
    )
    parser.add_argument("action", nargs="?", choices=("info",), default="info", help="info, the only one yet")
    _add_model(parser)
    parser.set_defaults(run=actions.model)


def _add_texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "texts", nargs="+", metavar="PATH", help="files in UTF-8; folders, for all .txt and .jsonl in them; - for stdin"
    )
    parser.add_argument(
        "--text-field",
        default="text",
        metavar="NAME",
        help="the field of a .jsonl line that is its text (default: text)",
    )
    parser.add_argument("--jsonl", action="store_true", help="standard input is JSON Lines")


def _add_model(parser: argparse.ArgumentParser, cues: bool = False) -> None:
    parser.add_argument("--model", default="embedded", help="embedded (default), stanza, or a model directory")
    if cues:
        parser.add_argument("--cues", metavar="FILE", help="a lexicon of cue verbs in place of ours")


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"a whole number above 0 is needed, not {text!r}")
    return number
