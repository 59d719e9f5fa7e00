"""Measures drawing: a list of cases read from text and from a workbook, and the draw itself."""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.measure import Limit, Measured, milliseconds, report, side_by_side
from benchmarks.profiles import scratch_folder
from qa_desktop.domain.sampling.draw import Exclusions, Scheme, Spread, draw
from qa_desktop.toolkit.population.read_population import Reading, read_population

READ_LIMIT = Limit(absolute=3000.0)
DRAW_LIMIT = Limit(absolute=500.0)
HEADINGS = ["Case ID", "Child", "Team", "Service Area", "Case Status", "Allocated Worker", "Last Audit", "Plan"]
READING = Reading(further=("Plan",))


def main() -> None:
    """Print a line for each measure, beside a bare reading of the same file or the bare hashes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--cases", type=int, default=20_000)
    chosen = parser.parse_args()
    rows = list(rows_of(chosen.cases))
    with scratch_folder() as folder:
        text, book = text_file(folder, rows), book_file(folder, rows)
        report("list_read_from_text", *side_by_side(chosen.runs, read(text), bare_text(text)), READ_LIMIT)
        report("list_read_from_workbook", *side_by_side(chosen.runs, read(book), bare_book(book)), READ_LIMIT)
        population = read_population(text, READING).population
    scheme, exclusions = Scheme(Spread.EACH, 2, ("team",)), Exclusions(audited_since=date(2025, 12, 1))
    values = side_by_side(
        chosen.runs,
        lambda run: milliseconds(lambda: draw(population, scheme, exclusions, f"seed {run}")),
        lambda run: milliseconds(
            lambda: [hashlib.sha256(f"{run}:{case.reference}".encode()).hexdigest() for case in population.cases]
        ),
    )
    report("cases_drawn", *values, DRAW_LIMIT)


def rows_of(cases: int) -> Iterator[list[str]]:
    """Yield headings and cases as a case system gives them out."""
    yield HEADINGS
    for number in range(cases):
        status = "Closed" if number % 5 == 0 else "Open"
        audited = f"{number % 28 + 1:02}/{number % 12 + 1:02}/2025" if number % 3 else ""
        worker, plan = f"Worker {number % 300}", ("CIN", "CP", "CLA")[number % 3]
        team, service = f"Team {number % 40}", f"Service {number % 6}"
        yield [f"{number:07}", "A child's name", team, service, status, worker, audited, plan]


def text_file(folder: Path, rows: list[list[str]]) -> Path:
    """Write the list as CSV."""
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def book_file(folder: Path, rows: list[list[str]]) -> Path:
    """Write the list as a workbook."""
    path = folder / "list.xlsx"
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def read(path: Path) -> Measured:
    """Return what reads and checks a list."""
    return lambda _: milliseconds(lambda: read_population(path, READING))


def bare_text(path: Path) -> Measured:
    """Return what only reads the rows of a text."""

    def rows() -> int:
        with path.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.reader(file))

    return lambda _: milliseconds(rows)


def bare_book(path: Path) -> Measured:
    """Return what only reads the rows of a workbook."""
    return lambda _: milliseconds(
        lambda: sum(1 for _ in load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    )


if __name__ == "__main__":
    main()
