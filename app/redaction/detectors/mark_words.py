"""The words of marks on internal notes, in the languages that engineers write."""

import re

from app.redaction.canonical import fold
from app.redaction.words import phrases

GLUED = phrases(
    """
    intern, wewnętrzn, wewnetrzn, belső, belso, sisäi, sisaise, sisaine, dahili, dahİlİ,
    kurum içi, şirket içi, iekšēj, vidinė, vidini, vnitřn, vnútorn, innanhús, sisemi,
    asutusesise, внутр, вътреш, внатреш, унутраш, унутран, служебн, службов, для своих,
    для своїх, интерн, ішкі, εσωτερικ, פנימי, פנימית, داخلي, داخلی, आंतरिक, ภายใน, nội bộ,
    noi bo, dalaman, 社内, 内部, 內部, 社外秘, 내부, 사내, 대외비, staff only, team only,
    devs only, dev only, eng only, engineers only, engineering only, for us only, nur für uns,
    nur fuer uns, pour nous, para nosotros, para nós, per noi, voor ons, för oss, kun for os,
    vain meille, pentru noi, csak nekünk, dla nas, pro nás, pre nás, za nas, за нас, для нас,
    sadece bizim, ainult meile, tikai mums, tik mums, μόνο για εμάς, untuk tim, not send,
    not forward, not for the, not for customer, not for client, n't send, n't forward,
    nicht weiter, nicht senden, nicht schicken, nicht an kund, nicht an den, nicht für den kund,
    ne pas envoyer, ne pas transmettre, ne pas diffuser, no enviar, no reenviar, não enviar,
    nao enviar, non inviare, non inoltrare, niet doorsturen, niet versturen, inte skickas,
    skicka inte, inte till kund, ikke sende, ikke til kund, ei asiakkaalle, ei lähete,
    nie wysyła, nie przekazyw, nie dla klient, neposílat, neposielať, ne slati, ne pošilja,
    nem küld, ne küld, nu se trimite, nu trimite, nesūtīt, nesiųsti, mitte saata, не отправля,
    не пересыла, не для клиент, не для клієнт, не надсила, не пересила, се изпраща, се праща,
    не изпраща, не слати, μη σταλεί, μην σταλεί, μην το στείλ, gönderme, gönderilme, iletmeyin,
    לא לשלוח, לא ללקוח, לא לשליחה, לצוות בלבד, لا ترسل, لا يرسل, ليس للعميل, للفريق فقط,
    ارسال نشود, ห้ามส่ง, không gửi, jangan dikirim, jangan kirim, jangan dihantar, 送付不可,
    送信不可, 転送不可, 転送禁止, 送付禁止, 勿转发, 勿轉發, 勿转, 勿轉寄, 勿外传, 勿外傳, 不要发,
    不要發, 勿发, 勿發, 발송 금지, 전달 금지
    """
)
"""Of which one stands in every mark; the beginnings of words."""


def _words(text: str) -> str:
    return "|".join(fold(word) for word in text.split())


INSIDE = re.compile(
    r"\b(?:"
    + _words(
        r"""
        intern(?!et\b|ist|ier|ship)\w{0,5} wewnętrzn\w{0,4} bels(?:ő|o)\w{0,3} sisäi\w{1,7}
        dahili iç kurum şirket içi iekšēj\w{0,4} vidin\w{1,4} vnitřn\w{0,4} vnútorn\w{0,4}
        innanhúss? sisemi\w{0,5} asutusesise\w{0,3} внутр\w{2,9} вътреш\w{1,5} внатреш\w{1,5}
        унутраш\w{1,5} унутран\w{0,4} служебн\w{0,4} службов\w{0,4} интерн\w{0,3} ішкі
        εσωτερικ\w{1,3} פנימי פנימית פנימיות داخلي\w{0,2} داخلی आंतरिक dalaman
        """
    )
    + fold(
        r"|noi bo)\b|(?:לשימוש |ה)פנימי|(?:ال|لل)?داخلي\w{0,2}|ภายใน|社内|内部|"
        r"內部|社外秘|내부|사내|대외비"
    )
)
"""Says `internal`."""

BARRED = re.compile(
    fold(
        r"\b(?:(?:staff|team|devs?|eng|engineers?|engineering) only|for us only|"
        r"nur (?:für|fuer) uns|(?:que )?pour nous|(?:solo |sólo )?para nosotros|(?:só )?para nós|"
        r"(?:solo )?per noi|(?:alleen )?voor ons|(?:bara|endast) för oss|kun for oss?|vain meille|"
        r"(?:doar )?pentru noi|csak nekünk|tylko dla nas|jen pro nás|len pre nás|samo za nas|"
        r"само за нас|(?:только|лише|тільки) для (?:нас|своих|своїх|"
        r"своих людей)|для своих|для своїх|"
        r"sadece bizim için|ainult meile|tikai mums|tik mums|μόνο για εμάς|hanya untuk tim|"
        r"(?:do not|don't|not to be|must not be) (?:send|sent|forward|"
        r"forwarded|shared?|pass(?:ed)? on)|"
        r"not for (?:the )?(?:customers?|clients?)|"
        r"(?:bitte )?nicht (?:weiter\w{3,8}|senden|schicken|(?:an|"
        r"für) (?:(?:den|die) )?kund\w{1,3})|"
        r"(?:à )?ne pas (?:envoyer|transmettre|diffuser|partager)|no (?:re)?enviar|não enviar|"
        r"non (?:inviare|inoltrare)|niet (?:doorsturen|versturen)|(?:får |ska )?inte skickas|"
        r"skicka inte|inte till kund\w{0,3}|(?:må |skal )?ikke sendes?|ikke til kund\w{0,3}|"
        r"ei asiakkaalle|ei lähete\w{2,8}|nie (?:wysyła\w{1,2}|przekazyw\w{2,3}|dla klient\w{1,3})|"
        r"neposílat|neposielať|ne slati|ne pošilja\w{1,3}|nem küld\w{2,5}|ne küld\w{1,3}|"
        r"(?:a )?nu se trimite|nu trimite\w{0,2}|nesūtīt|nesiųsti|mitte saata|"
        r"не (?:отправля|пересыла|надсила|пересила)\w{1,4}|не для (?:клиент|клієнт)\w{1,3}|"
        r"(?:да )?не (?:се )?(?:изпраща|праща)\w{0,3}|не слати|"
        r"(?:να )?μην? (?:το )?(?:σταλεί|στείλ\w{1,5})|"
        r"gönderme\w{0,4}|gönderilme\w{1,6}|iletmeyin|לא לשלוח|לא ללקוח|לא לשליחה|לצוות בלבד|"
        r"لا ترسل|لا يرسل|ليس للعميل|للفريق فقط|ارسال نشود|không gửi|"
        r"jangan (?:dikirim|kirim|dihantar))\b|"
        r"ห้ามส่ง|(?:送付|送信|転送)(?:不可|禁止|厳禁)|(?:请|請)?勿(?:转发|"
        r"轉發|转|轉寄|外传|外傳|发|發)\w{0,4}|"
        r"不要[发發]\w{0,4}|(?:외부 )?(?:발송|전달) 금지"
    )
)
"""Says `not to be sent` or `for us only`."""

NOTES = re.compile(
    r"\b(?:"
    + _words(
        r"""
        notes? notiz(?:en)? anmerkung(?:en)? bemerkung(?:en)? vermerk kommentar\w{0,3} hinweise?
        infos? information(?:en)? informácie remarks? comments? memo notas? apuntes?
        anotaç\w{2,4} notatk[ai] uwag[ai] poznámk[ay] opomb[ae] bilješk[ae] belešk[ae]
        beležk[ae] napomen[ae] megjegyzés\w{0,3} jegyzet\w{0,3} anteckning\w{0,3}
        notering\w{0,3} merknad\w{0,3} notat\w{0,3} bemærkning\w{0,3} muistiinpano\w{0,3}
        huomautu\w{1,4} huomio kommentti kommentit märkus\w{0,3} märkmed piezīm\w{1,3}
        pastab\w{1,3} notlar\w{0,2} notu açıklama notiti\w{1,3} notities? opmerking(?:en)?
        nota's заметк\w{1,3} примечани\w{1,2} пометк\w{1,3} запис\w{1,3} нотатк\w{1,3}
        примітк\w{1,3} бележк\w{1,4} забележк\w{1,3} белешк\w{1,3} комм?ентар\w{0,3}
        информаци\w{1,2} інформаці\w{1,2} σημει\w{2,7} σχόλι\w{1,2} catatan keterangan
        ملاحظ\w{1,3} تعليق\w{0,2} یادداشت\w{0,4} הער\w{1,3} नोट टिप्पणी
        """
    )
    + fold(
        r"|ghi chu|trao doi)\b|บนทก|บันทึก|หมายเหตุ|โน้ต|メモ|備考|连絡|連絡|"
        r"备注|備註|说明|說明|笔记|筆記|메모|노트"
    )
)
"""Says that a note it is."""

ABOUT = re.compile(
    r"\b(?:"
    + _words(
        r"""
        only use eyes part section stuff details? discussion for the to our us team staff devs?
        eng engineers? engineering of from here on please keep this it customers? clients? a an
        and side own nur für fuer uns ab hier jetzt bitte an den die der das kund\w{1,3}
        verwendung gebrauch teil bereich usage au le la du les pour nous seulement uniquement
        équipe l uso solo sólo só para al ao del da de do somente apenas equipo equipe cliente
        squadra soltanto per il della alleen enkel voor ons klant\w{0,2} gebruik bara endast
        till til kund\w{0,3} kun bruk brug användning vain käyttöön tiimi\w{0,3} ainult tikai
        tik skirta naudojimui tylko dla użytku klient\w{0,3} jen pro len pre za samo na
        naudojimui csak ügyfélnek használatra doar pentru uz μόνο για χρήση ομάδα στον πελάτη
        sadece yalnızca için müşteriye ekip kullanım yazışma только лише тільки для
        использования пользования користування вживання команды команди клиент\w{0,2}
        клієнт\w{0,2} само за на да се употреб\w{1,2} בלבד לשימוש צוות לצוות ללקוח فقط للاستخدام
        للعميل للفريق برای تیم مشتری استفاده केवल टीम के लिए उपयोग chi danh cho khach hang dung
        hanya untuk tim pasukan ke kepada pelanggan klien keperluan kegunaan sahaja saja s
        """
    )
    + r")\b"
)
"""Stands beside those in a mark."""

UNSPACED = re.compile(
    fold(
        "เท่านน|เท่านั้น|ให้ลูกค้า|ลูกค้า|สำหรับ|ทีม|ใช้|ข้อความ|お客様|顧客|"
        "限定|専用|のみ|には|情報|共有|向け|送らない|禁止|不可|"
        "ください|[用のはにへ]|仅限|僅限|仅供|僅供|使用|参考|參考|信息|資訊|"
        "资料|團隊|团队|客户|客戶|[给給供]|전용|고객에게|공유|[용만]"
    )
)
"""Stands beside those where no spaces part the words."""

ENDS = re.compile(
    r"\b(?:"
    + _words(
        r"""
        end endet? ende fin fine fim einde eind slut slutt loppu koniec konec kraj край конец
        кінець канец vége sfârșit τέλος son sonu bitti bitiş hết selesai akhir tamat סוף نهاية
        انتهى النهاية پایان समाप्त lõpp beigas pabaiga endir
        """
    )
    + fold(r"|ket thuc)\b|[/](?=intern)|结束|結束|以上|ここまで|終わり|終了|끝|จบ|สิ้นสุด")
)
"""Says that a note ends."""
