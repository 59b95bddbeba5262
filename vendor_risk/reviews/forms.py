"""Forms of reviewers: a judgement of one answer, and the decisions about all of them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from vendor_risk.assessments.answers.kinds import MAX_TEXT
from vendor_risk.domain.questionnaires import MAX_LEVEL, EvidenceGrade, NaDecision
from vendor_risk.reviews.actions import OK, Judgement

_LEVELS = [SelectChoice(""), *[SelectChoice(str(level)) for level in range(MAX_LEVEL + 1)]]


class JudgementForm(FlaskForm):
    """What a reviewer finds of one answer. The page draws it by hand, once per question."""

    seen_version = IntegerField(validators=[InputRequired()])
    review = SelectField(choices=[SelectChoice(""), SelectChoice(OK), SelectChoice("returned")], default="")
    note = TextAreaField(validators=[Length(max=MAX_TEXT)])
    grade = SelectField(choices=[SelectChoice(grade.value) for grade in EvidenceGrade])
    na_decision = SelectField(choices=[SelectChoice(decision.value) for decision in NaDecision], default="")
    override_level = SelectField(choices=_LEVELS, default="")
    override_reason = TextAreaField(validators=[Length(max=MAX_TEXT)])

    def judgement(self) -> Judgement:
        """The judgement as the action takes it."""
        level = self.override_level.data
        return Judgement(
            review=self.review.data or "",
            note=self.note.data or "",
            grade=EvidenceGrade(self.grade.data),
            na_decision=NaDecision(self.na_decision.data or ""),
            override_level=float(level) if level else None,
            override_reason=self.override_reason.data or "",
        )


class ReviewDecisionForm(FlaskForm):
    """A decision about the whole assessment, made on the state the reviewer saw."""

    seen_version = HiddenField(validators=[InputRequired()])
    note = TextAreaField(_l("Note to respondent"), validators=[Optional(), Length(max=MAX_TEXT)])


class QueueForm(FlaskForm):
    """Filters of the queue; they are in the address."""

    class Meta:
        csrf = False

    q = StringField(_l("Search"))
    tier = SelectField(
        _l("Tier"),
        choices=[
            SelectChoice("", _l("All")),
            SelectChoice("T1"),
            SelectChoice("T2"),
            SelectChoice("T3"),
            SelectChoice("none", _l("No tier")),
        ],
    )
    status = SelectField(
        _l("Status"),
        choices=[
            SelectChoice("", _l("Awaiting review")),
            SelectChoice("submitted", _l("Not started")),
            SelectChoice("in_review", _l("Under review")),
            SelectChoice("returned", _l("Returned")),
        ],
    )
    questionnaire = SelectField(_l("Questionnaire"), validate_choice=False)
    company = SelectField(_l("Sent by"), validate_choice=False)
