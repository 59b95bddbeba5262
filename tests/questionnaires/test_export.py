"""Questionnaires are taken along from their page and the command line, by who may see them."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
import yaml
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from tests.builders import organizations, workbooks
from vendor_risk.cli import cli
from vendor_risk.database import db
from vendor_risk.formats import FORMATS
from vendor_risk.questionnaires.models import QuestionnaireVersion


def test_each_format_is_linked_and_downloaded_with_a_name_of_its_own(group: organizations.Group, sign_in: Any) -> None:
    version_id = workbooks.released()
    client = sign_in(group.manager_a)
    page = client.get(f"/questionnaires/{version_id}").text
    names = set()
    for layout in FORMATS:
        address = f"/questionnaires/{version_id}/export/{layout}"
        assert address in page
        answer = client.get(f"{address}?in=ja")
        assert answer.status_code == 200
        names.add(answer.headers["Content-Disposition"])
    assert len(names) == len(FORMATS)
    library = client.get(f"/questionnaires/{version_id}/export/ciso-assistant?in=ja").data
    assert yaml.safe_load(library)["name"] == "場面"


@pytest.mark.parametrize("path", ["export/pdf", "export/oscal?in=fr"])
def test_what_is_not_written_is_not_found(group: organizations.Group, sign_in: Any, path: str) -> None:
    version_id = workbooks.released()
    assert sign_in(group.owner).get(f"/questionnaires/{version_id}/{path}").status_code == 404


def test_another_companys_questionnaire_is_not_given_away(group: organizations.Group, sign_in: Any) -> None:
    version_id = workbooks.released()
    row = db.session.get(QuestionnaireVersion, version_id)
    row.company_id = group.b.id  # type: ignore[union-attr]
    assert sign_in(group.manager_a).get(f"/questionnaires/{version_id}/export/json").status_code == 404
    assert sign_in(group.manager_b).get(f"/questionnaires/{version_id}/export/json").status_code == 200


def test_the_command_line_lists_and_writes(app: Flask, tmp_path: Any) -> None:
    workbooks.released()
    db.session.commit()

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(cli, ["questionnaires", *arguments], obj=ScriptInfo(create_app=lambda: app))

    assert "scene 1.0  released  Scene" in run("list").output
    catalog = run("export", "scene", "--format", "oscal")
    assert orjson.loads(catalog.output)["catalog"]["metadata"]["version"] == "1.0"
    target = tmp_path / "scene.json"
    assert run("export", "scene", "--output", str(target)).exit_code == 0
    assert orjson.loads(target.read_bytes())["questionnaire"]["key"] == "scene"
    wrong = run("export", "scene", "--version", "9")
    assert wrong.exit_code == 1
    assert "no questionnaire “scene" in wrong.output
