"""What the server of a test has in its database."""

from vendor_risk.assessments import queries
from vendor_risk.database import db


def stored(assessment_id, question):
    """The answer as the database has it now; leaves no transaction open, so that the server may write."""
    db.session.rollback()
    row = queries.answer(assessment_id, question)
    found = (row.state, row.value, row.comment) if row else None
    db.session.rollback()
    return found
