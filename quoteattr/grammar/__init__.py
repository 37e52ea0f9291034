"""Phrases, names and reporting clauses: what the rules are written in."""
