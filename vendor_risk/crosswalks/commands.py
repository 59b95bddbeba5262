"""`vendor-risk crosswalk`: which questions of another questionnaire say something about ours."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from vendor_risk.accounts.queries import company_tree
from vendor_risk.assessments.models import Assessment
from vendor_risk.crosswalks import actions, queries
from vendor_risk.crosswalks.proposals import proposals, rules
from vendor_risk.database import db, now, writing
from vendor_risk.domain.crosswalk.matching import QuestionPair, match
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.errors import Refused
from vendor_risk.imports import batches as import_batches
from vendor_risk.imports.foreign import actions as foreign_import_actions
from vendor_risk.organizations import queries as organization_queries
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires import queries as questionnaire_queries
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.workbook.text import clean, csv_safe

ACTOR = "command line"
_COLUMNS = ("question", "title", "theirs", "their_question", "confidence", "control", "reference", "likeness", "words",
            "confirmed")  # fmt: skip


def _everything() -> Scope:
    return Scope(frozenset(company_tree()))


def _named(key: str) -> QuestionnaireVersion:
    """The newest version of a stored questionnaire."""
    found = [version for version in questionnaire_queries.versions(_everything()) if version.key == key]
    if not found:
        raise click.ClickException(f"There is no questionnaire or file named “{key}”.")
    return found[0]


def _theirs(text: str) -> Questionnaire:
    """The questionnaire a file holds, or a stored one by its key."""
    path = Path(text)
    if not path.is_file():
        return questionnaire_queries.domain_questionnaire(_named(text).id)
    try:
        return foreign_import_actions.open_file(
            import_batches.open_workbook(path.read_bytes(), path.name)
        ).questionnaire
    except Refused as refusal:
        raise click.ClickException(refusal.message) from None


@click.command()
@click.argument("source")
@click.argument("target")
@click.option("--format", "as_format", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option(
    "--organization", help="Carry over this organisation's answers for question pairs that a user has confirmed."
)
@with_appcontext
def crosswalk(source: str, target: str, as_format: str, organization: str | None) -> None:
    """Map SOURCE (an Excel file or a questionnaire key) to the questionnaire TARGET (a key): one line for each pair.

    With --organization, only a summary is printed: answers to pairs that a user has confirmed are carried over into
    the organisation's TARGET assessment, which is created if none is in progress. Existing answers are never
    overwritten.
    """
    version = _named(target)
    if organization is not None:
        _carry(source, version, organization)
        return
    theirs, ours = _theirs(source), questionnaire_queries.domain_questionnaire(version.id)
    decided = queries.decisions(ours, theirs)
    found = list(_lines(match(theirs, ours, rules()), theirs, ours, decided))
    if as_format == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    writer = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in line.items()} for line in found)


def _lines(
    pairs: tuple[QuestionPair, ...], theirs: Questionnaire, ours: Questionnaire, decided: dict[tuple[str, str], bool]
) -> Iterator[dict[str, object]]:
    for pair in pairs:
        question, foreign_question = ours.by_id[pair.own], theirs.by_id[pair.foreign]
        yield {
            "question": pair.own,
            "title": (question.title or question.text).en,
            "theirs": pair.foreign,
            "their_question": foreign_question.text.en,
            "confidence": pair.confidence,
            "control": pair.control,
            "reference": pair.reference,
            "likeness": pair.likeness,
            "words": list(pair.words),
            "confirmed": decided.get((pair.own, queries.identity(foreign_question))),
        }


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, list):
        value = ", ".join(value)
    text = clean(value) if isinstance(value, str) else value
    return csv_safe(text) if isinstance(text, str) else text


def _carry(key: str, version: QuestionnaireVersion, organization: str) -> None:
    scope = _everything()
    found = organization_queries.named(scope, organization)
    if found is None:
        raise click.ClickException(
            f"There is no organisation “{organization}”, or several have this name. Use the code."
        )
    source = next((each for each in queries.sources(scope, found.id) if _is(each, key)), None)
    if source is None:
        raise click.ClickException(f"“{found.code}” has no complete answers to “{key}”. Import its file first.")
    with writing():
        try:
            target = actions.begin(scope, source, version, at=now(), actor=ACTOR)
            ready = {
                proposal.question.id: None
                for proposal in proposals(target, source).proposed
                if proposal.open and proposal.confirmed and not proposal.needs_level
            }
            done = actions.carry(target, source, ready, at=now(), actor=ACTOR) if ready else []
            if ready:
                db.session.commit()
        except Refused as refusal:
            raise click.ClickException(refusal.message) from None
    click.echo(f"Answers carried over from {source.questionnaire_version.key} into {version.key}: {len(done)}")


def _is(assessment: Assessment, key: str) -> bool:
    stored = assessment.questionnaire_version.key
    return stored == key or (stored.startswith(f"{key}-") and stored.removeprefix(f"{key}-").isdigit())
