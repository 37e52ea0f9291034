"""Who a reporting verb's subject is.

Right behind the verb where the clause is turned round (*siger hun*), else what the tree says, else what stands before
the verb; in a relative clause the word it belongs to, in *fik X til at sige* the object.
"""

from __future__ import annotations

from quoteattr.danish.closed_classes import OBJECT_FORMS, PERSONAL, QUANTIFIERS, TIME
from quoteattr.danish.lexicon import role_of
from quoteattr.grammar.noun_phrases import ADVERBIAL, Phrase, head_of, phrase_at, phrase_before
from quoteattr.parse.passage import Passage, Token

_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X"])
_RELATIVE = 12  # words from a relative pronoun to its verb
_PARTICLES = frozenset("nu også så dog derfor da altså imidlertid både såvel".split())
_OPENING = 10  # words before a relative clause


def find_subject(passage: Passage, verb: int, finite: int, last_cue: int, particle: int = 0) -> Phrase | None:
    """Who speaks: right behind the verb (inversion), else by the tree, else what stands before the verb.

    ``particle`` says of how many words before ``last_cue`` the cue's particle is.
    """
    opening = _opening_subject(passage, verb, finite) or _behind_it(passage, verb, finite, last_cue - particle)
    if opening is not None:
        return opening
    behind = _inverted_subject(passage, verb, finite, last_cue, particle)
    resumed = _resumed(passage, finite) if behind is None or not can_speak(behind, papers=False) else None
    if resumed is not None or behind is not None:
        return resumed or behind
    tokens = passage.tokens
    beside = _behind_joint(passage, finite) if tokens[verb].relation == "conj" else None
    if beside is not None:
        return beside
    holder = verb
    for _ in range(3):  # a coordinated or infinite verb has its subject with the verb above it
        controller = _controller(passage, holder)
        if controller is not None:
            return controller
        nominal = passage.child(holder, "nsubj")
        if nominal is not None and nominal.index > finite and holder == verb and tokens[finite - 1].upos == "CCONJ":
            nominal = None  # … og kalder forløbet »en hån«
        if nominal is not None and nominal.lower not in ("der", "som") and nominal.lower not in TIME:
            return _around(passage, nominal.index, finite if nominal.index < finite else holder)
        above = passage.tokens[holder]
        if above.relation == "acl" and above.head >= 0:
            return _antecedent(passage, finite) or _around(passage, above.head, finite)
        governed = above.relation == "obj" and above.is_infinitive  # skynder sig at sige
        if above.head < 0 or not (governed or above.relation in ("conj", "xcomp", "advcl", "ccomp", "obl", "acl")):
            break
        own = above.is_finite or (holder == verb != finite and passage.tokens[finite].is_finite)
        if above.relation in ("advcl", "ccomp") and own:
            break
        holder = _joined_to(passage, holder) if above.relation == "conj" else above.head
    return _before(passage, finite)


def _behind_joint(passage: Passage, finite: int) -> Phrase | None:
    """``…, og en enkelt spurgte``: the phrase between *og* and the finite verb."""
    tokens = passage.tokens
    start = passage.sentence_of(finite).start
    joint = next((index for index in range(finite - 2, start, -1) if tokens[index].upos == "CCONJ"), start)
    if joint == start or tokens[joint + 1].lower in OBJECT_FORMS:
        return None
    phrase = phrase_at(passage, joint + 1, finite)
    return phrase if phrase is not None and phrase.last == finite and phrase.tokens[0].lower not in TIME else None


def _joined_to(passage: Passage, verb: int) -> int:
    """The verb that *og* without a comma joins another to: the finite one before it, though the tree may go further."""
    tokens = passage.tokens
    start = passage.sentence_of(verb).start
    joint = next((index for index in range(verb - 1, start, -1) if tokens[index].upos == "CCONJ"), start)
    between = tokens[joint + 1 : verb]
    if joint > start and tokens[joint - 1].form != "," and all(token.upos in ("ADV", "ADJ") for token in between):
        before = next((index for index in range(joint - 1, start - 1, -1) if tokens[index].is_finite), -1)
        relative = any(token.lower in ("der", "som") for token in tokens[max(start, before - 4) : max(start, before)])
        return tokens[verb].head if relative else max(tokens[verb].head, before)
    return tokens[verb].head


def _opening_subject(passage: Passage, verb: int, finite: int) -> Phrase | None:
    """``En journalist spurgte ministeren``: whoever opens the sentence, though the tree may take the one behind."""
    own = passage.child(verb, "nsubj")
    if own is None or own.index < finite:
        return None
    phrase = phrase_at(passage, passage.sentence_of(finite).start, finite)
    return phrase if phrase is not None and phrase.last == finite and can_speak(phrase, papers=False) else None


def _behind_it(passage: Passage, verb: int, finite: int, particle: int) -> Phrase | None:
    """``Det oplyste en talsmand``: who can say something, though the tree may take *det* for the subject."""
    sentence = passage.sentence_of(finite)
    it = finite - 1
    if finite != verb or it < sentence.start or passage.tokens[it].lower not in ("det", "dette"):
        return None
    if it > sentence.start and passage.tokens[it - 1].upos not in ("CCONJ", "PUNCT"):
        return None
    start = _behind_particles(passage, verb, finite)
    limit = particle if start is not None and particle > start else sentence.stop
    phrase = phrase_at(passage, start, limit) if start is not None else None
    if phrase is None:
        return None
    return phrase if can_speak(phrase) or phrase.text.lower() in QUANTIFIERS else None


def looks_like_subject(phrase: Phrase) -> bool:
    """Whether word order makes a phrase the subject of its clause: it stands before the finite verb, or behind one that
    has nothing before it which could be.  Where there is no finite verb at all, the first phrase counts."""
    passage, tokens = phrase.passage, phrase.passage.tokens
    sentence = passage.sentence_of(phrase.first)
    if phrase.first > sentence.start and tokens[phrase.first - 1].upos == "ADP":
        return False
    behind = _over_adverbs(passage, phrase.last, sentence.stop, 1)
    if behind < sentence.stop and tokens[behind].is_finite:
        return True
    if (
        phrase.first == sentence.start + 2
        and tokens[sentence.start].lower == "det"
        and tokens[phrase.first - 1].is_finite
    ):
        return tokens[phrase.first - 1].upos == "VERB" and can_speak(phrase)  # Det bekræfter vagtchefen
    apposed = any(token.form == "," for token in phrase.tokens)
    if apposed and behind + 1 < sentence.stop and tokens[behind].form == "," and tokens[behind + 1].is_finite:
        return True  # Formanden, Karen Holm, er glad
    if behind + 1 < sentence.stop and tokens[behind].form == "," and tokens[behind + 1].lower in ("der", "som"):
        # Formanden, som er valgt i går, …
        return phrase.first == sentence.start or tokens[phrase.first - 1].upos in ("SCONJ", "CCONJ", "PUNCT")
    before = _over_adverbs(passage, phrase.first - 1, sentence.start - 1, -1)
    if before >= sentence.start and tokens[before].is_finite:
        return not _has_subject_before(passage, before, sentence.start)
    if any(tokens[index].is_finite for index in sentence):
        return False
    return all(tokens[index].is_punct for index in range(sentence.start, phrase.first))


def _over_adverbs(passage: Passage, index: int, limit: int, step: int) -> int:
    while index != limit and passage.tokens[index].upos == "ADV":
        index += step
    return index


def _has_subject_before(passage: Passage, verb: int, first: int) -> bool:
    """Whether what stands right before a finite verb may be its subject; *og tog* shares that of the verb before."""
    tokens = passage.tokens
    if verb > first and tokens[verb - 1].upos == "CCONJ":
        return True
    for token in reversed(tokens[first:verb]):
        if token.is_finite or token.form == ",":
            break
        if token.upos == "SCONJ":
            return True  # efter at han ifølge politiet ramte en mand
    last = _over_adverbs(passage, verb - 1, first - 1, -1)
    index = last
    while index >= first and (tokens[index].upos in _NOMINAL or tokens[index].is_name):
        index -= 1
    return index < last and (index < first or tokens[index].upos != "ADP")


def can_speak(phrase: Phrase, papers: bool = True) -> bool:
    """Whether a phrase is for people, an organisation or, where ``papers`` says so, a document."""
    words = [token.lower for token in phrase.tokens]
    if len(words) == 1 and words[0] in ("han", "hun", "de"):
        return True
    known = [facts for word in words if (facts := role_of(word))]
    return any(token.is_name for token in phrase.tokens) or any(papers or role.kind != "document" for role in known)


def _resumed(passage: Passage, finite: int) -> Phrase | None:
    """``En ansat, som frygter for sit job, siger``: what opens the sentence, with a relative clause behind it."""
    tokens = passage.tokens
    first = passage.sentence_of(finite).start
    if finite < first + 4 or tokens[finite - 1].form != ",":
        return None
    if tokens[first].upos in ("ADP", "ADV", "SCONJ", "CCONJ"):
        return None
    if any(tokens[index].form == "," and tokens[index + 1].is_finite for index in range(first, finite - 1)):
        return None  # Aziz, der var minister, er dømt, oplyser …
    commas = 0
    for index in range(first + 1, min(first + _OPENING, finite - 2)):
        if tokens[index].is_finite or commas > 1:
            return None
        if tokens[index].form == ",":
            if tokens[index + 1].lower in ("der", "som"):
                return Phrase(passage, first, index)
            commas += 1  # Hans hustru, Inger, som …
    return None


def _controller(passage: Passage, infinitive: int) -> Phrase | None:
    """``fik iagttagere til at fastslå``: the object of *få* is who speaks."""
    tokens = passage.tokens
    if infinitive < 2 or tokens[infinitive - 1].lower != "at" or tokens[infinitive - 2].lower != "til":
        return None
    for index in range(infinitive - 3, max(-1, infinitive - 12), -1):
        if tokens[index].lower in ("få", "får", "fik", "fået"):
            first = index + 1
            while tokens[first].upos == "ADV" or tokens[first].lower == "da":
                first += 1  # fik da heller Holm til at sige
            return phrase_at(passage, first, infinitive - 2)
    return None


def _inverted_subject(passage: Passage, verb: int, finite: int, last_cue: int, particle: int) -> Phrase | None:
    """``siger hun nu``: the phrase right behind the finite verb, unless the clause has its subject elsewhere."""
    start = _behind_particles(passage, verb, finite)
    if start is None or not _may_open_subject(passage.tokens[start], start < last_cue):
        return None
    own = _subject_by_tree(passage, verb, finite)
    if _shares_subject(passage, verb, finite) or (own is None and _stands_before(passage, finite)):
        return None
    if own is not None and own.index < finite and own.lower not in ("der", "som"):
        return None
    limit = verb if finite < start < verb else passage.sentence_of(verb).stop
    if verb < start < last_cue - particle:
        limit = last_cue - particle  # giver Karen Holm udtryk for
    phrase = phrase_at(passage, start, limit)
    if phrase is None or _is_bare_object(phrase):
        return None
    if own is not None and own.index in phrase:
        return phrase
    nominative = phrase.tokens[0].lower in PERSONAL or any(token.is_name for token in phrase.tokens)
    return phrase if (nominative or own is None) and _follows_something(passage, finite) else None


def _behind_particles(passage: Passage, verb: int, finite: int) -> int | None:
    """``siger da også …``: the first token behind the finite verb that may open its subject."""
    start = finite + 1
    limit = passage.sentence_of(verb).stop if finite == verb else verb
    while start < limit and passage.tokens[start].lower in _PARTICLES:
        start += 1
    return start if start < limit else None


def _may_open_subject(token: Token, within_cue: bool) -> bool:
    if within_cue and token.upos in ("ADJ", "ADV"):
        return False  # but not Dal er enig i, at
    return token.lower not in OBJECT_FORMS and token.upos not in ("ADP", "SCONJ", "PUNCT", "VERB", "AUX")


def _subject_by_tree(passage: Passage, verb: int, finite: int) -> Token | None:
    """The subject that the tree gives the verb, where it can be one."""
    own = passage.child(verb, "nsubj")
    if own is None or own.upos in ("VERB", "ADJ", "ADV") or ADVERBIAL.fullmatch(own.form):
        return None  # but not siger den ene sørgmodigt; Adspurgt om fyringen svarer hun
    elsewhere = own.index < finite and _has_own_verb(passage, own.index, finite)
    return None if elsewhere else own  # but not Planen når kun halvvejs, vurderer rådet


def _shares_subject(passage: Passage, verb: int, finite: int) -> bool:
    """``… og kalder forløbet »…«``: the subject is that of the verb before."""
    joined = passage.tokens[finite - 1].upos == "CCONJ" and passage.sentence_of(finite).start < finite - 1
    return joined and verb == finite


def _is_bare_object(phrase: Phrase) -> bool:
    """``sagde farvel``: a noun alone, without article and for nobody."""
    noun = phrase.tokens[0]
    bare = len(phrase.tokens) == 1 and noun.upos == "NOUN" and noun.is_indefinite and not noun.is_name
    return bare and not noun.role and not noun.is_plural


def _follows_something(passage: Passage, finite: int) -> bool:
    before = passage.tokens[finite - 1] if finite else None
    return before is None or before.is_punct or before.upos in ("ADV", "NOUN", "PROPN", "NUM")


def _has_own_verb(passage: Passage, nominal: int, finite: int) -> bool:
    """Whether what the tree takes for the subject of a verb behind a comma stands before another finite verb."""
    if passage.tokens[finite - 1].form != ",":
        return False
    behind = nominal + 1
    while behind < finite - 1 and passage.tokens[behind].upos not in ("VERB", "AUX", "PUNCT"):
        behind += 1
    return passage.tokens[behind].is_finite


def _stands_before(passage: Passage, finite: int) -> bool:
    """Whether a pronoun subject or relative stands right before the finite verb."""
    before = passage.tokens[finite - 1] if finite else None
    return before is not None and (before.lower in PERSONAL or before.lower in ("der", "som"))


def _around(passage: Passage, nominal: int, limit: int) -> Phrase | None:
    """The noun phrase whose head is ``nominal``, from where its dependents before it start."""
    tokens = passage.tokens
    sentence = passage.sentence_of(nominal)
    first = nominal
    for index in reversed(passage.subtree(nominal)):
        if index < first and index == first - 1 and index >= sentence.start:
            joins = tokens[index].form in ("og", "eller", ",") and tokens[index - 1].upos == "ADJ" == tokens[first].upos
            if (tokens[index].is_punct or tokens[index].upos in ("CCONJ", "SCONJ", "ADP")) and not joins:
                break
            first = index
    end = limit if limit > nominal else sentence.stop
    while first > sentence.start and (
        tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ", "DET") or tokens[first - 1].is_name
    ):
        first -= 1  # a title that the tree hangs elsewhere
    for start in range(first, nominal + 1):
        phrase = phrase_at(passage, start, max(end, nominal + 1))
        if phrase is not None and nominal in phrase:
            return phrase
    return Phrase(passage, nominal, nominal + 1)


def _antecedent(passage: Passage, finite: int) -> Phrase | None:
    """The phrase right before ``, der`` of a relative clause with this finite verb."""
    sentence = passage.sentence_of(finite)
    for index in range(finite - 1, max(sentence.start, finite - _RELATIVE), -1):
        if passage.tokens[index].is_punct or passage.tokens[index].is_finite:
            return None
        if passage.tokens[index].lower in ("der", "som"):
            own = phrase_at(passage, index + 1, finite)
            if own is not None and own.tokens[-1].lower not in TIME:
                return own  # som mange mener, not som sidste år foreslog
            last = index - 1 if passage.tokens[index - 1].form == "," else index
            found = phrase_before(passage, last, sentence.start) if last > sentence.start else None
            return found and (_one_of_them(found) or _who_of_them(found) or found)
    return None


def _one_of_them(phrase: Phrase) -> Phrase | None:
    """``Holm var en af dem, der sagde``: who is one of them."""
    passage, words = phrase.passage, [token.lower for token in phrase.tokens]
    start = passage.sentence_of(phrase.first).start
    if words != ["en", "af", "dem"] or phrase.first < start + 2 or not passage.tokens[phrase.first - 1].is_finite:
        return None
    return phrase_before(passage, phrase.first - 1, start)


def _who_of_them(phrase: Phrase) -> Phrase | None:
    """``opbakning fra 44 præster, som skrev``: people behind the preposition, where the noun before can say nothing."""
    head = head_of(phrase)
    links = [token.index for token in phrase.tokens if token.upos == "ADP" and token.index > head.index]
    if not links or head.is_name or head.upos != "NOUN" or head.role is not None:
        return None
    inner = phrase_at(phrase.passage, links[-1] + 1, phrase.last)
    return inner if inner is not None and inner.last == phrase.last and can_speak(inner, papers=False) else None


def _behind_conjunction(passage: Passage, finite: int) -> Phrase | None:
    """In a subordinate clause the subject is the first phrase: ``efter at udvalget mandag aften med … indstillede``."""
    tokens = passage.tokens
    for index in range(finite - 1, passage.sentence_of(finite).start - 1, -1):
        if tokens[index].is_finite or tokens[index].form in ":;":
            return None
        if tokens[index].upos == "SCONJ" and index + 1 < finite:
            return phrase_at(passage, index + 1, finite)
    return None


def _before(passage: Passage, finite: int) -> Phrase | None:
    opening = _behind_conjunction(passage, finite)
    if opening is not None:
        return opening
    sentence = passage.sentence_of(finite)
    last = finite
    while last > sentence.start and passage.tokens[last - 1].upos == "ADV":
        last -= 1
    if last > sentence.start and passage.tokens[last - 1].form == ",":
        last -= 1
    found = phrase_before(passage, last, sentence.start) if last > sentence.start else None
    if found is not None and found.first > sentence.start and passage.tokens[found.first - 1].upos == "ADP":
        return None  # i brevet står der, at
    return found


def is_moved(phrase: Phrase) -> bool:
    """``Det får Holm til at grine. »…«``: who does something, though an object."""
    tokens = phrase.passage.tokens
    behind = [token.lower for token in tokens[phrase.last : phrase.last + 2]]
    return phrase.first > 0 and tokens[phrase.first - 1].lower in ("får", "fik") and behind == ["til", "at"]


def in_sentence_before(mention: Phrase, pronoun: Phrase) -> bool:
    """Whether a mention stands in the sentence right before that of a pronoun, or in the same one.

    The last sentence of a paragraph comes right before the quote that opens the next.
    """
    passage, above = pronoun.passage, mention.passage
    if above is passage:
        behind = passage.sentence_of(mention.first).stop
        return mention.first < pronoun.first and behind >= passage.sentence_of(pronoun.first).start
    last = above.sentence_of(mention.first).stop == len(above.tokens)
    adjoins = not passage.text[above.end : passage.start].strip()
    opens = passage.sentence_of(pronoun.first).start == 0 or not passage.text[passage.start].isalnum()
    return last and adjoins and above.start < passage.start and opens
