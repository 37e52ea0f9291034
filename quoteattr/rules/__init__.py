"""What finds quotes: one module a Danish construction, and none knows of another.

Each has a ``RULE`` (:mod:`quoteattr.rules.rule`): the ids of its quotes, its triggers, and ``find(story)``, which gives
candidates.  A story (:mod:`quoteattr.rules.story`) is a text with the reporting clauses that the grammar finds in it;
it keeps which of them are taken and what is speech.  :mod:`quoteattr.rules.run` lists the rules and runs them one after
the other, and :mod:`quoteattr.rules.settle` says which candidates stand.  A sentence has a tree where a trigger of some
rule fires (:mod:`quoteattr.rules.sentence_filter`).  What several rules ask for is in modules without a ``RULE``.
"""
