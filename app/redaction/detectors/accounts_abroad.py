"""Numbers of contracts, customers, patients and accounts, by the words in front of them in the
languages of Eastern and Northern Europe, the Middle East and Asia. Orders are nobody's secret.
"""

import re

from app.redaction.detectors.any_case import listed
from app.redaction.detectors.cues import compact, spell
from app.redaction.hits import Rank
from app.redaction.patterns import Candidate, Pattern

_HELD = listed(
    """
    cliente nº, cliente n.º, cliente n°, cliente no., cliente n., cliente núm., cliente número,
    cliente numero, cód. cliente, cod. cliente, client n°, client nº, client numéro, contrat n°,
    contrato nº, contrato n.º, contrato n°, contrato no., contratto n., contratto n°, socio nº,
    abonado nº, assinante nº, utente n., klantnr., klant nr., lidnr., lidnummer, kundennr.,
    mitgliedsnr., vertragsnr., versichertennr., nr klienta, numer klienta, klient nr, umowa nr,
    vertragskonto, vertragskontonr, vertragskontonummer, kundenkonto, kundenkontonr,
    kundenkontonummer, beitragskonto, buchungszeichen, kassenzeichen,
    ugovor br, ugovor broj, broj ugovora, ugovora br, број уговора, уговор бр, уговор број,
    broj korisnika, šifra korisnika, šifra kupca, broj kupca, korisnički broj,
    pretplatnički broj, број корисника, кориснички број, številka pogodbe, pogodba št,
    pogodbe št, številka stranke, št. stranke, šifra stranke, številka naročnika, договор №,
    номер на договор, клиентски номер, абонатен номер, партиден номер, номер на клиент,
    číslo smlouvy, smlouva č, smlouvy č, zákaznické číslo, číslo zákazníka, číslo zmluvy,
    zmluva č, zmluvy č, číslo pacienta, variabilný symbol zmluvy, szerződésszám,
    szerződés száma, szerződésszáma, szerződés szám, ügyfélszám, ügyfélazonosító, vevőkód,
    törzsszám, kartonszám, contract nr, nr. contract, număr contract, cod client, cod abonat,
    număr client, nr. client, fișa pacientului nr, αριθμός συμβολαίου, αρ. συμβολαίου,
    αριθμός πελάτη, κωδικός πελάτη, αριθμός παροχής, αριθμός σύμβασης, αρ. σύμβασης, hasta no,
    hasta numarası, protokol no, dosya no, müşteri no, müşteri numarası, abone no,
    abone numarası, tesisat no, sözleşme no, sözleşme numarası, poliçe no, üye no,
    номер договора, договор номер, лицевой счёт, лицевой счет, номер клиента, код клиента,
    абонентский номер, номер карты пациента, номер полиса, номер амбулаторной карты,
    номер договору, договір №, особовий рахунок, номер клієнта, код клієнта,
    абонентський номер, номер картки пацієнта, номер поліса, келісімшарт №, шарт №, lepingu nr,
    lepingu number, kliendinumber, kliendi number, kliendikood, patsiendi nr, haigusloo nr,
    līguma nr, līguma numurs, klienta nr, klienta numurs, klienta kods, abonenta nr,
    pacienta kartes nr, sutarties nr, darbo sutarties nr, sutarties numeris, kliento nr,
    kliento kodas, kliento numeris, abonento nr, mokėtojo kodas, tabelio nr, kundnr,
    kundnummer, avtalsnr, avtalsnummer, anläggnings-id, anställningsnr, anställningsnummer,
    journalnr, patientnr, kundenr, kundenummer, avtalenr, avtalenummer, aftalenr, aftalenummer,
    kontraktnr, medlemsnr, lønnr, ansattnr, ansattnummer, asiakasnro, asiakasnumero,
    sopimusnro, sopimusnumero, potilasnro, käyttöpaikkatunnus, henkilönro, viðskiptamannanúmer,
    samningsnúmer, samningur nr, מספר חוזה, מספר לקוח, מס' לקוח, מס' חוזה, מספר מנוי,
    מספר תיק רפואי, מספר מטופל, מספר פוליסה, מספר עובד, رقم العقد, عقد رقم, رقم العميل,
    رقم المشترك, رقم الاشتراك, رقم الحساب, رقم المريض, رقم الملف الطبي, رقم الملف, رقم الوثيقة,
    رقم البوليصة, رقم الموظف, شماره قرارداد, قرارداد شماره, شماره مشتری, شماره اشتراک,
    کد مشتری, شناسه مشتری, شماره پرونده, شماره بیمه نامه, شماره پرسنلی,
    شماره حساب, उपभोक्ता संख्या, उपभोक्ता क्रमांक, ग्राहक संख्या, ग्राहक क्रमांक, खाता संख्या,
    अनुबंध संख्या, अनुबंध क्रमांक, पॉलिसी संख्या, मरीज संख्या, कनेक्शन संख्या, कर्मचारी संख्या,
    เลขที่สัญญา, หมายเลขสัญญา, สัญญาเลขที่, รหัสลูกค้า, หมายเลขลูกค้า, เลขที่ลูกค้า,
    หมายเลขผู้ใช้ไฟฟ้า, เลขที่บัญชี, เลขบัญชี, เลขที่กรมธรรม์, หมายเลขผู้ป่วย, รหัสผู้ป่วย,
    รหัสพนักงาน, số hợp đồng, mã hợp đồng, hợp đồng số, mã khách hàng, số khách hàng,
    mã bệnh nhân, số hồ sơ bệnh án, mã nhân viên, số tài khoản, nomor kontrak, no. kontrak,
    nomor pelanggan, no. pelanggan, id pelanggan, nomor rekening, no. rekening,
    no. rekam medis, nomor rekam medis, no. rekam medik, no rm, nomor polis, no. polis,
    nomor induk pegawai, no. akaun, no. akaun bank, nombor akaun, nombor kontrak, no. pesakit,
    no. ahli, お客様番号, お客様コード, 顧客番号, 会員番号, 契約番号, ご契約番号, 契約者番号,
    患者番号, 診察券番号, 加入者番号, 証券番号, 社員番号, 口座番号, 고객번호, 고객 번호,
    회원번호, 회원 번호, 계약번호, 계약 번호, 가입번호, 증권번호, 환자번호, 환자 번호,
    등록번호, 사번, 客户编号, 客戶編號, 客户号, 客戶號碼, 会员号, 會員編號, 会员编号, 合同编号,
    合同号, 合約編號, 合約號碼, 保单号, 保單號碼, 患者编号, 病历号, 病歷號碼, 住院号, 员工编号,
    員工編號, 账号, 帳號, 用户编号, 戶號, 户号"""
)
_CODES = r"[A-ZА-ЯÀ-ÞĀ-Ž]{1,6}"
_VALUE = (
    rf"(?:{_CODES}[ ./-]{{0,2}})?\d[\dA-ZА-Я]*(?:[ ./-]{{1,2}}(?:[A-ZА-Я]{{0,4}}\d[\dA-ZА-Я]*|"
    r"[A-ZА-Я]{1,4}\b)){0,6}"
)
_SIGN = r"(?i:\.? ?[(]?(?:№|nr\.?|no\.?|br\.?|č\.?|st\.?)?[)]?[ \t]{0,2}[:：=|\-#]?[ \t]{0,3})"
_FEWEST, _FEWEST_PLAIN = 3, 5
_DATED = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}")


def _held(candidate: Candidate) -> Candidate | None:
    """Enough digits, and no date."""
    text = candidate.text.rstrip("./- ")
    digits = sum(map(str.isdigit, text))
    fewest = _FEWEST_PLAIN if text.isdigit() else _FEWEST
    if digits < fewest or _DATED.fullmatch(text) is not None:
        return None
    return candidate._replace(end=candidate.start + len(text), value=compact(text).lower())


_WITH_CAPITAL = tuple(
    f"{word[:-2]}{word[-2:].capitalize()}"
    for word in _HELD
    if word[-3:-2] == " " and word[-2:].isascii()
)
"""`Līguma Nr.`, of which the first letter alone would be looked for in both cases."""

_SPELLED, _GATES = spell((*_HELD, *_WITH_CAPITAL))

PATTERNS = (
    Pattern(
        "account_id",
        "account-abroad",
        rf"{_SPELLED}{_SIGN}({_VALUE})",
        _GATES,
        rank=Rank.CUE,
        check=_held,
    ),
)
