"""What engineers say of themselves, of others and of what is to come, and what only sounds so."""

import pytest

from app.model import Audience
from app.redaction.phrase_forms import expand
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

STAYS = "Please save it as CSV."
SENTENCES = [
    ("security_finding", "There is a reflected XSS in the search page."),
    ("security_finding", "The list endpoint leaks other tenants' invoices."),
    ("security_finding", "CVE-2026-31337 is reserved, do not mention it."),
    ("roadmap", "It will ship in 9.4."),
    ("roadmap", "We are targeting March for the new editor."),
    ("roadmap", "ETA is mid-June."),
    ("roadmap", "Die Schnittstelle kommt in Version 12.1."),
    ("remark", "They never read the docs."),
    ("remark", "Just stall them until Monday."),
    ("remark", "It is a regression from our refactoring."),
    ("remark", "Der Kunde hat keine Ahnung."),
    ("remark", "The resync costs us too much."),
    ("remark", "Our Datadog bill is 4k."),
    ("remark", "Our database is at 91 % CPU."),
    ("remark", "Three devs are out sick and nobody has time."),
    ("remark", "They are at 20k ARR."),
    ("remark", "The blast radius was 40 tenants."),
    ("remark", "We shipped it without a dry run."),
    ("security_finding", "Anyone can crash the renderer with a crafted image."),
    ("security_finding", "The signing key was in a public repo."),
    ("security_finding", "We ship a vulnerable version of libwebp."),
    ("roadmap", "We are opening early access to the editor in week 23."),
    ("roadmap", "The client is two quarters out."),
    ("roadmap", "Not before Q1 next year."),
    ("roadmap", "They want us to drop the free tier by July."),
    ("security_finding", "The session cookie lacks HttpOnly."),
    ("security_finding", "Password hashes were still MD5 then."),
    ("remark", "We lose money on each code."),
    ("remark", "Our CDN contract with Fastly ends in May."),
    ("remark", "The guy has no business being an admin."),
    ("remark", "The ticket quality is garbage lately."),
    ("roadmap", "Nightjar replaces the whole scheduler next year."),
]
PLACES = [
    ("environment", "Only prod-eu-1 has it.", "prod-eu-1"),
    ("internal_host", "It is report-api-5f6b7c8d9-2lmnz again.", "2lmnz"),
    ("internal_host", "The disk of kafka-broker-2 was full.", "kafka"),
    ("internal_url", "See https://jenkins.ops.acme.net/job/1 there.", "jenkins"),
    ("internal_url", "See https://docs.google.com/document/d/1Ab/edit there.", "1Ab"),
    ("team", "I asked in #inc-123.", "inc-123"),
    ("team", "It is with the payments team.", "payments team"),
    ("config_key", "LEDGER_POOL_SIZE=5 was too small.", "LEDGER"),
    ("source_path", "It is parse_row() that fails.", "parse_row"),
    ("sql", "The rows in table public.usage_daily are doubled.", "usage_daily"),
    ("other_customer", "Same as what Globex saw last week.", "Globex"),
    ("other_customer", "U klienta Bałtyk Spedycja to samo.", "Bałtyk"),
    ("internal_host", "The queue is invoices.export.dlq again.", "invoices.export"),
    ("internal_host", "The job is nightly-price-sync there.", "nightly-price"),
    ("internal_host", "We moved fileserver-green-2 today.", "fileserver"),
    ("config_key", "The cache key is tour:stop:v3 there.", "tour:stop"),
    ("team", "It is on the board of the Heron squad.", "Heron"),
    ("repository", "She maintains librasterx since May.", "librasterx"),
    ("log_line", "See trace id 0af7651916cd43dd8448eb211c80319c there.", "0af765"),
    ("log_line", "It was files kernel: [812.22] TCP: out of memory again.", "TCP"),
    ("environment", "It fails on staging, too.", "staging"),
    ("environment", "C'est corrigé sur recette-3 déjà.", "recette"),
    ("source_path", "The rule is in authz/rules/invoice.rego there.", "invoice.rego"),
    ("commit", "It is billing-web@5e1b92d that runs.", "5e1b92d"),
    ("commit", "Between 3fa8c11..b72d09e it changed.", "b72d09e"),
    ("commit", "W commicie 5ac09de to jest.", "5ac09de"),
    ("log_line", 'It came with 4b1d0fe ("mail: keep aliases") in May.', "keep aliases"),
    ("log_line", "It was mended with `feedctl replay --tenant 7` at noon.", "feedctl"),
    ("source_path", "Our QuotaReconciler skips it.", "Reconciler"),
    ("source_path", "It never leaves the SeatLedgerWriter there.", "SeatLedger"),
    ("source_path", "It hangs in printq.(*Queue).Push(x) there.", "printq"),
    ("source_path", "The rule in phone_masks.toml strips it.", "phone_masks"),
    ("source_path", "It is a race between SessionReaper and TokenSweeper.", "Sweeper"),
    ("source_path", 'It raised OrderBroken("twice") at once.', "OrderBroken"),
    ("log_line", "It spins on futex(0x7f2c1a, FUTEX_WAIT, 2) = -1 EAGAIN there.", "FUTEX"),
    ("log_line", "I ran `./manage.py move_tenant --to eu9` for it.", "move_tenant"),
    ("sql", "We did CONFIG SET maxmemory-policy allkeys-lru there.", "allkeys"),
    ("config_key", "It is resources.limits.memory: 2Gi there.", "limits"),
    ("issue_key", "Sentry ACME-WEB-4F2 has it.", "4F2"),
    ("repository", "Es steckt in der Bibliothek libpdfmerge.", "libpdfmerge"),
    ("environment", "Het staat op acc-nl-1 klaar.", "acc-nl"),
    ("other_customer", "We see the same with Tamarind Hotels.", "Tamarind"),
    ("other_customer", "I copied it from the tenant of Hollowbrook Vets.", "Hollowbrook"),
    ("other_customer", "So it was with the bakery chain Brødrene Fjeld.", "drene Fjeld"),
    ("person_name", "Dank Ruslans Fix läuft es.", "Ruslan"),
    ("internal_host", "I had to ssh jumphost-fra again.", "jumphost"),
    ("internal_host", "It runs as svc-mailsync there.", "mailsync"),
    ("internal_host", "The queue of projects/acme-1/topics/docs is long.", "acme-1"),
    ("internal_host", "We saw an OOM in geo-tiler again.", "geo-tiler"),
    ("internal_host", "It was wkr-nyc-3 all along.", "wkr-nyc"),
    ("config_key", "It is in vault kv/prod/smtp there.", "kv/prod"),
    ("config_key", "We replace aws_s3_bucket.exports tonight.", "aws_s3"),
    ("environment", "The configmap mail-limits is wrong.", "mail-limits"),
    ("issue_key", "Alert MAIL-DLV-11 fired.", "DLV"),
    ("issue_key", "It is ZD 66120 again.", "66120"),
    ("internal_url", "See https://acme.grafana.net/d/1 there.", "grafana"),
    ("internal_url", "See https://app.datadoghq.eu/logs there.", "datadog"),
    ("build", "We rolled back to 88071 at once.", "88071"),
    ("build", "It is job pack-eu #2210 that is red.", "#2210"),
    ("team", "Squad Osprey has it.", "Osprey"),
    ("other_customer", "The orgs maple-dental, norrland-bus sit there, too.", "norrland"),
    ("engineer_person", "[~tbauer] please look.", "tbauer"),
    ("engineer_person", "Committer: m.okoye.", "okoye"),
    ("person_name", "[10:13] Shu Fen: it is the cache", "Shu Fen"),
    ("person_name", "Oleksandr from platform says no.", "Oleksandr"),
    ("person_name", "PagerDuty paged Nkechi at 3.", "Nkechi"),
    ("person_name", "We are waiting on Rosa's review.", "Rosa"),
    ("person_name", "Chidi rolled back at noon.", "Chidi"),
    ("phone", "m.okoye@eng.example, ext. 4412", "4412"),
    ("account_id", "Customer;Tenant;Rows\nOurs;t-3310;9", "3310"),
    ("remark", "[INTERNAL] we lost the tapes", "tapes"),
    ("remark", "Internal note: a credit if they ask", "credit"),
]
HARMLESS = [
    "The table in the report has a column for the region.",
    "Your branch office in Lyon can commit to a date.",
    "You can build a dashboard; open the main menu and select the file from the list.",
    "Your refund will arrive in March. The trip is planned for 3 May.",
    "A user error message can be given in each language.",
    "Version 9.3.0 came out on 2 June; see https://help.example.com/release-notes for more.",
    "We are not affected by the OpenSSL flaw that was published last week.",
    "The queue is read-only, the service is up-to-date and the job is time-consuming.",
    "It works in your staging, too. Key: ctrl:alt opens the liberty module.",
    "Delivery to the Canary Islands takes six days.",
    "Open http://localhost:8080 on your computer.",
    "It costs us nothing to extend the trial. If your disk is at 95 %, the agent stops.",
    "If three people are out on holiday, the planner shows it in grey.",
    "Anyone can read the page; anybody may delete any comment of their own.",
    "The beta program is open; open the beta page to join. The tax replaces the old one in May.",
    "In TeamViewer choose the FileMaker export; the DataLoader tool is on the page.",
    "Please open print_agent.yml on your computer.",
    "Could you put these lines into the file:\n\nlog.level = debug\nhttp.timeout = 30",
    'Put <script src="https://js.example.com/v2/form.js"></script> at the end.',
    "Run `launchctl list` and ssh your-server, please.",
    "Internal error 5031: try again. Internal notes can be hidden.",
    "For customers self-service is on, and accounts read-only until paid can be opened again.",
    "In your Zendesk ticket 48812 you find it. Alert A-12 means that the paper is empty.",
    "The margins of the page are too thin. Two releases away from this one is version 7.1.",
    "I have it at Home. A crash in Excel is not ours; a bug in PowerPoint shows it.",
    "The character set is utf-8.2.1: 5 lines. See www.example.com: 3 visits.",
    "2025-03-12 09:02:11 order-4711 paid",
    "Finance wants to see the total. The preview is garbage: choose UTF-8.",
    "She has no business account. Do not touch that code field again.",
    "They enter the code for what they pay with.",
    "[10:30] Lunch: closed. Waiting for Approval is a state. Owner: admin.",
    'Row 12: Did you mean "Berlin"? You can roll back to 3.3.9.',
    "El informe incluye 5 años. Limítelo a 12 meses.",
    "See https://docs.github.com/en/get-started and https://status.slack.com for more.",
]


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
def test_the_sentence_goes_and_the_next_one_stays(kind: str, sentence: str) -> None:
    told = plain(f"{sentence} {STAYS}", CUSTOMER)
    assert told.startswith("[")
    assert told.endswith(f"] {STAYS}")
    assert kind in kinds(sentence, CUSTOMER)
    assert plain(sentence, ENGINEERING) == sentence


@pytest.mark.parametrize(("kind", "text", "secret"), PLACES)
def test_the_name_goes(kind: str, text: str, secret: str) -> None:
    assert secret not in plain(text, CUSTOMER)
    assert kind in kinds(text, CUSTOMER)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_internal_stays(text: str) -> None:
    assert plain(text, CUSTOMER) == text


def test_a_request_that_hangs_on_a_remark_stays() -> None:
    told = plain("this account is a pain, please send the log.", CUSTOMER)
    assert told.endswith("], please send the log.")


def test_alternatives_of_a_phrase_are_all_meant() -> None:
    assert list(expand("(a|b) x(|y) z")) == ["a x z", "a xy z", "b x z", "b xy z"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("You lying scumbags promised four hours.", "promised four hours."),
        ("It takes an hour, you idiots, and it took a minute.", "It takes an hour"),
        ("Siete degli idioti. La stampa si ferma a pagina 3.", "La stampa si ferma a pagina 3."),
        ("This is unacceptable: production is down since 9:00.", "production is down since 9:00."),
        ("The garbage collection kills the process.", "The garbage collection kills the process."),
    ],
)
def test_facts_beside_an_insult_reach_engineering(text: str, fact: str) -> None:
    assert fact in plain(text, ENGINEERING)


@pytest.mark.parametrize(
    ("audience", "kind"), [(CUSTOMER, "remark"), (ENGINEERING, "customer_rant")]
)
def test_a_word_that_insults_by_itself_goes_on_either_side(audience: Audience, kind: str) -> None:
    text = f"That was written by clowns. {STAYS}"
    assert kinds(text, audience) == {kind}
    assert "clowns" not in plain(text, audience)
    assert plain(text, audience).endswith(STAYS)
