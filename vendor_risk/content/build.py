"""Structs of `schema` into domain objects. Checked content goes in; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vendor_risk.content.library import (
    ABOVE,
    LibraryRules,
    ReferenceSource,
    TierQuestion,
    TierWording,
    TrainingCourse,
    Wording,
)
from vendor_risk.content.schema import (
    Bilingual,
    ColumnDoc,
    QuestionDoc,
    QuestionnaireDoc,
    ReferencesFile,
    ScaleDoc,
    SectionDoc,
    TrainingFile,
)
from vendor_risk.content.schema_rules import ScoringDoc, TierRulesDoc
from vendor_risk.domain.questionnaires import (
    AnswerScale,
    KnockOut,
    Option,
    Question,
    QuestionColumn,
    Questionnaire,
    Section,
    Text,
    Threshold,
)
from vendor_risk.domain.scoring.rules import GradeStep, LevelStep, ScoringRules, TierRules
from vendor_risk.domain.tiering.tiers import TierSource


def _text(doc: Bilingual) -> Text:
    return Text(en=doc.en.strip(), ja=doc.ja.strip())


def _maybe(doc: Bilingual | None) -> Text | None:
    return None if doc is None else _text(doc)


def _texts(docs: Iterable[Bilingual]) -> tuple[Text, ...]:
    return tuple(_text(doc) for doc in docs)


def build_scale(doc: ScaleDoc) -> AnswerScale:
    """An answer scale."""
    return AnswerScale(
        id=doc.id,
        title=_text(doc.title),
        options=tuple(Option(o.id, _text(o.label), level=o.level, state=o.state) for o in doc.options),
        thresholds=tuple(Threshold(t.at_least, t.level) for t in doc.thresholds),
    )


def _column(doc: ColumnDoc) -> QuestionColumn:
    options = tuple(Option(option.id, _text(option.label)) for option in doc.options)
    return QuestionColumn(doc.id, _text(doc.title), doc.kind, doc.required, options)


def _question(doc: QuestionDoc) -> Question:
    knock_out = doc.knock_out
    return Question(
        id=doc.id,
        kind=doc.kind,
        text=_text(doc.text),
        targets=dict(sorted(doc.targets.items())),
        weight=doc.weight,
        title=_maybe(doc.title),
        help=_maybe(doc.help),
        anchors=_texts(doc.anchors),
        scale_id=doc.scale,
        columns=tuple(_column(column) for column in doc.columns),
        max_rows=doc.max_rows,
        na_allowed=doc.na_allowed,
        knock_out=None
        if knock_out is None
        else KnockOut(knock_out.floor, knock_out.grade_cap, _text(knock_out.reason)),
        facts=frozenset(fact.value for fact in doc.facts),
        evidence=_texts(doc.evidence),
        improvement=_maybe(doc.improvement),
        steps=_texts([doc.steps[level] for level in sorted(doc.steps)]),
        na_help=_maybe(doc.na_help),
        manual=_texts(doc.manual),
        trainings=doc.trainings,
        references=doc.references,
        model_activity=doc.model_activity,
        scored=doc.scored,
    )


def build_questionnaire(
    head: QuestionnaireDoc, sections: Sequence[SectionDoc], scales: Mapping[str, AnswerScale]
) -> Questionnaire:
    """A questionnaire with the scales its questions use (and no others, so that it stands for itself)."""
    used = {question.scale for section in sections for question in section.questions if question.scale}
    return Questionnaire(
        key=head.key,
        version=head.version,
        title=_text(head.title),
        sections=tuple(
            Section(
                id=doc.id,
                title=_text(doc.title),
                questions=tuple(_question(question) for question in doc.questions),
                purpose=_maybe(doc.purpose),
                weight=doc.weight,
            )
            for doc in sections
        ),
        scales={scale_id: scales[scale_id] for scale_id in sorted(used)},
        description=_text(head.description),
        audience=head.audience,
        scheme=head.scheme,
        validity_days=head.validity_days,
        minutes_per_question=head.minutes_per_question,
        source=head.source.strip(),
        credit=_text(head.credit),
        licence=head.licence.strip(),
    )


def build_rules(scoring: ScoringDoc, tiers: TierRulesDoc) -> LibraryRules:
    """The tables of scoring and tiering with their wording. ValueError when a table contradicts itself."""
    return LibraryRules(
        scoring=_scoring_rules(scoring, tiers),
        tiering=_tier_rules(tiers),
        grades={g.letter: Wording(_text(g.title), _text(g.meaning)) for g in scoring.grades},
        evidence={e.id: Wording(_text(e.title), _text(e.meaning)) for e in scoring.evidence},
        tiers={
            tier: TierWording(_text(t.title), _text(t.rule), _text(t.assessment), t.target, t.validity_days)
            for tier, t in sorted(tiers.tiers.items())
        },
        tier_questions={
            key: TierQuestion(_text(q.text), _text(q.help), _text(q.if_yes), _text(q.if_no), _text(q.if_unstated))
            for key, q in tiers.questions.items()
        },
        facts={fact: Wording(_text(doc.title), _text(doc.help)) for fact, doc in tiers.facts.items()},
        names=_names(tiers),
        reasons=_reasons(tiers),
        tiering_source=_text(tiers.source),
    )


def _scoring_rules(doc: ScoringDoc, tiers: TierRulesDoc) -> ScoringRules:
    return ScoringRules(
        version=doc.version,
        grades=tuple(GradeStep(grade.letter, grade.at_least) for grade in doc.grades),
        evidence_caps={row.id: row.cap for row in doc.evidence},
        default_targets={tier: row.target for tier, row in tiers.tiers.items()},
        validity_days=doc.validity_days,
        due_soon_days=doc.due_soon_days,
        evidence_validity_days={row.id: row.validity_days for row in doc.evidence if row.validity_days},
    )


def _tier_rules(doc: TierRulesDoc) -> TierRules:
    rule = doc.derivation
    return TierRules(
        version=doc.version,
        data_impact={key: row.impact for key, row in doc.data.items()},
        personal_data_impact=doc.personal_data.impact,
        access_impact={key: row.impact for key, row in doc.access.items()},
        stoppage_impact=tuple(LevelStep(row.up_to, row.impact) for row in doc.stoppage_hours if row.up_to is not None),
        substitutability_step={key: row.adds for key, row in doc.substitutability.items()},
        spend_impact=tuple(LevelStep(row.up_to, row.impact) for row in doc.annual_spend_jpy if row.up_to is not None),
        spend_impact_above=doc.annual_spend_jpy[-1].impact,
        data_likelihood={key: row.likelihood for key, row in doc.data.items()},
        personal_data_likelihood=doc.personal_data.likelihood,
        access_likelihood={key: row.likelihood for key, row in doc.access.items()},
        intolerable_stop_likelihood=rule.intolerable_stop_likelihood,
        subcontracting_step=rule.subcontracting_adds,
        confidential_from=rule.confidential_from,
        personal_data_is_confidential=rule.personal_data_is_confidential,
        intolerable_hours=rule.intolerable_hours,
        access_from=rule.access_from,
        yes_impact=rule.yes_impact,
        critical_impact=rule.critical_impact,
    )


def _names(doc: TierRulesDoc) -> dict[str, Text]:
    return {
        **{f"{TierSource.DATA}.{key}": _text(row.title) for key, row in doc.data.items()},
        TierSource.PERSONAL_DATA.value: _text(doc.personal_data.title),
        **{f"{TierSource.ACCESS}.{key}": _text(row.title) for key, row in doc.access.items()},
        **{f"{TierSource.SUBSTITUTABILITY}.{key}": _text(row.title) for key, row in doc.substitutability.items()},
    }


def _reasons(doc: TierRulesDoc) -> dict[str, Text]:
    reasons = {
        **{f"{TierSource.DATA}.{key}": _text(row.reason) for key, row in doc.data.items()},
        f"{TierSource.PERSONAL_DATA}.{True}": _text(doc.personal_data.reason),
        f"{TierSource.PERSONAL_DATA}.{False}": _text(doc.no_personal_data),
        **{f"{TierSource.ACCESS}.{key}": _text(row.reason) for key, row in doc.access.items()},
        **{f"{TierSource.SUBSTITUTABILITY}.{key}": _text(row.reason) for key, row in doc.substitutability.items()},
        TierSource.STATED.value: _text(doc.stated),
        TierSource.SUBCONTRACTING.value: _text(doc.subcontracting),
    }
    for table, steps in ((TierSource.STOPPAGE, doc.stoppage_hours), (TierSource.SPEND, doc.annual_spend_jpy)):
        for step in steps:
            reasons[f"{table}.{ABOVE if step.up_to is None else f'{step.up_to:.0f}'}"] = _text(step.reason)
    return reasons


def build_training(file: TrainingFile) -> dict[str, TrainingCourse]:
    """The courses by id, in the order of the file."""
    return {
        doc.id: TrainingCourse(
            id=doc.id,
            level=doc.level,
            title=_text(doc.title),
            audience=_text(doc.audience),
            format=_text(doc.format),
            topics=_text(doc.topics),
        )
        for doc in file.courses
    }


def build_references(file: ReferencesFile) -> dict[str, ReferenceSource]:
    """The sources by code, in the order of the file."""
    return {
        code: ReferenceSource(code, _text(doc.name), _text(doc.terms), doc.ships, doc.url)
        for code, doc in file.sources.items()
    }
