"""A snapshot as bytes and back. Arrays only (NumPy's own format, zipped), never pickled objects."""

from __future__ import annotations

import hashlib
import io
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vendor_risk.domain.chain.graph import build
from vendor_risk.exposure.analysis.snapshot import Engagements, Ids, OwnRisks, Snapshot

_RISKS = ("low", "high", "known", "assessment", "questionnaire", "section", "after", "valid_until")
_BOUGHT = ("id", "buyer", "supplier", "critical", "spend", "weight")
_Value = TypeVar("_Value", bound=np.generic)


def arrays(view: Snapshot) -> dict[str, NDArray[np.generic]]:
    """Everything a snapshot is made of, by name."""
    buyers, suppliers, weights = view.graph.edges()
    return {
        "ids": view.ids,
        "company": view.company,
        "tier": np.array([tier or "" for tier in view.tier], dtype="U2"),
        "country": np.array(view.country, dtype="U2"),
        "buyer": buyers.astype(np.int32),
        "supplier": suppliers.astype(np.int32),
        "edge_weight": weights,
        "category": np.array(view.engagements.category, dtype="U40"),
        **{f"risk_{name}": getattr(view.risks, name) for name in _RISKS},
        **{f"bought_{name}": getattr(view.engagements, name) for name in _BOUGHT},
    }


def pack(view: Snapshot) -> tuple[bytes, str]:
    """The snapshot as bytes, and the digest of what is in it."""
    found, buffer, digest = arrays(view), io.BytesIO(), hashlib.sha256()
    for name in sorted(found):
        digest.update(name.encode() + np.ascontiguousarray(found[name]).tobytes())
    np.savez_compressed(buffer, allow_pickle=False, **found)
    return buffer.getvalue(), digest.hexdigest()


def unpack(data: bytes, ids: Ids) -> Snapshot:
    """The snapshot over the organizations `ids` (ascending), whoever else was in it left out.

    Organizations that were not there yet stand without links, unknown, with a risk of 0.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        kept = {name: found[name] for name in found.files}
    place = np.searchsorted(ids, kept["ids"])
    here = (place < len(ids)) & (ids[np.minimum(place, len(ids) - 1)] == kept["ids"]) if len(ids) else place < 0
    at = np.where(here, place, -1).astype(np.intp)

    def spread(values: NDArray[_Value], missing: float | str) -> NDArray[_Value]:
        out = np.full(len(ids), missing, dtype=values.dtype)
        out[at[here]] = values[here]
        return out

    def bought() -> Engagements:
        buyer, supplier = at[kept["bought_buyer"]], at[kept["bought_supplier"]]
        seen = (buyer >= 0) & (supplier >= 0)
        return Engagements(
            id=kept["bought_id"][seen],
            buyer=buyer[seen],
            supplier=supplier[seen],
            category=tuple(str(key) for key in kept["category"][seen]),
            critical=kept["bought_critical"][seen],
            spend=kept["bought_spend"][seen],
            weight=kept["bought_weight"][seen],
        )

    nothing = {"section": -1, "known": False}
    risks = OwnRisks(**{name: spread(kept[f"risk_{name}"], nothing.get(name, 0)) for name in _RISKS})
    buyer, supplier = at[kept["buyer"]], at[kept["supplier"]]
    edge = (buyer >= 0) & (supplier >= 0)
    return Snapshot(
        ids=ids,
        company=spread(kept["company"], False),
        tier=tuple(str(tier) or None for tier in spread(kept["tier"], "")),
        country=tuple(str(country) for country in spread(kept["country"], "")),
        risks=risks,
        graph=build(len(ids), buyer[edge], supplier[edge], kept["edge_weight"][edge]),
        engagements=bought(),
        registered=spread(np.ones(len(kept["ids"]), dtype=np.bool_), False),
    )
