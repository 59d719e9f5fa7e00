"""Reads figures: from the counts where those serve, from the rows of single audits where people or cases are chosen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from qa_desktop.domain.figures.graded import Graded, GradeScale
from qa_desktop.domain.figures.question import (
    AUDITS,
    ActionsBehind,
    AuditorCount,
    Behind,
    Counts,
    Dimension,
    DueCount,
    FigureChoices,
    FiguredAudit,
    FigureFilter,
    OpenAction,
    PairGrades,
    PairsBehind,
    Quotation,
    QuotationsBehind,
    QuotedTheme,
    Submitted,
    ThemeCount,
)
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.suggesting.model import Tagged
from qa_desktop.models import figure_behind, figure_cells, figure_merged, figure_reports
from qa_desktop.models.figure_cells import column_of
from qa_desktop.models.figure_conditions import Conditions, conditions
from qa_desktop.models.rows import Cell, number, text
from qa_desktop.models.statement import Ask, Transactions

# CROSS JOIN keeps the order: the audits that are asked for first, then their grades.
_RAW = "FROM figure_audit t CROSS JOIN figure_grade g ON g.number = t.number WHERE t.counts = 1 AND g.final = 1"
# A theme that was merged is told as what it has become.
_THEMED = (
    "SELECT {0}kind, coalesce(m.value, name) COLLATE NOCASE AS told, count(DISTINCT number) AS cases FROM ({1}) "
    "LEFT JOIN json_each(?) m ON m.key = name COLLATE NOCASE GROUP BY {0}kind, told ORDER BY cases DESC, told, kind"
)
_PRACTITIONERS = (
    "WITH RECURSIVE one(name) AS (SELECT min(practitioner) FROM figure_audit UNION ALL SELECT "
    "(SELECT min(practitioner) FROM figure_audit WHERE practitioner > one.name) FROM one WHERE one.name IS NOT NULL) "
    "SELECT name FROM one WHERE name IS NOT NULL AND EXISTS "
    "(SELECT 1 FROM figure_audit WHERE practitioner = one.name AND counts = 1)"
)
_KEYS = "SELECT item, label, section, position FROM figure_key WHERE tool = ? ORDER BY position, item"


class SqlFigureStore:
    """Every call is one read; nothing is averaged and no two scales are added."""

    def __init__(self, read: Transactions, merged: Mapping[str, str] | None = None) -> None:
        self._read = read
        self._merged = dict(merged or {})
        self._now = {before.casefold(): name for before, name in self._merged.items()}

    def merging(self, merged: Mapping[str, str]) -> SqlFigureStore:
        """Return a reader that counts each of these themes as the one that it has become."""
        return SqlFigureStore(self._read, merged)

    def counts(
        self, wanted: FigureFilter, by: Sequence[Dimension] = (), items: Collection[str] | None = None
    ) -> tuple[Counts, ...]:
        """Return how often each grade was given, by group; `items` are the keys of what is graded, None for all.

        The key `AUDITS` counts the audits themselves, whether they give a grade or not.
        """
        merged = self._before(wanted.theme)
        with self._read() as run:
            if wanted.practitioner or wanted.is_by_day or merged or Dimension.PRACTITIONER in by:
                statement, cells = _raw(conditions(wanted, merged), by, items)
                return tuple(_counts(row, len(by)) for row in run(statement, cells))
            return tuple(_counts(row, len(by)) for row in figure_cells.counts(run, wanted, by, items))

    def scales(self) -> dict[str, GradeScale]:
        """Return every scale that was ever used in a signed audit, by its id."""
        with self._read() as run:
            rows = run("SELECT id, points FROM figure_scale")
            return {text(row[0]): GradeScale.unpacked(text(row[0]), text(row[1])) for row in rows}

    def graded(self, tool: str) -> tuple[Graded, ...]:
        """Return what is graded in the signed audits of a tool, in the order of the form, the overall grade first."""
        with self._read() as run:
            rows = run(_KEYS, (tool,))
            return tuple(Graded(text(row[0]), text(row[1]), text(row[2]), number(row[3])) for row in rows)

    def choices(self) -> FigureChoices:
        """Return what can be chosen in a filter: what occurs in the counts."""
        with self._read() as run:
            found = figure_cells.choices(run)
            return replace(found, themes=self._named(found.themes))

    def practitioners(self) -> tuple[str, ...]:
        """Return of whom there are figures."""
        with self._read() as run:
            return figure_cells.in_words(run(_PRACTITIONERS))

    def themes(self, wanted: FigureFilter, by: Sequence[Dimension] = ()) -> tuple[ThemeCount, ...]:
        """Return of how many cases each theme was tagged, by group, those of most cases first."""
        with self._read() as run:
            if _is_single(wanted) or Dimension.PRACTITIONER in by:
                return self._raw_themes(run, wanted, by)
            kept = tuple(_theme_count(row, len(by)) for row in figure_cells.themes(run, wanted, by))
            if not self._merged:
                return kept
            return figure_merged.themes(run, kept, self._standing, self._asked(wanted), by)

    def _raw_themes(self, run: Ask, wanted: FigureFilter, by: Sequence[Dimension]) -> tuple[ThemeCount, ...]:
        more, given = self._asked(wanted)
        names = "".join(f"g{place}, " for place in range(len(by)))
        columns = "".join(f"{column_of(one)} COLLATE NOCASE AS g{place}, " for place, one in enumerate(by))
        statement = _THEMED.format(names, figure_merged.TOLD.format(columns, more))
        rows = run(statement, (*given, *given, json.dumps(self._merged)))
        return tuple(_theme_count(row, len(by)) for row in rows)

    def quotations(self, wanted: QuotationsBehind) -> tuple[Quotation, ...]:
        """Return the words on which a theme rests, the latest first, a page at a time."""
        names = {wanted.name, *self._before(wanted.name)} if wanted.name else set()
        with self._read() as run:
            return figure_behind.quotations(run, wanted, names, self._asked(wanted.filter))

    def quoted(self, wanted: FigureFilter) -> tuple[QuotedTheme, ...]:
        """Return how many quotations each theme has, and how many of them wait; what was merged is one theme."""
        found: dict[str, QuotedTheme] = {}
        is_kept = wanted == FigureFilter(first=wanted.first, last=wanted.last)
        with self._read() as run:
            if is_kept:
                told = figure_behind.kept_quoted(run, wanted)
            else:
                told = figure_behind.quoted_themes(run, self._asked(wanted))
        for one in told:
            name = self._standing(one.name)
            known = found.get(name.casefold(), QuotedTheme(name, 0, 0))
            both = QuotedTheme(known.name, known.quotations + one.quotations, known.waiting + one.waiting)
            found[name.casefold()] = both
        return tuple(found.values())

    def unredacted(self) -> tuple[str, ...]:
        """Return every quotation of a theme that nobody redacted."""
        with self._read() as run:
            return tuple(text(row[0]) for row in run("SELECT DISTINCT quote FROM figure_theme WHERE public = ''"))

    def tagged(self, most: int) -> tuple[Tagged, ...]:
        """Return what was tagged in signed audits, the latest first, so many at most."""
        with self._read() as run:
            rows = run("SELECT kind, name, quote FROM figure_theme ORDER BY number DESC, id DESC LIMIT ?", (most,))
            return tuple(Tagged(ThemeKind(text(row[0])), text(row[1]), text(row[2])) for row in rows)

    def submitted(self, allocations: Collection[str]) -> tuple[Submitted, ...]:
        """Return which of these allocations came back signed, and when first."""
        with self._read() as run:
            return figure_reports.submitted(run, allocations)

    def pair_grades(self, wanted: FigureFilter, seats: tuple[str, str]) -> tuple[PairGrades, ...]:
        """Return how often each grade of one form met each of another of the same case."""
        with self._read() as run:
            if _is_single(wanted):
                return figure_reports.pair_grades(run, self._asked(wanted), seats)
            return figure_reports.pairs_of(figure_cells.pairs(run, wanted, " ".join(seats)))

    def auditors(self, wanted: FigureFilter) -> tuple[AuditorCount, ...]:
        """Return how the grades of each auditor met those of other forms of the case, by quarter."""
        with self._read() as run:
            if _is_single(wanted):
                return figure_reports.auditors_of(run, self._asked(wanted))
            return figure_cells.auditors(run, wanted)

    def open_actions(self, wanted: FigureFilter, by: Dimension) -> tuple[DueCount, ...]:
        """Return how many actions of signed audits are open, by group and the day on which they are due."""
        with self._read() as run:
            if _is_single(wanted):
                return figure_reports.open_actions(run, self._asked(wanted), column_of(by))
            return figure_cells.open_actions(run, wanted, by)

    def behind(self, wanted: Behind) -> tuple[FiguredAudit, ...]:
        """Return the audits that a figure counts, the latest first, a page at a time."""
        with self._read() as run:
            return figure_behind.audits(run, wanted, self._asked(wanted.filter))

    def behind_pairs(self, wanted: PairsBehind) -> tuple[FiguredAudit, ...]:
        """Return the audits behind a comparison, the latest first, a page at a time."""
        with self._read() as run:
            return figure_behind.pairs(run, wanted, self._asked(wanted.filter))

    def behind_actions(self, wanted: ActionsBehind) -> tuple[OpenAction, ...]:
        """Return the open actions behind a figure, the longest overdue first, a page at a time."""
        with self._read() as run:
            return figure_behind.open_actions(run, wanted, self._asked(wanted.filter))

    def _asked(self, wanted: FigureFilter) -> Conditions:
        return conditions(wanted, self._before(wanted.theme))

    def _before(self, theme: str) -> tuple[str, ...]:
        """Return the names of the themes that have become this one."""
        return tuple(name for name, now in self._merged.items() if theme and now.casefold() == theme.casefold())

    def _standing(self, name: str) -> str:
        """Return what a theme is called now."""
        return self._now.get(name.casefold(), name)

    def _named(self, names: Iterable[str]) -> tuple[str, ...]:
        found = {standing.casefold(): standing for name in names if (standing := self._standing(name))}
        return tuple(sorted(found.values(), key=str.casefold))


def _is_single(wanted: FigureFilter) -> bool:
    """Return whether a filter chooses single audits, of which no counts are kept."""
    return bool(wanted.practitioner or wanted.theme or wanted.is_by_day)


def _raw(
    asked: tuple[str, tuple[Cell, ...]], by: Sequence[Dimension], items: Collection[str] | None
) -> tuple[str, tuple[Cell, ...]]:
    more, given = asked
    columns = [column_of(one) for one in by]
    if items is not None and set(items) == {AUDITS}:
        group = ", ".join((*columns, "''"))
        counted = f"SELECT {', '.join((*columns, repr('')))}, '', '', count(*) FROM figure_audit t WHERE t.counts = 1"  # noqa: S608 - names of ours
        return f"{counted}{more} GROUP BY {group}", given
    named = " AND g.item IN (SELECT value FROM json_each(?))" if items is not None else ""
    group = ", ".join((*columns, "g.item", "g.scale", "g.grade"))
    return f"SELECT {group}, count(*) {_RAW}{more}{named} GROUP BY {group}", (*given, *_listed(items))


def _listed(items: Collection[str] | None) -> tuple[Cell, ...]:
    return () if items is None else (json.dumps(sorted(items)),)


def _counts(row: Sequence[Cell], groups: int) -> Counts:
    cells = [text(cell) for cell in row[:-1]]
    return Counts(tuple(cells[:groups]), cells[groups], cells[groups + 1], cells[groups + 2], number(row[-1]))


def _theme_count(row: Sequence[Cell], groups: int) -> ThemeCount:
    cells = [text(cell) for cell in row[:-1]]
    return ThemeCount(tuple(cells[:groups]), ThemeKind(cells[groups]), cells[groups + 1], number(row[-1]))
