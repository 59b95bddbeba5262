"""The first two parts of a board paper: the situation in a minute, and what is asked of who reads it."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.domain.chain.changes import Part
from vendor_risk.i18n import tell
from vendor_risk.reports import words
from vendor_risk.reports.material import Material
from vendor_risk.reports.paper import Block, Bullets, Column, Line, Number, Numbers, Paragraph, Section, Table, Trend

_LINES = 6
"""Lines of the trend: the group and the companies with the greatest exposure."""
_STILL = 5e-4
"""Half a tenth of a point: what is less is called unchanged."""


def headline(material: Material) -> str:
    """How exposed we are, and how that moved."""
    moved = material.numbers["moved"]
    low, _high = material.chain["numbers"]["group"]
    if moved is None:
        return str(_("Our exposure is %(now)s by what is known today.", now=words.percent(low)))
    difference = moved.group_after - moved.group_before
    values = {
        "points": words.points(difference),
        "day": words.day(material.day or material.today),
        "now": words.percent(low),
    }
    if abs(difference) < _STILL:
        return str(_("Our exposure has not moved since %(day)s: it is %(now)s.", **values))
    if difference > 0:
        return str(_("Our exposure rose by %(points)s points since %(day)s, to %(now)s.", **values))
    return str(_("Our exposure fell by %(points)s points since %(day)s, to %(now)s.", **values))


def summary(material: Material) -> Section:
    """Headline, one paragraph in plain words, the five numbers, and the way the exposure took."""
    blocks: list[Block] = [Paragraph(story(material), "strong"), numbers(material)]
    if len(material.trend[0]) > 1:
        blocks.append(trend(material))
    return Section("summary", _("In one minute"), headline(material), tuple(blocks))


def story(material: Material) -> str:
    """What moved it, through whom it comes, on whom we rest, how sure that is, and what helps most."""
    return words.sentences([_cause(material), _path(material), _rest(material), _sure(material), _help(material)])


def _cause(material: Material) -> str:
    moved, story_ = material.numbers["moved"], material.story
    if moved is None or story_ is None:
        return str(_("There is nothing to compare with yet: the state of the chain is kept from today on."))
    difference = moved.group_after - moved.group_before
    if abs(difference) < _STILL:
        return ""
    towards = [part for part, value in moved.group.items() if value * difference > 0]
    part = max(towards, key=lambda one: abs(moved.group[one]))
    cause = _("The main cause: %(cause)s (%(points)s points).",
              cause=words.part_names()[part], points=words.points(moved.group[part]))  # fmt: skip
    if part is Part.KNOWN:
        return words.sentences([cause, _found(material)])
    rows = story_["worse" if difference > 0 else "better"]
    if not rows or part in {Part.LINKS, Part.SERVICES}:
        return str(cause)
    first = rows[0]
    values = {"name": material.name(first.node), "before": words.percent(first.before)}
    example = _("Most of all %(name)s, whose exposure went from %(before)s to %(after)s.",
                after=words.percent(first.after), **values)  # fmt: skip
    return words.sentences([cause, example])


def _found(material: Material) -> str:
    """Risk that came to be known, by its greatest example."""
    rows = material.story["known"] if material.story else []
    if not rows:
        return ""
    return str(_(
        "That risk was there before and is known now, most of all that of %(name)s (exposure %(now)s).",
        name=material.name(rows[0].node), now=words.percent(rows[0].after),
    ))  # fmt: skip


def _path(material: Material) -> str:
    found = material.chain["paths"]
    if not found:
        return ""
    worst = found[0]
    return str(_(
        "The worst path begins at %(origin)s and brings %(share)s of risk to %(company)s.",
        origin=material.name(worst.origin), share=words.percent(worst.value), company=material.name(worst.nodes[0]),
    ))  # fmt: skip


def _rest(material: Material) -> str:
    rests, all_ = material.chain["rests"], material.chain["numbers"]["critical"]
    if not rests or not all_ or not rests[0].critical:
        return ""
    first = rests[0]
    values = {"number": first.critical, "all": all_, "name": material.name(first.node)}
    if first.contracted:
        return str(_("%(number)s of our %(all)s critical services rest on %(name)s.", **values))
    return str(_("%(number)s of our %(all)s critical services rest on %(name)s, with which none of our companies "
             "has a contract.", **values))  # fmt: skip


def _sure(material: Material) -> str:
    now = material.numbers["now"]
    if now.mean is None:
        return str(_("No vendor has an accepted result yet."))
    return str(_(
        "How sure this is: vendors score %(mean)s of 100 on average, of which evidence supports %(assured)s; "
        "the rest is their own word.",
        mean=f"{now.mean:.0f}", assured=f"{now.assured or 0:.0f}",
    ))  # fmt: skip


def _help(material: Material) -> str:
    measures = material.chain["measures"]
    if not measures:
        return ""
    gain = words.points(sum(chosen.gain for chosen in measures))
    return str(ngettext(
        "The measure listed first would take %(gain)s points off.",
        "The %(num)s measures that help most would together take %(gain)s points off.",
        len(measures), gain=gain,
    ))  # fmt: skip


def numbers(material: Material) -> Numbers:
    """The five numbers of the first screen with what moved them."""
    n, now, then = material.numbers, material.numbers["now"], material.numbers["then"]
    low, high = material.chain["numbers"]["group"]
    moved = n["moved"]
    exposed = _("from what is known to the worst case")
    if moved is not None:
        before, after = round(moved.group_before * 100, 1), round(moved.group_after * 100, 1)
        exposed = words.since(before, after)
    poor = _("critical and important vendors graded D or E")
    items = [
        Number(words.span(low, high), words.measured(material), exposed, "warn"),
        Number(f"{now.poor}/{material.critical}", poor, words.since(then and then.poor, now.poor),
               _tone(now.poor, "bad")),
        Number(str(n["unknown"][1]), _("organizations in the chain without any result"), words.since(*n["unknown"]),
               _tone(n["unknown"][1])),
        Number(str(now.stale), _("vendors whose result is stale"), words.since(then and then.stale, now.stale),
               _tone(now.stale)),
    ]  # fmt: skip
    if now.mean is not None:
        before = round(then.unsupported) if then and then.mean is not None else None
        label = _("points of the average score rest on self-declaration only")
        items.append(Number(f"{now.unsupported:.0f}", label, words.since(before, round(now.unsupported)), "info"))
    return Numbers(tuple(items))


def _tone(number: int, bad: str = "warn") -> str:
    return bad if number else "good"


def trend(material: Material) -> Trend:
    """The exposure of the group and of the most exposed companies over the kept days."""
    days, found = material.trend
    nodes = sorted((node for node in found if node >= 0), key=lambda node: -found[node][-1])[: _LINES - 1]
    if len(material.view.companies) == 1:
        nodes = []
    whole = _("The whole group")
    if len(material.view.companies) == 1:
        whole = material.name(int(material.view.companies[0]))
    lines = [Line(whole if node < 0 else material.name(node), [100 * value for value in found[node]], node < 0)
             for node in (-1, *nodes)]  # fmt: skip
    return Trend(_("Exposure over time, by what was known on each day"), days, tuple(lines))


def decisions(material: Material) -> Section:
    """What to do first with the gain of each, and what waits for somebody to decide."""
    measures = material.chain["measures"]
    if measures:
        gain = words.points(sum(chosen.gain for chosen in measures))
        said = ngettext(
            "We ask you to back one measure: it would take %(gain)s points off our exposure.",
            "We ask you to back %(num)s measures: together they would take %(gain)s points off our exposure.",
            len(measures), gain=gain,
        )  # fmt: skip
    else:
        said = _("No measure can be worked out yet: first the unknown organizations have to be asked.")
    rows = tuple(
        (
            material.name(chosen.measure.node),
            tell(section.title) if (section := material.chain["weakest"][chosen.measure.node]) else "",
            -chosen.gain,
            chosen.exposure_after,
        )
        for chosen in measures
    )
    columns = (
        Column(_("Vendor"), width=2.2),
        Column(_("Bring to its target, with evidence"), width=2.6),
        Column(_("Exposure, points"), "change"),
        Column(_("Exposure then"), "share1"),
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(_("What helps most, one after the other"), columns, rows))
    blocks.append(Bullets(waiting(material)))
    return Section("decisions", _("Decisions asked"), said, tuple(blocks))


def waiting(material: Material) -> tuple[str, ...]:
    """What waits for a decision, a sentence each; one that says so when nothing does."""
    said = []
    severe, counts = material.severe, material.findings
    if severe.open:
        said.append(ngettext(
            "Decide who closes the one critical finding that is open, and by when (%(overdue)s overdue).",
            "Decide who closes the %(num)s critical findings that are open, and by when (%(overdue)s overdue).",
            severe.open, overdue=severe.overdue))  # fmt: skip
    if counts["ownerless"]:
        said.append(ngettext("Name an owner for the one finding that has none.",
                             "Name an owner for the %(num)s findings that have none.",
                             counts["ownerless"]))  # fmt: skip
    if material.accepted.total:
        said.append(ngettext("Confirm or end the one exception (an accepted risk).",
                             "Confirm or end the %(num)s exceptions (accepted risks).",
                             material.accepted.total))  # fmt: skip
    if material.waiting:
        said.append(ngettext("One assessment waits for review: until then its result is provisional.",
                             "%(num)s assessments wait for review: until then their results are provisional.",
                             material.waiting))  # fmt: skip
    unknown = material.chain["unknown"]
    if unknown:
        names = words.listed([material.name(row.node) for row in unknown[:3]])
        said.append(_("Have those asked first that nobody knows and that could hurt most: %(names)s.", names=names))
    return tuple(said) or (_("Nothing else waits for a decision."),)
