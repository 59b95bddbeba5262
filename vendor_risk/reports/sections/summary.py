"""The first two parts of a board paper: the situation in a minute, and what is asked of who reads it."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.changes.words import part_names
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.exposure.analysis.answers import shown_gains
from vendor_risk.exposure.figures import EXPOSURE
from vendor_risk.exposure.pictures.figures import MOVED
from vendor_risk.figures.figure import FigureReading
from vendor_risk.i18n import listed, tell
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import (
    Block,
    Bullets,
    Numbers,
    PaperColumn,
    PaperNumber,
    PaperSection,
    PaperTable,
    PaperTrend,
    Paragraph,
    TrendLine,
    paper_figure,
)

_LINES = 6
"""Lines of the trend: the group and the companies with the greatest exposure."""


def headline(material: Material) -> str:
    """How exposed we are, and how that moved."""
    moved = material.numbers.moved
    if not material.view.assessed:
        return words.nothing_known(material)
    low = words.group_exposure(material)
    if moved is None:
        return str(_("Our known exposure is %(now)s.", now=low))
    difference = moved.shown.whole
    values = {
        "points": words.points(difference / 100),
        "day": words.day(material.day or material.today),
        "now": low,
    }
    if not difference:
        return str(_("Our exposure is unchanged since %(day)s, at %(now)s.", **values))
    if difference > 0:
        return str(_("Our exposure has risen by %(points)s points since %(day)s, to %(now)s.", **values))
    return str(_("Our exposure has fallen by %(points)s points since %(day)s, to %(now)s.", **values))


def summary(material: Material) -> PaperSection:
    """Headline, one paragraph in plain words, the five numbers, and the way the exposure took."""
    blocks: list[Block] = [Paragraph(story(material), "strong"), numbers(material)]
    if len(material.trend[0]) > 1 and material.view.assessed:
        blocks.append(trend(material))
    return PaperSection("summary", _("Executive summary"), headline(material), tuple(blocks))


def story(material: Material) -> str:
    """What moved it, through whom it comes, on whom we rest, how sure that is, and what helps most."""
    return words.sentences([_cause(material), _path(material), _rest(material), _sure(material), _help(material)])


def _cause(material: Material) -> str:
    moved, story_ = material.numbers.moved, material.story
    if moved is None or story_ is None:
        return str(
            _(
                "No earlier data to compare with yet: the state of the supply chain is recorded at the end of each day "
                "on which something changed."
            )
        )
    shown = moved.shown
    difference = shown.whole
    towards = [part for part, value in shown.parts.items() if value * difference > 0]
    if not towards:
        return ""
    part = max(towards, key=lambda one: abs(shown.parts[one]))
    cause = _("Main cause: %(cause)s (%(points)s points).",
              cause=part_names()[part], points=words.points(shown.parts[part] / 100))  # fmt: skip
    if part is ChangePart.KNOWN:
        return words.sentences([cause, _found(material)])
    rows = story_.worse if difference > 0 else story_.better
    if not rows or part is not ChangePart.ANSWERS:
        return str(cause)
    first = rows[0]
    values = {"name": material.name(first.node), "before": words.percent(first.before)}
    example = _("The largest change is at %(name)s, whose exposure went from %(before)s to %(after)s.",
                after=words.percent(first.after), **values)  # fmt: skip
    return words.sentences([cause, example])


def _found(material: Material) -> str:
    """Risk that came to be known, by its greatest example."""
    rows = [row for row in material.story.known if not row.registered_since] if material.story else []
    if not rows:
        return ""
    return str(_(
        "This risk already existed but has only now been identified. The largest part is at "
                "%(name)s (exposure %(now)s).",
        name=material.name(rows[0].node), now=words.percent(rows[0].after),
    ))  # fmt: skip


def _path(material: Material) -> str:
    found = material.chain.paths
    if not found:
        return ""
    worst = found[0]
    return str(_(
        "The most serious risk path starts at %(origin)s. The spillover risk to %(company)s is %(share)s.",
        origin=material.name(worst.origin), share=words.percent(worst.value), company=material.name(worst.nodes[0]),
    ))  # fmt: skip


def _rest(material: Material) -> str:
    rests, all_ = material.chain.answers.rests, material.chain.numbers.critical
    if not rests or not all_ or not rests[0].critical:
        return ""
    first = rests[0]
    values = {"all": all_, "name": material.name(first.node)}
    if first.contracted:
        return str(
            ngettext(
                "%(num)s of our %(all)s critical engagements depends on %(name)s.",
                "%(num)s of our %(all)s critical engagements depend on %(name)s.",
                first.critical,
                **values,
            )
        )
    return str(
        ngettext(
            "%(num)s of our %(all)s critical engagements depends on %(name)s, which has no contract with any of "
            "our companies.",
            "%(num)s of our %(all)s critical engagements depend on %(name)s, which has no contract with any of "
            "our companies.",
            first.critical,
            **values,
        )
    )


def _sure(material: Material) -> str:
    now = material.numbers.now
    if now.mean is None:
        return str(_("No vendor has an accepted result yet."))
    return str(_(
        "Reliability: vendors score %(mean)s out of 100 on average, of which %(backed)s points are evidence-backed "
        "(supported by a document or stronger evidence).",
        mean=material.readings.mean.text, backed=material.readings.mean_backed.text,
    ))  # fmt: skip


def _help(material: Material) -> str:
    measures = material.chain.answers.measures
    if not measures:
        return ""
    gain = words.points(shown_gains(material.chain.numbers.group[0], measures).whole / 100)
    return str(ngettext(
        "The most effective action would reduce our exposure by %(gain)s points.",
        "The %(num)s most effective actions would together reduce our exposure by %(gain)s points.",
        len(measures), gain=gain,
    ))  # fmt: skip


def numbers(material: Material) -> Numbers:
    """The five figures of the first screen with what moved them."""
    n, found, then = material.numbers, material.readings, material.numbers.then
    moved, instead = n.moved, words.measured(material)
    exposed = _("From known risk to the worst case")
    if moved is not None:
        exposed = words.since(moved.shown.before, moved.shown.after)
    were_poor, stale = (then.poor, then.stale) if then else (None, None)
    items = [
        _number(found.exposure, instead or exposed, "" if instead else "warn"),
        _number(found.graded, words.since(were_poor, n.now.poor), _tone(n.now.poor, "bad")),
        _number(found.unknown, words.since_unknown(n), _tone(n.unknown[1])),
        _number(found.stale, words.since(stale, n.now.stale), _tone(n.now.stale)),
    ]
    if n.now.unsupported is not None:
        digits, earlier = found.self_declared.figure.digits, then.unsupported if then else None
        gap = None if earlier is None else round(earlier, digits)
        items.append(_number(found.self_declared, words.since(gap, round(n.now.unsupported, digits)), "info"))
    return Numbers(tuple(items))


def _number(reading: FigureReading, note: str, tone: str) -> PaperNumber:
    """A figure under its own name; what moved it and the tone are said only of one that is known."""
    return PaperNumber(reading, str(reading.figure.name), note, tone if reading.known else "")


def _tone(number: int, bad: str = "warn") -> str:
    return bad if number else "good"


def trend(material: Material) -> PaperTrend:
    """The exposure of the group and of the most exposed companies over the kept days."""
    days, found = material.trend
    nodes = sorted((node for node in found if node >= 0), key=lambda node: -(found[node][-1] or 0.0))[: _LINES - 1]
    if len(material.view.companies) == 1:
        nodes = []
    whole = _("Whole group")
    if len(material.view.companies) == 1:
        whole = material.name(int(material.view.companies[0]))
    lines = [TrendLine(whole if node < 0 else material.name(node), _percents(found[node]), node < 0)
             for node in (-1, *nodes)]  # fmt: skip
    return PaperTrend(_("Exposure over time, based on the information available on each date"), days, tuple(lines))


def _percents(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else 100 * value for value in values]


def decisions(material: Material) -> PaperSection:
    """What to do first with the gain of each, and what waits for somebody to decide."""
    measures = material.chain.answers.measures
    gains = shown_gains(material.chain.numbers.group[0], measures)
    if measures:
        gain = words.points(gains.whole / 100)
        said = ngettext(
            "We ask the board to approve one action, which would reduce our exposure by %(gain)s "
                    "points.",
            "We ask the board to approve %(num)s actions, which together would reduce our "
                    "exposure by %(gain)s points.",
            len(measures), gain=gain,
        )  # fmt: skip
    else:
        said = _("No action with a calculable effect on exposure has been identified.")
    rows = tuple(
        (
            material.name(chosen.measure.node),
            tell(section.title) if (section := material.chain.weakest[chosen.measure.node]) else "",
            -points / 100,
            chosen.exposure_after,
        )
        for chosen, points in zip(measures, gains.each, strict=True)
    )
    columns = (
        PaperColumn(_("Supplier"), width=2.2),
        PaperColumn(_("Section to raise to its target level, with evidence"), width=2.6),
        paper_figure(MOVED, "change", label=str(MOVED.name)),
        paper_figure(EXPOSURE, "share", label=_("Exposure after the action")),
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(PaperTable(_("Most effective actions, if carried out in this order"), columns, rows))
    blocks.append(Bullets(waiting(material)))
    return PaperSection("decisions", _("Decisions requested"), said, tuple(blocks))


def waiting(material: Material) -> tuple[str, ...]:
    """What waits for a decision, a sentence each; one that says so when nothing does."""
    said = []
    counts = material.findings
    if counts.critical:
        said.append(ngettext(
            "Decide who will close the one open severe finding, and by when (%(overdue)s overdue).",
            "Decide who will close the %(num)s open severe findings, and by when (%(overdue)s "
                    "overdue).",
            counts.critical, overdue=counts.critical_overdue))  # fmt: skip
    if counts.ownerless:
        said.append(ngettext("Assign an owner to the one open finding that has none.",
                             "Assign owners to the %(num)s open findings that have none.",
                             counts.ownerless))  # fmt: skip
    if material.accepted.total:
        said.append(ngettext("Decide whether to continue or end the one exception (accepted risk).",
                             "Decide whether to continue or end the %(num)s exceptions (accepted risks).",
                             material.accepted.total))  # fmt: skip
    if material.waiting:
        said.append(ngettext("One assessment is awaiting review; its result is provisional until it has been reviewed.",
                             "%(num)s assessments are awaiting review; their results are provisional until they "
                                 "have been reviewed.",
                             material.waiting))  # fmt: skip
    unknown = material.chain.answers.unknown
    if unknown:
        names = listed([material.name(row.node) for row in unknown[:3]])
        said.append(
            _(
                "Approve the priority assessment of the unassessed organisations with the greatest "
                "potential impact: %(names)s.",
                names=names,
            )
        )
    return tuple(said) or (_("No other decisions are pending."),)
