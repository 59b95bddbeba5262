"""What-ifs in an address: steps taken one after another, and the chain as it would be then.

`do=fails.12&do=instead.40.41` is two steps, each a word and organization ids. What comes of them is a snapshot like the
real one, so every page and picture can be drawn of it.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vendor_risk.domain.chain import whatif
from vendor_risk.exposure.analysis.advice import What
from vendor_risk.exposure.analysis.snapshot import Engagements, Snapshot

INSTEAD = "instead"
"""The step that has buyers buy from another organization."""
MOST = 12


@dataclass(frozen=True, slots=True)
class ScenarioStep:
    """Something that happens to `node`; to `other` its buyers go when it is replaced."""

    what: str
    node: int
    other: int = -1

    def text(self, view: Snapshot) -> str:
        """The step as it is in the address."""
        nodes = [self.node] if self.other < 0 else [self.node, self.other]
        return ".".join([self.what, *(str(int(view.ids[node])) for node in nodes)])


def step(view: Snapshot, text: str) -> ScenarioStep | None:
    """The step of an address; None when it is none, or names what the reader does not see."""
    what, *ids = text.split(".")
    wanted = 2 if what == INSTEAD else 1
    if what not in {*What, INSTEAD} or len(ids) != wanted or not all(i.isdecimal() and len(i) < 19 for i in ids):
        return None
    nodes = [view.node_of(int(i)) for i in ids]
    if None in nodes or len(set(nodes)) != wanted:
        return None
    return ScenarioStep(what, *(int(node) for node in nodes if node is not None))


class ScenarioSteps(NamedTuple):
    """What an address asks for: the steps taken, how many could not be read, and how many were beyond MOST."""

    taken: list[ScenarioStep]
    unread: int
    beyond: int


def steps(view: Snapshot, texts: Iterable[str]) -> ScenarioSteps:
    """The steps of an address, each once; the first MOST of them are taken."""
    read = [step(view, text) for text in dict.fromkeys(texts)]
    found = [one for one in read if one is not None]
    return ScenarioSteps(found[:MOST], len(read) - len(found), len(found[MOST:]))


def after(view: Snapshot, taken: Sequence[ScenarioStep]) -> Snapshot:
    """The chain after these steps. Risks change for what is known and for the worst case alike."""
    if not taken:
        return view
    graph, low, high, known = view.graph, view.risks.low.copy(), view.risks.high.copy(), view.risks.known.copy()
    for one in taken:
        if one.what == What.LEAVES:
            graph = whatif.without(graph, [one.node])
        elif one.what == INSTEAD:
            graph = whatif.replaced(graph, one.node, one.other)
        else:
            own = {What.FAILS: 1.0, What.TARGET: 0.0}.get(What(one.what))
            for case in (low, high):
                case[one.node] = min(float(view.risks.after[one.node]), case[one.node]) if own is None else own
            known[one.node] |= own is not None
    risks = dataclasses.replace(view.risks, low=low, high=high, known=known)
    bought = _moved(view, taken)
    return dataclasses.replace(view, graph=graph, risks=risks, engagements=bought, answers={}, asking=threading.RLock())


def _moved(view: Snapshot, taken: Sequence[ScenarioStep]) -> Engagements:
    """Engagements with the supplier that delivers them then."""
    supplier = view.engagements.supplier
    for one in taken:
        if one.what == INSTEAD:
            supplier = np.where(supplier == one.node, one.other, supplier)
    return dataclasses.replace(view.engagements, supplier=supplier)
