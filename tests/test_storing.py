"""Rows stored in bulk are what the session would have stored, defaults included."""

import json

import pytest
from sqlalchemy import select

from tests.builders import flows, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments.models import Campaign, StoredAnswer
from vendor_risk.database import db, to_json
from vendor_risk.database.bulk_sql import insert_columns, insert_many

CAMPAIGN = {"name": "Yearly", "due_on": NOW.date(), "created_by": "user:1", "created_at": NOW}


def stored(model):
    """Every row of a table by column name, without its id."""
    rows = db.session.execute(select(model.__table__)).mappings()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_rows_without_columns_that_have_plain_defaults_get_these_as_through_the_session(group):
    db.session.add(Campaign(issuer_id=group.a.id, **CAMPAIGN))
    insert_many(Campaign, [{"issuer_id": group.a.id, **CAMPAIGN}] * 2)
    one, *others = stored(Campaign)
    assert others == [one, one]
    assert one["mail_code_required"] is False


def test_what_all_rows_have_in_common_is_given_once(group):
    insert_columns(Campaign, 3, {"name": ["a", "b", "c"]}, {**CAMPAIGN | {"issuer_id": group.b.id}, "name": "never"})
    assert [row["name"] for row in stored(Campaign)] == ["a", "b", "c"]
    assert {row["issuer_id"] for row in stored(Campaign)} == {group.b.id}


def test_nothing_is_stored_of_no_rows(app):
    insert_many(Campaign, [])
    insert_columns(Campaign, 0, {"name": []}, CAMPAIGN)
    assert stored(Campaign) == []


@pytest.mark.parametrize("value", [1, 1.0, True, None, "1", ["a", "b"], "日本"], ids=repr)
def test_a_value_comes_back_as_the_value_it_was(group, value):
    assessment = flows.issued(organizations.vendor("P", group.a), group.a, flows.version())
    alike = {"assessment_id": assessment.id, "state": "answered", "source": "web", "updated_at": NOW}
    insert_columns(StoredAnswer, 2, {"question_id": ["Q1", "Q2"], "value": [value, True]}, alike)
    found = {row["question_id"]: row["value"] for row in stored(StoredAnswer)}
    assert found["Q1"] == value  # SQLite keeps 1.0 as 1, whichever way it is stored
    assert isinstance(found["Q1"], bool) is isinstance(value, bool)
    assert found["Q2"] is True


@pytest.mark.parametrize("document", [{"a": [1, 2.5, None, "ä"]}, {1: "one"}, 2**70, "\ud800", {"x": ("t",)}])
def test_documents_are_stored_as_json_says_them_however_fast(document):
    assert json.loads(to_json(document)) == json.loads(json.dumps(document))


def test_what_is_no_document_is_refused():
    with pytest.raises(TypeError):
        to_json({"at": NOW})
