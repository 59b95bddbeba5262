"""“Today” is the installation's day: with that of UTC pages would disagree from midnight to nine in Tokyo."""

import re
from datetime import UTC, date, datetime

from vendor_risk import i18n, paths
from vendor_risk.i18n import local_day, local_today

FICTION = ("demo/", "bench/", "_shipped/")
"""They make a past of their own, at whatever hour."""
UTC_DAY = re.compile(r"\bnow\(\)\.date\(\)|\bdate\.today\(\)|\bdatetime\.now\([^)]*\)\.date\(\)|to_user_timezone\(")


def test_the_day_of_a_moment_is_that_of_the_installation(app):
    with app.test_request_context():
        assert local_day(datetime(2026, 11, 29, 14, 59, tzinfo=UTC)) == date(2026, 11, 29)
        assert local_day(datetime(2026, 11, 29, 15, 0, tzinfo=UTC)) == date(2026, 11, 30)


def test_today_is_asked_of_the_clock_when_it_is_asked(app, monkeypatch):
    monkeypatch.setattr(i18n, "now", lambda: datetime(2027, 3, 31, 20, 0, tzinfo=UTC))
    with app.test_request_context():
        assert local_today() == date(2027, 4, 1)


def test_nobody_takes_today_from_anywhere_else():
    found = []
    for file in sorted(paths.PACKAGE.rglob("*.py")):
        name = file.relative_to(paths.PACKAGE).as_posix()
        if name.startswith(FICTION) or name == "i18n.py":
            continue
        lines = enumerate(file.read_text().splitlines(), start=1)
        found += [f"{name}:{number}" for number, line in lines if UTC_DAY.search(line)]
    assert found == []
