"""What changed in a board paper: the parts that moved the exposure, who got worse and better, and why."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from vendor_risk.changes.pages import Change
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Bars, Block, Column, Paragraph, Section, Table, Value


def changes(material: Material) -> Section:
    """What changed since the day that is compared with, and why."""
    label, story, moved = _("What changed, and why"), material.story, material.numbers["moved"]
    if story is None or moved is None:
        text = Paragraph(
            _("The state of the chain is kept at the end of every day on which something changed."), "muted"
        )
        return Section("changes", label, _("There is nothing to compare with yet."), (text,))
    worse, better, known = story["worse"], story["better"], story["known"]
    said = _(
        "Since %(day)s the exposure of %(worse)s organizations rose and of %(better)s fell; %(known)s were assessed "
        "for the first time.",
        day=words.day(material.day or material.today), worse=_count(worse), better=_count(better), known=_count(known),
    )  # fmt: skip
    names = words.part_names()
    together = moved.group_after - moved.group_before
    parts = tuple((names[part], float(value)) for part, value in moved.group.items())
    blocks: list[Block] = [Bars(_("What moved the group’s exposure, in points"), parts, (_("Sum"), together))]
    for caption, rows in ((_("Got worse"), worse), (_("Got better"), better)):
        if rows:
            blocks.append(_table(material, caption, rows))
    if known:
        columns = (Column(_("Organization"), width=4), Column(_("Exposure now"), "share"))
        found = [(material.name(row.node), row.after) for row in known]
        blocks.append(Table(_("Assessed for the first time"), columns, found, most=5))
    came, went = len(story["came"]), len(story["went"])
    if came or went:
        blocks.append(Paragraph(_("Links between organizations: %(came)s came, %(went)s went.", came=came, went=went)))
    return Section("changes", label, said, tuple(blocks))


def _count(rows: Sequence[Change]) -> str:
    """How many there are: the lists end at ten."""
    return f"{len(rows)}" if len(rows) < 10 else _("%(number)s or more", number=len(rows))


def _table(material: Material, caption: str, rows: Sequence[Change]) -> Table:
    columns = (
        Column(_("Organization"), width=2.2),
        Column(_("Exposure before"), "share", 0.9),
        Column(_("Exposure now"), "share", 0.9),
        Column(_("Change in points"), "change", 0.8),
        Column(_("Why"), width=3.6),
    )
    shown: list[tuple[Value, ...]] = [
        (material.name(row.node), row.before, row.after, row.difference, words.why(material, row)) for row in rows
    ]
    return Table(caption, columns, shown, most=6)
