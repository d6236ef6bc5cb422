"""The words of the story, and which of them are private to whom. All of it is invented."""

from app.demo.private import Secret

COPIED_EMAIL = "piet.vandam@northwind.example"
REQUESTER_EMAIL = "maria.delgado@northwind.example"
AGENT_EMAIL = "dana@acme.example"
SUBJECT = "Nightly export stops, Northgate Freight cannot bill"
ACCOUNT_NUMBER = "NWF-4471-0093"
API_KEY = "AKIAI44QH8DHBEXAMPLE"
ATTACHMENT_NAME = "maria-delgado-export.log"

OPENING = f"""Hello,

since this morning our nightly export stops after 10,000 of 48,200 rows, and 3 of our depots \
cannot bill. This is Northgate Freight, account number {ACCOUNT_NUMBER}. The job signs in with the \
key {API_KEY}. Piet van Dam, in copy, sees the same.

You can call me at +1 202 555 0143 or write to {REQUESTER_EMAIL}. The log is attached.

Best regards,
Maria Delgado"""

LOG = f"""2026-11-20 02:14:07,221 INFO  export started for {REQUESTER_EMAIL}
2026-11-20 02:14:09,874 ERROR export failed after 10000 rows
java.lang.IllegalStateException: cursor closed
\tat com.acme.export.RowPager.next(RowPager.java:88)
\tat com.acme.export.Job.run(Job.java:41)
2026-11-20 02:14:09,901 INFO  notified Maria Delgado at +1 202 555 0143
"""

REPLY = "Hello Maria, thank you. We can see the failed export and are looking into it."

ITEMS = {
    "context": "Nightly export stops after 10,000 of 48,200 rows since 20 November. 3 depots of "
    "Northgate Freight cannot bill; about 40 invoices a day are late, deadline 24 November.",
    "steps": "1. Sign in as the customer's export user\n2. Start the export of all rows\n"
    "3. Wait until row 10,000: the job ends with `cursor closed`",
    "tried": "1. Restarted the job twice, same row\n2. Exported two halves by date: both work\n"
    "3. Checked the quota: 12 % used",
    "question": "Can the cursor be kept open past 10,000 rows until the fix ships?",
    "environment": "Production, export service 4.12.3, API version 2026-10",
    "logs": "See the log attached to the ticket: https://acme.zendesk.com/agent/tickets/1",
    "disposition": "Fix",
    "acknowledgement": "Dear Maria Delgado,\n\n"
    "20 November 2026: we have confirmed that your nightly export stops after 10,000 rows, and we "
    "have filed it as a defect with our engineers.\n\n"
    "You will hear from us again on 24 November with what they found. Until then an export in two "
    "halves by date works. Our Support Manager stands for this.",
    "owner": "Dana Whitfield",
}
SEVERITY = "P2"

ENGINEER_WORDS = "Found it. The pager drops its cursor when the replica lags."
ENGINEER_TRACE = """java.sql.SQLException: cursor 7f3a lost
\tat com.acme.store.ReplicaCursor.fetch(ReplicaCursor.java:212)
\tat com.acme.store.Replica.page(Replica.java:97)
Caused by: java.net.SocketTimeoutException: read timed out
\tat com.acme.net.Wire.read(Wire.java:45)"""
ENGINEER_HOST = "The replica is export-db-03.prod.internal (10.42.7.19)."
ENGINEER_REMARK = "The customer has no idea how paging works."
ENGINEER_ADVICE = "Splitting the export by date works until the fix is out."
ENGINEER_PLAN = "A fix is under review; until then export by month."
ENGINEER_EDIT = "A fix is under review behind the flag export_cursor_v2; until then export by week."
ENGINEER_SLIP = "Ignore this, wrong issue: build 4.13.0-rc2+581 is broken on export-db-03."

SECOND_ORGANIZATION = "Bluepeak Stores"
SECOND_DOMAIN = "bluepeak.example"
SECOND_REQUESTER = "Tomas Sandqvist"
SECOND_EMAIL = "tomas.sandqvist@bluepeak.example"
SECOND_SUBJECT = "Export ends early"
SECOND_OPENING = f"""Hi, our export ends early too, at 10,000 rows of 15,300. Please reach me at \
{SECOND_EMAIL}.

Tomas Sandqvist, Bluepeak Stores"""

FIRST_CUSTOMER = (
    Secret("requester", "Maria Delgado"),
    Secret("requester's surname", "Delgado"),
    Secret("requester's e-mail", REQUESTER_EMAIL),
    Secret("requester's phone", "+1 202 555 0143"),
    Secret("requester's phone, short", "202 555 0143"),
    Secret("organization", "Northgate Freight"),
    Secret("organization, short", "Northgate"),
    Secret("account number", ACCOUNT_NUMBER),
    Secret("API key", API_KEY),
    Secret("attachment's name", "maria-delgado"),
    Secret("person in copy", "Piet van Dam"),
)
SECOND_CUSTOMER = (
    Secret("second requester", SECOND_REQUESTER),
    Secret("second requester's surname", "Sandqvist"),
    Secret("second requester's e-mail", SECOND_EMAIL),
    Secret("second organization", SECOND_ORGANIZATION),
    Secret("second organization, short", "Bluepeak"),
)
ENGINEERING = (
    Secret("stack frame", "com.acme.store.ReplicaCursor.fetch"),
    Secret("source file", "ReplicaCursor.java"),
    Secret("cause", "SocketTimeoutException"),
    Secret("internal host", "export-db-03.prod.internal"),
    Secret("internal host, short", "export-db-03"),
    Secret("private address", "10.42.7.19"),
    Secret("remark", "how paging works"),
    Secret("feature flag", "export_cursor_v2"),
    Secret("build", "4.13.0-rc2+581"),
    Secret("engineer", "Eli Engineer"),
)
