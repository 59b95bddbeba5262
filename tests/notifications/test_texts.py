"""Mail is written in both languages, says the same facts in each, and never shows raw templates."""

from datetime import UTC, date, datetime

import pytest

from vendor_risk import paths
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.notifications.texts import TEMPLATES, blotted, compose

VALUES = {
    "name": "Aoi Tanaka",
    "organization": "Sakura Precision",
    "issuer": "Alpha Works",
    "questionnaire": "Vendor review",
    "due_on": date(2026, 12, 24),
    "questions": 25,
    "minutes": 38,
    "message": "<b>Call 1234</b>",
    "note": "See question 7",
    "returned": 3,
    "link": "https://risk.example/portal/i/vrp_x",
    "answered": 24,
    "submitted_at": datetime(2026, 12, 1, 3, 0, tzinfo=UTC),
    "about": "Board paper (PDF)",
    "days": 90,
    "reference": "VR-20261201-000007",
    "code": "123456",
    "until": datetime(2027, 3, 1, 3, 0, tzinfo=UTC),
}
KINDS = sorted({kind for kind, _lang in TEMPLATES})


def test_every_kind_of_mail_exists_in_every_language():
    assert set(TEMPLATES) == {(kind, lang) for kind in KINDS for lang in LANGUAGES}
    on_disk = {f"notifications/{file.name}" for file in (paths.TEMPLATES / "notifications").glob("*.txt")}
    assert on_disk == set(TEMPLATES.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_complete_and_in_one_language(app, kind, lang):
    subject, body = compose(kind, lang, **VALUES)
    assert "\n" not in subject
    assert "{{" not in subject + body
    assert "Alpha Works" in body
    japanese = any("\u3040" <= letter <= "\u30ff" for letter in subject + body)
    assert japanese == (lang == "ja")
    if kind in ("invitation", "returned", "link_renewed"):
        assert VALUES["link"] in body
        assert ("2026年12月24日" if lang == "ja" else "December 24, 2026") in body
    if kind == "receipt":
        assert VALUES["reference"] in subject + body
        assert "12:00" in body  # the site's time, not UTC


def test_what_people_wrote_stays_as_it_is(app):
    _subject, body = compose("invitation", "en", **VALUES)
    assert "<b>Call 1234</b>" in body


def test_a_mail_without_a_name_or_date_is_still_polite(app):
    _subject, body = compose("invitation", "ja", **(VALUES | {"name": "", "due_on": None}))
    assert "ご担当者様" in body
    assert "指定なし" in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_and_codes_can_be_blotted_out(app, lang):
    _subject, body = compose("code", lang, **VALUES)
    assert "123456" not in blotted("code", body)
    assert "vrp_" + "a" * 43 not in blotted("invitation", "vrp_" + "a" * 43)
