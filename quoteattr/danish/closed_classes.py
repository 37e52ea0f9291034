"""Danish words that more than one module asks for: pronouns, quantifiers, times, openers of clauses.

Reporting verbs, nouns for speakers and given names are in ``quoteattr/danish``.
"""

from __future__ import annotations

THINGS = frozenset("det dette den denne hvilket intet alt noget hvad der som".split())
PERSONAL = frozenset("jeg du han hun vi i man den det de".split())
OBJECT_FORMS = frozenset("mig dig ham hende os jer dem sig".split())
QUANTIFIERS = frozenset(
    """mange flere andre nogle nogen ingen alle begge enkelte få hver enhver adskillige samtlige flertallet""".split()
)
TIME = frozenset(  # no speaker, no addressee
    """mandag tirsdag onsdag torsdag fredag lørdag søndag mandagen tirsdagen onsdagen torsdagen fredagen
    lørdagen søndagen forår foråret sommer sommeren efterår efteråret vinter vinteren weekend weekenden januar
    februar marts april maj juni juli august september oktober november december morgen formiddag middag
    eftermiddag aften nat dag dagen år året ugen måneden gang tiden""".split()
)
YESTERDAY = frozenset(
    """går aftes morges forgårs fjor søndags mandags tirsdags onsdags torsdags fredags lørdags""".split()
)
NEGATIONS = frozenset(["ikke", "aldrig", "næppe", "hverken", "ej"])
FORMER = frozenset("tidligere forhenværende fhv fhv. eks kommende daværende".split())
NAME_PARTICLES = frozenset(
    """van von de der den del della dello dei di da das do bin ibn al el la las los le les du dos ten ter zu
    y""".split()
)
ABBREVIATED = frozenset("dr theol jur lic cand mag phil med polit scient hr fr frk prof adm dir nr".split())
DASHES = frozenset(["-", "–", "—"])
QUOTATION_MARKS = frozenset("\"”“„»«'’‘")
QUESTION_WORDS = frozenset(
    """om hvorfor hvordan hvornår hvad hvem hvor hvorvidt hvilken hvilket hvilke hvorledes""".split()
)
CIRCUMSTANCES = frozenset("efter før inden uden trods ved siden fordi så".split())  # …, efter at hun er valgt
FIXED_ADVERBIALS = frozenset(  # behind a preposition: i øvrigt, blandt andet
    "øvrigt eksempel andet gengæld dag går aftes".split()
)
VIEWS = frozenset(  # efter hans mening, med hans ord
    """mening opfattelse vurdering skøn udsagn opgørelse beregning beregninger udtalelse
    oplysning oplysninger forklaring vidneudsagn påstand ord""".split()
)
FIRST_PERSON = frozenset("jeg vi du i mig os man".split())
OURS = frozenset("min mit mine vor vort vores vore".split())
OWN = frozenset(["sin", "sit", "sine"])  # of the sentence's subject
