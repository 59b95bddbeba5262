"""The two heatmaps of a board paper, the worst rows first, each with a sentence that says what to see in it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.heatmaps.heatmap import HeatmapCell, Summary
from vendor_risk.heatmaps.lines import HeatmapLine
from vendor_risk.i18n import tell
from vendor_risk.overview.heatmaps import HeatmapHead
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Heat, HeatRow, PaperSection, Paragraph

_VENDORS, _COMPANIES = 24, 20


def _overall(line: HeatmapLine) -> HeatmapCell:
    """An organization's overall score as a cell."""
    score, backed = line.score, line.backed
    weak = score is not None and (backed or 0.0) < score / 2
    return HeatmapCell(
        score, backed, line.grade or "", weak, line.stale, unknown=False, knocked=bool(line.capped),
        unreviewed=line.provisional,
    )  # fmt: skip


def heat(small: HeatmapHead, caption: str, most: int) -> Heat:
    """A board as a report shows it."""
    board, scoring = small.board, rules().scoring
    return Heat(
        caption=caption,
        columns=tuple(tell(section.title) for section in board.sections),
        means=board.summary.means,
        rows=[
            HeatRow(line.name, line.key, line.tier or "", _overall(line), board.cells(row))
            for row, line in enumerate(board.lines)
        ],
        total=(len(small.board.lines) + small.more),
        most=most,
        letters=scoring.letters,
        floors=tuple(step.at_least for step in scoring.grades),
    )


def signs() -> Paragraph:
    """What the signs of a heatmap mean."""
    return Paragraph(
        _("Each cell shows a grade and a score (0–100): A is best, E is worst. Hatched: less than half of the score "
          "is evidence-backed. ◆: a key question limits the grade of the row. †: the result has expired. ?: some "
          "answers are missing or “I do not know”. …: the answers in the row have not been reviewed yet."),
        "muted",
    )  # fmt: skip


def _unreviewed(summary: Summary) -> str:
    """How many rows nobody reviewed yet: they are in no count and no mean. "" without one."""
    if not summary.provisional:
        return ""
    return str(ngettext(
        "%(num)s more has not been reviewed yet and is not counted.",
        "%(num)s more have not been reviewed yet and are not counted.",
        summary.provisional,
    ))  # fmt: skip


def companies(material: Material) -> PaperSection:
    """Group companies × items."""
    label = _("Group companies × ten items")
    small = material.companies
    if small is None:
        text = Paragraph(
            _(
                "Send the ten-item questionnaire to your group companies to see how each of them performs on the ten "
                "items."
            ),
            "muted",
        )
        return PaperSection("companies", label, _("No group companies have been assessed yet."), (text,))
    summary = small.board.summary
    said = _("There is no accepted result with scored items yet.")
    accepted = [line for line in small.board.lines if not line.provisional]
    if summary.weakest is not None and accepted:
        said = _(
            "The weakest item across our companies is “%(item)s” (average %(mean)s out of 100). %(company)s has "
                "the most to improve.",
            item=tell(summary.weakest.title), mean=f"{summary.weakest_mean:.0f}", company=accepted[0].name,
        )  # fmt: skip
    if summary.weakest is not None and accepted and len(material.view.companies) == 1:
        mean, item = f"{summary.weakest_mean:.0f}", tell(summary.weakest.title)
        said = _("The weakest item at %(company)s is “%(item)s” (%(mean)s out of 100).",
                 item=item, mean=mean, company=accepted[0].name)  # fmt: skip
    said = words.sentences([said, _unreviewed(summary)])
    return PaperSection("companies", label, said, (heat(small, small.title, _COMPANIES), signs()))


def vendors(material: Material) -> PaperSection:
    """Vendors × stages, what matters most first."""
    label = _("Vendors × sections")
    small = material.vendors
    if small is None:
        text = Paragraph(_("Send the first questionnaires to the critical and important vendors."), "muted")
        return PaperSection("vendors", label, _("No vendors have been assessed yet."), (text,))
    summary = small.board.summary
    said = ngettext(
        "One of %(all)s vendor results is graded D or E.",
        "%(num)s vendor results are graded D or E, out of %(all)s.",
        summary.poor, all=summary.rows,
    )  # fmt: skip
    if not summary.rows:
        said = _("No vendor has an accepted result yet.")
    elif not summary.poor:
        said = _("No vendor results are graded D or E (number of results: %(all)s).", all=summary.rows)
    elif summary.weakest is not None:
        item, mean = tell(summary.weakest.title), f"{summary.weakest_mean:.0f}"
        said = words.sentences(
            [said, _("The weakest section overall is “%(item)s” (average %(mean)s out of 100).", item=item, mean=mean)]
        )
    said = words.sentences([said, _unreviewed(summary)])
    blocks = (heat(small, small.title, _VENDORS), signs())
    return PaperSection("vendors", label, said, blocks)
