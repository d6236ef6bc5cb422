"""Birth dates and ages, and dates that are nobody's."""

import pytest

from tests.unit.redaction.support import CUSTOMER, kinds, plain

BORN = [
    # cue, date and what is told of it
    ("She was born on", "3 May 1984", "May 1984"),
    ("My date of birth for the check is", "2 February 1979", "February 1979"),
    ("DOB:", "07/22/1979", "July 1979"),
    ("nacida en la costa el", "3 de octubre de 1982", "October 1982"),
    ("nata a Lecce il", "21/06/1950", "June 1950"),
    ("Дата рождения клиента", "12.03.1985", "March 1985"),
    ("<geb>", "1951-04-30", "April 1951"),
    ("D.O.B.", "22-07-1979", "July 1979"),
    ("date of birth", "1990-02-28", "February 1990"),
    ("My birthday is", "May 3rd, 1984", "May 1984"),
    ("Geburtsdatum", "03.11.1992", "November 1992"),
    ("geboren am", "3. Mai 1984", "May 1984"),
    ("Né le", "5 juillet 1964", "July 1964"),
    ("fecha de nacimiento:", "3 de mayo de 1984", "May 1984"),
    ("nata il", "3 maggio 1984", "May 1984"),
    ("data de nascimento:", "25/12/1984", "December 1984"),
    ("geboortedatum", "13-5-1984", "May 1984"),
    ("data urodzenia", "21.06.2001", "June 2001"),
    ("född", "1984-05-03", "May 1984"),
    ("született:", "1984.05.03", "May 1984"),
    ("doğum tarihi", "03.05.1984", "May 1984"),
    ("Дата рождения:", "17.08.1975", "August 1975"),
    ("生年月日は", "1984年5月3日", "May 1984"),
    ("생년월일:", "1984년 5월 3일", "May 1984"),
    ("dob=", "19840503", "May 1984"),
    ("Née le", "05/07/1964", "1964"),
    ("She was born in", "1984", "1984"),
    ("My son, b.", "12 Oct 2011", "October 2011"),
]
NOT_BORN = [
    'The field "Date of birth" is required; the placeholder is DD/MM/YYYY.',
    "The birthday field has min 1900-01-01; dates before are red.",
    "Version 2.11 of 14 March 2024 fails; it began on 3 June 2024.",
    "The project was born in 2019.",
    "The 3-year-old server, a cache 3 years old and entries aged 30 days.",
    "The Birthday reminder prints nothing.",
]


@pytest.mark.parametrize(("cue", "date", "general"), BORN)
def test_a_birth_date_becomes_its_month(cue: str, date: str, general: str) -> None:
    told = plain(f"{cue} {date}, and the form fails.")
    assert told == f"{cue} [birth-date: {general}], and the form fails."


@pytest.mark.parametrize("text", NOT_BORN)
def test_other_dates_stay(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text", ["the 43-year-old patient", "She is 43 years old", "patient aged 43", "(born 3/5/84)"]
)
def test_ages_and_vague_dates_become_the_sentence(text: str) -> None:
    told = plain(text)
    assert "[a date of birth or an age]" in told
    assert not any(map(str.isdigit, told))


def test_toward_the_customer_it_has_a_number() -> None:
    assert plain("born on 3 May 1984", CUSTOMER) == "born on [birth-date-1]"
    assert "birth_date" in kinds("born on 3 May 1984", CUSTOMER)
