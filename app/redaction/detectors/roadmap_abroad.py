"""Promises of what is to come in more languages: the whole sentence."""

from app.redaction.detectors.release_dates import WHEN, WHEN_ABROAD
from app.redaction.detectors.roadmap import THEIRS
from app.redaction.detectors.sentences import sentence_around, withheld
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern
from app.redaction.sought import Sought

THEIRS_ABROAD = Sought(
    r"lieferung|paket|rechnung|zahlung|erstattung|gutschrift|technik|termin|wartung|livraison|"
    r"colis|facture|remboursement|rendez-vous|maintenance|pedido|paquete|factura|reembolso|\bcita|"
    r"envío|encomenda|fatura|pacote|spedizione|pacco|fattura|rimborso|ordine|levering|pakket|pakje|"
    r"factuur|monteur|afspraak|bestelling|przesyłk|paczk|faktur|zwrot|dostaw|zamówieni|zásilk|"
    r"balík|platb|посылк|фактур|заказ|сч[её]т|доставк|плат[её]ж|возврат|мастер|kargo|sipariş|"
    r"ödeme|iade|"
    r"leverans|beställning|ordre|toimitus|lasku|tilaus|szállítás|számla|rendelés|livrare|comand|"
    r"rückruf|handwerker|wie (?:versprochen|zugesagt)|\bsie sollten\b|\bsollten sie\b|commande|"
    r"courrier|marchandise|mercanc|mercadoria|vertrag|contrat|umow|smlouv|договор|"
    r"webinar|schulung|\bformation",
)
"""Goods, money and appointments, which have dates of their own."""

_ABROAD = (
    r"frühestens|voraussichtlich|au plus tôt|como (?:muy )?pronto|no antes de|não antes de|"
    r"non prima di|pas avant|op zijn vroegst|najwcześniej|nejdřív|не раньше|не раніше|en erken|"
    r"tidigast|tidligst|aikaisintaan|legkorábban|cel mai devreme|"
    r"sort (?:le|fin|début|courant|au|mi)[ -]|sortie (?:prévue|est prévue)|sale el |llegará|"
    r"chegará|sai (?:dia|até) |esce (?:il|a|entro) |arriverà|komt (?:pas|eind|begin|op) |"
    r"kommt (?:am|zu|bis|erst|ende|anfang|mitte|nächste\w*) |"
    r"oprava (?:bude|vyjde|přijde)|vydáme|bude (?:vydán|k dispozici|dostupn|hotov)|"
    r"исправлени[ея] (?:будет|выйдет|появится)|выйдет|выпустим|появится|будет (?:доступ|готов)|"
    r"вийде|випустимо|з'явиться|буде (?:доступн|готов)|çikacak|yayinlanacak|yayinlayacağiz|"
    r"sunulacak|düzeltilecek|släpps|lanseras|kommer (?:i|med|under|först|til) |udkommer|lanceres|"
    r"slippes|lanseres|julkaistaan|julkaisemme|ilmestyy|tulee vasta|megjelenik|kiadjuk|várható|"
    r"va fi (?:lansat|disponibil|gata)|apare în|θα (?:κυκλοφορήσει|βγει|είναι διαθέσιμ)|"
    r"l[oa]s? tendrán|l[oa]s? tendrá|l'auront|l'aura|(?:lo|la) avr(?:anno|à)|vão ter|"
    r"(?:riscriv|sostitui|rifa|aggiung|rimuov|introdu|miglior|sistem)\w{0,4}remo|"
    r"(?:reescrib|reescrev|reemplaz|añad|quit|mejor|corrig|arregl)\w{0,3}remos|"
    r"(?:réécri|remplace|ajoute|supprime|améliore|corrige)rons|"
    r"staat dit (?:standaard )?aan|gaat dit (?:standaard )?aan|"
    r"będzie (?:gotow|dostępn|dopiero)|ukaże się|wypuścimy|"
    r"kiadásban|verzióban|kijavítjuk|javítani fogjuk|sürüm\w* (?:gelecek|olacak|düzel)|"
    r"düzelteceğiz|(?:перепиш|виправ|замін|додам|прибер|перероб)[еиі]?мо|"
    r"(?:перепиш|исправ|замен|добав|передела|убер)[еи]м\b|ще (?:излезе|пуснем|поправим|оправим)|"
    r"(?:ispravit|popravit|objavit|izdat) ?ćemo|ispravićemo|popravićemo|izaći će|izlazi u|"
    r"bomo (?:popravili|odpravili|izdali)|opravíme|ištaisysime|išleisime|izlabosim|parandame|"
    r"parandus tuleb|korjaus tulee|korjataan|korjaamme|r[äe]tt(?:as|es) i|fikses i|fixas i|"
    r"soll(?:t?en)? (?:[\w-]+ ){0,3}(?:mit|in|ab|zur|zum|im|bis) (?:[\w.-]+ ){0,2}"
    r"(?:version|release|update|quartal|halbjahr|sprint|v?\d+\.\d)|zugesagt|versprochen|"
    r"(?:devrai(?:t|ent)|deber[ií]an?|deveriam?|dovrebbero?) (?:arriver|sortir|être|llegar|salir|"
    r"estar|chegar|sair|arrivare|uscire|essere)(?: [\w'-]+){1,4}? (?:version|versión|versão|"
    r"mise à jour|actualización|atualização|aggiornamento|release)|"
    r"va apărea|vom (?:repara|remedia|lansa|rezolva)|se va lansa|va veni (?:în|cu) "
)


def _promise_abroad(candidate: Candidate) -> Candidate | None:
    place = sentence_around(candidate.view.text, candidate.start, candidate.end)
    told = candidate.view.judge(_tells_of_plans, *place)
    return withheld(candidate, *place) if told else None


def _tells_of_plans(sentence: str) -> bool:
    if WHEN.search(sentence) is None and WHEN_ABROAD.search(sentence) is None:
        return False
    return THEIRS.search(sentence) is None and THEIRS_ABROAD.search(sentence) is None


PATTERNS = (
    Pattern(
        "roadmap",
        "promise-abroad",
        _ABROAD,
        (
            *("frühest", "voraussicht", "plus tôt", "pronto", " antes de", "prima di", "pas avant"),
            *("vroegst", "najwcze", "nejd", "раньше", "раніше", "en erken", "tidigast", "tidligst"),
            *("aikaisintaan", "legkor", "mai devreme", "sort ", "sortie ", "sale el ", "llegar"),
            *("chegar", "sai ", "esce ", "arriver", "komt ", "kommt ", "oprava ", "vyd", "bude "),
            *("исправлени", "выйдет", "выпустим", "появится", "будет ", "вийде", "випустимо"),
            *("з'явиться", "буде ", "kacak", "nlanacak", "nlayaca", "sunulacak", "zeltilecek"),
            *("släpps", "lanseras", "kommer ", "udkommer", "lanceres", "slippes", "lanseres"),
            *("julkais", "ilmestyy", "tulee vasta", "megjelenik", "kiadjuk", "várható", "va fi "),
            *("tendrá", "auron", "l'aura", "avranno", "avrà", "vão ter", "remo", "rons"),
            *("staat dit", "gaat dit"),
            *("iadásban", "erzióban", "kijavít", "javítani", "sürüm", "zelteceğiz", "ерепиш"),
            *("иправ", "амін", "одам", "рибер", "ерероб", "справ", "амен", "обав"),
            *(
                "ередела",
                "убер",
                "Убер",
                "ще ",
                "Ще ",
                "ćemo",
                "izaći",
                "izlazi u",
                "bomo ",
                "opravíme",
            ),
            *("taisysime", "leisime", "izlabosim", "parand", "korjaus", "korjat", "korjaam"),
            *(
                "ttas i",
                "ttes i",
                "fikses i",
                "fixas i",
                "va apărea",
                "vom repara",
                "vom remedia",
                "vom lansa",
                "vom rezolva",
                "se va lansa",
                "va veni",
            ),
            *("ыйдет", "ыпустим", "оявится", "удет ", "ийде", "ипустимо", "уде ", "Θα "),
            *("soll ", "sollen ", "sollten ", "zugesagt", "versprochen", "devrai", "deber"),
            *("deveria", "dovrebbe"),
            *("apare ", "θα ", "będzie ", "ukaże", "wypuścimy"),
        ),
        Rank.REGION,
        ignore_case=True,
        check=_promise_abroad,
    ),
)
