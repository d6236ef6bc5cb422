"""Background jobs: done as soon as they are asked for, shown as the vendor shows them."""

import secrets

from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import Record


def completed_job(desk: Desk, kind: str, results: list[Record]) -> Record:
    """Store a job whose work is done and return it as the vendor first answers: queued."""
    job_id = secrets.token_hex(16)
    desk.jobs[job_id] = {
        "id": job_id,
        "job_type": kind,
        "message": f"Completed at {desk.now_stamp()}",
        "progress": len(results),
        "results": results,
        "status": "completed",
        "total": len(results),
    }
    waiting = {"message": None, "progress": None, "results": None, "status": "queued"}
    return desk.jobs[job_id] | waiting
