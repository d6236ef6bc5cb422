"""People told by the form of a line, by kinship, by a table, or in scripts without capitals."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, plain

FOUND = [
    # (text, the name)
    ("[09:15] Halvard Tveitan: the screen is black", "Halvard Tveitan"),
    ("Rosamund Pettibone (14:02): it is stuck", "Rosamund Pettibone"),
    ("[12/11/2025, 09:41:22] ~ Precious M.: it says OFFLINE", "Precious"),
    ("It works again.\nOttoline Crabtree, Wells", "Ottoline Crabtree"),
    ("> the filter fails.\n> Mirka\n\nSo it is.", "Mirka"),
    ("OYELARAN/FOLASADE MRS is not on the list", "OYELARAN/FOLASADE"),
    ("hezekiah lindqvist-moreau, hez@fastpost.example", "hezekiah lindqvist-moreau"),
    ("My daughter Saffron sees it.", "Saffron"),
    ("Mijn vrouw Sietske ziet het.", "Sietske"),
    ("Everyone calls me Zbyszko.", "Zbyszko"),
    ("Überweisung an Hinnerk Claasen fehlt.", "Hinnerk Claasen"),
    ("Geschäftsführerin: Antje Bohlsen", "Antje Bohlsen"),
    ("Aan: Jikke de Boer-Smits", "Jikke de Boer-Smits"),
    ("Bom dia, chamo-me Gaudêncio Trigueiros.", "Gaudêncio Trigueiros"),
    ("Sou a Jaciara Nepomuceno, da loja.", "Jaciara Nepomuceno"),
    ("On Monday Evangeline Strickland-Odom saw it.", "Evangeline Strickland-Odom"),
    ("Contact Lieselot De Bruyckere", "Lieselot De Bruyckere"),
    ("nazwisko Brzęczyszczykiewicz, wersja 4", "Brzęczyszczykiewicz"),
    ("Klant: Fam. Wiegersma-de Groot", "Wiegersma"),
    ("Our hygienist Wilhelmina (Mina) Osei-Tutu", "Mina"),
    ("1 niño (Unai, 6 años)", "Unai"),
    ("Bel Gerlof even", "Gerlof"),
    ("Laita viestiä Kaisalle.", "Kaisalle"),
    ("夫（望月 健太郎）の画面", "望月 健太郎"),
    ("user_fullname=Eudora Vanterpool;", "Eudora Vanterpool"),
    ("担当の雪村 千鶴子（内線 12）です。", "雪村 千鶴子"),
    ("普通 3345127 カブラギセイイチロウ", "カブラギセイイチロウ"),
    ("收件人：谭雅楠\n雅楠，表格缺少一列。", "雅楠"),
    ("버튼이 없습니다.\n- 편도윤", "편도윤"),
    ("ผมชื่อ ธนกฤต วงศ์ไพศาล ครับ", "ธนกฤต"),
    ("أنا سلمان الدوسري، الطابعة لا تعمل", "الدوسري"),
    ("Sie spricht mit Hausmeister Egbert Kluge.", "Egbert"),
    ("Zijn dochter Jozefien belt.", "Jozefien"),
    ("Thangaraj S/o Late Murugesan sees it.", "Murugesan"),
    ("It is locked (owner: Hyacinth Penrose).", "Penrose"),
    ("Allô, ici Marjolaine du bureau.", "Marjolaine"),
    ("Philippine Oyelowo  14:31\nit stops", "Oyelowo"),
    ("It is stuck.\n\n-Ramona\nDispatch", "Ramona"),
    ("it is stuck\n\ndarren", "darren"),
    ("my colleague yewande on till 2 saw it", "yewande"),
    ("hey its tamsin from the front desk", "tamsin"),
    ("司机欧阳建国,签收失败", "欧阳建国"),
    ("מאת גב' אביגיל שטרנברג (תל אביב)", "שטרנברג"),
    ("मेरा नाम सुलोचना देशपांडे है", "सुलोचना"),
]
LEFT = [
    "12:00:01 Scheduler: job 14 started\n12:00:02 Retry Queue: 3 left",
    "See below.\nScreenshot\n\nNetwork Tab\nResponse Headers",
    "A/B testing and TCP/IP are fine.",
    "cache warm up, billing@vendor.example bounces.".replace("billing@vendor.example", "it"),
    "My mother board fails, our father process dies.",
    "They call me Monday.",
    "Surname Validation is off, First Name Required too.",
    "Die Ansicht Mein Mann (Geschenkfinder) ist leer.",
    "Kind: Deployment",
    "Payment to Cold Storage fails.",
    "Naar: Server B",
    "Ik ben Administrator.",
    "스크린샷 첨부합니다.\n- 오류창\n- 서버로그",
    "数据：测试。\n系统，升级后变慢。",
    "ชื่อไฟล์ รายงาน เปิดไม่ได้",
    "Nightly Backup  02:00\nQueue Worker  02:05",
    "it is stuck\n\nthanks",
    "The owner: admin, the parent: node.",
    "Ask a colleague for help, it's from the cache.",
    "Fahrer installieren, Lehrer Portal.",
]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_a_person_whom_a_line_tells_is_hidden(text: str, name: str) -> None:
    assert name not in plain(text, ENGINEERING)
    assert name not in plain(text, CUSTOMER)


@pytest.mark.parametrize("text", LEFT)
def test_lines_of_logs_and_lists_are_left(text: str) -> None:
    assert plain(text, ENGINEERING) == text


def test_of_a_field_and_its_value_the_value_is_hidden() -> None:
    rows = "Feld\tWert\nAnsprechpartner\tOnno Wilken\nDrucker\tZebra ZT411\nMeldung\tKopf offen"
    told = plain(rows, ENGINEERING)
    assert "Wilken" not in told
    assert "Drucker" in told
    assert "Kopf offen" in told


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_dates_of_birth_and_quoted_cells_are_told_by_their_head(sign: str) -> None:
    rows = [
        ("name", "dob", "phone", "state"),
        ('"Quigley, Saoirse"', "1988-02-14", "7135550102", "OK"),
    ]
    told = plain("\n".join(sign.join(row) for row in rows), ENGINEERING)
    assert not any(part in told for part in ("Quigley", "Saoirse", "1988-02-14", "7135550102"))
    assert told.endswith("OK")
