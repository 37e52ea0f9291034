"""The networks of a Stanza pipeline on whole batches, without what Stanza builds around them.

Stanza reads characters one by one, writes each word into a Document and out of it again for every processor, runs its
character networks over every occurrence of a word and scores every relation for every pair of words.  Here characters
are looked up as arrays, each form is embedded once, relations are scored for the arcs of the tree alone.  Weights and
networks are Stanza's own, and so are tokens, tags and trees (tests compare them); a pipeline with networks of another
kind (character language models, transformers, transition parsers) goes through Stanza.
"""

from __future__ import annotations

from quoteattr.parse.networks.networks import Networks, networks_of

__all__ = ["Networks", "networks_of"]
