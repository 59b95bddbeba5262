"""What changed in a board paper: the parts that moved the exposure, who got worse and better, and why."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from vendor_risk.changes.comparison import ExposureChange
from vendor_risk.changes.words import part_names, reasons
from vendor_risk.exposure.figures import COMBINED
from vendor_risk.exposure.pictures.figures import MOVED
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Bars, Block, PaperColumn, PaperSection, PaperTable, Paragraph, Value, paper_figure


def changes(material: Material) -> PaperSection:
    """What changed since the day that is compared with, and why."""
    label, story, moved = _("What changed and why"), material.story, material.numbers.moved
    if story is None or moved is None:
        text = Paragraph(
            _("The state of the supply chain is recorded at the end of each day on which something changed."), "muted"
        )
        return PaperSection("changes", label, _("No earlier data to compare with yet."), (text,))
    if not material.view.assessed and not (story.worse or story.better or story.known):
        return PaperSection("changes", label, words.nothing_known(material), ())
    worse, better, known = story.worse, story.better, story.known
    said = _(
            "Organisations with higher exposure since %(day)s: %(worse)s; with lower exposure: %(better)s; assessed "
            "for the first time: %(known)s.",
        day=words.day(material.day or material.today), worse=_count(worse), better=_count(better), known=_count(known),
    )  # fmt: skip
    names, shown = part_names(), moved.shown
    parts = tuple((names[part], value / 100) for part, value in shown.parts.items())
    total = (_("Total"), shown.whole / 100)
    blocks: list[Block] = [Bars(_("Drivers of change in the group’s exposure (points)"), parts, total)]
    not_comparable = _("Assessed with another questionnaire")
    for caption, rows in ((_("Worsened"), worse), (_("Improved"), better), (not_comparable, story.other)):
        if rows:
            blocks.append(_table(material, caption, rows))
    if known:
        columns = (
            PaperColumn(_("Organisation"), width=4),
            paper_figure(COMBINED, "share", label=_("Current exposure")),
        )
        found = [(material.name(row.node), row.after) for row in known]
        blocks.append(PaperTable(_("Assessed for the first time"), columns, found, most=5))
    came, went = len(story.came), len(story.went)
    if came or went:
        blocks.append(Paragraph(_("Supplier relationships: %(came)s added, %(went)s removed.", came=came, went=went)))
    return PaperSection("changes", label, said, tuple(blocks))


def _count(rows: Sequence[ExposureChange]) -> str:
    """How many there are: the lists end at ten."""
    return f"{len(rows)}" if len(rows) < 10 else _("%(number)s or more", number=len(rows))


def _table(material: Material, caption: str, rows: Sequence[ExposureChange]) -> PaperTable:
    columns = (
        PaperColumn(_("Organisation"), width=2.2),
        paper_figure(COMBINED, "share", 0.9, _("Previous exposure")),
        paper_figure(COMBINED, "share", 0.9, _("Current exposure")),
        paper_figure(MOVED, "change", 0.8),
        PaperColumn(_("Reason"), width=3.6),
    )
    shown: list[tuple[Value, ...]] = [
        (
            material.name(row.node),
            row.before,
            row.after,
            row.difference,
            reasons(row, material.story.names if material.story else {}),
        )
        for row in rows
    ]
    return PaperTable(caption, columns, shown, most=6)
