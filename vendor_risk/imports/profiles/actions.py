"""Import profiles: what was put right once for a layout is remembered, and found again when the layout comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import or_, select

from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.errors import Refused
from vendor_risk.imports.corrections import to_settings
from vendor_risk.imports.models import ImportKind, ImportProfile
from vendor_risk.permissions import Scope
from vendor_risk.reading import Corrections
from vendor_risk.workbook.text import clean


def matching(
    layout: str, company_id: int | None, kind: ImportKind = ImportKind.FOREIGN_WORKBOOK
) -> ImportProfile | None:
    """The newest profile for a layout that this company (or the whole group) keeps."""
    p = ImportProfile
    return db.session.scalar(
        select(p)
        .where(p.kind == kind, p.fingerprint == layout, or_(p.company_id.is_(None), p.company_id == company_id))
        .order_by(p.company_id.is_(None), p.id.desc())
        .limit(1)
    )


def profiles(scope: Scope | None, kind: ImportKind = ImportKind.FOREIGN_WORKBOOK) -> Sequence[ImportProfile]:
    """The remembered profiles of the scope's companies, by name; all of them for the command line (None)."""
    query = select(ImportProfile).where(ImportProfile.kind == kind).order_by(ImportProfile.name, ImportProfile.id)
    if scope is not None:
        query = query.where(ImportProfile.company_id.in_(sorted(scope.companies)))
    return db.session.scalars(query).all()


def profile(scope: Scope | None, profile_id: int) -> ImportProfile | None:
    """The profile with that id, when the scope shows it."""
    query = select(ImportProfile).where(ImportProfile.id == profile_id)
    if scope is not None:
        query = query.where(ImportProfile.company_id.in_(sorted(scope.companies)))
    return db.session.scalar(query)


def remember(
    layout: str, name: str, corrections: Corrections, *, company_id: int | None, at: datetime, actor: str
) -> ImportProfile:
    """Keep the corrections for this layout; what the company kept for it before is replaced."""
    kind = ImportKind.FOREIGN_WORKBOOK
    return keep(kind, layout, name, to_settings(corrections), company_id=company_id, at=at, actor=actor)


def keep(
    kind: ImportKind,
    layout: str,
    name: str,
    settings: dict[str, object],
    *,
    company_id: int | None,
    at: datetime,
    actor: str,
) -> ImportProfile:
    """Keep how files of this layout are read; what the company kept for it before is replaced."""
    found = matching(layout, company_id, kind)
    if found is None or found.company_id != company_id:
        found = ImportProfile(
            kind=kind, company_id=company_id, fingerprint=layout, created_by=actor[:300], created_at=at
        )
        db.session.add(found)
    found.name, found.settings, found.updated_at = name[:300], settings, at
    db.session.flush()
    record("imports.remember", "import_profile", found.id, actor=actor, at=at, company_id=company_id, name=found.name)
    return found


def rename(found: ImportProfile, name: str, *, at: datetime, actor: str) -> None:
    """Give a profile another name. Refused without one."""
    name = clean(name).strip()[:300]
    if not name:
        raise Refused(_("Enter a name for the profile."))
    found.name = name
    record(
        "imports.remember", "import_profile", found.id, actor=actor, at=at, company_id=found.company_id, name=found.name
    )


def forget(found: ImportProfile, *, at: datetime, actor: str) -> None:
    """Remove a profile; what was imported with it stays."""
    company_id = found.company_id
    record("imports.forget", "import_profile", found.id, actor=actor, at=at, company_id=company_id, name=found.name)
    db.session.delete(found)
