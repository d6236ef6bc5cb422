import json
import struct
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from app.errors import SettingsError
from connectors.zendesk.sidebar import BY_HAND, is_packaged, package_app
from tests.shared_data import ROOT

SCHEMA = Path(__file__).parent / "app_manifest.schema.json"
LANGUAGES = ("en", "de")


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
            "translations/de.json",
            "assets/logo.png",
            "assets/logo-small.png",
            "assets/logo.svg",
        } == set(archive.namelist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_listing_is_whole_in_each_language(tmp_path: Path, language: str) -> None:
    with packed(tmp_path) as archive:
        app = json.loads(archive.read(f"translations/{language}.json"))["app"]
    wanted = {"name", "short_description", "long_description", "installation_instructions"}
    assert {key for key, text in app.items() if text.strip()} == wanted


def test_the_manifest_holds_to_a_schema_that_knows_every_key(tmp_path: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    with packed(tmp_path) as archive:
        errors = Draft202012Validator(schema).iter_errors(manifest(archive))
        assert [error.message for error in errors] == []


def test_the_app_has_the_project_s_version(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with packed(tmp_path) as archive:
        assert manifest(archive)["version"] == project["project"]["version"]


def test_a_package_that_lies_there_is_known_and_an_older_one_is_not(tmp_path: Path) -> None:
    target = tmp_path / "app.zip"
    assert not is_packaged("https://a.example", target)
    package_app("https://a.example", target)
    assert is_packaged("https://a.example", target)
    assert not is_packaged("https://b.example", target)


def test_the_steps_by_hand_name_the_file_and_the_account() -> None:
    words = BY_HAND.format(path="/srv/sidebar.zip", zendesk="https://acme.zendesk.com")
    assert "/srv/sidebar.zip" in words
    assert "https://acme.zendesk.com/api/v2/apps/APP_ID/public_key.pem" in words
    assert "AIRLOCK_SIDEBAR__AUDIENCE=https://acme.zendesk.com/api/v2/apps/installations/" in words


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
