"""How deep every organization stands below a start, over edges buyer → supplier. Cycles are allowed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Graph:
    """Edges in compressed rows: the suppliers of node k are `indices[starts[k]:starts[k + 1]]` (positions in `ids`)."""

    ids: Ids
    starts: Ids
    indices: Ids

    @classmethod
    def of(cls, buyers: Ids, suppliers: Ids) -> Graph:
        """The graph of these edges; `buyers[k]` buys from `suppliers[k]`. Doubled edges count once."""
        ids, positions = np.unique(np.concatenate([buyers, suppliers]), return_inverse=True)
        edges = np.unique(np.stack([positions[: len(buyers)], positions[len(buyers) :]]), axis=1)
        starts = np.concatenate([[0], np.cumsum(np.bincount(edges[0], minlength=len(ids)))])
        return cls(ids.astype(np.int64), starts.astype(np.int64), edges[1].astype(np.int64))

    def depths(self, start: int) -> tuple[Ids, Ids]:
        """The ids that can be reached from `start` and the least number of steps to each, nearest first.

        The start itself comes first, at depth 0, also when it has no edge. Cost: one look at each edge reached.
        """
        position = int(np.searchsorted(self.ids, start))
        if position == len(self.ids) or self.ids[position] != start:
            return np.array([start], dtype=np.int64), np.zeros(1, dtype=np.int64)
        unseen = np.ones(len(self.ids), dtype=bool)
        unseen[position] = False
        frontier = np.array([position], dtype=np.int64)
        found = [frontier]
        while len(frontier):
            counts = self.starts[frontier + 1] - self.starts[frontier]
            offsets = np.repeat(self.starts[frontier] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
            following = self.indices[offsets + np.arange(len(offsets))]
            frontier = np.unique(following[unseen[following]])
            unseen[frontier] = False
            found.append(frontier)
        depth = np.repeat(np.arange(len(found)), [len(level) for level in found])
        return self.ids[np.concatenate(found)], depth.astype(np.int64)
