"""From where on a gap is one to work on: each issuing company's threshold, and how many findings reach which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from vendor_risk.accounts.queries import company_tree
from vendor_risk.database import db
from vendor_risk.domain.scoring.findings import GapKind, GapThreshold
from vendor_risk.improvement.models import Finding, FindingThreshold
from vendor_risk.improvement.queries import undecided, visible_findings
from vendor_risk.permissions import Scope

_ROUNDING = 1e-9


def reaches(threshold: GapThreshold) -> ColumnElement[bool]:
    """`GapThreshold.reached` in SQL."""
    f = Finding
    return or_(
        f.kind == GapKind.KNOCK_OUT.value,
        and_(f.target - f.level >= threshold.levels - _ROUNDING, f.impact >= threshold.impact - _ROUNDING),
    )


def _thresholds() -> dict[int, GapThreshold]:
    t = FindingThreshold
    rows = db.session.execute(select(t.company_id, t.levels, t.impact))
    return {row.company_id: GapThreshold(row.levels, row.impact) for row in rows}


def _nearest(company_id: int, tree: Mapping[int, int | None], owners: Iterable[int]) -> int | None:
    """The company itself or the nearest above it that is among `owners`."""
    known, seen, at = set(owners), set[int](), company_id
    while at not in known:
        seen.add(at)
        above = tree.get(at)
        if above is None or above in seen:
            return None
        at = above
    return at


def threshold_of(company_id: int) -> GapThreshold:
    """The threshold of what this company finds: its own, that of the nearest company above that has one, or the usual.

    No scope: asked on the company's behalf.
    """
    own = _thresholds()
    nearest = _nearest(company_id, company_tree(), own)
    return GapThreshold() if nearest is None else own[nearest]


def followers(company_id: int) -> list[int]:
    """The companies whose threshold is that of this one: itself, and those below without one nearer."""
    tree, own = company_tree(), _thresholds()
    return [company for company in tree if _nearest(company, tree, {*own, company_id}) == company_id]


class ThresholdUse(NamedTuple):
    """A threshold and the issuing companies it holds for."""

    threshold: GapThreshold
    companies: tuple[int, ...]


def thresholds_in_use(scope: Scope) -> list[ThresholdUse]:
    """The thresholds behind the findings that may be seen, that of the most companies first."""
    f = Finding
    issuers = db.session.scalars(select(f.issuer_id).where(visible_findings(scope)).distinct().order_by(f.issuer_id))
    tree, own, found = company_tree(), _thresholds(), dict[GapThreshold, list[int]]()
    for issuer in issuers:
        nearest = _nearest(issuer, tree, own)
        found.setdefault(GapThreshold() if nearest is None else own[nearest], []).append(issuer)
    uses = [ThresholdUse(threshold, tuple(companies)) for threshold, companies in found.items()]
    return sorted(uses, key=lambda use: -len(use.companies))


def reached(scope: Scope, company_id: int, choices: Sequence[GapThreshold]) -> list[int]:
    """How many unfinished findings of a company and its followers would reach each of these thresholds."""
    f = Finding
    numbers = [func.count(case((reaches(threshold), 1))) for threshold in choices]
    query = select(*numbers).where(visible_findings(scope), undecided(), f.issuer_id.in_(followers(company_id)))
    return list(db.session.execute(query).one())


def topmost(scope: Scope) -> int | None:
    """The company of the scope under which the most others stand; None for an empty scope."""
    tree = company_tree()
    size = dict.fromkeys(sorted(scope.companies), 0)
    for company in size:
        above, seen = tree.get(company), set[int]()
        while above is not None and above not in seen:
            seen.add(above)
            if above in size:
                size[above] += 1
            above = tree.get(above)
    return max(size, key=size.__getitem__, default=None)
