"""Queries, machines and troubles of engineering, by their form or a word near, and near misses."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

STAYS = "Please save it as CSV."
GONE = [
    ("sql", 'requests\n| where role == "planner"\n| take 5', "planner"),
    ("sql", 'It is sum(rate(sync_failures{job="w"}[5m])) that rose.', "sync_failures"),
    ("config_key", "Only mail_queue_errors_total rose.", "mail_queue"),
    ("sql", "GET visits-7/_search\n{\n}", "visits-7"),
    ("sql", 'query { internalTenant(slug: "x") { shard } }', "internalTenant"),
    ("sql", "[ { _id: ObjectId('65d1f0c2b1e4a90012ab34cd') } ]", "65d1f0c2"),
    ("sql", "live> db.events.find", "events"),
    ("sql", "The field due_at in crm2.invoice_head is empty.", "invoice_head"),
    ("sql", "The field due_at in crm2.invoice_head is empty.", "due_at"),
    ("sql", "We emptied tbl_dunning there.", "tbl_dunning"),
    ("internal_host", "It runs on jenkins-nord there.", "nord"),
    ("internal_host", "APP-STG-04 was full.", "STG"),
    ("internal_host", "It is on the box called hera.", "hera"),
    ("internal_host", "The bug sits in crewd-solver again.", "crewd"),
    ("internal_host", "We failed over db-fin-primary at noon.", "db-fin"),
    ("internal_host", "Use the break-glass login fire-axe there.", "fire-axe"),
    ("internal_host", "0 3 * * * crewsync /srv/crew/bin/pull", "crewsync"),
    ("internal_url", "See https://kib.ops.acme.example/app/x there.", "kib.ops"),
    ("environment", "Seen on perf-lab-2 there.", "perf-lab"),
    ("environment", "Seen on live-weu-a there.", "live-weu"),
    ("environment", "Visto em homolog-2 ontem.", "homolog"),
    ("build", "It is jenkins night-run #12 that is red.", "night-run"),
    ("source_path", "We divide by len(self.nurses) there.", "nurses"),
    ("source_path", "It is #'shop.cart/add-line! that throws.", "shop.cart"),
    ("log_line", "2025-04-01 06:00:12 W3SVC2 WEB GET /api/crew 8080 - x 401", "W3SVC2"),
    ("other_customer", "Same issue as Amber Mills and Coast Hotels.", "Coast"),
    ("other_customer", "I see visits of org 904 there.", "904"),
    ("person_name", "QA (Tamsin) signs off.", "Tamsin"),
    ("source_path", "It was in modExport.WriteSheet line 220 there.", "modExport"),
    ("source_path", "It was at R/cohort.R:31 there.", "cohort"),
    ("source_path", "It said: object 'cohort_wk' not found.", "cohort_wk"),
    ("build", "We rolled web to rev 118 there.", "118"),
    ("commit", "It is sha-7be20c1 there.", "7be20c1"),
    ("log_line", '~ resource "pg_server" "live" {\n  x\n}', "pg_server"),
    ("engineer_person", "Co-authored-by: pjansen", "pjansen"),
    ("person_name", "Bożydar robi przegląd.", "Bożydar"),
    ("internal_host", "It is traefik-int-2 there.", "traefik"),
    ("team", "It was assigned to Team Marlin.", "Marlin"),
]
SENTENCES = [
    ("remark", "We lost two of the three devs who know it."),
    ("remark", "Hiring is frozen."),
    ("remark", "The contractor from Bexley Soft left."),
    ("remark", "Not worth fixing."),
    ("remark", "Only 3 customers use it."),
    ("remark", "We run 14 EKS clusters."),
    ("remark", "Our SMS vendor's contract is up for renewal."),
    ("remark", "It is 5 SP."),
    ("remark", "Yevgenia is on annual leave."),
    ("remark", "They pushed it without tests."),
    ("remark", "They can't be bothered to look."),
    ("remark", "This mess is on the others."),
    ("remark", "They pay for gold support."),
    ("remark", "It runs at a loss."),
    ("remark", "It took 2.5 dev-days."),
    ("remark", "Nobody else has prod access."),
    ("remark", "Not our problem."),
    ("security_finding", "The reset tokens can be predicted."),
    ("roadmap", "Next major drops IE mode."),
    ("roadmap", "Maybe autumn."),
    ("roadmap", "It is codenamed Lapwing."),
    ("roadmap", "Not fixing it before 7.0."),
    ("roadmap", "Sales wants to kill the add-on."),
    ("security_finding", "The row filter leaks."),
]
HARMLESS = [
    "Install gitlab-runner 16.8 and the rabbitmq-connector.",
    "Create a server named files and a host called print on your side.",
    "A problem in read-only mode is known. It is stuck in step-by-step view.",
    "Our guide is at https://help.acme.example/ops/start there.",
    "Use test-case-2 of the guide in sandbox mode.",
    "Employee is on annual leave: a state. It runs on Windows 7 SP 1.",
    "Same problem with Google Chrome and Microsoft Edge.",
    "The column amount_net in my_export.csv must be a number.",
    "The org chart shows 12 people. The Team Plan has 5 seats.",
    "Your vendor list is empty. Only 3 customers are shown on a page.",
    "The access check is done again when you save.",
    "| where | what |",
    "Excel quit because the file is open. We have 2 nodes in each diagram.",
    "Send it with the header Authorization: Bearer YOUR_TOKEN.",
    "Probably the filter is on. The next major step is the import.",
]


@pytest.mark.parametrize(("kind", "text", "secret"), GONE)
def test_it_goes(kind: str, text: str, secret: str) -> None:
    assert secret not in plain(text, CUSTOMER)
    assert kind in kinds(text, CUSTOMER)


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
def test_the_sentence_goes_and_the_next_one_stays(kind: str, sentence: str) -> None:
    told = plain(f"{sentence} {STAYS}", CUSTOMER)
    assert told.startswith("[")
    assert told.endswith(f"] {STAYS}")
    assert kind in kinds(sentence, CUSTOMER)
    assert plain(sentence, ENGINEERING) == sentence


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_so_stays(text: str) -> None:
    assert plain(text, CUSTOMER) == text


def test_the_sentence_behind_a_trace_stays() -> None:
    text = "KeyError: no key (lib/pay.rb:17:in `fetch'). Happens if a crew has no pay grade."
    assert plain(text, CUSTOMER).endswith("Happens if a crew has no pay grade.")
