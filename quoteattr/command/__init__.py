"""The command ``quoteattr``: what it takes, what it does, what it reads and writes."""
