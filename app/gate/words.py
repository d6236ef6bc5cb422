"""Word lists of the quality rules, in lower case."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# An entry made of these alone says nothing.
PLACEHOLDERS = _words(
    """
    na n/a none nil null nothing tbd tba tbc todo wip unknown unsure pending later asap asdf qwe
    qwer qwerty test testing foo bar baz xxx xx x yes no ok same idk dunno blah lorem ipsum dolor
    asd sdf dfg fgh ghj hjk jkl zxc xcv qaz wsx fill fixme placeholder see above below ticket
    description attached dito ditto
    """
)
# An entry of a few words that begins with one of these promises an answer and gives none.
PROMISES = _words("tbd tba tbc todo wip fixme")
# As the whole of an entry these say nothing; written as `placeholders.fold` leaves them.
PLACEHOLDER_PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    to be determined | to be defined | to be confirmed | to be done | to be added | to be announced
    | to be filled | to be filled in | to follow | details to follow | more details to follow
    | more info to follow | will follow | will add | will add later | will add soon | add later
    | will update | will update later | will fill in later | fill in later | fill this in
    | coming soon | work in progress | not applicable | not available | not known | not known yet
    | not sure | not yet | no idea | no info | no information | no data | no comment | nothing yet
    | nothing to add | nothing else | i don't know | don't know | dont know | we don't know
    | same as above | same as before | as above | as before | as discussed | as per ticket
    | as per the ticket | see the ticket | see the description | see the attachment
    | see the comments | see comments | see attachment | see attached | see the attached
    | see title | see subject | in the ticket | it is in the ticket | just testing | just a test
    | this is a test | some text | text here | your text here | enter text here | please fill in
    | keine ahnung | siehe ticket | siehe oben | folgt | nicht bekannt | à compléter | voir ticket
    | no lo sé | por definir | ver ticket | da definire | a definir
    """.replace("\n", " ").split("|")
    for phrase in [" ".join(phrase.split())]
)
# A name with one of these in it is a group's.
GROUPS = _words(
    """
    team teams group queue squad department dept oncall everyone everybody anyone somebody someone
    we devs developers whoever helpdesk
    """
)
# A name made of these alone is a group's.
UNITS = GROUPS | _words(
    """
    support engineering engineers operations ops sre management product tier l1 l2 l3 desk all the
    on call customer success us qa backend frontend platform
    """
)
# After a comma these tell a person's role, not a second person.
ROLES = _words(
    """
    head lead leader manager director vp cto ceo coo engineer owner of officer chief principal
    senior staff account support specialist analyst consultant
    """
)
# Quantities and deadlines that are written without a digit.
NUMBER_WORDS = _words(
    """
    two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    hundreds thousand thousands million millions dozen dozens half today tonight tomorrow monday
    tuesday wednesday thursday friday saturday sunday midnight noon
    """
)
# Months as dates name them; abbreviations stand for themselves and their longer forms alike.
MONTHS = _words(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    januari februari maart mei augustus
    """
)
# A full stop after one of these ends no sentence.
ABBREVIATIONS = _words("dr mr mrs ms prof st no nr approx ca vs e.g i.e etc inc ltd co jr sr dept")
