"""Uploads and attachments."""

import secrets

from fastapi import APIRouter, Request, Response

from connectors.sandbox.zendesk.desk import Desk, found
from connectors.sandbox.zendesk.errors import bad_request, not_found
from connectors.sandbox.zendesk.model import Record, Upload
from connectors.sandbox.zendesk.render import attachment_json
from connectors.sandbox.zendesk.routes.common import Caller, TheDesk, desk_of

router = APIRouter()


@router.post("/api/v2/uploads", status_code=201)
async def upload(request: Request, desk: TheDesk, caller: Caller) -> Record:
    name = request.query_params.get("filename")
    if not name:
        raise bad_request("filename: is missing")
    kind = request.headers.get("Content-Type", "application/binary")
    known = _upload(desk, request.query_params.get("token"))
    made = desk.new_attachment(name, kind, await request.body())
    known.attachments.append(made)
    shown = [attachment_json(desk, file) for file in known.attachments]
    body = {"token": known.token, "attachment": attachment_json(desk, made), "attachments": shown}
    return {"upload": body}


@router.delete("/api/v2/uploads/{token}", status_code=204)
async def delete_upload(token: str, desk: TheDesk, caller: Caller) -> None:
    gone = desk.uploads.pop(token, None)
    if gone is None:
        raise not_found()
    for file in gone.attachments:
        desk.attachments.pop(file.id, None)


@router.get("/api/v2/attachments/{attachment_id}")
async def show_attachment(attachment_id: int, desk: TheDesk, caller: Caller) -> Record:
    file = found(f for f in desk.attachments.values() if f.id == attachment_id)
    return {"attachment": attachment_json(desk, file)}


@router.get("/attachments/token/{token}/")
async def download(request: Request, token: str) -> Response:
    """Give a file's bytes to who knows its URL; the vendor asks for no other credential."""
    files = desk_of(request).attachments.values()
    file = found(f for f in files if secrets.compare_digest(f.token, token))
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(file.content, media_type=file.content_type, headers=headers)


def _upload(desk: Desk, token: str | None) -> Upload:
    """Return the upload that a token continues, or a new one."""
    if token:
        if token not in desk.uploads:
            raise not_found()
        return desk.uploads[token]
    made = Upload(secrets.token_urlsafe(18), desk.clock.now())
    desk.uploads[made.token] = made
    return made
