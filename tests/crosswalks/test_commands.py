"""`vendor-risk crosswalk`: the mapping printed, and what was confirmed carried over."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.builders import crosswalks, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.crosswalks import actions, queries
from vendor_risk.crosswalks.commands import crosswalk
from vendor_risk.database import db


@pytest.fixture
def run(app: Flask) -> Any:
    runner: FlaskCliRunner = app.test_cli_runner()

    def invoke(*arguments: object) -> Any:
        db.session.commit()
        return runner.invoke(crosswalk, [str(argument) for argument in arguments])

    return invoke


def test_a_file_is_mapped_onto_ours_as_csv_and_json(run: Any, group: organizations.Group, tmp_path: Path) -> None:
    crosswalks.version()
    file = tmp_path / "caiq.xlsx"
    file.write_bytes(crosswalks.caiq())
    rows = list(csv.DictReader(io.StringIO(run(file, "outsourcing-vendor").output)))
    row = next(row for row in rows if (row["question"], row["theirs"]) == ("OP-07-02", "IAM-07.1"))
    assert (row["control"], row["reference"], row["confirmed"]) == ("access-revocation", "CCM:IAM-7", "")
    found = json.loads(run(file, "outsourcing-vendor", "--format", "json").output)
    assert len(found) == len(rows)
    assert {"question", "theirs", "confidence", "words"} <= set(found[0])


def test_only_confirmed_pairs_are_carried_over_and_repeating_changes_nothing(
    run: Any, group: organizations.Group
) -> None:
    target, source = crosswalks.pair(group)
    actions.carry(target, source, {"OP-07-02": None, "OP-05-05": None}, at=NOW, actor=crosswalks.BY)
    other = crosswalks.bring(group, organizations.vendor("Nut", group.a))
    code = other.organization.code
    told = run("caiq", "outsourcing-vendor", "--organization", code).output
    assert told == "Answers carried over from caiq into outsourcing-vendor: 2\n"
    begun = queries.running(group.a.id, other.organization_id, ["outsourcing-vendor"])["outsourcing-vendor"]
    assert set(assessment_queries.answers(begun.id)) == {"OP-07-02", "OP-05-05"}
    assert run("caiq", "outsourcing-vendor", "--organization", code).output.endswith(": 0\n")


def test_what_is_not_there_is_said(run: Any, group: organizations.Group, tmp_path: Path) -> None:
    crosswalks.version()
    vendor = organizations.vendor("Bolt", group.a)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for arguments, words in (
        (("nothing", "outsourcing-vendor"), "There is no questionnaire or file named “nothing”"),
        ((broken, "outsourcing-vendor"), ""),
        (("caiq", "outsourcing-vendor", "--organization", "X-404"), "organisation"),
        (("caiq", "outsourcing-vendor", "--organization", vendor.code), "no complete answers to “caiq”"),
    ):
        done = run(*arguments)
        assert done.exit_code == 1
        assert words in done.output
