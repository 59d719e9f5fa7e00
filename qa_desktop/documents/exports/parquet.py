"""Writes each table as Parquet, where pyarrow is installed: an extra, since it is as large as all else together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

from qa_desktop.domain.exports.columns import Cell, Group, Kind, Row, Table
from qa_desktop.errors import EnvironmentProblem

ROWS_AT_ONCE = 20_000
MISSING = (
    "This installation writes no Parquet: pyarrow is missing. Install it with “pip install qa-desktop[parquet]”, or "
    "export as CSV."
)


def demand_parquet() -> None:
    """Raise EnvironmentProblem where Parquet cannot be written."""
    if find_spec("pyarrow") is None:
        raise EnvironmentProblem(MISSING)


class ParquetFiles:
    """Writes a file for each table into a folder."""

    def __init__(self, folder: Path) -> None:
        demand_parquet()
        self._folder = folder

    def write(self, table: Table, groups: Iterable[Group]) -> None:
        """Write a whole table, a group of rows after the other."""
        import pyarrow as pa  # noqa: PLC0415 - an extra, loaded where one is written
        from pyarrow import parquet  # noqa: PLC0415 - as above

        kinds = {
            Kind.TEXT: pa.string(),
            Kind.CODE: pa.string(),
            Kind.NUMBER: pa.float64(),
            Kind.TRUTH: pa.bool_(),
            Kind.DAY: pa.date32(),
            Kind.MOMENT: pa.timestamp("ms", tz="UTC"),
        }
        fields = [pa.field(one.id, kinds[one.kind], metadata={"title": one.title}) for one in table.columns]
        schema = pa.schema(fields)
        with parquet.ParquetWriter(self._folder / f"{table.id}.parquet", schema) as writer:
            for firsts, rows in _at_once(groups):
                # Rows that are alike are turned into columns once, and each row then takes the place of its like.
                alike = {row: place for place, row in enumerate(dict.fromkeys(rows))}
                places = pa.array([alike[row] for row in rows])
                columns = [pa.array(_column(table.columns[0].kind, firsts), kinds[table.columns[0].kind])]
                columns += [
                    pa.array(_column(column.kind, told), kinds[column.kind]).take(places)
                    for column, told in zip(table.columns[1:], zip(*alike, strict=True), strict=True)
                ]
                writer.write_batch(pa.record_batch(columns, schema=schema))


def _at_once(groups: Iterable[Group]) -> Iterator[tuple[list[Cell], list[Row]]]:
    """Yield the first cells of some rows, and what is behind each."""
    firsts: list[Cell] = []
    rows: list[Row] = []
    for first, behind in groups:
        firsts += [first] * len(behind)
        rows += behind
        if len(rows) >= ROWS_AT_ONCE:
            yield firsts, rows
            firsts, rows = [], []
    if rows:
        yield firsts, rows


def _column(kind: Kind, told: Sequence[Cell]) -> Sequence[object]:
    """Return the cells of a column as what they are; characters of no encoding become question marks."""
    if kind is Kind.DAY:
        return [None if one is None else date.fromisoformat(str(one)) for one in told]
    if kind is Kind.MOMENT:
        return [None if one is None else datetime.fromisoformat(str(one)) for one in told]
    if kind in (Kind.TEXT, Kind.CODE):
        try:
            "".join([one for one in told if isinstance(one, str)]).encode()
        except UnicodeEncodeError:
            return [None if one is None else str(one).encode("utf-8", "replace").decode() for one in told]
    return told
