"""The worst paths from the group's companies down the chain, and each company's risk, own and inherited apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain.exposure import Exposure, path
from vendor_risk.domain.chain.graph import Floats
from vendor_risk.exposure.analysis.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Path:
    """A company, its supplier, … down to where the risk is; `value` (0–1) is what of that reaches the company."""

    nodes: tuple[int, ...]
    value: float

    @property
    def origin(self) -> int:
        """Where the risk is."""
        return self.nodes[-1]


@dataclass(frozen=True, slots=True)
class CompanyRisk:
    """A company's risks 0–1; `low` and `high` are by what is known, and with all unknown ones at their worst."""

    node: int
    own: tuple[float, float]
    inherited: tuple[float, float]
    """By the worst path."""
    total: tuple[float, float]
    """The greater of the two."""
    combined: tuple[float, float]
    """Everything together."""


def worst_paths(view: Snapshot, exposure: Exposure, number: int) -> list[Path]:
    """For every company and direct supplier the worst path through it; the worst first.

    A path that would come back to the company it starts from is left out: that is the company's own risk.
    """
    return _ranked(view, exposure.worst, number, lambda supplier: path(exposure.via, supplier))


def deeper_paths(view: Snapshot, exposure: Exposure, number: int) -> list[Path]:
    """The same for risks that begin beyond the direct suppliers: what those inherit, their own risk left aside."""
    buyers, suppliers, weights = view.graph.edges()

    def down(supplier: int) -> list[int]:
        theirs = np.flatnonzero(buyers == supplier)
        through = int(suppliers[theirs[np.argmax(weights[theirs] * exposure.worst[suppliers[theirs]])]])
        return [supplier, *path(exposure.via, through)]

    return _ranked(view, exposure.worst_inherited, number, down)


def _ranked(view: Snapshot, passed_on: Floats, number: int, down: Callable[[int], list[int]]) -> list[Path]:
    buyers, suppliers, weights = view.graph.edges()
    ours = np.flatnonzero(view.company[buyers])
    values = weights[ours] * passed_on[suppliers[ours]]
    found: list[Path] = []
    for place in np.argsort(-values, kind="stable"):
        if len(found) == number or values[place] <= 0:
            break
        nodes = (int(buyers[ours[place]]), *down(int(suppliers[ours[place]])))
        if len(set(nodes)) == len(nodes):
            found.append(Path(nodes, float(values[place])))
    return found


def company_risks(view: Snapshot) -> list[CompanyRisk]:
    """Every company of the scope, the greatest inherited risk first."""
    low, high = view.known_case, view.worst_case

    def pair(name: str, node: int) -> tuple[float, float]:
        return float(getattr(low, name)[node]), float(getattr(high, name)[node])

    rows = [
        CompanyRisk(
            node=int(node),
            own=pair("own", node),
            inherited=pair("worst_inherited", node),
            total=pair("worst", node),
            combined=pair("combined", node),
        )
        for node in view.companies
    ]
    return sorted(rows, key=lambda row: (-row.inherited[0], -row.inherited[1]))
