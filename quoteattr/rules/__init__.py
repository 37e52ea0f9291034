"""One module a Danish construction; each yields candidates, and none knows of another (:mod:`quoteattr.rules.run`)."""
