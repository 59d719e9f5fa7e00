"""Oversight of each single case (R-213): due by name from a list on until its note is signed, counted in a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntriesShown, EntryQuestion, Span
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope
from qa_desktop.services.import_entries import EntryWish
from tests.acceptance.due import at, lines, work
from tests.acceptance.registers import counted, noted
from tests.desks import OpenDesk, new_desk
from tests.full_audits import filled_in_full
from tests.services.test_import_entries import written

REGISTER, TOOL = "roc-management-oversight", "roc-mgmt-oversight"
HEADINGS = (
    "Case ID",
    "Practice Manager or Team Manager",
    "Allocated social worker",
    "Why now",
    "Date of the closure, transfer or decision",
)
CLOSURE = ("48-1", "Mo Manager", "W. Worker", "Closure", "18/11/2026")
DECISION = ("48-2", "Mo Manager", "W. Worker", "After the decision to accommodate a child", "16/11/2026")


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[OpenDesk]:
    one = new_desk(tmp_path / "desk", "Mo Manager", Role.MANAGER)
    one.desk.authority_settings.choose("rochdale")
    at(one, date(2026, 11, 16))
    yield one
    one.desk.close()


def imported(opened: OpenDesk, folder: Path, *rows: tuple[str, ...], name: str = "planned.xlsx") -> list[str]:
    """Import a list; return why rows were not taken."""
    found = opened.desk.import_entries.look(EntryWish(REGISTER, written(folder / name, HEADINGS, *rows)))
    opened.desk.import_entries.begin(found.ready)
    return [one.words for one in found.wrong]


@pytest.mark.parametrize("name", ["planned.xlsx", "planned.csv"])
def test_r213_a_list_of_closures_and_decisions_asks_the_manager_for_each_note_by_its_day(
    manager: OpenDesk, tmp_path: Path, name: str
) -> None:
    assert imported(manager, tmp_path, CLOSURE, DECISION, name=name) == []

    found = {one.subject: one for one in lines(manager, WorkKind.HAND_IN)}

    assert {subject: (one.whose, one.due) for subject, one in found.items()} == {
        "48-1": ("Mo Manager", date(2026, 11, 17)),
        "48-2": ("Mo Manager", date(2026, 11, 17)),
    }
    assert {one.due for one in manager.desk.home().work.lines} == {"2026-11-17"}
    drafts = manager.desk.registers(EntryQuestion(REGISTER, EntriesShown.DRAFT))
    assert [(one.subject, one.day, one.of_whom) for one in drafts] == [
        ("48-1", "2026-11-18", "Mo Manager"),
        ("48-2", "2026-11-16", "Mo Manager"),
    ]


def test_r213_without_its_note_a_case_is_overdue_from_the_day_of_closure_on_as_people_live_it(
    manager: OpenDesk, tmp_path: Path
) -> None:
    imported(manager, tmp_path, ("48-1", "Mo Manager", "", "Transfer", "1/7/2026"))

    def overdue(moment: datetime) -> tuple[int, int, int]:
        manager.clock.moment = moment
        listed = manager.desk.registers(EntryQuestion(REGISTER, EntriesShown.OVERDUE))
        return manager.desk.work.counts(Scope.ALL).overdue, manager.desk.home().work.overdue, len(listed)

    assert overdue(datetime(2026, 6, 30, 22, 59, tzinfo=UTC)) == (0, 0, 0)
    assert overdue(datetime(2026, 6, 30, 23, 0, tzinfo=UTC)) == (1, 1, 1), "it is the first of July in London"


def test_r213_the_signed_note_closes_what_was_asked_and_counts_with_what_it_found(manager: OpenDesk) -> None:
    said: dict[str, Value] = {
        paths.header("trigger"): "closure",
        paths.header("event_date"): "2026-11-18",
        paths.answer("roc-mo.1"): "no",
        paths.answer("roc-mo.1.direction"): "Bring the chronology up to date before the panel.",
    }
    draft = filled_in_full(manager.desk, TOOL, said, "48-1")
    before = work(manager, WorkKind.HAND_IN)

    manager.desk.sign_audit(draft.id)

    assert (set(before), work(manager, WorkKind.HAND_IN)) == ({"deadline.before"}, {})
    noted(manager, TOOL, {"trigger": "conference", "event_date": "2026-11-16"}, {"roc-mo.1": "yes"}, "48-2")
    assert counted(manager, REGISTER, Span.MONTH) == {
        "2026-11": {
            "entries": 2,
            "Before the case is closed": 1,
            "After the decision to convene a CP Conference": 1,
            "Are the key requirements met: Yes": 1,
            "Are the key requirements met: No": 1,
        }
    }
    (entry,) = manager.desk.registers(EntryQuestion(REGISTER, text="chronology"))
    assert (entry.subject, entry.words) == ("48-1", "Bring the chronology up to date before the panel.")


def test_r213_a_date_that_moves_moves_what_is_asked(manager: OpenDesk, tmp_path: Path) -> None:
    imported(manager, tmp_path, CLOSURE)
    (entry,) = manager.desk.registers(EntryQuestion(REGISTER))

    manager.desk.record(manager.desk.open_audit(entry.audit), {paths.header("event_date"): "2026-12-01"})
    manager.desk.record(manager.desk.open_audit(entry.audit), {paths.header("manager"): "Lea Leader"})

    (line,) = lines(manager, WorkKind.HAND_IN)
    assert (line.due, line.whose) == (date(2026, 11, 30), "Lea Leader")
