"""Small snapshots made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vendor_risk.domain.chain.graph import build
from vendor_risk.exposure.analysis.snapshot import Engagements, OwnRisks, Snapshot


def view_of(size: int, edges: Sequence[tuple[int, int]]) -> Snapshot:
    """A snapshot of organizations 10, 20 …, with own risks that rise with their number and these links."""
    buyers, suppliers = ([pair[side] for pair in edges] for side in (0, 1))
    whole, numbers = np.zeros(size, dtype=np.int64), np.linspace(0.1, 0.9, size)
    known = np.ones(size, dtype=bool)
    nothing = np.zeros(0)
    return Snapshot(
        ids=10 * np.arange(1, size + 1, dtype=np.int64),
        company=np.arange(size) == 0,
        tier=("T1",) * size,
        country=("JP",) * size,
        risks=OwnRisks(numbers, numbers, known, whole, whole, whole.astype(np.intp), numbers, whole),
        graph=build(size, buyers, suppliers, [0.5] * len(edges)),
        engagements=Engagements(
            nothing.astype(np.int64), nothing.astype(np.intp), nothing.astype(np.intp), (), nothing.astype(bool),
            nothing, nothing,
        ),
    )  # fmt: skip
