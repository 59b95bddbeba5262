"""What the exposure pages ask the database; the snapshot of a scope, kept as long as the data stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Select, func, select
from sqlalchemy.engine import Engine

from vendor_risk.assessments.models import Result
from vendor_risk.database import chain_version, db
from vendor_risk.domain.questionnaires import Section
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.exposure.analysis import arrays
from vendor_risk.exposure.analysis.arrays import Columns
from vendor_risk.exposure.analysis.cache import Store
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.i18n import language, local_today
from vendor_risk.organizations.models import Organization, OrganizationKind
from vendor_risk.organizations.queries import names_of, visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire
from vendor_risk.standing.queries import standing_ids
from vendor_risk.supply_chain.models import SupplyLink

_stores: WeakKeyDictionary[Engine, Store[Snapshot]] = WeakKeyDictionary()


def version_key() -> tuple[int | None, date]:
    """Another value whenever anything a snapshot is made of was changed, for everybody alike: signing in or answering
    a question leaves it as it is. One look at one row (`database.chain_version`), and at the calendar: what stands
    may change when a result goes past its validity.
    """
    return chain_version.current(), local_today()


def _store() -> Store[Snapshot]:
    return _stores.setdefault(db.engine, Store())


def snapshot(scope: Scope, *, asked: bool = True) -> Snapshot:
    """What the scope sees of the chain, as arrays; from what this process keeps while nothing changed.

    `asked`: by a reader, for whom it will be remade in time when the data change.
    """
    return _store().get(scope, version_key, lambda: read(scope), asked=asked)


def asked_lately() -> bool:
    """Whether this process keeps anything at all."""
    return bool(_store().asked)


def outdated(since: float) -> list[Scope]:
    """Scopes asked for since that moment (`time.monotonic`) whose snapshot is no longer good."""
    return cast("list[Scope]", _store().old(version_key(), since))


def read(scope: Scope) -> Snapshot:
    """The snapshot as the database has it now; four queries."""
    o, link = Organization, SupplyLink
    nodes = _columns(
        select(o.id, o.kind, o.tier, o.country, o.inherent_risk, o.inherent_risk_could_be)
        .where(visible_organizations(scope))
        .order_by(o.id)
    )
    inherent, could_be = (arrays.numbers(nodes[name]) for name in ("inherent_risk", "inherent_risk_could_be"))
    ids = np.array(nodes["id"], dtype=np.int64)
    bought = arrays.engagements(ids, engagements(scope))
    # Everyone's links are read, and those with a party that is not seen are left out of the arrays at once: the same
    # as `supply_chain.queries.visible_links`, without looking every party up in the database.
    links = _columns(select(link.buyer_id, link.supplier_id, link.weight, link.engagement_id))
    return Snapshot(
        ids=ids,
        company=np.array([kind == OrganizationKind.GROUP_COMPANY for kind in nodes["kind"]], dtype=np.bool_),
        tier=tuple(nodes["tier"]),
        country=tuple(nodes["country"]),
        risks=arrays.own_risks(ids, inherent, could_be, results(scope)),
        graph=arrays.supply_graph(ids, links, bought),
        engagements=bought,
    )


def _columns(query: Select[*tuple[Any, ...]]) -> Columns:
    """The rows of a query by column. Read in parts: tens of thousands of rows at once keep the garbage collector busy
    for longer than the database.
    """
    result = db.session.execute(query)
    found: Columns = {name: [] for name in result.keys()}  # noqa: SIM118 - a result is no mapping
    for rows in result.partitions(1_000):
        for column, values in zip(found.values(), zip(*rows, strict=True), strict=True):
            column.extend(values)
    return found


def results(scope: Scope) -> Columns:
    """Every result that stands and may be seen, with what own risks are made of."""
    r = Result
    columns = (
        r.organization_id, r.assessment_id, r.questionnaire_version_id, r.assured, r.residual_risk, r.valid_until,
        r.sections,
    )  # fmt: skip
    return _columns(select(*columns).where(r.id.in_(standing_ids(scope, local_today())), r.assured.is_not(None)))


def engagements(scope: Scope) -> Columns:
    """The running and planned engagements of the scope's companies, by id.

    Nearly all are wanted, so the "+ 0" has SQLite read the table in its order instead of finding each by an index.
    """
    e = Engagement
    columns = (
        e.id, e.buyer_id, e.supplier_id, e.category, e.tier, e.annual_spend, e.substitutability, e.access, e.data_class
    )  # fmt: skip
    chosen = ((e.buyer_id + 0).in_(sorted(scope.companies)), e.status != EngagementStatus.ENDED)
    return _columns(select(*columns).where(*chosen).order_by(e.id))


class EngagementName(NamedTuple):
    """An engagement as lists name it."""

    id: int
    code: str
    service: str
    service_en: str | None
    service_ja: str | None
    category: str
    tier: str | None
    annual_spend: Decimal | None
    buyer_id: int
    supplier_id: int


def engagement_names(engagement_ids: Iterable[int]) -> list[EngagementName]:
    """Code, service, tier, spend and parties of engagements found through a snapshot, the most critical first."""
    e = Engagement
    rows = db.session.execute(
        select(
            e.id,
            e.code,
            e.service,
            e.service_en,
            e.service_ja,
            e.category,
            e.tier,
            e.annual_spend,
            e.buyer_id,
            e.supplier_id,
        )
        .where(e.id.in_(list(engagement_ids)))
        .order_by(e.tier, e.inherent_risk.desc(), e.id)
    )
    return [EngagementName._make(row) for row in rows]


class EngagementBasis(NamedTuple):
    """What a link's weight follows from."""

    id: int
    buyer_id: int
    supplier_id: int
    category: str
    substitutability: str | None
    access: str | None
    data_class: str | None


def engagement_facts(engagement_id: int) -> EngagementBasis | None:
    """The facts of an engagement that a link's weight follows from (reached through its link, which was seen)."""
    e = Engagement
    columns = (e.id, e.buyer_id, e.supplier_id, e.category, e.substitutability, e.access, e.data_class)
    row = db.session.execute(select(*columns).where(e.id == engagement_id)).one_or_none()
    return None if row is None else EngagementBasis._make(row)


def share_of_spend(row: EngagementBasis) -> float | None:
    """Which part (0–1) of what the buyer of this engagement spends on its category goes to its supplier; None when
    its own spend is not known. The same as `arrays.shares`.
    """
    e = Engagement
    same = (e.buyer_id == row.buyer_id, e.category == row.category, e.status != EngagementStatus.ENDED)
    own = db.session.scalar(select(e.annual_spend).where(e.id == row.id))
    total = db.session.scalar(select(func.sum(e.annual_spend)).where(*same))
    part = db.session.scalar(select(func.sum(e.annual_spend)).where(*same, e.supplier_id == row.supplier_id))
    return None if own is None or not total else float(part or 0) / float(total)


def node_names(view: Snapshot, nodes: Iterable[int]) -> dict[int, str]:
    """Display names by node, in the language of the page; one query."""
    wanted = {int(node): int(view.ids[node]) for node in nodes}
    rows, local = names_of(wanted.values()), "name_ja" if language() == "ja" else "name_en"
    return {node: str(getattr(rows[number], local) or rows[number].name) for node, number in wanted.items()}


def weakest_sections(view: Snapshot, nodes: Iterable[int]) -> dict[int, Section | None]:
    """The section in which each node's counted result loses most; None without a result."""
    return {node: weakest_section(view, node) for node in nodes}


def weakest_section(view: Snapshot, node: int) -> Section | None:
    """The section in which a node's counted result loses most; None without a result."""
    place = int(view.risks.section[node])
    if place < 0:
        return None
    return domain_questionnaire(int(view.risks.questionnaire[node])).sections[place]
