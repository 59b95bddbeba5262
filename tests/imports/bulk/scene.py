"""Archives of filled questionnaires, own and foreign mixed, and the background work done at once."""

from __future__ import annotations

import io
import threading
import zipfile
from typing import Any

import openpyxl

from tests.builders import organizations, workbooks
from tests.builders.foreign_workbooks import ROWS
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.jobs import worker
from vendor_risk.jobs.models import Job


def answers_of(vendor: str, mark: str = "", *, claims: bool = True) -> bytes:
    """A customer's own sheet, filled in by a vendor that names itself; `mark` makes it differ from others. With
    `claims` one answer is “N/A”."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Vendor name", vendor])
    sheet.append([])
    sheet.append(["ID", "Question", "Answer", "Comment"])
    for row in ROWS[:5]:
        if row[2] == "N/A" and not claims:
            continue
        sheet.append([*row[:3], mark or row[3]])
    return workbooks.saved(book)


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP of these."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def upload(client: Any, *files: tuple[str, bytes], **values: Any) -> Any:
    """Bring files on the page."""
    data = {"file": [(io.BytesIO(content), name) for name, content in files], "company_id": 0, "prefer": "web"}
    return post(client, "/imports/bulk", data | values)


def work() -> list[Job]:
    """Do all background work that is due; the jobs there are, newest first."""
    db.session.commit()
    while worker.run_one(threading.Event()):
        pass
    return list(db.session.query(Job).order_by(Job.id.desc()))


def group_with_vendors() -> tuple[organizations.Group, dict[str, Any]]:
    """The cast; Acme and Bolt are vendors of company A, Cable of company B."""
    group = organizations.group()
    return group, {
        "Acme": organizations.vendor("Acme Logistics", group.a, code="P-1001"),
        "Bolt": organizations.vendor("Bolt Hosting", group.a, code="P-1002"),
        "Cable": organizations.vendor("Cable Works", group.b, code="P-1003"),
    }
