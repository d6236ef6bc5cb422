"""Small helpers for lists of words in patterns, and the words that are never a person's name."""

import re

_ASCII = re.compile(r"[ -~]+")


def words(text: str) -> frozenset[str]:
    """The words of a text, parted by white space."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a text, parted by commas or line feeds, longest first."""
    parts = {" ".join(part.split()) for part in re.split(r"[,\n]", text)} - {""}
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def one_of(choices: tuple[str, ...]) -> str:
    """A group that matches any of the phrases, in any case."""
    return f"(?i:{'|'.join(re.escape(choice).replace(chr(92) + ' ', ' ') for choice in choices)})"


def gates(choices: tuple[str, ...]) -> tuple[str, ...]:
    """For each phrase a lower-case ASCII part of it, for use as a pattern's gates."""
    found = {max(_ASCII.findall(choice), key=len).lower() for choice in choices}
    return tuple(sorted(gate for gate in found if not _covered(gate, found)))


def _covered(gate: str, others: set[str]) -> bool:
    return any(other != gate and other in gate for other in others)


QUANTITY = re.compile(
    r" ?(?:[%€$£]|(?:eur|usd|gbp|chf|euros?|dollars?|rows?|records?|lines?|entries|items?|users?|"
    r"customers?|orders?|files?|pages?|seats|licen[cs]es|times|days|hours|minutes|seconds|months|"
    r"years|ms|kb|mb|gb|bytes|requests?|jobs?|errors?|tickets?|points|credits|zeilen|datensätze|"
    r"stück)\b)"
)
"""Behind a number: how much of something there is, so that the number names nobody."""

NOT_A_NAME = words(
    """
    pty pvt zugang zugange acces acceso accesso hanim hanım bey efendi labas sveiki sveikas
    atte rgds brgds lp tere ema isa telefon telefax mobiltelefon telefone telefono
    a above access account accounting accounts action actions address admin administrator admins
    after again agent airlock alert all all-hands also am an analyst and android android's
    anonymous answer any anyone api api-key app april arbeit archive are article as at attached
    attachment attachments auditor august author authors aws azure backend backup bad
    batch before below bereich
    best beste beta billing bitte board boss both bug build but button calendar caller can can't
    cannot category center ceo cfo chrome cio ciso client cloud code colleague colleagues column
    comment comments config contact contacts coo could created critical csv cto currently customer
    customers daily damen dank danke dashboard data database date datei dear december default desk
    details development device devops director display docker does doing done download draft dutch
    edge email emails employee empty engineer engineering english enterprise error errors
    escalation event every everybody everyone everyone's everything example excel export exports
    external failed failure feature february fehler field fields file files filter finally finance
    firefox first folder folk folks for form format forum frau french freundlichen friday friend
    friends from frontend german github gitlab good google group groups gruppe guest guys had
    happy has have he he's head header headers hello help her here's herren herzliche hey hi high
    hilfe his home host how however hr http https i i'd i'll i'm i've id if image import important
    imports in in-app incident index info input inside instead integration internal internet into
    invoice invoices ios is issue issues it it's italian january java javascript jira job jobs
    json july june just key kind konto kubernetes kunde kunden label last lead legal let's leute
    library license like line link linux list load log login logout long low mac madam mail main
    maintenance management manager many medium menu message messages microsoft missing mit mobile
    mode model module monday monthly more most multiple my name never new next night no no-one
    nobody node none normal not note notes nothing november number numbers object october of off
    office ok old on one online only open operations option options or oracle order orders other
    our out outlook output over overview own owner page pages panel part partner password payment
    pending people permission person phone plan planning platform playa please plugin polish ponta
    portal post praia punta
    postgres press preview priority problem process procurement product production profile program
    project prompt proper purchasing python qa quality query question queue quick read ready real
    reason rechnung record records redis regards release remote reply report reporter reports
    request requester requests resource response result results role room root row rows run safari
    sales salesforce same sample sandbox sap saturday save schedule scheduled screen script search
    second section security seite select self send sent september server service services session
    set settings several severity shared she she's shipping shop should show sir site slack so
    some someone something sorry spanish staff stage staging standard start state status stock
    storage store string subject success summary sunday support sync system systems table tables
    task tasks team teams template test testing text thank thanks that that's the there there's
    they they're this thread thursday ticket time timeout times title to today token tomorrow tool
    tools top total tous trial tuesday type unfortunately unknown update updated upload urgent url
    us usage user username users usual vacation value values vendor version vertrieb very video
    viele view visitor warehouse warning was we we'll we're we've web webhook webhooks website
    gennaio febbraio marzo aprile giugno luglio agosto settembre ottobre novembre dicembre enero
    febrero junio septiembre octubre noviembre diciembre janvier fevrier juin juillet aout septembre
    octobre decembre janeiro fevereiro junho julho setembro outubro dezembro oktober dezember
    januari februari maart lunes martes miercoles jueves viernes mardi mercredi jeudi vendredi
    samedi montag dienstag mittwoch donnerstag lunedi martedi mercoledi giovedi venerdi sabato
    styczen marzec kwiecien czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien
    wednesday weekly were what what's when where who whoever why will windows with wizard word
    workflow workspace world would write xml yearly yes yesterday you you're your yours zendesk
    zusammen
    """
)
