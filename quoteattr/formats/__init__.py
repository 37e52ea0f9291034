"""Quotes in the formats of other programs, one module a format.

``to_…`` functions take the text and its quotes.  What a program reads as text comes as ``str``; what it takes as data
(records, displaCy, Label Studio, Web Annotation) comes as plain data, ready for ``json.dumps``.  All but ``to_records``
check that the quotes are of that text (``ValueError``).  Offsets are code points, half-open, in all of them.

>>> from quoteattr import extract_quotes, formats
>>> text = "Det haster, siger Karen Holm."
>>> formats.from_json(formats.to_json(text, extract_quotes(text), id="a1")).quotes[0].speaker.name
'Karen Holm'
"""

from quoteattr.errors import FormatError
from quoteattr.formats.brat import BRAT_CONFIGURATION, from_brat, to_brat
from quoteattr.formats.conllu import to_conllu
from quoteattr.formats.displacy import to_displacy
from quoteattr.formats.envelope import SCHEMA_VERSION, QuotedText, from_json, from_jsonl, schema, to_json, to_jsonl
from quoteattr.formats.label_studio import LABEL_STUDIO_CONFIGURATION, from_label_studio, to_label_studio
from quoteattr.formats.rows import COLUMNS, to_csv, to_records
from quoteattr.formats.tei import to_tei
from quoteattr.formats.web_annotation import to_web_annotation
from quoteattr.formats.writers import WRITERS, Writer

__all__ = [
    "BRAT_CONFIGURATION",
    "COLUMNS",
    "LABEL_STUDIO_CONFIGURATION",
    "SCHEMA_VERSION",
    "WRITERS",
    "FormatError",
    "QuotedText",
    "Writer",
    "from_brat",
    "from_json",
    "from_jsonl",
    "from_label_studio",
    "schema",
    "to_brat",
    "to_conllu",
    "to_csv",
    "to_displacy",
    "to_json",
    "to_jsonl",
    "to_label_studio",
    "to_records",
    "to_tei",
    "to_web_annotation",
]
