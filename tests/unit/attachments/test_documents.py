"""PDF and Office files: read in every part, and whole or not at all."""

import io
from collections.abc import Mapping

import pytest
from pypdf import PdfWriter

from tests.fakes.policies import shipped
from tests.unit.attachments.support import (
    DOCX,
    MAIL,
    XLSX,
    crossed,
    reason,
    treat,
    unzipped,
    zipped,
)

PRIVATE = "it holds something private"


def pdf(text: str = "The export page stays empty", extra: str = "", catalog: str = "") -> bytes:
    """A PDF of one page that shows the text; `extra` goes into the page, `catalog` above it."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            f" /Resources << /Font << /F1 5 0 R >> >> {extra} >>"
        ),
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Metadata /Subtype /XML /Length 15 >>\nstream\n<x>Jane Roe</x>\nendstream",
        f"<< /Author (Jane Roe) /Title ({MAIL}) >>",
    ]
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    return (
        f"{body}xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {count} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def test_a_pdf_in_which_nothing_private_is_found_crosses_without_its_metadata() -> None:
    result = crossed("a.pdf", "application/pdf", pdf())
    assert b"The export page stays empty" in result
    assert b"Jane" not in result
    assert b"northwind" not in result


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("a word that opens it")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(f"Mail {MAIL}"), PRIVATE),
        (pdf("Call Jane Roe"), PRIVATE),
        (pdf(extra=f"/Alt ({MAIL})"), PRIVATE),
        (pdf(""), "it has a page without text"),
        (pdf(catalog="/OpenAction << /S /JavaScript /JS (run) >>"), "scripts or other files"),
        (pdf(catalog="/Names << /EmbeddedFiles << >> >>"), "scripts or other files"),
        (pdf(catalog="/AcroForm << >>"), "forms, scripts"),
        (pdf(extra="/Annots [<< /Type /Annot /Subtype /Text /Contents (hi) >>]"), "comments"),
        (pdf(extra="/XX << /Subtype /Image /Width 9 >>"), "pictures"),
        (pdf()[:300], "it is damaged"),
        (pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << >>"), "it is damaged"),
        (encrypted(), "it is encrypted"),
    ],
)
def test_a_pdf_that_holds_more_than_clean_text_stays(content: bytes, why: str) -> None:
    assert why in reason("a.pdf", "application/pdf", content)


def docx(body: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    space = 'xmlns:w="urn:w"'
    paragraphs = body or "<w:p><w:r><w:t>The export page stays empty.</w:t></w:r></w:p>"
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Id="t" Target="docProps/thumbnail.jpeg"/>'
        '<Relationship Id="d" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>",
        "docProps/core.xml": "<c><creator>Jane Roe</creator></c>",
        "docProps/custom.xml": f"<c>{MAIL}</c>",
        "docProps/thumbnail.jpeg": "Jane Roe",
        **(parts or {}),
    }
    return zipped({name: content.encode() for name, content in files.items()})


def test_a_document_in_which_nothing_private_is_found_crosses_without_its_properties() -> None:
    result = unzipped(crossed("a.docx", DOCX, docx()))
    assert b"The export page stays empty." in result["word/document.xml"]
    assert b"thumbnail" not in result["_rels/.rels"]
    assert b"word/document.xml" in result["_rels/.rels"]
    assert "docProps/thumbnail.jpeg" not in result
    assert not [name for name, part in result.items() if b"Jane" in part or b"northwind" in part]


RUNS = f"<w:p><w:r><w:t>Mail {MAIL[:9]}</w:t></w:r><w:r><w:t>{MAIL[9:]}</w:t></w:r></w:p>"
COMMENT = (
    '<w:comments xmlns:w="urn:w"><w:comment{}><w:p><w:t>{}</w:t></w:p></w:comment></w:comments>'
)
REMOVED = f'<w:p xmlns:w="urn:w"><w:del><w:r><w:delText>{MAIL}</w:delText></w:r></w:del></w:p>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (docx(RUNS), PRIVATE),
        (docx(parts={"word/comments.xml": COMMENT.format("", MAIL)}), PRIVATE),
        (docx(parts={"word/comments.xml": COMMENT.format(' author="L"', "ok")}), "comments"),
        (docx(REMOVED), PRIVATE),
        (docx(parts={"word/header1.xml": "<h><t>Jane Roe</t></h>"}), PRIVATE),
        (docx(parts={"word/_rels/d.rels": f'<R><R Target="mailto:{MAIL}"/></R>'}), PRIVATE),
        (docx(parts={"customXml/item1.xml": f"<x>{MAIL}</x>"}), PRIVATE),
        (docx(parts={"word/vbaProject.bin": "x"}), "macros"),
        (docx(parts={"word/media/image1.png": "x"}), "pictures"),
        (docx(parts={"word/embeddings/a.xlsx": "x"}), "other files"),
        (docx(parts={"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "damaged"),
        (docx(parts={"word/x.xml": "<a>"}), "damaged"),
        (zipped({"a.txt": b"text"}), "not what its type says"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 encrypted", "not what its type says"),
    ],
)
def test_a_document_that_holds_more_than_clean_text_stays(content: bytes, why: str) -> None:
    assert why in reason("a.docx", DOCX, content)


@pytest.mark.parametrize("head", ["E-mail", "Password", "Full name"])
def test_a_sheet_with_a_private_column_stays_though_no_page_shows_it(head: str) -> None:
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook><sheet name="Totals" state="hidden"/></workbook>',
        "xl/sharedStrings.xml": f"<sst><si><t>{head}</t></si><si><t>qq</t></si></sst>".encode(),
    }
    assert reason("a.xlsx", XLSX, zipped(parts)) == PRIVATE


def test_an_open_document_keeps_its_mimetype_first_and_unpacked() -> None:
    kind = "application/vnd.oasis.opendocument.text"
    parts = {
        "mimetype": kind.encode(),
        "content.xml": b"<c xmlns:t='urn:t'><t:p>The page stays empty.</t:p></c>",
        "meta.xml": b"<m>Jane Roe</m>",
    }
    result = crossed("a.odt", kind, zipped(parts))
    assert result[30:].startswith(b"mimetype" + kind.encode())
    assert b"Jane" not in unzipped(result)["meta.xml"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [("application/pdf", pdf()), (DOCX, docx()), ("image/png", b"\x89PNG\r\n\x1a\n")],
)
def test_the_policy_that_ships_lets_no_document_and_no_picture_cross(
    kind: str, content: bytes
) -> None:
    outcome, _ = treat("a", kind, content, policy=shipped().redaction)
    assert outcome.reason == "this type may not cross"


def part(content: str, name: str = "xl/part.xml") -> bytes:
    return docx(parts={name: content})


FIELD = f'<w:p><w:fldSimple w:instr="HYPERLINK mailto:{MAIL}"/></w:p>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (docx(FIELD), PRIVATE),
        (part('<p><sharedItems><s v="Jane Roe"/></sharedItems></p>'), PRIVATE),
        (part(f'<f><filter val="{MAIL}"/></f>'), PRIVATE),
        (part('<c><x connection="User ID=sa;Password=hunterzz9;Server=b"/></c>'), PRIVATE),
        (part('<s><docVar name="who" val="Jane Roe"/></s>', "word/settings.xml"), PRIVATE),
        (part('<s><style><name val="Jane Roe Heading"/></style></s>', "word/styles.xml"), PRIVATE),
        (part("<a/>", "customXml/jane.roe.xml"), PRIVATE),
        (part("<Jane.Roe/>", "customXml/item1.xml"), PRIVATE),
        (part('<a xmlns="http://jane.roe.northwind.example/x"/>'), PRIVATE),
        (part("Jane Roe", "mimetype"), PRIVATE),
        (part('<p refreshedBy="Zork Blatt"/>'), "tracked changes"),
        (part("<comments><authors><author>Zork Blatt</author></authors></comments>"), "comments"),
        (part("<a><lastModifiedBy>Zork Blatt</lastModifiedBy></a>"), "comments"),
    ],
)
def test_what_a_document_says_in_attributes_names_and_lists_is_read(
    content: bytes, why: str
) -> None:
    assert why in reason("a.docx", DOCX, content)


def test_where_a_workbook_was_saved_is_not_told() -> None:
    place = '<workbook><absPath url="C:\\Users\\jane.roe\\"/><sheet name="Totals"/></workbook>'
    result = unzipped(crossed("a.xlsx", XLSX, part(place, "xl/workbook.xml")))
    assert b"jane" not in result["xl/workbook.xml"]
    assert b"Totals" in result["xl/workbook.xml"]


SPAN = "The page) Tj /Span << /ActualText ({}) >> BDC (x) Tj EMC ("
PICTURE = "The page) Tj ET q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q BT ("
LINK = "/Annots [<< /Type /Annot /Subtype /Link /A << /S /URI /URI <{}> >> >>]"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(SPAN.format("Jane Roe")), PRIVATE),
        (pdf(extra=LINK.format(MAIL.encode().hex())), PRIVATE),
        (pdf(extra=LINK.format(("\x80" + MAIL).encode("utf-16-be").hex())), PRIVATE),
        (pdf(PICTURE), "pictures"),
        (
            pdf(extra="/Annots [<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (hi) >>]"),
            "comments",
        ),
        (pdf(extra="/Annots [<< /Type /Annot /Subtype /Link /AP << >> >>]"), "comments"),
    ],
)
def test_what_a_pdf_draws_or_says_beside_its_text_is_read(content: bytes, why: str) -> None:
    assert why in reason("a.pdf", "application/pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        pdf(extra="/Program << /Data 6 0 R >>"),
        pdf(extra="/Thumb 6 0 R"),
        pdf("The page) Tj\n% Jane Roe\n("),
    ],
)
def test_a_pdf_crosses_without_what_shows_on_no_page(content: bytes) -> None:
    result = crossed("a.pdf", "application/pdf", content)
    assert b"The page" in result or b"export page" in result
    assert b"Jane" not in result


def test_a_pdf_crosses_without_its_earlier_states() -> None:
    content = pdf("The page")
    later = content.replace(b"The page", b"Jane Roe").split(b"4 0 obj")[1].split(b"endobj")[0]
    assert b"Jane" in later
    place = content.rpartition(b"startxref")[2]
    both = content + b"4 0 obj" + later + b"endobj\nstartxref" + place
    result = crossed("a.pdf", "application/pdf", both)
    assert b"Jane" not in result
    assert b"The page" in result
