"""A vendor's own copy of what it submitted: every question with its answer, made by the same builder as reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import format_datetime
from flask_babel import gettext as _

from vendor_risk.assessments import pages
from vendor_risk.assessments.actions import reference_number
from vendor_risk.assessments.models import Assessment
from vendor_risk.assessments.results.explanation import said
from vendor_risk.declarations.models import Declaration
from vendor_risk.domain.questionnaires import AnswerScale, AnswerState
from vendor_risk.i18n import language, listed, tell
from vendor_risk.organizations import countries
from vendor_risk.reports.paper import Block, Bullets, Paper, PaperSection, Paragraph


def answers_paper(
    asked: Assessment, page: pages.AssessmentView, subcontractors: Sequence[Declaration] | None, *, by: str, today: date
) -> Paper:
    """Everything submitted, in the language that is spoken; `by` is who submitted it."""
    when = format_datetime(asked.submitted_at, "medium")
    sections = [_section(section, page.questionnaire.scales) for section in page.sections]
    if subcontractors is not None:
        sections.append(_subcontractors(len(sections) + 1, subcontractors))
    reference = reference_number(asked)
    return Paper(
        title=asked.questionnaire_version.title(language()),
        subtitle=f"{asked.organization.display_name(language())} · "
        + _("Submitted on %(when)s by %(name)s", when=when, name=by),
        stem=f"answers-{reference}",
        language=language(),
        as_of=today,
        stamp=reference,
        confidential=_("For %(name)s", name=asked.issuer.display_name(language())),
        sections=tuple(sections),
        keywords=(reference,),
    )


def _section(section: pages.SectionView, scales: Mapping[str, AnswerScale]) -> PaperSection:
    title = f"{section.number}. {tell(section.section.title)}"
    answered = _("%(done)s of %(total)s questions answered", done=section.done, total=section.total)
    blocks = tuple(block for question in section.questions for block in _question(question, scales))
    return PaperSection(section.section.id, answered, title, blocks)


def _question(view: pages.QuestionView, scales: Mapping[str, AnswerScale]) -> Iterator[Block]:
    question, content = view.question, view.content
    yield Bullets((f"{view.number}. {tell(question.text)}",))
    words = said(question, scales, content)
    if content.state is AnswerState.ANSWERED and question.anchors and isinstance(content.value, int | float):
        words = f"{words}: {tell(question.anchors[int(content.value)])}"
    if content.state is AnswerState.NOT_APPLICABLE:
        words = f"{words}: {content.na_reason}"
    yield Paragraph(words)
    if content.comment:
        yield Paragraph(_("Comment: %(text)s", text=content.comment))
    if view.evidence:
        yield Paragraph(_("Evidence: %(names)s", names=listed([item.name for item in view.evidence])), "muted")


def _subcontractors(number: int, rows: Sequence[Declaration]) -> PaperSection:
    names = countries.names(language())
    items = tuple(f"{row.name} · {row.service} · {names.get(row.country, row.country)}" for row in rows)
    label = _("List of subcontractors")
    block: Block = Bullets(items) if items else Paragraph(_("We use no subcontractors for this work"))
    return PaperSection("subcontractors", label, f"{number}. {label}", (block,))
