"""What the mails of every kind are filled with."""

from datetime import UTC, date, datetime

from vendor_risk.assessments.links.figures import ANSWERED, MINUTES, QUESTIONS, Answered, Estimate
from vendor_risk.assessments.links.signer_queries import Signer
from vendor_risk.engagements.missing.figures import DETAILS, LACKING
from vendor_risk.improvement.pages import ASSIGNED

VALUES = {
    "name": "Aoi Tanaka",
    "zone": "Japan time",
    "signer": Signer("Purchasing", "Misaki Sato", "03-1234-5678", "buy@alpha.example", 3),
    "organization": "Sakura Precision",
    "issuer": "Alpha Works",
    "questionnaire": "Vendor review",
    "due_on": date(2026, 12, 24),
    "questions": QUESTIONS.read(25),
    "minutes": MINUTES.read(Estimate(25, 1.5)),
    "message": "<b>Call 1234</b>",
    "note": "See question 7",
    "returned": [("Q1", "Do you patch?", "Say how often")],
    "link": "https://risk.example/portal/i/vrp_x",
    "answered": ANSWERED.read(Answered(24, 25)),
    "submitted_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
    "about": "Board paper (PDF)",
    "giver": "Ren Kuroda",
    "number": ASSIGNED.read(3),
    "organizations": [("Sakura Precision", ASSIGNED.read(2)), ("Minato Logistics", ASSIGNED.read(1))],
    "reference": "VR-20261201-000007",
    "code": "123456",
    "engagements": LACKING.read(7),
    "details": DETAILS.read(30),
    "named": [("Payroll", "Sakura Precision", DETAILS.read(4)), ("Hosting", "Sakura Precision", DETAILS.read(1))],
    "held": [("Alpha Works", "Reviewer")],
    "login": "aoi@alpha.example",
    "inviter": "Misaki Sato",
    "changed_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
    "until": datetime(2027, 3, 1, 3, 0, tzinfo=UTC),
}

PERIODS = {"code": {"minutes": 10}, "password_reset": {"minutes": 60}, "report": {"days": 90}}


def values_of(kind: str, **more: object) -> dict[str, object]:
    """What a mail of that kind is filled with, and how long what it speaks of is valid."""
    return VALUES | PERIODS.get(kind, {}) | more
