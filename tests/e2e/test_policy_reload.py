"""A running service whose policy files are broken and mended: told everywhere, nothing stops."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.docs.place import Place, open_place


@asynccontextmanager
async def served(place: Place) -> AsyncIterator[httpx.AsyncClient]:
    process = await place.start(f"airlock serve --host 127.0.0.1 --port {place.port}")
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{place.port}") as http:
            yield http
    finally:
        process.terminate()
        await process.communicate()


async def ready_when(
    http: httpx.AsyncClient, holds: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """What readiness says of the policies once it says what is waited for."""
    async with asyncio.timeout(90):
        while True:
            try:
                answer = await http.get("/health/ready")
            except httpx.ConnectError:
                answer = None
            if answer is not None and holds(policies_of(answer)):
                return {"code": answer.status_code, **policies_of(answer)}
            await asyncio.sleep(0.1)


def policies_of(answer: httpx.Response) -> dict[str, Any]:
    (found,) = (one for one in answer.json()["checks"] if one["name"] == "policies")
    return {"status": answer.json()["status"], **found}


def rewrite(file: Path, old: str, new: str) -> int:
    """Change a file; the line at which the new text begins."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.timeout(300)
async def test_a_broken_file_leaves_the_last_good_policies_in_force_and_is_told(
    tmp_path: Path,
) -> None:
    async with open_place(tmp_path) as place:
        place.write_settings(list(place.values))
        gates = tmp_path / "policies" / "gates" / "escalation.yaml"
        async with served(place) as http:
            first = await ready_when(http, lambda check: check["ok"])
            line = rewrite(gates, "mode: enforce", "mod: enforce")
            broken = await ready_when(http, lambda check: not check["ok"])
            assert (broken["code"], broken["status"]) == (200, "degraded")
            assert f"{first['detail']} stays in force" in broken["detail"]
            told = f"policies/gates/escalation.yaml:{line}: `mod` is no key of a policy; "
            assert f"{told}did you mean `mode`?" in broken["detail"]
            doctor = await place.run("airlock doctor --json")
            assert doctor.code == 1, str(doctor)
            checks = json.loads(doctor.out)["checks"]
            found = [one["detail"] for one in checks if one["name"] == "policies"]
            assert any(f"{told}did you mean `mode`?" in one for one in found)
            rewrite(gates, "mod: enforce", "mode: warn")
            mended = await ready_when(http, lambda check: check["ok"])
            assert mended["code"] == 200
            assert mended["detail"] != first["detail"]
            again = json.loads((await place.run("airlock doctor --json")).out)["checks"]
            assert mended["detail"] in [one["detail"] for one in again]


@pytest.mark.timeout(120)
async def test_where_nothing_was_mirrored_yet_a_change_has_nothing_to_be_tried_on(
    tmp_path: Path,
) -> None:
    async with open_place(tmp_path) as place:
        place.write_settings(list(place.values))
        answer = await place.run("airlock policy diff policies policies --against 3 --json")
        assert answer.code == 1, str(answer)
        assert json.loads(answer.out)["texts"]["looked_at"] == 0
        assert "no text could be looked at" in answer.words
