"""Sphinx settings."""

import sys
from pathlib import Path

from quoteattr import __version__

sys.path.insert(0, str(Path(__file__).parent))  # for the extensions of our own

project = "quoteattr"
author = "The quoteattr authors"
copyright = "2026, the quoteattr authors"  # noqa: A001
version = release = __version__
extensions = ["sphinx.ext.autodoc", "sphinx.ext.doctest", "sphinx.ext.napoleon", "gallery", "picture_directive"]
html_theme = "furo"
html_title = "quoteattr"
html_static_path = ["_static"]
autodoc_typehints = "description"
autodoc_member_order = "bysource"
nitpicky = False
exclude_patterns = ["_build", "accuracy_tables.rst"]
doctest_test_doctest_blocks = "default"
doctest_global_setup = "from quoteattr import *"
smartquotes = False  # marks are what these pages are about
