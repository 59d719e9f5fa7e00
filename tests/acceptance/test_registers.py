"""Registers: what is logged in them as it comes, and how often by month, quarter and year."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntriesShown, EntryQuestion, Span
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.services.start_audit import StartRequest
from tests.acceptance.due import at, lines
from tests.acceptance.registers import counted, noted
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

As = Callable[..., OpenDesk]


@pytest.fixture
def working_as(tmp_path: Path) -> Iterator[As]:
    opened: list[OpenDesk] = []

    def make(authority: str, role: Role = Role.QA_OFFICER) -> OpenDesk:
        opened.append(new_desk(tmp_path / authority, "Olu Officer", role))
        opened[-1].desk.authority_settings.choose(authority)
        return opened[-1]

    yield make
    for one in opened:
        one.desk.close()


def numbers(opened: OpenDesk, month_end: str, held: int, due: int) -> None:
    told: dict[str, Value] = {"slo-supr.4": held, "slo-supr.4.due": due, "slo-supr.4.month": month_end}
    noted(opened, "slo-supervision-review", {"holds": ("numbers",), "review_date": month_end}, told, "Safeguarding")


def test_s6_supervision_numbers_are_captured_at_month_end_and_a_missing_month_is_overdue(working_as: As) -> None:
    head = working_as("slough", Role.HEAD_OF_SERVICE)
    numbers(head, "2026-09-30", 36, 40)
    numbers(head, "2026-10-31", 38, 40)

    by_month = counted(head, "slo-supervision-numbers", Span.MONTH)
    (due,) = (one for one in lines(head, WorkKind.ROUND) if not one.is_overdue(date(2026, 11, 30)))

    held, expected = "Supervisions held this month", "Supervisions that were due"
    assert by_month == {
        "2026-10": {"entries": 1, held: 38, expected: 40},
        "2026-09": {"entries": 1, held: 36, expected: 40},
    }
    assert counted(head, "slo-supervision-numbers", Span.YEAR) == {"2026": {"entries": 2, held: 74, expected: 80}}
    assert (due.due, due.is_overdue(date(2026, 12, 1))) == (date(2026, 11, 30), True)
    assert len(lines(head, WorkKind.ROUND)) == 1, "the October numbers close what September asked for"


def test_s6_the_heads_sampling_of_records_is_logged_beside_the_numbers(working_as: As) -> None:
    head = working_as("slough", Role.HEAD_OF_SERVICE)
    for random, subject in (("yes", "File 7"), ("yes", "File 9"), ("no", "File 2")):
        header: dict[str, Value] = {"holds": ("review",), "random": random, "review_date": "2026-11-12"}
        noted(head, "slo-supervision-review", header, {"slo-supr.1": random}, subject)

    (month,) = counted(head, "slo-record-sampling", Span.MONTH).values()

    assert month["entries"] == 3
    assert month["Was this record chosen at random: Yes"] == 2
    assert month["Is supervision held (monthly for all staff): No"] == 1
    assert counted(head, "slo-supervision-numbers", Span.MONTH) == {}


def test_s8_pair_notices_keep_success_and_development_apart_by_month_quarter_and_year(working_as: As) -> None:
    officer = working_as("slough")
    success, issue = ("success",), ("development",)
    for day, kind, theme in (
        ("2026-01-12", success, ("planning",)),
        ("2026-02-03", issue, ("timeliness",)),
        ("2026-02-27", ("success", "development"), ("planning", "timeliness")),
        ("2025-12-31", issue, ("timeliness",)),
    ):
        noted(officer, "slo-pair-notice", {"notice_date": day, "notice_kind": kind}, {"slo-pair.3": theme})

    by_month = counted(officer, "slo-pair-notices", Span.MONTH)
    by_quarter = counted(officer, "slo-pair-notices", Span.QUARTER)
    by_year = counted(officer, "slo-pair-notices", Span.YEAR)

    good, bad = "A key success", "An area for development"
    assert list(by_month) == ["2026-02", "2026-01", "2025-12"]
    assert by_month["2026-02"] == {"entries": 2, good: 1, bad: 2, "Planning": 1, "Timeliness": 2}
    assert by_quarter["2026-Q1"] == {"entries": 3, good: 2, bad: 2, "Planning": 2, "Timeliness": 2}
    assert by_quarter["2025-Q4"] == {"entries": 1, bad: 1, "Timeliness": 1}
    assert [by_year[year]["entries"] for year in ("2026", "2025")] == [3, 1]


def test_s9_compliments_and_complaints_are_logged_on_receipt_and_counted_by_quarter(working_as: As) -> None:
    officer = working_as("slough")
    for day, kind in (("2026-10-02", "complaint"), ("2026-12-30", "compliment"), ("2026-09-30", "complaint")):
        header = {"feedback_kind": "compliment", "record_date": day}
        noted(officer, "slo-feedback", header, {"slo-fb.3": kind}, "Family Placement")
    noted(officer, "slo-feedback", {"feedback_kind": "partners", "record_date": "2026-10-02"}, subject="CAFCASS")
    begun = officer.desk.start_audit(StartRequest("slo-feedback", "Front door"))
    officer.desk.record(begun, {"header/feedback_kind/value": "compliment", "answer/slo-fb.3/value": "complaint"})

    by_quarter = counted(officer, "slo-compliments-complaints", Span.QUARTER)
    every = officer.desk.registers(EntryQuestion("slo-compliments-complaints"))

    assert by_quarter == {
        "2026-Q4": {"entries": 2, "Compliment": 1, "Complaint": 1},
        "2026-Q3": {"entries": 1, "Complaint": 1},
    }
    assert [(one.day, one.is_signed) for one in every] == [
        ("2026-12-30", True),
        ("2026-11-21", False),
        ("2026-10-02", True),
        ("2026-09-30", True),
    ], "what was begun on receipt stands in the log at once, and counts once it is signed"
    assert [one.subject for one in officer.desk.registers(EntryQuestion("slo-feedback"))] == ["CAFCASS"]


def test_r15_the_central_record_tells_which_entries_wait_for_follow_up(
    working_as: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = working_as("rochdale")
    for subject, due in (("Case 1", "2026-12-01"), ("Case 2", "2027-01-15")):
        values = {"header/meeting_date/value": "2026-11-10", **actions(("a1", due))}
        signed_in_full(officer.desk, "roc-iro-notification", values, subject)
    at(officer, date(2026, 12, 8))

    late = officer.desk.registers(EntryQuestion("roc-iro-notifications", EntriesShown.OVERDUE))
    waiting = officer.desk.registers(EntryQuestion("roc-iro-notifications", EntriesShown.OPEN))

    assert [(one.subject, one.overdue) for one in late] == [("Case 1", 1)]
    assert {one.subject for one in waiting} == {"Case 1", "Case 2"}
    titles = [one.title for one in officer.desk.registers.all()]
    assert {"HR audits", "IRO Notifications", "Complaints"} <= set(titles)
    assert "PAIR notices" not in titles, "these belong to another authority"

    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ("--json", "--data", str(tmp_path / "rochdale"))
    assert cli.run(["register", "counts", "roc-iro-notifications", "--by", "quarter", *place]) == 0
    (quarter,) = json.loads(capsys.readouterr().out)["counts"]
    assert (quarter["period"], quarter["entries"]) == ("2026-Q4", 2)
    assert cli.run(["register", "entries", "roc-iro-notifications", "--text", "case 2", *place]) == 0
    assert [one["subject"] for one in json.loads(capsys.readouterr().out)] == ["Case 2"]
