"""Which part of the chain a picture shows: everything, or what one company, one kind of service or tier T1 leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vendor_risk.domain.chain import concentration as chain_concentration
from vendor_risk.domain.chain.graph import Ints
from vendor_risk.exposure.analysis.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Selection:
    """What the address narrows to; 0, "" and False narrow nothing."""

    company: int = 0
    """A group company's id."""
    category: str = ""
    """Only what is reached through services of this kind that our companies buy."""
    critical: bool = False
    """Only what is reached through critical (T1) engagements."""
    worst: bool = False
    """The worst case of the unknown, instead of what is known."""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Selection:
        """The selection of an address; what cannot be read narrows nothing."""
        company = args.get("company", "")
        return cls(
            company=int(company) if company.isascii() and company.isdigit() and len(company) < 19 else 0,
            category=args.get("category", "")[:80],
            critical=args.get("critical") == "1",
            worst=args.get("case") == "worst",
        )

    def args(self) -> dict[str, str]:
        """The same as parts of an address."""
        given = {
            "company": str(self.company or ""),
            "category": self.category,
            "critical": "1" if self.critical else "",
            "case": "worst" if self.worst else "",
        }
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Reached:
    """Pairs of a company and an outside supplier it rests on, each once, with the nearest way between them."""

    company: Ints
    supplier: Ints
    depth: Ints
    category: Ints
    """The kind of service through which the way begins, by its place in `categories`."""
    categories: tuple[str, ...]
    """"" stands for a link without an engagement."""

    @property
    def suppliers(self) -> Ints:
        """Every supplier once."""
        return np.unique(self.supplier)


def reached(view: Snapshot, selection: Selection) -> Reached:
    """What the selection reaches; worked out once per snapshot and selection."""
    key = Selection(selection.company, selection.category, selection.critical)
    return view.once(f"reached {key}", lambda: _reached(view, key))


def _reached(view: Snapshot, selection: Selection) -> Reached:
    companies = [at for at in view.companies.tolist() if selection.company in (0, int(view.ids[at]))]
    categories = ("", *sorted(set(view.engagements.category)))
    parts = [_of_company(view, company, selection, categories) for company in companies]
    if not parts:
        nothing = np.empty(0, dtype=np.intp)
        return Reached(nothing, nothing, nothing, nothing, categories)
    company, supplier, depth, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Reached(company, supplier, depth, kind, categories)


def _of_company(
    view: Snapshot, company: int, selection: Selection, categories: tuple[str, ...]
) -> tuple[Ints, Ints, Ints, Ints]:
    starts, kinds = _starts(view, company, selection, categories)
    hops, origin = chain_concentration.nearest(view.graph, starts)
    found = np.flatnonzero((hops >= 0) & ~view.company)
    return np.full(len(found), company), found, hops[found].astype(np.intp) + 1, kinds[origin[found]]


def _starts(view: Snapshot, company: int, selection: Selection, categories: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Direct suppliers of a company, each with the kind of its most critical, then dearest engagement."""
    bought = view.engagements
    mine = np.flatnonzero(bought.buyer == company)
    kind = np.array([categories.index(bought.category[place]) for place in mine.tolist()], dtype=np.intp)
    order = np.lexsort((-np.nan_to_num(bought.spend[mine]), ~bought.critical[mine]))
    supplier, kind, critical = bought.supplier[mine][order], kind[order], bought.critical[mine][order]
    kept = np.ones(len(order), dtype=np.bool_)
    if selection.category:
        kept &= np.array([categories[place] == selection.category for place in kind.tolist()], dtype=np.bool_)
    if selection.critical:
        kept &= critical
    supplier, kind = supplier[kept], kind[kept]
    if not (selection.category or selection.critical):
        buyers, suppliers, weights = view.graph.edges()
        linked = suppliers[(buyers == company) & (weights > 0)]
        supplier = np.concatenate([supplier, linked])
        kind = np.concatenate([kind, np.zeros(len(linked), dtype=np.intp)])
    nodes, first = np.unique(supplier, return_index=True)
    return nodes.astype(np.intp), kind[first]
