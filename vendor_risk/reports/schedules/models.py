"""Reports that are made again and again: what, for whom, when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.accounts.models import User
from vendor_risk.database import Base, Id
from vendor_risk.organizations.models import Organization
from vendor_risk.reports.schedules.recurrence import Rhythm


class ReportSchedule(Base):
    """A report about a company and all below it, made on certain days within the scope of who set it up."""

    __tablename__ = "report_schedule"

    id: Mapped[Id]
    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(10))
    """rendering.Format."""
    rhythm: Mapped[Rhythm] = mapped_column(String(20))
    day: Mapped[int]
    """Of the week (1 is Monday) or of the month."""
    paused: Mapped[bool] = mapped_column(default=False)
    next_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    company: Mapped[Organization] = relationship()
    owner: Mapped[User] = relationship()
    recipients: Mapped[list[ReportRecipient]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class ReportRecipient(Base):
    """A person who is told by mail, in their own language, that a scheduled report is there."""

    __tablename__ = "report_recipient"

    schedule_id: Mapped[int] = mapped_column(ForeignKey("report_schedule.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)

    user: Mapped[User] = relationship()
