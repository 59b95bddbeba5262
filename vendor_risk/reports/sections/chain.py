"""The chain in a board paper: the worst paths in words, and on whom the group rests."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.exposure.analysis.concentration import Rest
from vendor_risk.exposure.figures import DEPENDENT_COMPANIES, SPILLOVER
from vendor_risk.exposure.pictures import figures
from vendor_risk.i18n import language
from vendor_risk.organizations.names import display
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Block, PaperColumn, PaperSection, PaperTable, Paragraph, Value, paper_figure

_RESTS = 8
"""Suppliers of the first table that are shown on paper."""


def paths(material: Material) -> PaperSection:
    """Through whom risk reaches the group, each path in words, with whom to call."""
    label, found = _("Top risk paths"), material.chain.paths
    if not found:
        if not material.view.assessed:
            return PaperSection("paths", label, words.nothing_known(material), ())
        said = _("No known risk reaches our companies through the supply chain.")
        more = Paragraph(_("This does not mean that our vendors are safe: some organisations in the supply "
            "chain have not been assessed yet.")
                         if material.chain.numbers.unknown else "", "muted")  # fmt: skip
        return PaperSection("paths", label, said, (more,) if more.text else ())
    worst = found[0]
    said = _(
        "The largest spillover risk comes through %(direct)s. It amounts to %(share)s for %(company)s.",
        direct=material.name(worst.nodes[1]), share=words.percent(worst.value), company=material.name(worst.nodes[0]),
    )  # fmt: skip
    columns = (
        paper_figure(SPILLOVER, "share", 0.8),
        PaperColumn(_("Dependency path"), width=3.2),
        PaperColumn(_("Reason"), width=3.1),
        PaperColumn(_("Contact"), width=1.3),
    )
    rows = tuple(
        (
            path.value,
            words.chain(material, path.nodes),
            words.missing(material, path.origin),
            display(contact, language()) if contact is not None else "",
        )
        for path, contact in zip(found, material.contacts, strict=True)
    )
    blocks: list[Block] = [
        Paragraph(_("Spillover risk (per cent) from the end of a path to the company at its start. “A ← B” means that "
                    "A depends on B."), "muted"),
        PaperTable(_("Top risk paths"), columns, rows),
    ]  # fmt: skip
    deeper = material.chain.deeper
    if deeper:
        beyond = tuple((p.value, words.chain(material, p.nodes), words.missing(material, p.origin)) for p in deeper)
        blocks.append(PaperTable(_("Top risk paths that begin beyond our direct vendors"), columns[:3], beyond, most=5))
    return PaperSection("paths", label, said, tuple(blocks))


def concentration(material: Material) -> PaperSection:
    """On whom much of the group rests, whom nobody contracted, and through whom alone others are reached."""
    rests, hidden, singles = material.chain.answers.rests, material.chain.answers.hidden, material.chain.answers.singles
    numbers = material.chain.numbers
    said = _("No suppliers that the group depends on are registered.")
    if rests:
        first = rests[0]
        said = _("The largest exposure impact is that of %(name)s: %(points)s points.",
                 points=words.points(first.stake), name=material.name(first.node))  # fmt: skip
    blocks: list[Block] = [
        Paragraph(_(
            "Exposure impact: how much higher the group’s exposure is if the supplier suffers an outage or breach "
            "than if it carries no risk at all. Companies and critical engagements include those that depend on the "
            "supplier directly or through others."
        ), "muted"),
    ]  # fmt: skip
    if rests:
        blocks.append(_table(material, _("Suppliers the group depends on most"), rests, most=_RESTS))
    hidden = [row for row in hidden if row.node not in {rest.node for rest in rests}]
    if hidden:
        blocks.append(_table(material, _("Other fourth parties with no direct contract"), hidden))
    if numbers.shared:
        text = ngettext("One fourth party with no direct contract supports two or more of our companies.",
                        "%(num)s fourth parties with no direct contract each support two or more of our "
                                "companies.",
                        numbers.shared)  # fmt: skip
        blocks.append(Paragraph(text))
    if singles:
        text = _("These organisations are the only route to the suppliers behind them.")
        blocks += [_table(material, _("Single points of failure"), singles, most=3), Paragraph(text, "muted")]
    return PaperSection("concentration", _("What the group depends on most"), said, tuple(blocks))


def _table(material: Material, caption: str, rests: list[Rest], most: int = 5) -> PaperTable:
    columns = (
        PaperColumn(_("Supplier"), width=2.6),
        paper_figure(figures.IMPACT, "points"),
        paper_figure(DEPENDENT_COMPANIES, "fraction", 0.9, _("Companies")),
        paper_figure(figures.SERVICES, "fraction", 0.9),
        paper_figure(figures.ONLY_THROUGH, "number"),
        paper_figure(figures.DEPTH, "number", 0.6),
        PaperColumn(_("Contract"), width=1.2),
    )
    companies, critical = len(material.view.companies), material.chain.numbers.critical
    rows: list[tuple[Value, ...]] = [
        (
            material.name(row.node),
            row.stake,
            f"{row.companies}/{companies}",
            f"{row.critical}/{critical}",
            row.only_through,
            row.depth,
            _("Direct contract") if row.contracted else _("No direct contract"),
        )
        for row in rests
    ]
    return PaperTable(caption, columns, rows, most=most)
