"""What tests of the vendor's pages look at, and how long they wait for it."""

import time

from vendor_risk.assessments import queries
from vendor_risk.database import db


def stored(assessment_id, question):
    """The answer as the database has it now; leaves no transaction open, so that the server may write."""
    db.session.rollback()
    row = queries.answer(assessment_id, question)
    found = (row.state, row.value, row.comment) if row else None
    db.session.rollback()
    return found


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
