"""What is left to do when an engagement has ended: our data and the vendor's access."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base
from vendor_risk.engagements.models import Engagement


class ClosingState(StrEnum):
    """Where a point of a closing list stands."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"


class EngagementClosing(Base):
    """The closing list of an ended engagement. It is kept: that data came back is asked for years later."""

    __tablename__ = "engagement_closing"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    ended_on: Mapped[date]
    ended_by: Mapped[str] = mapped_column(String(300))
    data: Mapped[ClosingState] = mapped_column(String(20), default=ClosingState.OPEN)
    """Whether our data was returned or erased."""
    access: Mapped[ClosingState] = mapped_column(String(20), default=ClosingState.OPEN)
    """Whether accounts, keys and passes were taken back."""
    note: Mapped[str] = mapped_column(String(1000), default="")
    """How that is known: a certificate of destruction, a ticket."""
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(300))

    engagement: Mapped[Engagement] = relationship()

    @property
    def open(self) -> bool:
        """Whether something is left to do."""
        return ClosingState.OPEN in {self.data, self.access}
