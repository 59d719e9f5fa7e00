"""What figures ought to say, worked out raw from the rows of single audits: plain loops alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, permutations

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.models.statement import Run

Row = Mapping[str, str]
Counts = dict[tuple[str, ...], int]
COMPARED = {("lead", "peer"), ("lead", "moderation"), ("peer", "moderation")}
KEPT = (
    (
        "SELECT 'cell', t.level, t.tool, t.authority, t.month, t.service, t.team, t.category, w.item, w.scale, "
        "w.grade, coalesce(n.kind, ''), coalesce(n.name, ''), c.number FROM figure_cell c "
        "JOIN figure_place t ON t.id = c.place JOIN figure_what w ON w.id = c.what "
        "LEFT JOIN figure_name n ON n.id = c.theme"
    ),
    (
        "SELECT 'pair', t.level, t.tool, t.authority, t.month, t.service, t.team, t.category, c.seats, f.item, "
        "f.scale, f.grade, s.grade, c.number FROM figure_pair_cell c JOIN figure_place t ON t.id = c.place "
        "JOIN figure_what f ON f.id = c.first JOIN figure_what s ON s.id = c.second"
    ),
    (
        "SELECT 'auditor', t.level, t.tool, t.authority, t.month, t.service, t.team, t.category, c.auditor, c.against, "
        "c.apart, c.number FROM figure_auditor_cell c JOIN figure_place t ON t.id = c.place"
    ),
    (
        "SELECT 'open', t.level, t.tool, t.authority, t.month, t.service, t.team, t.category, c.by_when, c.number "
        "FROM figure_open_cell c JOIN figure_place t ON t.id = c.place"
    ),
    "SELECT 'quoted', month, name, waiting, number FROM figure_quoted",
)


def rows_of(run: Run, table: str, *columns: str) -> list[dict[str, str]]:
    rows = run(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - names of ours
    return [dict(zip(columns, (str(cell) for cell in row), strict=True)) for row in rows]


def counted_raw(run: Run) -> Counts:
    """Return every count at each level; names without regard to capitals."""
    audits = rows_of(
        run, "figure_audit", "number", "audit", "tool", "authority", "month", "service", "team", "category", "auditor",
        "pair", "seat", "replaced", "counts",
    )  # fmt: skip
    grades = rows_of(run, "figure_grade", "number", "item", "part", "settled_by", "scale", "grade", "final")
    themes = rows_of(run, "figure_theme", "number", "kind", "name", "public", "day")
    found: Counter[tuple[str, ...]] = Counter()
    given = {of: list(own) for of, own in groupby(sorted(grades, key=_number), key=_number)}
    tagged = {of: list(own) for of, own in groupby(sorted(themes, key=_number), key=_number)}
    live = [one for one in audits if one["replaced"] == "0"]
    for audit in live:
        for one in tagged.get(audit["number"], []) if audit["seat"] != "second" else ():
            assert one["day"][:7] == audit["month"]
            found["quoted", audit["month"], one["name"].lower(), str(int(not one["public"]))] += 1
    of_pair: dict[str, list[Row]] = {}
    for one in live:
        of_pair.setdefault(one["pair"] or one["audit"], []).append(one)
    for audit in (one for one in audits if one["counts"] == "1"):
        forms = [audit, *(of_pair.get(audit["pair"], []) if audit["pair"] else [])]
        numbers = {one["number"] for one in forms if one is audit or (one["pair"] and one["seat"] != "second")}
        own = {(one["kind"], one["name"].lower()) for of in numbers for one in tagged.get(of, [])}
        found.update(_of_one(audit, given.get(audit["number"], []), own))
    scales = {one["id"]: one["points"] for one in rows_of(run, "figure_scale", "id", "points")}
    for forms in of_pair.values():
        for first, second in permutations(forms, 2):
            found.update(_of_two(first, second, given, scales))
    in_pairs = {one["audit"]: one for one in live if one["pair"]}
    for second in (one for one in live if one["seat"] == "second" and one["pair"] in in_pairs):
        found.update(_of_two(in_pairs[second["pair"]], second, given, scales))  # of a form that has a pair of its own
    by_id = {one["audit"]: one for one in audits}
    for one in rows_of(run, "action", "audit", "by_when", "stage"):
        if one["stage"] == "open" and one["audit"] in by_id:
            found.update(("open", *place, one["by_when"]) for place in _places(by_id[one["audit"]]))
    return dict(found)


def _of_one(audit: Row, grades: list[dict[str, str]], tagged: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    given = [(one["item"], one["scale"], one["grade"]) for one in grades if one["final"] == "1"]
    for place in _places(audit):
        for what in (*given, ("", "", "")):
            for name in {"", *(name for _, name in tagged)}:
                yield "cell", *place, *what, "", name
        for kind, name in tagged:
            yield "cell", *place, "", "", "", kind, name


def _of_two(
    first: Row, second: Row, grades: Mapping[str, list[dict[str, str]]], scales: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    if first["pair"] and first["pair"] == second["pair"] and (first["seat"], second["seat"]) in COMPARED:
        seats = (first["seat"], second["seat"])
    elif second["pair"] == first["audit"] and second["seat"] == "second":
        seats = ("first", "second")
    else:
        return
    own = [
        {(one["item"], one["part"], one["scale"]): one["grade"] for one in grades.get(of["number"], [])
         if not one["settled_by"]}
        for of in (first, second)
    ]  # fmt: skip
    for item, part, scale in own[0].keys() & own[1].keys():
        one, other = (of[item, part, scale] for of in own)
        levels = [point.code for point in GradeScale.unpacked(scale, scales[scale]).points if point.rank is not None]
        for place in _places(first):
            yield "pair", *place, " ".join(seats), item, scale, one, other
            if one in levels and other in levels:
                apart = (levels.index(one) > levels.index(other)) - (levels.index(one) < levels.index(other))
                yield "auditor", *place, first["auditor"], seats[1], str(apart)
                if seats[1] != "moderation":
                    yield "auditor", *place, second["auditor"], seats[0], str(-apart)


def _number(row: Row) -> str:
    return row["number"]


def _places(audit: Row) -> Iterator[tuple[str, ...]]:
    for level, left_out in enumerate((("team", "category"), ("category",), ("team",), ())):
        names = ("" if name in left_out else audit[name].lower() for name in ("service", "team", "category"))
        yield str(level), audit["tool"], audit["authority"], audit["month"], *names


def kept(run: Run) -> Counts:
    """Return every count as it is kept; each stands once, and none of nothing."""
    rows = [tuple(str(cell) for cell in row) for statement in KEPT for row in run(statement)]
    found = {_folded(row[:-1]): int(row[-1]) for row in rows}
    assert len(found) == len(rows)
    assert all(found.values())
    return found


def _folded(row: tuple[str, ...]) -> tuple[str, ...]:
    if row[0] == "quoted":
        return (*row[:2], row[2].lower(), *row[3:])
    folded = (*row[:5], *(name.lower() for name in row[5:8]), *row[8:])
    return (*folded[:-1], folded[-1].lower()) if row[0] == "cell" else folded
