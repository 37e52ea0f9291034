"""All formats by name, as the command line offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import signature
from types import MappingProxyType
from typing import Any

from attrs import frozen

from quoteattr.formats.brat import to_brat
from quoteattr.formats.conllu import to_conllu
from quoteattr.formats.displacy import to_displacy
from quoteattr.formats.envelope import dumps, to_json, to_jsonl
from quoteattr.formats.label_studio import to_label_studio
from quoteattr.formats.origin import Model
from quoteattr.formats.parts import Id
from quoteattr.formats.rows import to_csv
from quoteattr.formats.tei import to_tei
from quoteattr.formats.web_annotation import to_web_annotation
from quoteattr.quotes import Quote


@frozen
class Writer:
    """How a format is written to files.

    Where ``stream`` is true many texts make one file, with ``opening`` before them, ``between`` them and ``closing``
    after (:meth:`write_all`); where it is false each text has a file of its own (:meth:`write`).  ``suffix`` ends the
    file's name.  Where ``parsed`` is true both take parsed Stanza Documents in place of texts.

    >>> from quoteattr import formats
    >>> formats.WRITERS["brat"].suffix, formats.WRITERS["brat"].stream, formats.WRITERS["csv"].stream
    ('.ann', False, True)
    """

    name: str
    suffix: str
    function: Callable[..., Any]
    stream: bool = False
    parsed: bool = False
    opening: str = ""
    between: str = ""
    closing: str = ""

    def write(self, text: Any, quotes: Iterable[Quote], *, id: Id = None, model: Model = "embedded") -> str:
        """One text's part of the file, ending in a line break; raises what the format's function raises.

        >>> from quoteattr import formats
        >>> formats.WRITERS["jsonl"].write("Solen skinner.", [], id="a1", model="embedded")[-17:]
        '", "quotes": []}\\n'
        """
        known = signature(self.function).parameters
        options = {key: value for key, value in {"id": id, "model": model}.items() if key in known}
        result = self.function(text, quotes, **options)
        written = result if isinstance(result, str) else dumps(result, None if self.stream else 1)
        return written if written.endswith("\n") or not written else written + "\n"

    def write_all(
        self, texts: Iterable[tuple[Any, Iterable[Quote], Id]], *, model: Model = "embedded"
    ) -> Iterator[str]:
        """The pieces of one file for many texts with quotes and ids, lazily; ``ValueError`` if not ``stream``.

        >>> from quoteattr import formats
        >>> pieces = formats.WRITERS["csv"].write_all([("Solen skinner.", [], "a1"), ("Det regner.", [], "a2")])
        >>> next(pieces)[:21]
        'id,number,type,name,t'
        """
        if not self.stream:
            raise ValueError(f"{self.name} has a file for each text: use write")
        yield self.opening
        for number, (text, quotes, id) in enumerate(texts):
            yield (self.between if number else "") + self.write(text, quotes, id=id, model=model)
        yield self.closing


_SHEET = partial(to_csv, header=False, spreadsheet=True)
_ALL = (
    Writer("json", ".json", partial(to_json, indent=1)),
    Writer("jsonl", ".jsonl", to_jsonl, stream=True),
    Writer("csv", ".csv", partial(to_csv, header=False), stream=True, opening=to_csv("", [])),
    Writer("spreadsheet", ".csv", _SHEET, stream=True, opening=to_csv("", [], spreadsheet=True)),
    Writer("brat", ".ann", to_brat),
    Writer("web-annotation", ".jsonld", to_web_annotation),
    Writer("label-studio", ".json", to_label_studio, stream=True, opening="[\n", between=",", closing="]\n"),
    Writer("displacy", ".json", to_displacy),
    Writer("conllu", ".conllu", to_conllu, parsed=True),
    Writer("tei", ".xml", to_tei),
)
WRITERS: Mapping[str, Writer] = MappingProxyType({writer.name: writer for writer in _ALL})
