"""Setting up reports that are made again and again, and having made what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from vendor_risk.accounts.queries import scope_of
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.jobs import actions as job_actions
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission
from vendor_risk.reports import jobs as report_jobs
from vendor_risk.reports import queries
from vendor_risk.reports.rendering import ReportFormat
from vendor_risk.reports.schedules.models import ReportRecipient, ReportSchedule
from vendor_risk.reports.schedules.recurrence import Rhythm, next_day

ACTOR = "report schedule"


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """What a schedule says."""

    company_id: int
    form: ReportFormat
    rhythm: Rhythm
    day: int
    recipients: frozenset[int]
    """Ids of people."""


def add(wanted: ScheduleSettings, *, owner_id: int, today: date, actor: str, at: datetime) -> ReportSchedule:
    """Set a schedule up; it first comes after today."""
    row = ReportSchedule(owner_id=owner_id, created_at=at)
    _set(row, wanted, today)
    db.session.add(row)
    db.session.flush()
    _record("schedule", row, actor, at)
    return row


def change(row: ReportSchedule, wanted: ScheduleSettings, *, today: date, actor: str, at: datetime) -> None:
    """Let a schedule say something else."""
    _set(row, wanted, today)
    _record("reschedule", row, actor, at)


def _set(row: ReportSchedule, wanted: ScheduleSettings, today: date) -> None:
    row.company_id, row.form, row.rhythm, row.day = wanted.company_id, wanted.form.value, wanted.rhythm, wanted.day
    row.next_on = next_day(wanted.rhythm, wanted.day, today)
    kept = {recipient.user_id: recipient for recipient in row.recipients}
    row.recipients = [kept.get(number) or ReportRecipient(user_id=number) for number in sorted(wanted.recipients)]


def pause(row: ReportSchedule, *, today: date, actor: str, at: datetime) -> None:
    """Stop it, or let it go on: what was missed meanwhile is not made up for."""
    row.paused = not row.paused
    row.next_on = next_day(Rhythm(row.rhythm), row.day, today)
    _record("pause" if row.paused else "resume", row, actor, at)


def delete(row: ReportSchedule, *, actor: str, at: datetime) -> None:
    """Take it away; reports that were made stay."""
    _record("unschedule", row, actor, at)
    db.session.delete(row)


def _record(verb: str, row: ReportSchedule, actor: str, at: datetime) -> None:
    record(f"reports.{verb}", "report_schedule", row.id, actor=actor, at=at, company_id=row.company_id)


def make_due(today: date, at: datetime) -> int:
    """Have everything made that is due, once each, however many of its days passed unseen; how many reports."""
    number = 0
    for row in queries.due(today):
        number += _make(row, at)
        row.last_on, row.next_on = today, next_day(Rhythm(row.rhythm), row.day, today)
    return number


def _make(row: ReportSchedule, at: datetime) -> int:
    """One report for each language of those who may still see it."""
    by_language: dict[str, list[int]] = {}
    for recipient in row.recipients:
        person = recipient.user
        if person.active and scope_of(person, Permission.REPORT_VIEW).covers(row.company_id):
            by_language.setdefault(person.language, []).append(person.id)
    company = db.session.get_one(Organization, row.company_id)
    for language, people in sorted(by_language.items()):
        order = report_jobs.ReportOrder(row.form, language, mail=tuple(people))
        job_actions.enqueue(
            report_jobs.KIND, asdict(order) | {"mail": list(people)},
            company_id=row.company_id, owner_id=row.owner_id,
            language=row.owner.language, actor=ACTOR, at=at,
            title=report_jobs.title(order, company, row.owner.language),
        )  # fmt: skip
    return len(by_language)


def recipients_who_may(people: Iterable[int], company_id: int) -> set[int]:
    """Those of the people who may see reports of that company."""
    found = queries.people_by_id(people)
    return {person.id for person in found if scope_of(person, Permission.REPORT_VIEW).covers(company_id)}
