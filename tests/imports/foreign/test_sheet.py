"""A whole sheet drawn: every filled row says what becomes of it, and a column's role is changed at its head."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from tests.builders import accounts, organizations
from tests.builders.foreign_workbooks import opened, take, workbook
from tests.builders.forms import post
from vendor_risk.database import db
from vendor_risk.imports import corrections
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.imports.foreign.sheet import ROWS, drawn
from vendor_risk.permissions import Role
from vendor_risk.reading import Corrections

SignIn = Callable[..., FlaskClient]


def test_every_filled_row_says_what_becomes_of_it_and_the_counts_add_up(group: organizations.Group) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    read = opened(batch)
    sheet = drawn(read, foreign_import_actions.sorted_rows(batch, read), 1, 1)
    assert sheet is not None
    assert sum(number for _label, number in sheet.counts) == sheet.filled == 9
    assert [column.role for column in sheet.columns] == ["id", "question", "answer", "comment"]
    kinds = {row.number: (row.kind, row.note) for row in sheet.rows.rows}
    assert kinds[4] == ("question", "To be imported")
    assert kinds[3][0] == "heading"
    assert kinds[2] == ("bare", "")
    assert kinds[8][0] == "question"
    assert kinds[8][1] != "imported"  # no answer
    assert drawn(read, foreign_import_actions.sorted_rows(batch, read), 2, 1) is None


def test_a_long_sheet_is_paged_and_all_of_it_can_be_reached(group: organizations.Group, sign_in: SignIn) -> None:
    rows = [(f"Q-{number}", f"Is point number {number} looked after?", "Yes", "") for number in range(1, 251)]
    batch = take(group, workbook(rows), organizations.vendor("Bolt", group.a))
    client = sign_in(group.owner)
    seen: list[int] = []
    for page in (1, 2, 3):
        text = client.get(f"/imports/foreign/{batch.id}/sheets/1?page={page}").text
        seen += map(int, re.findall(r'<th scope="row">(\d+)', text))
    assert seen == list(range(1, 254))
    assert len(seen) > 2 * ROWS


def test_a_column_is_changed_at_its_head_and_everything_follows(group: organizations.Group, sign_in: SignIn) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    client, where = sign_in(group.owner), f"/imports/foreign/{batch.id}"
    heads = {"shown": "1", "page": "1", "was|C|Customer sheet": "answer", "was|D|Customer sheet": "comment"}
    changed = heads | {"role|C|Customer sheet": "answer", "role|D|Customer sheet": ""}
    answer = post(client, f"{where}/correct", changed)
    assert answer.location == f"{where}/sheets/1?page=1"
    db.session.expire_all()
    assert corrections.from_settings(batch.settings).columns == {"Customer sheet": {"comment": None}}
    assert "since 2020" not in "".join(question.comment for question in opened(batch).understanding.questions)


def test_a_role_moves_from_one_column_to_another() -> None:
    moved = corrections.with_role(Corrections(), "S", "E", role="answer", was="comment")
    assert moved.columns == {"S": {"answer": "E"}}
    again = corrections.with_role(moved, "S", "E", role="comment", was="answer")
    assert again.columns == {"S": {"comment": "E"}}
    assert corrections.with_role(again, "S", "E", role="", was="comment").columns == {"S": {"comment": None}}
    assert corrections.with_role(Corrections(), "S", "E", role="", was="nonsense") == Corrections()


def test_the_sheet_is_for_those_who_import_and_for_their_companies(group: organizations.Group, sign_in: SignIn) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    url = f"/imports/foreign/{batch.id}/sheets/1"
    assert sign_in(group.owner).get(url).status_code == 200
    assert sign_in(group.owner).get(f"/imports/foreign/{batch.id}/sheets/9").status_code == 404
    assert sign_in(group.auditor).get(url).status_code == 403
    assert sign_in(accounts.person(Role.PROCUREMENT, group.b)).get(url).status_code == 404


def test_what_was_read_last_is_kept_and_never_mixed_up(group: organizations.Group) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    first = opened(batch)
    assert opened(batch) is first
    batch.settings = corrections.to_settings(corrections.with_column(Corrections(), "Customer sheet", "comment", "-"))
    other = opened(batch)
    assert other is not first
    assert other.workbook is first.workbook


def test_words_of_answers_are_counted_by_their_occurrences_not_by_a_frequency(
    group: organizations.Group, sign_in: SignIn
) -> None:
    batch = take(group, workbook(), organizations.vendor("Bolt", group.a))
    db.session.commit()
    client = sign_in(group.owner)
    assert "出現数</th>" in client.get(f"/imports/foreign/{batch.id}?lang=ja").text
    assert "頻度" in client.get("/reports/schedules?lang=ja").text
