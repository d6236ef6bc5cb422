"""What a mail is addressed to that is nobody: desks, teams and boxes of many."""

from app.redaction.canonical import fold
from app.redaction.words import words

DESKS = words(
    fold(
        """
        servicedesk service-desk helpdesk help-desk desk helpline hotline support reception empfang
        rezeption zentrale sekretariat poststelle buchhaltung personalabteilung verwaltung kantine
        accueil standard secrétariat comptabilité recepción recepcion secretaría contabilidad
        reception portineria segreteria contabilità accettazione receção recepção receptie
        secretariaat administratie boekhouding reception växel receptionen support-team resepsjon
        vastaanotto recepcja sekretariat księgowość recepce účtárna recepció titkárság recepție
        kundenservice kundendienst kundtjänst kundeservice klantenservice asiakaspalvelu
        frontdesk front-desk front-office backoffice back-office switchboard mailroom postmaster
        team teams department abteilung service-team postfach mailbox verteiler distribution
        accounts payroll procurement einkauf vertrieb achats ventes compras ventas acquisti vendite
        inkoop verkoop operations leitstelle disposition dispatch controlling it-support dienst
        undisclosed recipients everyone all staff
        """
    )
)


def is_desk(name: str) -> bool:
    """Whether any of its words says that many read it."""
    parts = fold(name).replace("/", " ").split()
    return any(part.strip(".,'\"") in DESKS for part in parts)
