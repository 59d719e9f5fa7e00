"""Whose supervision files were looked at, and what is overdue, as records and numbers say."""

from __future__ import annotations

from datetime import date

import pytest

from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.signed_record import SignedRecord
from qa_desktop.domain.supervision_files import (
    FileRule,
    ManagerFiles,
    expected_of_files,
    file_rules,
    files_by_manager,
)
from tests.sample_audits import shipped_tool

TODAY = date(2026, 11, 15)
ROCHDALE = file_rules([shipped_tool("roc-supervision-file")])
SLOUGH = file_rules([shipped_tool("slo-supervision-review")])


def record(subject: str, day: str, tool: str = "roc-supervision-file", **more: Value) -> SignedRecord:
    answers: dict[str, Value] = {"supervisor": "Mo", "practitioner": "Ben", **more}
    return SignedRecord(AuditId(f"{subject}{day}"), tool, subject, date.fromisoformat(day), answers)


def again(subject: str, day: str, on: str) -> SignedRecord:
    return record(subject, day, **{"roc-sup.F4": on})


def told(
    *records: SignedRecord,
    quota: Quota | None = None,
    managers: tuple[str, ...] = (),
    rules: tuple[FileRule, ...] = ROCHDALE,
) -> dict[str, ManagerFiles]:
    return {one.manager: one for one in files_by_manager(rules, records, managers, quota, TODAY)}


def expecting(least: int, per: str) -> Quota:
    return Quota("files", "Manager", "Supervision files", least, per, tools=("roc-supervision-file",))


def test_files_are_counted_in_the_month_and_the_year_and_each_is_listed_once_with_its_last_record() -> None:
    days = {
        "File 1": ("2025-12-31", "2026-11-02"),
        "File 2": ("2026-11-14",),
        "File 3": ("2026-10-31",),
        "File 4": ("2026-11-16",),
    }
    mo = told(*(record(subject, day) for subject, several in days.items() for day in several))["Mo"]

    assert (mo.in_month, mo.in_year, mo.last) == (2, 3, date(2026, 11, 14))
    assert {one.subject: one.last.isoformat() for one in mo.files} == {
        "File 1": "2026-11-02",
        "File 2": "2026-11-14",
        "File 3": "2026-10-31",
    }
    assert {one.supervisee for one in mo.files} == {"Ben"}
    assert not mo.is_overdue


def test_a_file_is_overdue_once_the_day_that_its_last_record_names_has_passed() -> None:
    mo = told(
        again("File 1", "2026-05-02", "2026-11-14"),
        again("File 2", "2026-05-02", "2026-11-15"),
        again("File 3", "2026-05-02", "2026-11-14"),
        record("File 3", "2026-08-02"),
    )["Mo"]

    assert [(one.subject, one.is_overdue) for one in mo.files] == [
        ("File 1", True),
        ("File 2", False),
        ("File 3", False),
    ]
    assert (mo.overdue, mo.is_overdue, mo.is_late) == (1, True, False)


@pytest.mark.parametrize(
    ("least", "per", "days", "due", "late"),
    [
        (1, "month", ("2026-10-02",), "2026-11-30", False),
        (1, "month", ("2026-09-30",), "2026-10-31", True),
        (2, "month", ("2026-10-02",), "2026-10-31", True),
        (2, "month", ("2026-10-02", "2026-10-30"), "2026-11-30", False),
        (2, "month", ("2026-11-02",), "2026-11-30", False),
        (2, "year", ("2026-05-15",), "2026-11-15", False),
        (2, "year", ("2026-05-14",), "2026-11-14", True),
        (2, "year", (), None, True),
    ],
)
def test_a_number_that_is_expected_says_when_the_next_is_due(
    *, least: int, per: str, days: tuple[str, ...], due: str | None, late: bool
) -> None:
    quota = expecting(least, per)

    mo = told(*(record(f"File {day}", day) for day in days), quota=quota, managers=("Mo",))["Mo"]

    assert (mo.due.isoformat() if mo.due else None, mo.is_late, mo.is_overdue) == (due, late, late)
    assert (mo.expected, mo.per) == (least, per)


def test_managers_without_a_record_are_overdue_only_where_a_number_is_expected() -> None:
    assert not told(managers=("Ada",))["Ada"].is_overdue
    assert list(told(record("File 1", "2026-11-02"), quota=expecting(1, "month"), managers=("Zoe", "mo"))) == [
        "Zoe",
        "mo",
    ]


def test_monthly_numbers_of_slough_are_no_file_and_the_practice_manager_is_the_manager() -> None:
    tool = "slo-supervision-review"
    review = record("File 9", "2026-11-02", tool, holds=("review",), practitioner="Pat")
    numbers = record("North", "2026-11-02", tool, holds=("numbers",), practitioner="Pat")

    (pat,) = told(review, numbers, rules=SLOUGH).values()

    assert (pat.manager, [(one.subject, one.supervisee) for one in pat.files]) == ("Pat", [("File 9", "")])


def test_the_number_is_that_of_the_quota_for_these_tools() -> None:
    others = Quota("audits", "Manager", "Audits", 4, "month", tools=("roc-t1-generic",))

    assert expected_of_files([others, expecting(1, "month")], ROCHDALE) == expecting(1, "month")
    assert expected_of_files([others], ROCHDALE) is None
