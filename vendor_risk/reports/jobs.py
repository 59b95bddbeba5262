"""Making reports in the background: what is asked for, the work itself, and how long its file is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from vendor_risk.database import db, now, writing
from vendor_risk.errors import Refused
from vendor_risk.i18n import local_today, speaking
from vendor_risk.jobs import actions as job_actions
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.jobs.registry import handler
from vendor_risk.jobs.work import Work
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Permission, Scope
from vendor_risk.reports.board_paper import subject_name
from vendor_risk.reports.rendering import ReportFormat, make
from vendor_risk.reports.schedules import mail as schedule_mail
from vendor_risk.reports.subjects import Subject, branch, group, subject

KIND = "report"
KEPT_DAYS = 90
"""How long a finished report's file is kept."""
LANGUAGE_NAMES = {"en": "English", "ja": "日本語"}
_STEPS = 3


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What is asked for, as plain JSON: a company with all below it, or one vendor as that company sees it."""

    form: str
    language: str
    vendor: int | None = None
    since: str | None = None
    """The day to compare with (ISO); None: some four weeks ago."""
    mail: Sequence[int] = ()
    """People who are told when it is there."""


def formats() -> dict[ReportFormat, str]:
    """What a report can be, in words."""
    return {
        ReportFormat.PDF: _("Board paper (PDF)"),
        ReportFormat.PPTX: _("Slides (PowerPoint)"),
        ReportFormat.XLSX: _("Excel file"),
    }


def about(scope: Scope, company_id: int, vendor_id: int | None) -> Subject | None:
    """The subject of an order within what its reader may see; None when it may not be seen."""
    if not scope.covers(company_id):
        return None
    within = branch(scope, company_id)
    return group(within) if vendor_id is None else subject(within, vendor_id)


def ask(
    scope: Scope, company_id: int, order: ReportOrder, *, owner_id: int | None, language: str, actor: str, at: datetime
) -> Job:
    """Have a report made. Refused (404) when the company or the vendor may not be seen."""
    found = about(scope, company_id, order.vendor)
    if found is None:
        raise Refused(_("This company or vendor does not exist, or you do not have access to it."), status=404)
    title = f"{formats()[ReportFormat(order.form)]} · {subject_name(found)} · {LANGUAGE_NAMES[order.language]}"
    return job_actions.enqueue(
        KIND,
        asdict(order),
        company_id=company_id,
        owner_id=owner_id,
        language=language,
        actor=actor,
        at=at,
        title=title,
    )


def title(order: ReportOrder, company: Organization, language: str) -> str:
    """What a scheduled report is called, in its owner's language."""
    with speaking(language):
        form = formats()[ReportFormat(order.form)]
        return f"{form} · {company.display_name(language)} · {LANGUAGE_NAMES[order.language]}"


@handler(KIND, permission=Permission.REPORT_VIEW, name=_l("Report"))
def run(work: Work) -> None:
    """Make one report and keep its file. Repeatable: the same data of the same day give the same file."""
    order, scope = ReportOrder(**work.params), work.scope(Permission.REPORT_VIEW)
    work.progress(0, _STEPS, _("Collecting data"))
    found = about(scope, work.company_id, order.vendor)
    if found is None:
        raise Refused(_("You no longer have access to the subject of this report."))
    wanted = None if order.since is None else date.fromisoformat(order.since)
    work.progress(1, _STEPS, _("Creating the report"))
    made = make(found, ReportFormat(order.form), order.language, wanted, local_today(), get_timezone())
    work.keep_file(made.data, made.name, made.media_type)
    size = max(1, round(len(made.data) / 1024))
    with speaking(work.language):
        work.result["sentence"] = _("%(name)s (%(size)s kB) is ready. It will be kept for %(days)s days.",
                                    name=made.name, size=size, days=KEPT_DAYS)  # fmt: skip
    db.session.rollback()  # what was read is over: a transaction that began as a reader may not write
    with writing():
        forget_old(now())
        if order.mail:
            job, company = db.session.get_one(Job, work.job_id), db.session.get_one(Organization, work.company_id)
            schedule_mail.tell(job, order.mail, lambda lang: title(order, company, lang), KEPT_DAYS, now())
        db.session.commit()
    work.progress(_STEPS, _STEPS, _("Completed."))


def forget_old(at: datetime) -> int:
    """Let go of files that were made too long ago; how many. Their rows stay, the sweep takes the files."""
    old = (Job.kind == KIND, Job.status == JobStatus.DONE, Job.finished_at < at - timedelta(days=KEPT_DAYS))
    forgotten = db.session.execute(update(Job).where(*old, Job.file_sha256.is_not(None)).values(file_sha256=None))
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # an update's result is a cursor's
