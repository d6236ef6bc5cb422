import json
import struct
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from app.errors import SettingsError
from connectors.zendesk.sidebar import package_app


def packed(tmp_path: Path, base_url: str = "https://airlock.acme.example") -> ZipFile:
    return ZipFile(package_app(base_url, tmp_path / "app.zip"))


def manifest(archive: ZipFile) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return read


def test_the_package_holds_what_zendesk_asks_for(tmp_path: Path) -> None:
    with packed(tmp_path) as archive:
        assert archive.testzip() is None
        assert {
            "manifest.json",
            "translations/en.json",
            "assets/logo.png",
            "assets/logo-small.png",
        } <= set(archive.namelist())
        app = json.loads(archive.read("translations/en.json"))["app"]
        assert {
            "name",
            "short_description",
            "long_description",
            "installation_instructions",
        } == set(app)


# The vendor's required properties (docs/vendors.md), and those that our sign-in rests on.
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("frameworkVersion", "2.0"),
        ("defaultLocale", "en"),
        ("signedUrls", True),
        ("private", True),
        ("domainWhitelist", ["airlock.acme.example"]),
    ],
)
def test_the_manifest_says_what_zendesk_must_know(tmp_path: Path, key: str, value: Any) -> None:
    with packed(tmp_path) as archive:
        read = manifest(archive)
        assert read[key] == value
        assert set(read["author"]) >= {"name", "email"}


@pytest.mark.parametrize(
    ("base", "page"),
    [
        ("https://airlock.acme.example/", "https://airlock.acme.example/sidebar"),
        ("https://acme.example/airlock", "https://acme.example/airlock/sidebar"),
        ("http://localhost:8080", "http://localhost:8080/sidebar"),
    ],
)
def test_the_sidebar_s_page_is_our_service_s(tmp_path: Path, base: str, page: str) -> None:
    with packed(tmp_path, base) as archive:
        location = manifest(archive)["location"]["support"]
        assert location == {"ticket_sidebar": {"url": page, "flexible": True}}


@pytest.mark.parametrize(("name", "size"), [("logo.png", 320), ("logo-small.png", 128)])
def test_the_logos_have_the_size_that_zendesk_asks_for(
    tmp_path: Path, name: str, size: int
) -> None:
    with packed(tmp_path) as archive:
        content = archive.read(f"assets/{name}")
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (size, size)


@pytest.mark.parametrize(
    "base",
    ["http://airlock.acme.example", "ftp://acme.example", "airlock.acme.example", "", "https://"],
)
def test_an_address_that_zendesk_would_not_show_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(SettingsError, match="AIRLOCK_PUBLIC_URL"):
        package_app(base, tmp_path / "app.zip")
    assert not (tmp_path / "app.zip").exists()


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = package_app("https://a.example", tmp_path / "1.zip").read_bytes()
    assert package_app("https://a.example", tmp_path / "2.zip").read_bytes() == first
