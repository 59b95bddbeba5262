"""A page as it was seen: where it is and what its address said."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from vendor_risk.database import Base, Id, Name


class SavedView(Base):
    """An address under a name. It holds filters only, never what they show: it opens within the reader's own scope."""

    __tablename__ = "saved_view"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """Everybody of this group company and below it may open the view; None: only who saved it."""
    name: Mapped[Name]
    path: Mapped[str] = mapped_column(String(200))
    query: Mapped[str] = mapped_column(String(2000), default="")
    """The address's arguments, as after "?"."""
    created_at: Mapped[datetime]
