"""The report on one vendor: made to be handed to it, so nothing of the group or of other vendors is in it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.assessments.models import Result
from vendor_risk.assessments.results.explanation import ExplainedSection, short
from vendor_risk.assessments.results.figures import BACKED, GAIN, GRADE, SCORE
from vendor_risk.heatmaps.heatmap import HeatmapCell
from vendor_risk.i18n import language, listed, local_day, tell
from vendor_risk.organizations.models import Organization
from vendor_risk.portal.result_pages import OwnResult, own_result
from vendor_risk.questionnaires.queries import rules
from vendor_risk.reports import queries, words
from vendor_risk.reports.board_paper import stamp, stem
from vendor_risk.reports.paper import (
    Block,
    Bullets,
    Numbers,
    Paper,
    PaperColumn,
    PaperNumber,
    PaperSection,
    PaperTable,
    Paragraph,
    Value,
    paper_figure,
)
from vendor_risk.reports.subjects import Subject

_STEPS = 10


def vendor_paper(subject: Subject, vendor: Organization, today: date) -> Paper:
    """Its result, the reason, its gaps and what would move the grade, in the language that is spoken."""
    name = vendor.display_name(language())
    rows = queries.results_of(subject.scope, vendor.id)
    # what stands for it comes first; results of other questionnaires follow, named as such
    sections = [section for row in rows for section in _sections(row, today, beside=row is not rows[0])]
    sections = sections or [_nothing(name)]
    version = rows[0].rules_version if rows else rules().scoring.version
    return Paper(
        title=_("Security assessment result"),
        subtitle=f"{name} · " + _("As of %(day)s", day=words.day(today)),
        stem=f"result-{stem(vendor.code)}",
        language=language(),
        as_of=today,
        stamp=stamp(today, version),
        confidential=_("For %(name)s", name=name),
        sections=tuple(sections),
        keywords=(name,),
    )


def _nothing(name: str) -> PaperSection:
    text = Paragraph(_("A result will be available once answers have been submitted, reviewed and accepted."))
    return PaperSection("result", _("Result"), _("%(name)s does not have an accepted result yet.", name=name), (text,))


def _sections(row: Result, today: date, *, beside: bool) -> list[PaperSection]:
    own = own_result(row, today)
    title = tell(own.explanation.questionnaire.title)
    if beside:
        title = _("%(questionnaire)s (not part of the current result)", questionnaire=title)
    return [_result(row, own, title), _improve(own, title), _parts(own, title), _counted(own, row, title)]


def _result(row: Result, own: OwnResult, title: str) -> PaperSection:
    scored = own.explanation.result
    label = f"{_('Result')} · {title}"
    if scored.score is None or scored.grade is None:
        text = Paragraph(
            _("Every answer is “Not applicable” or has no level, so there is no score. This is neither 0 nor 100.")
        )
        return PaperSection("result", label, _("No answers can be scored."), (text,))
    said = _("Grade %(grade)s: %(score)s out of 100. Evidence-backed score: %(backed)s.",
             grade=scored.grade, score=own.readings.score.text, backed=own.readings.backed.text)  # fmt: skip
    stale = own.explanation.age.freshness == "stale"
    wording = rules().grades[scored.grade]
    numbers = Numbers(
        (
            PaperNumber(own.readings.grade, _("Grade, from A (best) to E"), tell(wording.title)),
            PaperNumber(own.readings.score, _("Score out of 100: how far the answers meet the target levels")),
            PaperNumber(
                own.readings.backed,
                _("Evidence-backed score: counts only points supported by a document or stronger evidence"),
                tone="info",
            ),
        )
    )
    valid = _("Result valid until %(day)s.", day=words.day(row.valid_until))
    if stale:
        valid = words.sentences([valid, _("This result has expired.")])
    blocks: list[Block] = [numbers, Paragraph(valid)]
    if scored.grade_is_capped:
        text = _(
            "The score alone would give grade %(grade)s. The grade is limited to %(cap)s until the key questions "
            "marked ◆ below reach their minimum levels.", grade=scored.grade_uncapped, cap=scored.cap)  # fmt: skip
        blocks.append(Paragraph(text, "strong"))
    hits = [one for one in own.improvements if one.critical]
    if hits:
        blocks.append(Bullets(tuple(f"◆ {short(one.question)}: {one.critical}" for one in hits)))
    return PaperSection("result", label, said, tuple(blocks))


def _improve(own: OwnResult, title: str) -> PaperSection:
    label = f"{_('Most effective improvements')} · {title}"
    steps, found = own.explanation.to_next_grade, own.improvements
    if not found and own.explanation.result.score is None:
        return PaperSection("improve", label, _("No answers can be scored, so it is not known what to improve."), ())
    if not found:
        return PaperSection(
            "improve",
            label,
            _("All targets have been met. Maintain these levels and keep your evidence up to date."),
            (),
        )
    said = _("The table lists the most significant gaps, starting with those whose closure would raise the score most.")
    if steps:
        names = listed([short(step.question) for step in steps[:4]]) + ("…" if len(steps) > 4 else "")
        said = ngettext("%(num)s improvement would raise the grade by one: %(names)s.",
                        "Together, these %(num)s improvements would raise the grade by one: %(names)s.",
                        len(steps), names=names)  # fmt: skip
    columns = (
        PaperColumn(_("Question"), width=2.0),
        PaperColumn(_("Current level"), width=1.9),
        PaperColumn(_("Target level"), width=2.4),
        PaperColumn(_("How to improve"), width=2.8),
        paper_figure(GAIN, "gain", 0.8),
    )
    rows: list[tuple[Value, ...]] = [
        (
            ("◆ " if one.critical else "") + short(one.question),
            _level(one.from_level, one.here),
            _level(one.to_level, one.wanted),
            "\n".join(f"{level}: {how}" if level else how for level, how in one.advice),
            one.gain,
        )
        for one in found
    ]
    return PaperSection(
        "improve", label, said, (PaperTable(_("Gaps, largest improvement first"), columns, rows, most=_STEPS, lines=9),)
    )


def _level(level: float, anchor: str) -> str:
    return f"{level_name(level)}: {anchor}" if anchor else level_name(level)


def _parts(own: OwnResult, title: str) -> PaperSection:
    parts = [(part, part.score.scores) for part in own.explanation.parts if part.score is not None]
    scored = [(part, found.score) for part, found in parts if found.score is not None]
    label = f"{_('By section')} · {title}"
    said = _("No answers can be scored.")
    if scored:
        part, score = min(scored, key=lambda pair: pair[1])
        said = _(
            "The weakest section is “%(section)s” (%(score)s out of 100).",
            section=tell(part.section.title),
            score=f"{score:.0f}",
        )
    columns = (
        PaperColumn(_("Section"), width=4),
        paper_figure(SCORE, "grade", 0.9),
        paper_figure(BACKED, "cell", 1.2),
    )
    rows: list[tuple[Value, ...]] = [
        (tell(part.section.title), _cell(part, found.score, found.backed), found.backed) for part, found in parts
    ]
    return PaperSection("parts", label, said, (PaperTable(_("Sections of the questionnaire"), columns, rows, most=20),))


def _cell(part: ExplainedSection, score: float | None, backed: float | None) -> HeatmapCell:
    grade = "" if score is None else rules().scoring.grade_of(score)
    weak = score is not None and (backed or 0.0) < score / 2
    return HeatmapCell(score, backed, grade, weak, stale=False, unknown=False, knocked=part.knocked_out)


def _counted(own: OwnResult, row: Result, title: str) -> PaperSection:
    items = [str(figure.formula) for figure in (SCORE, GRADE, BACKED)]
    evidence = [short(step.question) for step in own.explanation.supports[:6]]
    if evidence:
        items.append(_("Questions for which evidence is suggested next time: %(names)s.", names=listed(evidence)))
    facts = _("Scored on %(day)s using scoring rules %(rules)s and questionnaire version %(version)s.",
              day=words.day(local_day(row.scored_at)), rules=row.rules_version,
              version=own.explanation.questionnaire.version)  # fmt: skip
    said = _("The result is calculated from the answers and the evidence, using the same rules for every organisation.")
    label = f"{_('How the figures are calculated')} · {title}"
    return PaperSection("method", label, said, (Bullets(tuple(items)), Paragraph(facts, "muted")))
