"""Quotes to look at: on a page, in a terminal, as a list, as a plot."""
