"""Ordinary text of tickets, to measure a pattern on: the same on every machine."""

SENTENCES = (
    "The export of the monthly report fails on every page since yesterday.",
    "We tried to clear the cache and to sign in again, without success.",
    "Version 4.2.1 of the gateway answers with error 502 after 30 seconds.",
    "About 240 of 1,800 rows are missing from the list of open orders.",
    "Can you tell us by Friday whether the next release mends this?",
    "Our warehouse in the north cannot book incoming goods at all.",
    "You can reach me at service.desk@example.com during office hours.",
    "2026-03-04 10:15:31 WARN queue retry 3 of job nightly_import took 812 ms",
    "Request 9f1c-77ab returned after https://status.example.com/reports?id=77 was opened.",
    "Steps: open the settings, choose the filter, press Save, wait for the total.",
    "Seit dem Update am Montag bleibt die Auswertung bei 40 Prozent stehen.",
    "Depuis lundi, le tableau de bord reste vide pour tous les utilisateurs.",
    "Thanks for looking into it, and have a good day!",
)


def probe_text(length: int) -> str:
    """That many characters, in an order of sentences that is always the same."""
    parts, size, many = list[str](), 0, len(SENTENCES)
    while size < length:
        at = len(parts)
        parts.append(SENTENCES[(5 * at + at // many) % many])
        size += len(parts[-1]) + 1
    return "\n".join(parts)[:length]
