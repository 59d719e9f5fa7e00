"""The year at a glance: one row for what comes round, each thing in its months, with how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.programme_year import YearRow, year_rows

TODAY = date(2026, 11, 21)


def check(due: date, rule: str = "contacts", done: date | None = None) -> Planned:
    return Planned(f"check:{rule}:{due}", EntryKind.CHECK, f"Check of {rule}", due.replace(day=1), due, done=done)


def marks(row: YearRow) -> dict[int, str]:
    return {month: cell.mark for month, cell in enumerate(row.cells, 1) if cell.mark}


def rows(*found: Planned) -> dict[str, YearRow]:
    return {one.title: one for one in year_rows(found, {}, 2026, TODAY)}


def test_what_comes_round_is_one_row_and_stands_in_the_month_of_its_day_alone() -> None:
    quarter = replace(check(date(2026, 12, 31), "visits"), first=date(2026, 10, 1))
    found = rows(
        check(date(2026, 9, 30), done=date(2026, 9, 8)), check(date(2026, 10, 31)), check(date(2026, 11, 30)), quarter
    )

    assert marks(found["Check of contacts"]) == {9: "✓", 10: "■", 11: "●"}
    assert marks(found["Check of visits"]) == {12: "●"}


def test_of_several_in_a_month_it_says_how_many_were_missed() -> None:
    (weekly,) = rows(*(check(date(2026, 11, day), "panel") for day in (2, 9, 16, 23, 30))).values()
    november = weekly.cells[10]

    assert november.mark == "■ 3/5"
    assert november.next == check(date(2026, 11, 2), "panel")


def test_what_was_taken_over_from_the_settings_stays_in_the_row_of_its_rule() -> None:
    taken = Entry(
        "e1", EntryKind.CHECK, "Renamed", date(2026, 11, 1), date(2026, 11, 20), taken_from="check:contacts:x"
    )
    planned = Planned("e1", EntryKind.CHECK, "Renamed", taken.first, taken.last, entry=taken)

    (row,) = year_rows((check(date(2026, 10, 31)), planned), {}, 2026, TODAY)

    assert marks(row) == {10: "■", 11: "■"}


def test_themes_of_a_service_column_are_one_row_and_long_things_stand_in_all_their_months() -> None:
    focus = [
        Planned(f"f{month}", EntryKind.FOCUS, theme, date(2026, month, 1), date(2026, month, 28), "CfC", note="Tier 1")
        for month, theme in ((3, "Visits"), (4, "Plans"))
    ]
    themed = Planned("t", EntryKind.THEMED, "Neglect", date(2025, 12, 1), date(2026, 2, 28))

    found = rows(*focus, themed)

    assert marks(found["Tier 1"]) == {3: "●", 4: "●"}
    assert marks(found["Neglect"]) == {1: "●", 2: "●"}
    assert [one.kind for one in found.values()] == [EntryKind.FOCUS, EntryKind.THEMED]


def test_what_was_due_before_use_is_neither_done_nor_missed() -> None:
    before = replace(check(date(2026, 3, 31)), is_before_use=True)

    (row,) = rows(before).values()

    assert marks(row) == {3: "–"}
