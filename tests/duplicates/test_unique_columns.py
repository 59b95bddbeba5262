"""What moves on a merge of duplicates breaks no uniqueness: of such columns no plain move is allowed."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, Table, UniqueConstraint

from vendor_risk import features
from vendor_risk.supply_chain.models import SupplyLink

HANDLED: dict[str, str] = {}
""""table.column" → where doubles are told apart before it moves, as they are of contacts and supply links, which are in
no feature's `moves` (`repointing_actions.move_contacts`, `move_links`). With a test that merges two of the same."""


def unique_sets(table: Table) -> list[set[str]]:
    """The columns of everything that must be unique in a table: keys, constraints, indexes and single columns."""
    found = [{column.name for column in table.primary_key.columns}]
    found += [
        {column.name for column in rule.columns} for rule in table.constraints if isinstance(rule, UniqueConstraint)
    ]
    found += [{column.name for column in index.columns} for index in table.indexes if index.unique]
    return found + [{column.name} for column in table.columns if column.unique]


def colliding(moves: list[tuple[Table, str]]) -> dict[str, list[str]]:
    """The columns that move and are part of something unique, with the columns of that."""
    found = {}
    for table, name in moves:
        for columns in unique_sets(table):
            if name in columns:
                found[f"{table.name}.{name}"] = sorted(columns)
    return found


def test_no_column_that_moves_is_unique_unless_doubles_are_told_apart():
    moves = [(model.__table__, name) for model, name in features.moves()]
    assert len(moves) >= 8
    found = colliding(moves)
    assert {name: columns for name, columns in found.items() if name not in HANDLED} == {}, (
        "two records with the same there cannot be merged: leave it out of `moves` and tell doubles apart in "
        "duplicates/repointing_actions.py, as for contacts"
    )
    assert set(HANDLED) <= set(found), "these are unique no more"


def test_the_columns_that_are_handled_apart_would_collide():
    assert colliding([(SupplyLink.__table__, "supplier_id")]) == {
        "supply_link.supplier_id": ["buyer_id", "service", "supplier_id"]
    }


def test_every_way_of_being_unique_is_seen():
    def table(*parts: Column[int] | UniqueConstraint | Index, unique: bool = False, key: bool = False) -> Table:
        columns = Column("id", Integer, primary_key=not key), Column("who", Integer, primary_key=key, unique=unique)
        return Table("sample", MetaData(), *columns, Column("year", Integer), *parts)

    assert colliding([(table(), "who")]) == {}
    for sample in (
        table(unique=True),
        table(key=True),
        table(UniqueConstraint("who", "year")),
        table(Index("ix_sample", "who", "year", unique=True)),
    ):
        assert list(colliding([(sample, "who")])) == ["sample.who"]
    assert colliding([(table(Index("ix_sample", "who", "year")), "who")]) == {}
