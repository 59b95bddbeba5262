"""What the mails of every kind are filled with."""

from datetime import UTC, date, datetime

from vendor_risk.assessments.links.signer_queries import Signer

VALUES = {
    "name": "Aoi Tanaka",
    "zone": "Japan time",
    "signer": Signer("Purchasing", "Misaki Sato", "03-1234-5678", "buy@alpha.example", 3),
    "organization": "Sakura Precision",
    "issuer": "Alpha Works",
    "questionnaire": "Vendor review",
    "due_on": date(2026, 12, 24),
    "questions": 25,
    "minutes": 38,
    "message": "<b>Call 1234</b>",
    "note": "See question 7",
    "returned": [("Q1", "Do you patch?", "Say how often")],
    "link": "https://risk.example/portal/i/vrp_x",
    "answered": 24,
    "submitted_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
    "about": "Board paper (PDF)",
    "days": 90,
    "giver": "Ren Kuroda",
    "number": 3,
    "organizations": [("Sakura Precision", 2), ("Minato Logistics", 1)],
    "more": 2,
    "reference": "VR-20261201-000007",
    "code": "123456",
    "engagements": 7,
    "details": 30,
    "named": [("Payroll", "Sakura Precision", 4), ("Hosting", "Sakura Precision", 1)],
    "held": [("Alpha Works", "Reviewer")],
    "login": "aoi@alpha.example",
    "inviter": "Misaki Sato",
    "changed_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
    "until": datetime(2027, 3, 1, 3, 0, tzinfo=UTC),
}
