"""The sidebar app as Zendesk takes it: a small package whose page our own service serves.

The vendor asks for `manifest.json`, `translations/en.json`, `assets/logo.png` (320 × 320) and
`assets/logo-small.png` (128 × 128), drawn as `assets/logo.svg` is. Source: docs/vendors.md.
"""

import json
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.errors import SettingsError

_PACKAGE = files(__name__) / "package"
# The oldest date that a zip can hold: the same input gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


BY_HAND = """\
Zendesk's API takes no private app, so that these steps are by hand, as an administrator of Zendesk:
1. Admin Center, Apps and integrations, Apps, Zendesk Support apps, Upload private app: the name
   Airlock and the file {path}. Upload, Install.
2. Open {zendesk}/api/v2/apps/installations.json in the same browser: the entry named Airlock has
   the installation's `id` and the `app_id`.
3. AIRLOCK_SIDEBAR__AUDIENCE={zendesk}/api/v2/apps/installations/ID.json
4. AIRLOCK_SIDEBAR__APP_PUBLIC_KEY: all of {zendesk}/api/v2/apps/APP_ID/public_key.pem
5. Restart Airlock and open a ticket. A new version is uploaded over the old one, at the app's
   menu, Update; both settings stay."""
"""What is left to do once the package is written; `path` and `zendesk` (its address) are filled in.

The vendor's OpenAPI document has no upload of apps (docs/vendors.md).
"""


def package_app(base_url: str, target: Path) -> Path:
    """Write the app's package for a service at `base_url` as a zip file; returns `target`.

    Raises SettingsError for an address that Zendesk does not put into a page: https is needed, but
    for this machine's own.
    """
    target.write_bytes(_package(base_url))
    return target


def is_packaged(base_url: str, target: Path) -> bool:
    """Whether `target` is already what `package_app` would write. Raises SettingsError as it does.

    It cannot tell whether that package was uploaded.
    """
    wanted = _package(base_url)
    return target.is_file() and target.read_bytes() == wanted


def app_version() -> str:
    """The project's version, which is the app's."""
    return version("airlock")


def _package(base_url: str) -> bytes:
    manifest = _manifest(base_url)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        _add(archive, "manifest.json", json.dumps(manifest, indent=2).encode())
        for folder in ("assets", "translations"):
            for file in sorted((_PACKAGE / folder).iterdir(), key=_name):
                _add(archive, f"{folder}/{file.name}", file.read_bytes())
    return content.getvalue()


def _manifest(base_url: str) -> dict[str, Any]:
    host = _host(base_url)
    manifest: dict[str, Any] = json.loads((_PACKAGE / "manifest.json").read_text("utf-8"))
    sidebar = manifest["location"]["support"]["ticket_sidebar"]
    sidebar["url"] = f"{base_url.rstrip('/')}/sidebar"
    manifest["domainWhitelist"] = [host]
    manifest["version"] = app_version()
    return manifest


def _host(base_url: str) -> str:
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    local = parts.scheme == "http" and host in ("localhost", "127.0.0.1")
    if not host or not (parts.scheme == "https" or local):
        raise SettingsError(
            "the sidebar needs an https address: set AIRLOCK_PUBLIC_URL to where Zendesk's agents "
            "reach this service"
        )
    return host


def _name(file: Traversable) -> str:
    return file.name


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
