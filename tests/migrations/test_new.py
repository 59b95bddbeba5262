"""`make migration`: the next number, what differs, and HEAD raised."""

import shutil

import pytest
from sqlalchemy import Column, Integer, Table

from tests.migrations import new
from vendor_risk import paths
from vendor_risk.database import db


@pytest.fixture
def folder(tmp_path):
    """A copy of the migrations."""
    return shutil.copytree(paths.MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))


def test_the_next_migration_has_the_next_number(folder):
    newest = int((folder / "HEAD").read_text())
    assert new.next_number(folder) == f"{newest + 1:04}"
    (folder / "versions" / f"{newest + 1:04}_more.py").write_text("")
    (folder / "HEAD").write_text(f"{newest + 1:04}\n")
    assert new.next_number(folder) == f"{newest + 2:04}"


def test_a_gap_or_another_head_is_said_before_anything_is_written(folder):
    newest = int((folder / "HEAD").read_text())
    (folder / "versions" / f"{newest + 1:04}_more.py").write_text("")
    with pytest.raises(SystemExit, match="make them agree first"):
        new.next_number(folder)
    (folder / "versions" / f"{newest + 1:04}_more.py").rename(folder / "versions" / f"{newest + 3:04}_more.py")
    with pytest.raises(SystemExit, match="without gaps"):
        new.next_number(folder)


def test_without_a_difference_nothing_is_written(folder):
    head = (folder / "HEAD").read_text()
    assert new.write("nothing", folder) is None
    assert (folder / "HEAD").read_text() == head


def test_a_new_table_is_written_and_head_raised(folder):
    number = new.next_number(folder)
    table = Table("made_for_a_test", db.metadata, Column("id", Integer, primary_key=True))
    try:
        file = new.write("add a table", folder)
    finally:
        db.metadata.remove(table)
    assert file.name == f"{number}_add_a_table.py"
    text = file.read_text()
    assert 'op.create_table(\n        "made_for_a_test"' in text
    assert f'down_revision = "{int(number) - 1:04}"' in text
    assert (folder / "HEAD").read_text() == f"{number}\n"


def test_it_wants_to_be_told_what_changes():
    with pytest.raises(SystemExit, match="Say what it changes"):
        new.main([])
