"""Migrations: one line, equal to the models, up and down with data, all or nothing; on SQLite and PostgreSQL."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, inspect, select, text

from tests.builders.applications import make_config
from vendor_risk import paths
from vendor_risk.app import create_app
from vendor_risk.database import UtcDateTime, db, upgrade_tables, writing

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SPECIAL = {
    ("distinct_pair", "second_id"): 2,
    ("organization_merge", "gone_id"): 2,
    ("organization", "kind"): "group_company",
    ("engagement", "supplier_id"): 2,
    ("supply_link", "supplier_id"): 2,
}
"""Values that a check constraint asks for."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request, tmp_path):
    """An application on an empty database without tables."""
    changes = {} if request.param == "sqlite" else {"database_url": request.getfixturevalue("postgresql")}
    application = create_app(make_config(tmp_path, **changes))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


def table_names():
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def value_for(column):
    """Some value this column takes."""
    if (column.table.name, column.name) in SPECIAL:
        return SPECIAL[column.table.name, column.name]
    kinds = {UtcDateTime: NOW, Date: NOW.date(), JSON: {}, Boolean: True, Integer: 1, Float: 0.5, LargeBinary: b"x"}
    for kind, value in kinds.items():
        if isinstance(column.type, kind):
            return value
    return "x"


def fill_every_table():
    """One row in each table; rows point at the first of another, sellers at the second organization."""
    for table in db.metadata.sorted_tables:
        row = {column.name: value_for(column) for column in table.columns if not column.nullable}
        db.session.execute(table.insert().values(row))
        if table.name == "organization":
            db.session.execute(table.insert().values(row | {"id": 2, "code": "y"}))
    db.session.commit()


def down():
    with writing():
        db.session.remove()
        flask_migrate.downgrade(revision="base")


def test_there_is_one_line_of_migrations_and_its_end_stands_in_the_file():
    script = ScriptDirectory(str(paths.MIGRATIONS))
    assert script.get_heads() == [(paths.MIGRATIONS / "HEAD").read_text().strip()]
    numbers = [file.name.split("_")[0] for file in sorted((paths.MIGRATIONS / "versions").glob("*.py"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_migrated_tables_are_what_the_models_say(empty):
    upgrade_tables()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_with_data_in_every_table(empty):
    upgrade_tables()
    with writing():
        fill_every_table()
    assert table_names() == set(db.metadata.tables)
    for table in db.metadata.sorted_tables:
        assert db.session.execute(select(table)).all(), table.name
    down()
    assert table_names() == set()
    upgrade_tables()
    with writing():
        fill_every_table()


def test_upgrading_twice_changes_nothing(empty):
    upgrade_tables()
    with writing():
        fill_every_table()
    upgrade_tables()
    assert db.session.scalar(text("SELECT count(*) FROM audit_event")) == 1


def test_the_migrated_audit_log_refuses_changes(empty):
    upgrade_tables()
    with writing():
        fill_every_table()
        for statement in ("UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"):
            with pytest.raises(Exception, match="only added to"):
                db.session.execute(text(statement))
            db.session.rollback()


def test_a_migration_that_dies_half_way_leaves_nothing_and_can_be_run_again(empty, monkeypatch):
    class PowerCutError(Exception):
        pass

    def fail(*_args, **_more):
        raise PowerCutError

    with monkeypatch.context() as broken:
        broken.setattr(Operations, "execute", fail)
        with pytest.raises(PowerCutError):
            upgrade_tables()
    db.session.remove()
    assert table_names() == set()
    upgrade_tables()
    assert table_names() == set(db.metadata.tables)


def test_two_starts_at_once_both_end_well(tmp_path):
    environment = {**os.environ, "VENDOR_RISK_DATA": str(tmp_path / "data")}
    environment.pop("VENDOR_RISK_DATABASE_URL", None)
    command = [sys.executable, "-m", "vendor_risk", "upgrade"]
    starts = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in (1, 2)
    ]
    ends = [(start.communicate(timeout=120)[0].decode(), start.returncode) for start in starts]
    assert [code for _output, code in ends] == [0, 0], ends
