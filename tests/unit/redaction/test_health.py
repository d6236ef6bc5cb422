"""Health of persons, and words of medicine where nobody is ill."""

import pytest

from tests.unit.redaction.support import CUSTOMER, kinds, plain

ILL = [
    # (text, what must not survive, what must)
    ("She has diabetes and cannot use the export.", "diabetes", "and cannot use the export."),
    ("He is out because of his lung cancer, so close it.", "cancer", "so close it."),
    ("I have epilepsy, and the loader flashes.", "epilepsy", "and the loader flashes."),
    ("Our clerk Anna is HIV positive, her record is shown.", "HIV", "her record is shown."),
    ("My wife is pregnant and I will be away.", "pregnant", "and I will be away."),
    ("Tom is on sick leave until Monday, use mine.", "sick leave", "until Monday, use mine."),
    ("The patient was diagnosed with type 2 diabetes; it is cut.", "type 2", "it is cut."),
    ("I'm colour blind so I cannot see red.", "colour blind", "so I cannot see red."),
    ("Jane Roe had a stroke last week.", "stroke", "last week."),
    ("He suffers from severe migraines, the page flickers.", "migraines", "the page flickers."),
    ("Mein Kollege hat eine Depression, sein Konto ruht.", "Depression", "sein Konto ruht."),
    ("Mon fils est atteint d'asthme ; rien ne sonne.", "asthme", "rien ne sonne."),
    ("Ella está embarazada, la app no guarda.", "embarazada", "la app no guarda."),
    ("Mijn vrouw is zwanger, de app hangt.", "zwanger", "de app hangt."),
    ("Она беременна, форма пуста.", "беременна", "форма пуста."),
    ("My colleague broke her left wrist; use mine.", "left wrist", "; use mine."),
    ("Herr Kern hat sich den Arm gebrochen; es bleibt.", "Arm gebrochen", "; es bleibt."),
    ("He is on citalopram, so I do it.", "citalopram", ", so I do it."),
    ("Er ist nach der Herz-OP schwach.", "Herz-OP", "schwach."),
    ("Tiene TDAH y no puede entrar.", "TDAH", "no puede entrar."),
    ("Estoy en quimioterapia; el botón falla.", "quimioterapia", "el botón falla."),
    ("Mám astmu, krok 2 padá.", "astmu", "krok 2 padá."),
    ('{"dob":"x","diagnosis":"lumbar strain","code":7}', "lumbar strain", '"code":7}'),
    ("MRN: 00123456 is missing.", "00123456", "is missing."),
    ("patient number 8812-22 is shown twice.", "8812", "is shown twice."),
]  # fmt: skip
NOBODY_IS_ILL = [
    "The list shows amoxicillin twice.",
    '{"diagnosis":"disk full","severity":3}',
    "The worker is healthy, the canary is sick: the health check fails.",
    "A virus scanner locks the file; the memory leak bleeds into the shard.",
    "The heart beat is lost for 30 s, then a stroke of luck.",
    "Allergy module: the diagnosis code list ICD-10 does not load.",
    "Please be patient, the patient portal is slow for all users.",
    "The diabetes app does not sync for our users.",
    "The server was diagnosed with a disk fault; the job is suffering from latency.",
    "The user has a stroke width of 2 px in the drawing.",
    "The update broke the back end, and a leg of the route is missing.",
    "The button is disabled, and recovering from backup took 2 hours.",
    "It writes to stdout and hive, and aids nobody.",
]


@pytest.mark.parametrize(("text", "secret", "fact"), ILL)
def test_what_somebody_has_goes_and_the_fact_stays(text: str, secret: str, fact: str) -> None:
    told = plain(text)
    assert secret not in told
    assert told.endswith(fact)
    assert "[a matter of somebody's health]" in told


@pytest.mark.parametrize("text", NOBODY_IS_ILL)
def test_words_of_medicine_alone_stay(text: str) -> None:
    assert "health" not in kinds(text)


def test_nobodys_health_reaches_the_customer() -> None:
    assert "diabetes" not in plain("She has diabetes.", CUSTOMER)
