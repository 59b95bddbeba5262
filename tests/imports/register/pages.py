"""Register imports over their pages, for tests: uploading, correcting, storing; and lists to do it with."""

from __future__ import annotations

import io
import re
from typing import Any

from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.organizations.models import Organization

URL = "/imports/register"
HEAD = ["取引先コード", "取引先名", "国", "従業員数", "委託内容", "担当会社", "担当部署", "担当者名", "メール"]


def row(code: str, name: str, **given: Any) -> list[Any]:
    """A row of a list with `HEAD`; what is not given is fine."""
    cells: dict[str, Any] = {
        "code": code, "name": name, "country": "日本", "employees": 10, "service": "清掃", "buyer": None,
        "department": "総務部", "contact": "担当", "mail": f"{code.lower()}@v.example",
    } | given  # fmt: skip
    return list(cells.values())


def upload(client: Any, data: bytes, name: str = "list.xlsx") -> str:
    """Bring a file; the address of its preview."""
    form = {"home_company_id": 0, "file": (io.BytesIO(data), name)}
    answer = post(client, URL, form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def put_right(client: Any, preview: str, **fields: str) -> Any:
    """Post corrections; underscores of the names stand for the dashes before field and word."""
    return post(client, f"{preview}/answers", {key.replace("__", "-"): text for key, text in fields.items()})


def store(client: Any, preview: str) -> str:
    """Import what a preview shows; the page that follows."""
    return str(post(client, f"{preview}/apply", follow_redirects=True).text)


def vendor(code: str) -> Organization | None:
    """The registered organization with that code."""
    db.session.expire_all()
    return db.session.query(Organization).filter_by(code=code).one_or_none()


def number(page: str, label: str) -> int:
    """The number on a card of a page."""
    found = re.search(rf"<strong>([\d,]+)</strong> {label}", page)
    assert found is not None, label
    return int(found[1].replace(",", ""))
