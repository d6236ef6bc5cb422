"""Nothing of an internal note survives, whatever its format and the language of its mark."""

import pytest

from app.document import (
    Block,
    CodeBlock,
    Document,
    Heading,
    ItemList,
    ListItem,
    Panel,
    Paragraph,
    Row,
    Table,
    Text,
)
from app.document import Cell as TableCell
from tests.unit.redaction.support import CUSTOMER, plain

BEFORE, BEHIND = "The export works again.", "Your data is complete."
FACTS = ("the till is slow since Tuesday", "tracked as PAY-6618 on prod-ist-3", "nobody cares")
MARKS = [
    "[internal]", "--- internal, do not send ---", "Internal:", "**Internal notes:**",
    "Steps on our side, keep internal:", "Nur für uns:", "Interne Notiz:", "Note interne :",
    "Nota interna:", "Uso interno:", "Nota interna (não enviar):", "Interne notitie:", "Internt:",
    "Kun internt:", "Internt (får inte skickas)", "Sisäinen:", "Sisemine märkus:", "Iekšēji:",
    "Vidinė pastaba:", "Notatka wewnętrzna:", "Interní poznámka:", "Vnútorné:", "Interna opomba:",
    "Interna napomena:", "Интерно:", "Вътрешна бележка, да не се изпраща:", "Внутрешнее:",
    "ВНУТРЕННЕЕ:", "Внутрішнє:", "[belső megjegyzés]", "Notă internă:", "--- εσωτερικά ---",
    "Dahili notlar:", "פנימי בלבד:", "ملاحظات داخلية:", "یادداشت داخلی:", "आंतरिक नोट:",
    "ภายในเท่านั้น:", "--- nội bộ ---", "Catatan internal:", "Nota dalaman:",
    "【社内メモ・送付不可】", "社内用：", "[내부용]", "内部备注(请勿转发):", "內部備註：",
]  # fmt: skip
ENDED = [
    ("[internal]", "[/internal]"), ("--- internal ---", "--- end ---"), ("INTERNT", "SLUT"),
    ("[belső megjegyzés]", "[vége]"), ("--- εσωτερικά ---", "--- τέλος ---"),
    ("--- nội bộ ---", "--- hết ---"), ("[내부용]", "[내부용 끝]"),
    ("【社内メモ・送付不可】", "【社内メモここまで】"), ("Вътрешна бележка:", "край на бележката"),
    ("*** INTERNAL ***", "*** INTERNAL ***"),
]  # fmt: skip


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _listed(*texts: str) -> ItemList:
    return ItemList(tuple(ListItem((_paragraph(text),)) for text in texts), ordered=False)


def _table(*texts: str) -> Table:
    return Table(tuple(Row((TableCell((_paragraph(text),)),)) for text in texts))


def _shapes(mark: str) -> dict[str, tuple[Block, ...]]:
    heading = _paragraph(mark)
    return {
        "lines": (_paragraph("\n".join((mark, *FACTS))),),
        "list": (heading, _listed(*FACTS)),
        "headed list": (Heading(3, (Text(mark),)), _listed(*FACTS)),
        "table": (heading, _table(*FACTS)),
        "code": (heading, CodeBlock("\n".join(FACTS))),
        "paragraph": (heading, _paragraph("\n".join(FACTS))),
        "code and list": (heading, CodeBlock(FACTS[0]), _listed(*FACTS[1:])),
        "panel": (Panel("note", (heading, *map(_paragraph, FACTS))),),
        "items": (_listed(mark, *FACTS),),
    }


def _redacted(blocks: tuple[Block, ...]) -> str:
    return plain(Document((_paragraph(BEFORE), *blocks, _paragraph(BEHIND))), CUSTOMER)


def _is_gone(text: str) -> bool:
    kept = [fact for fact in ("till", "6618", "nobody cares") if fact in text]
    return not kept and BEFORE in text and BEHIND in text


@pytest.mark.parametrize("mark", MARKS)
def test_nothing_of_an_internal_note_survives(mark: str) -> None:
    texts = {shape: _redacted(blocks) for shape, blocks in _shapes(mark).items()}
    assert {shape: text for shape, text in texts.items() if not _is_gone(text)} == {}


@pytest.mark.parametrize(("mark", "end"), ENDED)
def test_all_between_the_marks_is_withheld_whatever_it_is(mark: str, end: str) -> None:
    inner = (_paragraph(FACTS[0]), _listed("nobody cares"), _paragraph("It is PAY-6618."))
    assert _is_gone(_redacted((_paragraph(mark), *inner, _paragraph(end))))
    assert _is_gone(_redacted((_paragraph("\n\n".join((mark, *FACTS, end))),)))


@pytest.mark.parametrize(
    "text",
    [
        "Internal error:\n- open the page again\n- press Save",
        "Internal server error",
        "Open Settings > Internal notes\nand switch them off.",
        "Internal notes\n- can only be seen by agents",
        "The internal name of the field is shown.\nIt can be changed.",
        "Interno: 24",
        "Internal: yes\nExternal: no",
        "Internet only:\n- check the cable",
        "The end\nof the page is cut off.",
    ],
)
def test_what_only_speaks_of_something_internal_stays(text: str) -> None:
    assert plain(text, CUSTOMER) == text
