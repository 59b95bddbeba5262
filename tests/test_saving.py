"""`saving.committed`: everything of a block or nothing of it, and a refusal is said."""

import pytest
from flask import get_flashed_messages

from tests.builders import organizations
from vendor_risk.database import db, writing
from vendor_risk.errors import Refused
from vendor_risk.organizations.models import Organization
from vendor_risk.web.saving import committed


def renamed(vendor, name):
    vendor.name = name
    db.session.flush()


@pytest.fixture
def vendor(app, group):
    found = organizations.vendor("Before", group.a)
    db.session.commit()
    return found


def name_of(vendor_id):
    db.session.rollback()
    return db.session.get_one(Organization, vendor_id).name


def test_a_block_that_is_not_refused_is_committed(app, vendor):
    with app.test_request_context(), writing():
        with committed() as ending:
            renamed(vendor, "After")
        assert ending
        assert get_flashed_messages() == []
    assert name_of(vendor.id) == "After"


@pytest.mark.parametrize(("tell", "messages"), [(True, ["No."]), (False, [])])
def test_a_refused_block_leaves_nothing_and_says_why(app, vendor, tell, messages):
    with app.test_request_context(), writing():
        with committed(tell=tell) as ending:
            renamed(vendor, "After")
            raise Refused("No.", status=410)
        assert not ending
        assert ending.refusal.status == 410
        assert get_flashed_messages() == messages
    assert name_of(vendor.id) == "Before"


def break_while_renaming(vendor):
    with committed():
        renamed(vendor, "After")
        raise ZeroDivisionError


def test_any_other_error_leaves_nothing_and_is_raised_on(app, vendor):
    with app.test_request_context(), writing(), pytest.raises(ZeroDivisionError):
        break_while_renaming(vendor)
    assert name_of(vendor.id) == "Before"
