"""What is said of each file in the end, in the reader's language: what was not accepted, and what was too large."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import select

from tests.builders.forms import post
from tests.imports.bulk.scene import answers_of, archive, group_with_vendors, upload, work
from vendor_risk.accounts.models import Membership
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.database import db
from vendor_risk.imports.bulk.models import BulkFile, FileState
from vendor_risk.permissions import Role


@pytest.fixture
def cast(app: Any) -> Any:
    return group_with_vendors()


def imported(client: Any, data: bytes) -> BulkFile:
    """The file after its import with "accept immediately" ticked."""
    page = upload(client, ("a.xlsx", data), accept_now="y").location
    work()
    post(client, f"{page}/choose", {"start": "1"})
    work()
    db.session.expire_all()
    return db.session.scalars(select(BulkFile)).one()


def reviewer(cast: Any, sign_in: Any, lang: str = "en") -> Any:
    """Procurement that may decide on answers, too, and reads that language."""
    group, _vendors = cast
    group.owner.language = lang
    db.session.add(Membership(user=group.owner, company_id=group.holding.id, role=Role.REVIEWER))
    db.session.commit()
    return sign_in(group.owner)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ". Not accepted, because 1 answer is claimed as “Not applicable”. Decide on it in the review queue."),
        ("ja", "。「該当なし」と申告された回答が1件あるため、受理していません。「審査待ち」で判断してください。"),
    ],
)
def test_a_file_that_was_to_be_accepted_and_was_not_says_why_and_what_to_do(
    cast: Any, sign_in: Any, lang: str, said: str
) -> None:
    row = imported(reviewer(cast, sign_in, lang), answers_of("Acme Logistics Ltd."))
    assert db.session.get_one(Assessment, row.assessment_id).status == AssessmentStatus.SUBMITTED
    assert row.sentence.endswith(said)
    assert (", " in row.sentence.split("“")[0]) is (lang == "en")


def test_a_file_that_was_accepted_says_nothing_of_it(cast: Any, sign_in: Any) -> None:
    row = imported(reviewer(cast, sign_in), answers_of("Acme Logistics Ltd.", claims=False))
    assert db.session.get_one(Assessment, row.assessment_id).status == AssessmentStatus.ACCEPTED
    assert "Not accepted" not in row.sentence


def test_where_one_ticks_it_the_page_says_what_is_never_accepted_unseen(cast: Any, sign_in: Any) -> None:
    client = reviewer(cast, sign_in)
    assert "Answers claimed as “Not applicable” are never accepted unseen" in client.get("/imports/bulk").text


def test_the_page_names_the_installations_limit_and_a_larger_file_is_refused_by_it(
    app: Any, cast: Any, sign_in: Any
) -> None:
    client = sign_in(cast[0].owner)
    app.extensions["vendor_risk.config"] = dataclasses.replace(app.extensions["vendor_risk.config"], upload_limit_mb=2)
    for page in ("/imports/bulk", "/imports/foreign", "/imports/questionnaire"):
        text = client.get(page).text
        assert "2 MB" in text
        assert "10 MB" not in text
    upload(client, ("all.zip", archive({"big.csv": b"x" * (2 * 2**20 + 1), "small.csv": b"a,b"})))
    work()
    rows = {row.file_name: row for row in db.session.scalars(select(BulkFile))}
    assert rows["big.csv"].state == FileState.REFUSED
    assert "2 MB" in rows["big.csv"].sentence
    assert "2 MB" not in rows["small.csv"].sentence
