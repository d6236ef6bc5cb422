"""The container files hold what docker/README.md promises. No engine runs them here."""

import re
import subprocess
import sys
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.settings import iter_settings
from app.settings_files import SUFFIX
from tests.shared_data import ROOT

DOCKER = ROOT / "docker"
COMPOSE: Mapping[str, Any] = YAML(typ="safe").load(DOCKER / "compose.yml")
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
DOCKERFILE = (DOCKER / "Dockerfile").read_text("utf-8")
OURS = ("web", "relay", "sandbox")
KNOWN = {name for name, _ in iter_settings()}


def test_the_compose_file_fits_the_schema_of_compose() -> None:
    check = Path(sys.executable).parent / "check-jsonschema"
    answer = subprocess.run(  # noqa: S603 - the test environment's own tool, offline
        [check, "--builtin-schema", "vendor.compose-spec", str(DOCKER / "compose.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_there_are_a_database_a_web_service_two_relays_and_a_sandbox_on_demand() -> None:
    assert set(SERVICES) == {"database", *OURS}
    assert SERVICES["relay"]["deploy"]["replicas"] == 2
    assert SERVICES["sandbox"]["profiles"] == ["sandbox"]
    assert not any("profiles" in SERVICES[name] for name in ("database", "web", "relay"))


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_nobody_on_a_read_only_root_without_capabilities(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] == ("postgres" if name == "database" else "65532:65532")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(place.startswith("/tmp:") for place in service["tmpfs"])  # noqa: S108 - in memory


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_tells_its_health(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_listens_but_on_loopback(name: str) -> None:
    for port in SERVICES[name].get("ports", ()):
        assert port.startswith("127.0.0.1:")
    host = SERVICES[name].get("network_mode") == "host"
    assert not host or "0.0.0.0" not in SERVICES[name]["command"]


def test_the_database_has_no_way_out() -> None:
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_the_proxy_is_believed_whom_it_speaks_for_and_nobody_else_is() -> None:
    [place] = COMPOSE["networks"]["outside"]["ipam"]["config"]
    assert SERVICES["web"]["environment"]["FORWARDED_ALLOW_IPS"] == place["subnet"]
    assert ip_network(place["subnet"]).is_private


def images() -> list[str]:
    used = [service["image"] for service in SERVICES.values()]
    return [*used, *re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)]


@pytest.mark.parametrize("image", sorted(set(images())))
def test_an_image_is_named_by_a_version_and_no_registry(image: str) -> None:
    name, _, tag = image.partition(":")
    assert re.match(r"\d+\.\d+", tag)
    assert "latest" not in tag
    assert "." not in name


def test_secrets_come_from_files_and_only_from_files() -> None:
    named = set(COMPOSE["secrets"])
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    for service in SERVICES.values():
        assert set(service.get("secrets", ())) <= named
        for name, value in service.get("environment", {}).items():
            secret = name.removesuffix(SUFFIX) in KNOWN and name.endswith(SUFFIX)
            assert not secret or value.removeprefix("/run/secrets/") in named
            assert not re.search(r"(SECRET|TOKEN|PASSWORD|DATABASE_URL)\w*$", name) or (
                name.endswith(SUFFIX)
            )


def test_every_setting_that_the_files_name_is_one() -> None:
    given = [
        name
        for service in SERVICES.values()
        for name in service.get("environment", {})
        if name.startswith("AIRLOCK_")
    ]
    example = (DOCKER / "airlock.env.example").read_text("utf-8")
    given += re.findall(r"^(AIRLOCK_\w+)=", example, re.MULTILINE)
    assert {name.removesuffix(SUFFIX) for name in given} - KNOWN == set()
    assert not [name for name in re.findall(r"AIRLOCK_\w+", DOCKERFILE) if name not in KNOWN]


def test_the_image_installs_from_the_lock_and_runs_as_nobody() -> None:
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert "tools/install.py requirements/app.txt" in DOCKERFILE
    assert "--require-hashes" in (ROOT / "tools" / "install.py").read_text("utf-8")
    assert re.findall(r"^USER (\S+)", last, re.MULTILINE) == ["65532:65532"]
    assert "HEALTHCHECK" in last
    assert "slim" in last.splitlines()[0]
    assert not re.search(r"^(ARG|ENV) .*(SECRET|TOKEN|PASSWORD)", DOCKERFILE, re.MULTILINE)


def test_what_is_copied_into_the_image_is_there_and_let_through() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    sources = {source for line in copied for source in line.split()}
    assert [source for source in sources if not (ROOT / source).exists()] == []
    rules = (DOCKER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert rules[1] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == sources
