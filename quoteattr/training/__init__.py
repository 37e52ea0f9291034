"""Train the Danish Stanza models that quoteattr ships, or better ones from a larger treebank.

``python -m quoteattr.training --treebank DIR --vectors FILE --out DIR`` reads a UD treebank, trains a
tokenizer, tagger, lemmatizer and dependency parser with Stanza's own model classes, and writes a model
directory that ``QuoteExtractor(model=DIR)`` loads.  See the page *Training* of the documentation.
"""
