"""What a scope sees of the supply chain, as arrays: nodes, own risks with their bounds, weighted edges, engagements.

Own risk of an organization (0–1): the residual risk of the result that stands (`standing`; a group company has one for
each of its purposes, the greatest counts); where a result has no inherent risk (nobody contracted it, or it is ours),
all of it counts: 1 − assured / 100. Without a result it is *unknown*: between 0 and its inherent risk (1 when that is
unknown too), never simply 0.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain import dominators
from vendor_risk.domain.chain.exposure import Exposure, exposures
from vendor_risk.domain.chain.graph import Floats, Ints, SupplyGraph
from vendor_risk.domain.chain.whatif import ChainState, sensitivities

Ids = NDArray[np.int64]
Flags = NDArray[np.bool_]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class OwnRisks:
    """Own risks by node, and where they come from. 0 stands for "no such id"."""

    low: Floats
    high: Floats
    known: Flags
    assessment: Ids
    """The assessment whose result counts."""
    questionnaire: Ids
    """Its questionnaire version."""
    section: Ints
    """The section in which most of the assured score is lost, by its position; -1 without a result."""
    after: Floats
    """The own risk once that section attains its target, supported by evidence."""
    valid_until: Ids
    """Day (ordinal) until which the result is fresh."""

    @property
    def widened(self) -> Flags:
        """Who has a result and yet a range: facts of their engagements are missing, and `high` assumes the worst."""
        return self.known & (self.high > self.low + 1e-9)


@dataclass(frozen=True)
class Engagements:
    """Running engagements of the scope's companies; `buyer` and `supplier` are nodes."""

    id: Ids
    buyer: Ints
    supplier: Ints
    category: tuple[str, ...]
    critical: Flags
    """Tier T1."""
    spend: Floats
    """Yen a year; NaN: not known."""
    weight: Floats


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The arrays, and what follows from them, worked out once when it is first asked for."""

    ids: Ids
    """node → organization id, ascending."""
    company: Flags
    tier: tuple[str | None, ...]
    country: tuple[str, ...]
    risks: OwnRisks
    graph: SupplyGraph
    engagements: Engagements
    registered: Flags | None = None
    """Of a kept snapshot: who was in the register then; None: everybody."""
    answers: dict[str, Any] = field(default_factory=dict)
    asking: threading.RLock = field(default_factory=threading.RLock)

    @cached_property
    def companies(self) -> Ints:
        """The nodes of the scope's group companies."""
        return np.flatnonzero(self.company)

    @cached_property
    def known_case(self) -> Exposure:
        """Exposures by what is known: unknown organizations at their best."""
        return exposures(self.graph, self.risks.low)

    @cached_property
    def worst_case(self) -> Exposure:
        """Exposures with every unknown organization at its worst."""
        return exposures(self.graph, self.risks.high)

    def case(self, *, worst: bool) -> Exposure:
        """One of the two bounds."""
        return self.worst_case if worst else self.known_case

    def state(self, *, worst: bool) -> ChainState:
        """The same as the start of a what-if."""
        found = self.case(worst=worst)
        return ChainState(found.own, found.worst, found.combined)

    @cached_property
    def measured_by(self) -> str:
        """What the group's exposure is the mean of: its "critical" services, all "services", or its "companies"."""
        if self.engagements.critical.any():
            return "critical"
        return "services" if len(self.engagements.id) else "companies"

    @cached_property
    def importance(self) -> dict[int, float]:
        """What each node counts in the group's exposure, together 1: a share for each critical engagement it delivers.

        Without any, all services count, and without those the companies themselves.
        """
        nodes = {
            "critical": self.engagements.supplier[self.engagements.critical],
            "services": self.engagements.supplier,
            "companies": self.companies,
        }[self.measured_by]
        found, number = np.unique(nodes, return_counts=True)
        return dict(zip(found.tolist(), (number / max(len(nodes), 1)).tolist(), strict=True))

    @cached_property
    def steepness(self) -> Floats:
        """How fast the group's exposure grows with each node's own risk, by what is known."""
        return sensitivities(self.graph, self.risks.low, self.importance)

    @cached_property
    def depth(self) -> NDArray[np.int32]:
        """Hops from the nearest company; -1 where the chain does not lead."""
        return chain_concentration.depths(self.graph, self.companies)

    @cached_property
    def in_chain(self) -> Flags:
        """Organizations outside the group that a company rests on."""
        return (self.depth > 0) & ~self.company

    @cached_property
    def buys(self) -> Flags:
        """Organizations with at least one registered supplier."""
        return (np.diff(self.graph.ptr) > 0)[self.graph.place_of]

    @cached_property
    def assessed(self) -> bool:
        """Whether anybody our companies depend on has a result: without one, no known risk is no good news."""
        return bool((self.in_chain & self.risks.known).any())

    @cached_property
    def contracted(self) -> Flags:
        """Those a running engagement names, and the companies themselves."""
        found = self.company.copy()
        found[self.engagements.supplier] = True
        return found

    @cached_property
    def company_bits(self) -> chain_concentration.Words:
        """Which companies (by position in `companies`) rest on each node."""
        return chain_concentration.resting_on(self.graph, [np.array([node]) for node in self.companies])

    @cached_property
    def companies_resting(self) -> Ints:
        """How many companies rest on each node."""
        return chain_concentration.how_many(self.company_bits)

    @cached_property
    def critical_resting(self) -> Floats:
        """How many critical (T1) services rest on each node: delivered by it, or by someone who rests on it."""
        suppliers, number = np.unique(self.engagements.supplier[self.engagements.critical], return_counts=True)
        bits = chain_concentration.resting_on(self.graph, [np.array([node]) for node in suppliers])
        return chain_concentration.weight_resting(bits, number)

    @cached_property
    def only_through(self) -> Floats:
        """How many organizations the group reaches through each node alone (its being a single point of failure)."""
        return dominators.dominators(self.graph, self.companies).reached_only_through()

    def once(self, question: str, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question that takes its time, worked out when it is first asked."""
        if question not in self.answers:
            with self.asking:  # of several who ask at once, one works it out
                if question not in self.answers:
                    self.answers[question] = answer()
        found: Answer = self.answers[question]
        return found

    def node_of(self, organization_id: int) -> int | None:
        """The node of an organization; None when it is not seen."""
        if not 0 < organization_id < 2**63:
            return None
        place = int(np.searchsorted(self.ids, organization_id))
        return place if place < len(self.ids) and self.ids[place] == organization_id else None
