"""Archives: opened within limits, each entry by its own rule, written anew."""

import gzip
import io
import stat
import struct
import zipfile

import pytest

from tests.unit.attachments.support import (
    MAIL,
    crossed,
    policy_with,
    reason,
    treat,
    unzipped,
    zipped,
)

LOG = f"10:15 export of {MAIL} failed\n".encode()
CLEAN = b"10:15 export of [email-1] failed\n"


def test_each_entry_is_treated_as_the_file_that_it_is() -> None:
    content = zipped(
        {"app.log": LOG, "data.json": b'{"password": "correct horse"}', "x.bin": b"\0\1"}
    )
    result = unzipped(crossed("a.zip", "application/zip", content))
    assert result["app.log"] == CLEAN
    assert b"horse" not in result["data.json"]
    assert "x.bin" not in result
    assert result["WITHHELD.txt"] == b"Withheld: one file (this type may not cross).\n"


def test_the_names_of_entries_are_redacted_and_stay_apart() -> None:
    content = zipped({f"{MAIL}/jane roe.log": LOG, "Jane_Roe.log": LOG, "Jane Roe.log": LOG})
    result = unzipped(crossed("a.zip", "application/zip", content))
    assert len(result) == 3
    assert not [name for name in result if "roe" in name.casefold() or "northwind" in name]
    assert all(part == CLEAN for part in result.values())


def test_a_policy_that_lets_no_such_file_cross_withholds_it_inside_an_archive_too() -> None:
    rules = (("application/zip", "open"), ("text/*", "redact"))
    content = zipped({"shot.png": b"\x89PNG\r\n\x1a\n", "app.log": LOG})
    _, result = treat("a.zip", "application/zip", content, policy=policy_with(rules))
    assert set(unzipped(result)) == {"app.log", "WITHHELD.txt"}


def test_an_entry_that_leads_out_of_the_archive_stays() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        for name in ("../up.txt", "/root.txt", "..\\up.txt", "C:\\up.txt"):
            archive.writestr(name, "text")
    result = unzipped(crossed("a.zip", "application/zip", content.getvalue()))
    assert list(result) == ["WITHHELD.txt"]
    assert result["WITHHELD.txt"].count(b"it leads out of the archive") == 5


def test_the_new_archive_tells_nothing_of_the_old_one() -> None:
    info = zipfile.ZipInfo("a.txt", (2026, 5, 4, 3, 2, 1))
    info.comment = info.extra = struct.pack("<HH8s", 0x4A52, 8, b"Jane Roe")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.comment = b"made by Jane Roe"
        archive.writestr(info, "text")
    result = crossed("a.zip", "application/zip", content.getvalue() + b"")
    assert b"Jane" not in result
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def nested(depth: int) -> bytes:
    content = LOG
    for number in range(depth):
        content = zipped({"app.log" if number == 0 else "inner.zip": content})
    return content


def test_an_archive_in_an_archive_is_opened_and_no_deeper() -> None:
    inner = unzipped(crossed("a.zip", "application/zip", nested(2)))["inner.zip"]
    assert unzipped(inner) == {"app.log": CLEAN}
    inner = unzipped(crossed("a.zip", "application/zip", nested(3)))["inner.zip"]
    assert b"it stands in too many archives" in unzipped(inner)["WITHHELD.txt"]


@pytest.mark.parametrize(
    "files",
    [
        {"zeros.txt": b"0" * 40_000_000},
        {f"{number}.txt": b"x" for number in range(1001)},
    ],
    ids=["packed beyond reason", "too many entries"],
)
def test_a_bomb_is_refused_unopened(files: dict[str, bytes]) -> None:
    assert "allowed" in reason("a.zip", "application/zip", zipped(files))


def test_an_entry_that_says_less_than_it_holds_is_refused() -> None:
    content = bytearray(zipped({"a.txt": b"0" * 5000}))
    for place in (content.find(b"PK\x03\x04") + 22, content.find(b"PK\x01\x02") + 24):
        content[place : place + 4] = struct.pack("<I", 10)
    outcome, result = treat("a.zip", "application/zip", bytes(content))
    assert outcome.reason is not None or b"0" * 11 not in unzipped(result).get("a.txt", b"")


def test_entries_that_share_their_data_are_refused() -> None:
    content = bytearray(zipped({"a.txt": b"abc" * 99, "b.txt": b"abc" * 99}))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    assert reason("a.zip", "application/zip", bytes(content)) in {
        "it is packed in an unusual way",
        "it is damaged",
    }


def test_an_encrypted_archive_stays() -> None:
    content = bytearray(zipped({"a.txt": LOG}))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    assert reason("a.zip", "application/zip", bytes(content)) == "it is encrypted"


def test_a_damaged_archive_stays() -> None:
    assert reason("a.zip", "application/zip", zipped({"a.txt": LOG})[:40]) == "it is damaged"


def test_a_gzip_is_opened_and_forgets_its_old_name() -> None:
    content = io.BytesIO()
    with gzip.GzipFile("jane-roe.log", "wb", fileobj=content) as packed:
        packed.write(LOG)
    result = crossed("app.log.gz", "application/gzip", content.getvalue())
    assert gzip.decompress(result) == CLEAN
    assert b"roe" not in result


def test_a_gzip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gzip.compress(b"0" * 30_000_000)
    assert reason("a.log.gz", "application/gzip", bomb) == (
        "it is larger than allowed when unpacked"
    )


def test_what_stands_in_a_gzip_must_be_allowed_itself() -> None:
    assert reason("a.bin.gz", "application/gzip", gzip.compress(b"\0\1\2")) == (
        "this type may not cross"
    )
    assert reason("a.log.gz", "application/gzip", gzip.compress(LOG)[:-9]) == "it is damaged"


def test_a_gzip_that_unpacks_beyond_reason_is_refused_as_a_zip_is() -> None:
    content = gzip.compress(b"a" * 30_000_000)
    assert reason("a.gz", "application/gzip", content) == (
        "it is larger than allowed when unpacked"
    )


def test_an_archive_of_a_later_version_stays() -> None:
    content = bytearray(zipped({"a.txt": b"hello"}))
    content[content.find(b"PK\x01\x02") + 6] = 99
    assert reason("a.zip", "application/zip", bytes(content)) == "it is packed in an unusual way"
