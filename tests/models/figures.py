"""What figures ought to say, worked out raw from the rows of single audits."""

from __future__ import annotations

from collections import Counter

from qa_desktop.models.statement import Run

RAW = (
    "SELECT g.item, a.tool, a.month, a.service, a.{}, g.scale, g.grade, a.authority FROM figure_audit a "
    "JOIN figure_grade g ON g.number = a.number WHERE a.counts = 1 AND g.final = 1"
)
ALL = "SELECT '', tool, month, service, {}, '', '', authority FROM figure_audit WHERE counts = 1"
TALLY = "SELECT item, tool, month, service, {}, scale, grade, authority, number FROM {}"


def folded(row: tuple[object, ...]) -> tuple[str, ...]:
    """Return a row as the store compares it: names without regard to capitals."""
    cells = [str(cell) for cell in row]
    return (*cells[:3], cells[3].lower(), cells[4].lower(), *cells[5:])


def counted_raw(run: Run, narrowest: str = "team") -> dict[tuple[str, ...], int]:
    rows = (folded(tuple(row)) for statement in (RAW, ALL) for row in run(statement.format(narrowest)))
    return dict(Counter(rows))


def tallied(run: Run, narrowest: str = "team") -> dict[tuple[str, ...], int]:
    table = "figure_tally" if narrowest == "team" else "figure_category_tally"
    rows = [tuple(row) for row in run(TALLY.format(narrowest, table))]
    found = {folded(row[:-1]): int(str(row[-1])) for row in rows}
    assert len(found) == len(rows)
    assert all(found.values())
    return found
