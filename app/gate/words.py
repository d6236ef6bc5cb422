"""Word lists of the quality rules, in lower case."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# An entry made of these alone says nothing.
PLACEHOLDERS = _words(
    """
    na n/a none nil null nothing tbd tba tbc todo wip unknown unsure pending later asap asdf qwe
    qwer qwerty test testing foo bar baz xxx xx x yes no ok same idk dunno blah lorem ipsum dolor
    fill fixme placeholder see above below ticket description attached dito ditto
    """
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
