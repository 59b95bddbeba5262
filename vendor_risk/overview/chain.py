"""What reaches us through whom, on whom we depend, and what helps: by what is known."""

from __future__ import annotations

from dataclasses import dataclass

from vendor_risk.domain.chain.whatif import Chosen
from vendor_risk.domain.questionnaires import Section
from vendor_risk.exposure.analysis import answers, paths
from vendor_risk.exposure.analysis.advice import Unknown
from vendor_risk.exposure.analysis.answers import DEEPER, TOP, ChainAnswers, ChainNumbers, ShownGains, shown_gains
from vendor_risk.exposure.analysis.paths import Path
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import node_names, weakest_sections

FIRST = 3
"""Measures and unknown organizations named on a first screen."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """What a first screen shows: the group's exposure (0–1), the worst paths, what helps first, whom to ask first."""

    view: Snapshot
    group: tuple[float, float]
    measured_by: str
    paths: list[Path]
    measures: list[Chosen]
    unknown: list[Unknown]
    names: dict[int, str]
    """Of everyone spoken of, by node."""
    weakest: dict[int, Section | None]
    """Where paths begin and measures help: the section that loses most, by node."""

    @property
    def gains(self) -> ShownGains:
        """What the measures bring, as it is shown."""
        return shown_gains(self.group[0], self.measures)


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """The chain in full, as a report needs it; `names` and `weakest` by node."""

    numbers: ChainNumbers
    paths: list[Path]
    deeper: list[Path]
    """Those that begin beyond the direct vendors."""
    answers: ChainAnswers
    names: dict[int, str]
    weakest: dict[int, Section | None]


def chain_head(view: Snapshot) -> ChainHead:
    """The first of everything."""
    found = paths.worst_paths(view, view.known_case, TOP)
    measures, unknown = answers.measures(view)[:FIRST], answers.unknown(view)[:FIRST]
    origins = {one.origin for one in found} | {chosen.measure.node for chosen in measures}
    nodes = {node for one in found for node in one.nodes} | origins | {row.node for row in unknown}
    return ChainHead(
        view=view,
        group=answers.group(view),
        measured_by=view.measured_by,
        paths=found,
        measures=measures,
        unknown=unknown,
        names=node_names(view, nodes),
        weakest=weakest_sections(view, origins),
    )


def chain_facts(view: Snapshot) -> ChainFacts:
    """Everything, the worst first."""
    worst = paths.worst_paths(view, view.known_case, TOP)
    deeper = paths.deeper_paths(view, view.known_case, DEEPER)
    found, ways = answers.chain_answers(view), (*worst, *deeper)
    origins = {one.origin for one in ways} | {chosen.measure.node for chosen in found.measures}
    nodes = {node for one in ways for node in one.nodes} | origins | set(view.companies.tolist())
    nodes |= {row.node for row in found.unknown} | {row.node for row in (*found.rests, *found.hidden, *found.singles)}
    return ChainFacts(
        numbers=answers.chain_numbers(view),
        paths=worst,
        deeper=deeper,
        answers=found,
        names=node_names(view, nodes),
        weakest=weakest_sections(view, origins),
    )
