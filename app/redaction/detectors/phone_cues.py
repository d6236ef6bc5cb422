"""What the words around a number say of it: that it is dialled, or that it counts or names things.

Words are compared without case and diacritics; scripts that put no space between words are looked
up as they are written.
"""

import re
from enum import IntEnum

from app.redaction.canonical import fold
from app.redaction.patterns import Candidate
from app.redaction.words import words


class Cue(IntEnum):
    """How surely the words in front of a number say that it is a phone number."""

    REFUSED = 0
    NONE = 1
    NEAR = 2
    BESIDE = 3
    LABELLED = 4


_NOUNS = words(
    fold(
        """
        tel telno telnr telefonnr telefonnummer telefonszam telefonszamom phone phones phoneno ph
        mobile mobil mobiles mob cell cellphone cellular celular cel handy handynummer natel gsm
        smartphone landline hotline whatsapp wa viber sms fax telefax faxnummer rufnummer durchwahl
        movil fono fijo cellulare recapito portable portatile puhelin puh matkapuhelin simi
        mobilnummer mobilnr mobiltelefon tlf tlfn telemovel telemóvel fixe gsm-nummer komorka
        komórka kom numarasindan hp sdt sđt dienstnummer direkt callback тел телефон мобильный
        мобилен моб моб. вотсап τηλ τηλέφωνο κινητό κιν pager tel. telf tfno cep
        tlm tlm. tlml rugpjut klapka anknytning zap zapzap whats swish vipps bizum
        wpp talr tālr mobitel mobitela
        """
    )
)
_NOUN_STARTS = tuple(
    map(fold, ("telef", "telep", "téléph", "mobiln", "handynu", "телефон", "τηλεφ", "мобил"))
)
_VERBS = words(
    fold(
        """
        call calls dial ring reach reachable text message contact callable number numbers phoned
        line direct office nummer numero número num número numer numeru numara numaram number's
        номер номеру номером звоните звони позвоните звонить appeler appelez m'appeler joindre
        joignable rappeler rappelez llamar llame llamame llámame llamarme llámeme contacte
        contacta contacto localizable chiamare chiama chiamami chiamatemi contattami ligar ligue
        contate contacte-me contacto contato bel bellen bereikbaar bereiken anrufen anruf ruf rufen
        rückruf erreichen erreiche erreichbar zurückrufen melden ring-me ringa ring nå når nås
        kontakt kontakta soita soittaa dzwonić zadzwoń kontaktowy zadzwonić volejte zavolejte
        volat volajte hívjon hívj hívható sunați sunati suna sunați-mă apelați ara arayın arayabilir
        arayabilirsiniz ulaşabilirsiniz κάλεσε καλέστε καλέσετε hubungi telpon telepon telponlah
        dostępny dostępna dostupný dostupná disponible disponibile raggiungibile beschikbaar nåbar
        tavoitettavissa disponível
        tumawag tawagan дзвоніть дзвони телефонуйте зателефонуйте набирайте обадете звъннете
        aranabilir arayiniz hívhatják nazovite zovite pokličite τηλεφωνήστε helistage helista
        zvaniet piezvaniet skambinkite skambinti hringið hringdu zavolajte
        gọi liên signal reached extension switchboard desk zentrale receptie
        """
    )
)
_FILLERS = words(
    fold(
        """
        me us him her them is are was on at under via no nr by number my our the for to or and in
        a i s private home work office business direct main new old new: now e é es è ist lautet
        ne unter der die das auf mich uns au le la el il mi mon me op het mijn mij na på pod är er
        om ja numer num no. nr. je ai al do se to ma de du per bei von till går
        """
    )
)
_NAMES_THINGS = words(
    fold(
        """
        ticket tickets order orders invoice build version release error errors code port pid id ids
        ref reference sku part parts serial job jobs batch case request req incident article item
        product barcode ean isbn upc gtin row rows lines record records commit hash session
        trace span transaction txn policy contract account customer tracking shipment parcel patch
        offset size limit epoch timestamp seq sequence page key token rechnung auftrag bestellung
        vorgang artikel commande facture pedido factura ordine fattura zamówienie faktura teil
        rechnungsnummer bestellnummer auftragsnummer kundennummer vertragsnummer vorgangsnummer
        seriennummer artikelnummer rev revision model firmware iban vat oid lot license licence
        registration rma po retries count total bytes quantity passport customerid orderid userid
        """
    )
)
_UNSPACED = words(
    """
    電話 电话 手机 手機 携帯 ケータイ 連絡先 番号 號碼 号码 联系 聯絡 聯繫 致电 致電 拨打
    撥打 傳真 传真 전화 휴대 핸드폰 연락처 번호 연락 팩스 โทร เบอร์ มือถือ هاتف جوال موبايل
    رقم اتصل تلفن واتساب موبایل טלפון נייד פלאפון וואטסאפ फोन फ़ोन फ़ोन मोबाइल नंबर ফোন
    মোবাইল தொலைபேசி
    """
)
_COUNTED = re.compile(
    r"(?:주문|송장|접수|관리|注文|受注|発注|伝票|受付|管理|订单|訂單|快递单|发票|工单|طلب|فاتورة|תקלה|הזמנה)"
    r" ?(?:번호|番号|号码|號碼|号|號)?[は는: ]{0,3}$"
)
"""What numbers an order, a slip or a case in these scripts."""

_REACH = 44
_UNSPACED_REACH = 14
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[!?;]|\.\s*[^\s.]|\.\s+$")
_MOST_WORDS = 7
_FEW_WORDS = 3
"""Fewer stand between a label and its number: `Tel: New York 212 ...`."""

_LETTER = re.compile(r"(?:^|[\s|,;(/])[tmpfhc][.:] ?$|caller[ -]?id\W{1,3}(?:is )?$")
_AFTER = re.compile(
    r"[ ,(-]{1,3}(?:(?:is|are|was|ist|est|es|e) )?"
    r"(?:(?:my|our|his|her|their|the|meine?|mon|mi|il mio|meu|o meu) )?"
    r"(?:(?:direct|office|work|home|private|personal|new) )?"
    r"(?:cell|cel|mobile|mobil|mobiel|mob|phone|number|tel|handy|natel|gsm|whatsapp|whats|wsp|fax|"
    r"landline|nummer|handynummer|telefonnummer|numero|celular|movil|fijo|fixe|telefono|telephone|"
    r"portable|cellulare|telefone|telemovel|kom|komorka|komorkowy|stacjonarny|mobilni|mobilnummer|"
    r"tlf|kannykka|моб|мобильный|дом)\b(?! of)"
)


def cue_before(candidate: Candidate) -> Cue:
    """What the words in front of the number, in its own sentence, say of it."""
    view, start = candidate.view, candidate.start
    before = candidate.before(_REACH)
    if not before.isascii():
        near = view.text[max(0, start - _UNSPACED_REACH) : start]
        if _COUNTED.search(near) is not None:
            return Cue.REFUSED
        if any(cue in near for cue in _UNSPACED):
            return Cue.BESIDE
    return Cue.BESIDE if _LETTER.search(before) else _read(before)


def _read(before: str) -> Cue:
    """From the number backward, word by word, until one decides."""
    beside, edge, called = True, len(before), False
    for seen, word in enumerate(reversed(list(_WORD.finditer(before)))):
        text = word.group().removesuffix("'s")
        if seen == _MOST_WORDS or _ends_sentence(text, before[word.end() : edge], seen):
            break
        if text in _NOUNS or text.startswith(_NOUN_STARTS):
            if seen < _FEW_WORDS and before[word.end() :].startswith((":", ". ")):
                return Cue.LABELLED
            return Cue.BESIDE if beside else Cue.NEAR
        if text in _NAMES_THINGS:
            return Cue.NEAR if called else Cue.REFUSED if beside else Cue.NONE
        called = called or text in _VERBS
        beside = beside and (text in _FILLERS or text in _VERBS)
        edge = word.start()
    return Cue.NEAR if called else Cue.NONE


def _ends_sentence(word: str, gap: str, seen: int) -> bool:
    """A full stop behind an abbreviation ends nothing, nor does the line break of a label."""
    if "\n" in gap:
        return seen > 0 or gap.count("\n") > 1
    if len(gap) < 2 and gap == " ":
        return False
    if "." in gap and (word in _NOUNS or len(word) <= 3):
        return False
    return _SENTENCE_ENDS.search(gap) is not None


def is_called_behind(candidate: Candidate) -> bool:
    """`is my mobile`, `(cell)` behind the number."""
    return _AFTER.match(candidate.after(40)) is not None
