"""Adding or changing many rows in one statement: what bulk imports write with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Dialect, Table, bindparam, insert, update
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from vendor_risk.database import Base, chain_version, db

_WHICH = "which_row"
_KEYS = (str, int, float, datetime, date, type(None))
_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Statement:
    """An INSERT as the driver takes it: the columns in its order, what converts each, and the defaults it adds."""

    sql: str
    names: tuple[str, ...]
    converters: tuple[_Convert | None, ...]
    defaults: Mapping[str, object]


@lru_cache(maxsize=256)
def _statement(table: Table, dialect: Dialect, given: tuple[str, ...]) -> _Statement | None:
    """The statement for these columns; None where SQLAlchemy has to bind by name or to compute a default by row."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(given), for_executemany=True)
    if compiled.positiontup is None:
        return None
    defaults = {name: table.c[name].default for name in compiled.positiontup if name not in given}
    if not all(isinstance(default, ScalarElementColumnDefault) for default in defaults.values()):
        return None
    return _Statement(
        str(compiled),
        tuple(compiled.positiontup),
        tuple(table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in compiled.positiontup),
        {name: cast("ScalarElementColumnDefault", default).arg for name, default in defaults.items()},
    )


def insert_many(model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows, all with the same columns, in one statement (see `insert_columns`)."""
    if rows:
        insert_columns(model, len(rows), {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(
    model: type[Base], number: int, columns: Mapping[str, Sequence[object]], same: Mapping[str, object] | None = None
) -> None:
    """Add `number` rows in one statement: `columns` holds a value per row, `same` what all rows have in common.

    Where the database takes values by position, and no default has to be computed, each column is converted as a whole
    and equal values once: most columns of a bulk import hold the same few values (ten times as fast as through the
    session, 2.5 times as a Core insert).
    """
    if not number:
        return
    same = same or {}
    db.session.flush()
    _touch(model)
    connection = db.session.connection()
    table = cast("Table", model.__table__)
    statement = _statement(table, connection.dialect, (*columns, *same))
    if statement is None:
        by_row = zip(*columns.values(), strict=True) if columns else iter([()] * number)
        connection.execute(insert(table), [{**same, **dict(zip(columns, row, strict=True))} for row in by_row])
        return
    alike = {**statement.defaults, **same}
    values: list[Iterable[object]] = []
    for name, convert in zip(statement.names, statement.converters, strict=True):
        if name in columns:
            values.append(_converted(convert, columns[name]))
        else:
            values.append([alike[name] if convert is None else convert(alike[name])] * number)
    connection.exec_driver_sql(statement.sql, list(zip(*values, strict=True)))


def _touch(model: type[Base]) -> None:
    if getattr(model, "raises_chain_version", False):
        chain_version.touch(db.session())


def _converted(convert: _Convert | None, values: Sequence[object]) -> Sequence[object]:
    """The values of one column as the database driver takes them."""
    if convert is None:
        return values
    known: dict[object, object] = {}
    converted = []
    for value in values:
        if not isinstance(value, _KEYS):  # a list or a document: cannot be looked up
            converted.append(convert(value))
            continue
        key = (type(value), value)  # 1, 1.0 and True are not the same to JSON
        if key not in known:
            known[key] = convert(value)
        converted.append(known[key])
    return converted


def update_many(
    model: type[Base], rows: Iterable[tuple[int, Mapping[str, object]]], *, count_up: str | None = None
) -> int:
    """Write columns of rows by id, all rows the same columns; how many rows. `count_up` names a version column.

    Objects of this table that the session holds are reread when they are used.
    """
    changed = [{**values, _WHICH: row_id} for row_id, values in rows]
    if not changed:
        return 0
    table = cast("Table", model.__table__)
    values: dict[str, object] = {name: bindparam(name) for name in changed[0] if name != _WHICH}
    if count_up is not None:
        values[count_up] = table.c[count_up] + 1
    db.session.flush()
    _touch(model)
    db.session.connection().execute(update(table).where(table.c.id == bindparam(_WHICH)).values(values), changed)
    for held in db.session.identity_map.values():
        if isinstance(held, model):
            db.session.expire(held)
    return len(changed)
