"""Workbooks on the command line: said in sentences, harmless to repeat, exit codes that scripts can follow."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path, PurePath
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from tests.builders import organizations, workbooks
from tests.builders.foreign_workbooks import ROWS, workbook
from tests.imports.bulk.scene import answers_of
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.cli import cli
from vendor_risk.database import db
from vendor_risk.files import file_store
from vendor_risk.imports.models import ImportBatch


@pytest.fixture
def run(app: Flask) -> Any:
    def _run(*arguments: Any) -> Any:
        db.session.commit()
        info = ScriptInfo(create_app=lambda: app)
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], obj=info)

    return _run


def count(model: Any) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_imported_scored_and_the_second_time_left_alone(
    run: Any, group: organizations.Group, tmp_path: Path
) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    path = write(tmp_path, "sheet.xlsx", workbook())
    looked = run("import", path, "--organization", vendor.code, "--dry-run")
    assert (looked.exit_code, count(Assessment), count(ImportBatch)) == (0, 0, 0)
    assert "6 imported" in looked.output
    assert list(file_store().all()) == []
    done = run("import", path, "--organization", "Bolt", "--accept", "--round", "2026")
    assert done.exit_code == 0, done.output
    assert "score 50.0" in done.output
    assessment = db.session.scalars(select(Assessment)).one()
    # One answer is claimed as "not applicable": no import accepts a claim that nobody has seen.
    assert (assessment.status, assessment.round, assessment.issuer_id) == (
        AssessmentStatus.SUBMITTED,
        "2026",
        group.a.id,
    )
    assert "0 changes" in run("import", path, "--organization", vendor.code).output
    assert count(Assessment) == 1


def test_a_folder_and_a_zip_are_imported_file_by_file_and_a_bad_one_stops_no_other(
    run: Any, group: organizations.Group, tmp_path: Path
) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        write(folder, f"{number}.xlsx", workbook([(*row[:2], row[2], f"edition {number}") for row in ROWS]))
    write(folder, "broken.xlsx", b"PK\x03\x04 broken")
    write(folder, "readme.txt", b"not a workbook")
    done = run("import", folder, "--organization", vendor.code)
    assert done.exit_code == 1
    assert done.output.count("imported") >= 3
    assert "broken.xlsx" in done.output
    assert count(Assessment) == 3
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for path in folder.iterdir():
            target.write(path, f"somewhere/{path.name}")
    again = run("import", archive, "--organization", vendor.code)
    assert again.output.count("0 changes") == 3
    assert count(Assessment) == 3


def test_what_is_not_there_is_said_and_imports_nothing(run: Any, group: organizations.Group, tmp_path: Path) -> None:
    path = write(tmp_path, "sheet.xlsx", workbook())
    nobody = run("import", path, "--organization", "Nobody Ltd.")
    assert nobody.exit_code == 1
    assert "no organisation “Nobody Ltd.”" in nobody.output
    vendor = organizations.vendor("Bolt", group.a)
    wrong = run("import", path, "--organization", vendor.code, "--issuer", vendor.code)
    assert "is not a group company" in wrong.output
    assert count(ImportBatch) == 0


def test_own_workbooks_come_in_by_the_folder_and_repeating_changes_nothing(
    run: Any, group: organizations.Group, tmp_path: Path
) -> None:
    version = workbooks.released()
    asked = [workbooks.assessment(group, version) for _ in range(3)]
    for number, one in enumerate(asked):
        write(tmp_path, f"{number}.xlsx", workbooks.filled(one, {"level": str(number), "number": "many"}))
    write(tmp_path, "other.xlsx", workbook())
    first = run("import-own", tmp_path)
    assert first.exit_code == 1
    assert "is not an Excel file for this questionnaire" in first.output
    db.session.expire_all()
    assert [assessment_queries.answers(one.id)["level"].value for one in asked] == [0, 1, 2]
    before = count(ImportBatch)
    second = run("import-own", tmp_path / "0.xlsx")
    assert second.exit_code == 0
    assert "1 refused" in second.output
    assert "added" not in second.output
    assert count(ImportBatch) >= before


def test_kept_files_are_compared_with_the_rows(run: Any, group: organizations.Group, tmp_path: Path) -> None:
    vendor = organizations.vendor("Bolt", group.a)
    run("import", write(tmp_path, "sheet.xlsx", workbook()), "--organization", vendor.code)
    orphan = file_store().store(b"nobody names me")
    os.utime(file_store().path(orphan), (1, 1))
    assert "2 files, 0 missing, 1 unreferenced, 0 removed" in run("files").output
    assert "1 removed" in run("files", "--delete").output
    (named,) = file_store().all()
    file_store().path(named).unlink()
    missing = run("files")
    assert missing.exit_code == 1
    assert named in missing.output


def test_whose_the_files_are_is_guessed_listed_confirmed_and_only_then_imported(
    run: Any, group: organizations.Group, tmp_path: Path
) -> None:
    acme, _bolt = organizations.vendor("Acme Logistics", group.a), organizations.vendor("Bolt Hosting", group.a)
    asked = workbooks.assessment(group)
    folder = tmp_path / "returned"
    folder.mkdir()
    write(folder, "one.xlsx", answers_of("Acme Logistics Ltd."))
    write(folder, "two.xlsx", answers_of("A stranger", "two"))
    write(folder, "own.xlsx", workbooks.filled(asked, {"level": "3"}))
    write(folder, "notes.txt", b"hello")
    listed = tmp_path / "list.csv"
    looked = run("import", folder, "--list", listed)
    assert looked.exit_code == 0, looked.output
    assert (count(ImportBatch), "Acme Logistics, 95%" in looked.output) == (0, True)
    guessed = run("import", folder, "--guess", "0.9")
    assert guessed.exit_code == 1
    assert "two.xlsx: Not imported" in guessed.output
    assert "notes.txt: This file type" in guessed.output
    assert sorted(db.session.scalars(select(ImportBatch.file_name))) == ["one.xlsx", "own.xlsx"]
    rows = list(csv.DictReader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert {PurePath(row["file"]).name: row["organization"] for row in rows} == {"one.xlsx": acme.code, "two.xlsx": ""}
    changed = [row | {"organization": "Bolt Hosting"} if row["file"].endswith("two.xlsx") else row for row in rows]
    with listed.open("w", encoding="utf-8-sig", newline="") as handle:
        out = csv.DictWriter(handle, list(rows[0]))
        out.writeheader()
        out.writerows(changed)
    done = run("import", folder, "--confirm", listed)
    assert done.exit_code == 0, done.output
    assert done.output.count("0 changes") == 2
    assert count(ImportBatch) == 3
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    assert "was not created by --list" in run("import", folder, "--confirm", wrong).output
