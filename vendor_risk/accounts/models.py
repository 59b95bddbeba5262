"""People who sign in, and what they are in which group company."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from flask_security import UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Id, Name
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.permissions import Role

if TYPE_CHECKING:
    from vendor_risk.organizations.models import Organization


class User(Base, UserMixin):
    """A person of the group with an account. Vendors have none: they come by a link."""

    __tablename__ = "user"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Name]
    """As it was first written, in whichever language."""
    name_en: Mapped[str | None] = mapped_column(String(300))
    name_ja: Mapped[str | None] = mapped_column(String(300))
    password: Mapped[str] = mapped_column(String(255))
    language: Mapped[str] = mapped_column(String(2), default="en")
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(16))
    """Changing it ends every session of this person: done on reset, disable and change of membership."""
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]
    tour: Mapped[str] = mapped_column(String(20), default="")
    """How far this person is on the tour (`tour.stops`): "" not begun, a stop, or "ended"."""

    memberships: Mapped[list[Membership]] = relationship(back_populates="user", cascade="all, delete-orphan")

    def display_name(self, lang: str) -> str:
        """The name to show a reader of `lang`."""
        return shown(self, lang, "name")

    @property
    def roles(self) -> list[object]:
        """Flask-Security's flat roles: none, ours are memberships with a scope."""
        return []


class Membership(Base):
    """A person's role in one group company and all below it."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "company_id", "role"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    role: Mapped[Role] = mapped_column(String(40))

    user: Mapped[User] = relationship(back_populates="memberships")
    company: Mapped[Organization] = relationship()
