"""People whom the context does not know, where they stand; and ordinary words that stand there."""

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, plain

FOUND = [
    ("Ask Katarzyna Wójcik", "Ask [person-1]"),
    ("It fails. Call me: 12. Zbyszko Wójcik", "It fails. Call me: 12. [person-1]"),
    ("Ask Zbyszko Wójcik about it", "Ask [person-1] about it"),
    ("Peter Schmidt here", "[person-1] here"),
    ("Zbyszko Schmidt here", "[person-1] here"),
    ("Hello Support, I'm Peter", "Hello Support, I'm [person-1]"),
    ("Hello Support, I'm Zbyszko.", "Hello Support, I'm [person-1]."),
    ("Hi, I'm Peter", "Hi, I'm [person-1]"),
    ("user Peter Schmidt cannot log in", "user [person-1] cannot log in"),
    ("user Zbyszko Schmidt cannot log in", "user [person-1] cannot log in"),
    ("It fails.\n\n-- \nPeter Schmidt\nCEO", "It fails.\n\n-- \n[person-1]\nCEO"),
    ("Zbyszko Schmidt | Head of IT", "[person-1] | Head of IT"),
    ("> Zbyszko Schmidt wrote:", "> [person-1] wrote:"),
    ("MfG Zbyszko Schmidt", "MfG [person-1]"),
    ("hi peter, thanks", "hi [person-1], thanks"),
    ("cc Priya, Zbyszko", "cc [person-1], [person-2]"),
    ("From: Schmidt, Peter", "From: [person-1]"),
    ("To: Bogna Meier; Zbyszko Kraus", "To: [person-1]; [person-2]"),
    ("Hallo Herr Dr. Schmidt", "Hallo Herr Dr. [person-1]"),
    ("The screen of Łukasz is white", "The screen of [person-1] is white"),
    ("Then Peter van der Meer tried", "Then [person-1] tried"),
    ("Peter's screen", "[person-1]'s screen"),
    (
        "It worked until Xiomara changed the filter.",
        "It worked until [person-1] changed the filter.",
    ),
    ("The box went to Okonkwo and not to me.", "The box went to [person-1] and not to me."),
    ("Mi compañera Bolormaa lo vio.", "Mi compañera [person-1] lo vio."),
    ("Передайте это Сергею Вавилову.", "Передайте это [person-1]."),
    ("Kolega Mirek wysłał to do Grażyny Nowickiej.", "Kolega [person-1] wysłał to do [person-2]."),
    ("Participants: Sipho (host), Lindiwe", "Participants: [person-1] (host), [person-2]"),
    ("Jenny and Mbali see it.", "[person-1] and [person-2] see it."),
    ("田中様からの依頼です。", "[person-1]様からの依頼です。"),
    ("김민지 대리도 같습니다.", "[person-1] 대리도 같습니다."),
    ("저는 선우가람이고 접속이 안 됩니다.", "저는 [person-1]이고 접속이 안 됩니다."),
    ("我是台北的司徒雅雯，无法登录。", "我是台北的[person-1]，无法登录。"),
    ("房东鲁志远的页面打不开。", "房东[person-1]的页面打不开。"),
    ("名前は五十嵐舞です。", "名前は[person-1]です。"),
    ("先月退職した蔀（しとみ）のIDです。", "先月退職した[person-1]（しとみ）のIDです。"),
    ("زميلي أحمد المنصوري لديه نفس المشكلة.", "زميلي [person-1] لديه نفس المشكلة."),
    ("this is jasmine from accounts", "this is [person-1] from accounts"),
    ("we got it from mr. tanaka today", "we got it from mr. [person-1] today"),
    ("Julia said so.", "[person-1] said so."),
    ("The tenant of Ostrava Digital s.r.o. here", "The tenant of [another-customer-1] here"),
]

LEFT = [
    "名前は必須です。",
    "我是管理员。",
    "学生高级班无法登录。",
    "저는 정상적이고 빠른 답을 원합니다.",
    "Please call back. Buenos Aires",
    "Chart of cities: Florence, Charlotte and Sofia are missing.",
    "It was assigned to Group 3.",
    "Please include Header row and footer.",
    "The lead Time is long.",
    "Name: Weekly report",
    "From: Export\nTo: Import",
    "To: Settings, Privacy, Cookies",
    "Cc: Finance; Sales",
    "Import Job reported an error.",
    "Ask IT Security or contact Customer Support.",
    "I'm German. I am Admin.",
    "Thanks will do. Hi there, thanks.",
    "Order Number | Status",
    "The office in San Marco is closed.",
    "It fails with Visual Studio Code.",
    "User Interface Settings are gone.",
    "Rust, Ruby and Julia we did not try.",
    "Jenkins cannot reach the runner, and Istio works with Grafana Loki.",
    "The Theme Editor says Published.",
    "Dans Réglages, le bouton Enregistrer est grisé.",
    "Die Anwendung meldet Zugriff verweigert, und der Server antwortet mit Fehler 500.",
    "Open Settings > Users and click Save As in the Quarterly Summary report.",
    "お客様の画面が開きません。",
    "The Siemens PLC and Oracle Corp are fine.",
    "Please use the till on the left, Max Length is 40.",
    "It reads -18 °C. Step two fails.",
    "We saw it in April and May, and in June.",
]


@pytest.mark.parametrize(("text", "told"), FOUND)
def test_an_unknown_person_is_hidden_in_ordinary_positions(text: str, told: str) -> None:
    assert plain(text, ENGINEERING) == told
    assert plain(text, CUSTOMER) == told


@pytest.mark.parametrize("text", LEFT)
def test_ordinary_words_where_a_name_could_stand_are_left(text: str) -> None:
    assert plain(text, ENGINEERING) == text
    assert plain(text, CUSTOMER) == text
