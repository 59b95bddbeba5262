"""Organizations: group companies (a tree) and outside vendors, the people to write to, and who rests on whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vendor_risk.database import Base, Code, Id, Name
from vendor_risk.domain.texts.two_languages import shown


class OrganizationKind(StrEnum):
    """Whether an organization belongs to the group."""

    GROUP_COMPANY = "group_company"
    VENDOR = "vendor"


class OrganizationStatus(StrEnum):
    """Whether business goes on with it."""

    ACTIVE = "active"
    ENDED = "ended"


class Organization(Base):
    """A node: a group company or an outside vendor."""

    __tablename__ = "organization"
    raises_chain_version = True
    __table_args__ = (
        CheckConstraint("kind = 'group_company' OR parent_id IS NULL", name="only_companies_have_parents"),
        Index("ix_organization_kind_sort_name", "kind", "sort_name"),
    )

    id: Mapped[Id]
    code: Mapped[Code] = mapped_column(unique=True)
    """The group's own key for it (supplier code): what repeated imports recognise it by."""
    kind: Mapped[OrganizationKind] = mapped_column(String(20))
    name: Mapped[Name]
    """Official name, in whatever language it has."""
    name_en: Mapped[str | None] = mapped_column(String(300))
    name_ja: Mapped[str | None] = mapped_column(String(300))
    name_kana: Mapped[str | None] = mapped_column(String(300))
    """How the name is read, in kana."""
    sort_name: Mapped[str] = mapped_column(String(300), default="")
    """Folded name for sorting and searching; kept by `actions`."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """All names, code and numbers, folded; kept by `actions`."""
    corporate_number: Mapped[str | None] = mapped_column(String(13), index=True)
    lei: Mapped[str | None] = mapped_column(String(20), index=True)
    country: Mapped[str] = mapped_column(String(2), default="JP")
    address: Mapped[str | None] = mapped_column(String(500))
    """Postal address in one line, as it was given."""
    industry: Mapped[str | None] = mapped_column(String(80))
    employees: Mapped[int | None]
    website: Mapped[str | None] = mapped_column(String(300))
    notes: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[OrganizationStatus] = mapped_column(String(20), default=OrganizationStatus.ACTIVE)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """Group companies only: the company above."""
    home_company_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """Vendors only: the group company that registered it and looks after its record."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    """The record that stands for this one since they were found to be one organization; this one is shown no more."""
    tier: Mapped[str | None] = mapped_column(String(2), index=True)
    """Highest tier of criticality among its running engagements; kept by `engagements.actions`."""
    tier_could_be: Mapped[str | None] = mapped_column(String(2))
    """The tier if unknown facts of its engagements turned out the most sensitive; `tier` is "at least"."""
    inherent_risk: Mapped[float | None]
    """Highest inherent risk (0–1) among its running engagements, by what is known; kept by `engagements.actions`."""
    inherent_risk_could_be: Mapped[float | None]
    """The same if unknown facts turned out the most sensitive."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    parent: Mapped[Organization | None] = relationship(remote_side="Organization.id", foreign_keys=[parent_id])
    contacts: Mapped[list[Contact]] = relationship(back_populates="organization", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

    def display_name(self, lang: str) -> str:
        """The name to show a reader of `lang`."""
        return shown(self, lang, "name")


class Contact(Base):
    """A person of an organization who receives questionnaires, in a language of their own."""

    __tablename__ = "contact"

    id: Mapped[Id]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    name_en: Mapped[str | None] = mapped_column(String(300))
    name_ja: Mapped[str | None] = mapped_column(String(300))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="ja")
    role: Mapped[str] = mapped_column(String(120), default="")
    department: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    """As it was given: numbers are for people to dial."""
    primary: Mapped[bool] = mapped_column(default=False)

    organization: Mapped[Organization] = relationship(back_populates="contacts")

    def display_name(self, lang: str) -> str:
        """The name to show a reader of `lang`."""
        return shown(self, lang, "name")


class Reach(Base):
    """Which organizations a group company rests on, at which depth (0 itself, 1 direct vendor, 2 subcontractor …).

    Derived from engagements and supply links; rebuilt by `supply_chain.actions.rebuild_reach` whenever one changes. It
    answers "may this person see this vendor?" and "how deep?" by one indexed join.
    """

    __tablename__ = "reach"
    raises_chain_version = True
    __table_args__ = (
        # answers both "is it in reach of one of these companies?" and "how deep?" without reading the table
        Index("ix_reach_organization_id_company_id_depth", "organization_id", "company_id", "depth"),
        {"sqlite_with_rowid": False},
    )

    company_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    depth: Mapped[int]


class VendorListChoice(Base):
    """The columns of the list of vendors that a person has chosen."""

    __tablename__ = "vendor_list_choice"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    columns: Mapped[list[str]]
    """By name, in no order: the list has its own (`list_columns`)."""
