"""A QA officer's list asks each manager whom it names for the oversight of their own cases (R-213), on two laptops."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.allocation import Allocation, allocate_change
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntryQuestion
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.services.import_entries import EntryWish, ReadEntries
from qa_desktop.ui.presenters.home import home_view
from tests.acceptance.due import at, lines
from tests.acceptance.test_management_oversight import HEADINGS, REGISTER
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.directories import Known, tell
from tests.full_audits import filled_in_full
from tests.services.test_import_entries import written
from tests.sync.signed_in import MakeDesk

TODAY = date(2026, 11, 16)
CLOSURE = ("48-1", "Mo Manager", "W. Worker", "Closure", "18/11/2026")
PLACED = ("48-2", "Lea Leader", "W. Worker", "Accommodation", "16/11/2026")
PROCEEDINGS = ("48-2", "Lea Leader", "W. Worker", "Proceedings", "16/11/2026")
MO, LEA = Known("Mo Manager", Role.MANAGER, "north"), Known("Lea Leader", Role.MANAGER, "south")


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    one = new_desk(tmp_path / "desk", "Oli Officer", Role.QA_OFFICER)
    one.desk.authority_settings.choose("rochdale")
    at(one, TODAY)
    tell(one, MO, LEA)
    yield one
    one.desk.close()


def looked(opened: OpenDesk, folder: Path, *rows: Sequence[str]) -> ReadEntries:
    return opened.desk.import_entries.look(EntryWish(REGISTER, written(folder / "planned.csv", HEADINGS, *rows)))


def test_r213_each_row_is_asked_of_the_manager_whom_it_names_by_its_own_day(officer: OpenDesk, tmp_path: Path) -> None:
    begun = officer.desk.import_entries.begin(looked(officer, tmp_path, CLOSURE, PLACED, PROCEEDINGS).ready)

    assert (begun.made, begun.asked, begun.wrong) == ((), 3, ())
    asked = {(one.person, one.subject, one.due, one.practitioner, one.note) for one in officer.desk.allocate.known()}
    due = date(2026, 11, 17)
    assert asked == {
        (MO.key, "48-1", due, "W. Worker", "Before the case is closed, 18 November 2026"),
        (LEA.key, "48-2", due, "W. Worker", "After the decision to accommodate a child, 16 November 2026"),
        (LEA.key, "48-2", due, "W. Worker", "After the decision to start PLO or Care Proceedings, 16 November 2026"),
    }


def test_r213_what_is_asked_already_is_not_asked_twice_but_another_decision_of_that_day_is(
    officer: OpenDesk, tmp_path: Path
) -> None:
    officer.desk.import_entries.begin(looked(officer, tmp_path, CLOSURE, PLACED).ready)

    again = looked(officer, tmp_path, CLOSURE, PLACED, PROCEEDINGS)

    assert [one.words for one in again.wrong] == ["an entry of this day about the same stands already"] * 2
    assert [one.request.subject for one in again.ready] == ["48-2"]


def test_r213_a_row_that_nobody_can_be_asked_for_is_told_with_what_it_lacks(officer: OpenDesk, tmp_path: Path) -> None:
    found = looked(
        officer,
        tmp_path,
        ("48-1", "", "", "Closure", "18/11/2026"),
        ("48-2", "Nobody Known", "", "Closure", "18/11/2026"),
        ("48-3", "Mo Manager", "", "", ""),
        ("48-4", "Oli Officer", "", "Transfer", "18/11/2026"),
        ("48-5", "Mo Manager", "", "Transfer", "31/31/2026"),
    )

    assert {one.row: one.words.split(". ")[0] for one in found.wrong} == {
        2: "no Practice Manager or Team Manager",
        3: "Nobody called Nobody Known is known here",
        4: "no Why now; no Date of the closure, transfer or decision",
        6: "Date of the closure, transfer or decision: this is no date; write it as 31/01/2027",
    }
    assert [(one.request.subject, one.asking) for one in found.ready] == [("48-4", None)], "the owner's own is begun"


def test_r213_only_a_qa_officer_asks_somebody_else(tmp_path: Path) -> None:
    manager = new_desk(tmp_path / "desk", "Mo Manager", Role.MANAGER)
    manager.desk.authority_settings.choose("rochdale")
    tell(manager, LEA)

    found = looked(manager, tmp_path, CLOSURE, PLACED)

    assert [one.request.subject for one in found.ready] == ["48-1"]
    assert [one.words for one in found.wrong] == ["Only a QA officer allocates audits."]
    manager.desk.close()


def test_r213_whoever_has_it_by_now_begins_it_with_what_the_list_said_as_far_as_the_form_takes_it(
    officer: OpenDesk,
) -> None:
    me, tool = officer.desk.owner.id, ToolId("roc-mgmt-oversight")
    said = {"manager": "Mo Manager", "trigger": "transfer", "event_date": "some day", "gone": "x"}
    given = tuple((paths.header(name), value) for name, value in said.items())
    officer.store.append([allocate_change(Allocation("a-1", me, tool, "48-1", date(2026, 11, 17), given=given))])

    draft = officer.desk.allocate.start("a-1")

    assert {name: draft.text(paths.header(name)) for name in said} == {
        "manager": "Oli Officer",
        "trigger": "transfer",
        "event_date": "",
        "gone": "",
    }


def test_r213_the_manager_finds_it_at_home_signs_the_note_and_the_officers_register_has_it(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    officer, manager = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Mo Manager", Role.MANAGER)
    for one in (manager, officer):
        one.desk.authority_settings.choose("rochdale")
        one.desk.sync_now(lambda: False)
    officer.desk.import_entries.begin(looked(officer, tmp_path, CLOSURE).ready)
    for one in (officer, manager):
        one.desk.sync_now(lambda: False)
        at(one, date(2026, 11, 18))

    (row,) = home_view(manager.desk.home(), manager.clock.now()).allocated
    draft = manager.desk.allocate.start(row.audit_id)

    assert (row.title, row.due, row.overdue) == ("48-1 · Management oversight case note", "1 day overdue", True)
    assert row.caption == "Not answered yet · W. Worker · Before the case is closed, 18 November 2026"
    assert {name: draft.text(paths.header(name)) for name in ("trigger", "event_date", "manager")} == {
        "trigger": "closure",
        "event_date": "2026-11-18",
        "manager": "Mo Manager",
    }
    (due,) = lines(manager, WorkKind.HAND_IN)
    assert (due.whose, due.due, due.is_overdue(date(2026, 11, 18))) == ("Mo Manager", date(2026, 11, 17), True)

    filled = filled_in_full(manager.desk, "roc-mgmt-oversight", {}, "48-1").record.fields
    manager.desk.record(draft, {path: one.value for path, one in filled.items() if path not in draft.record.fields})
    manager.desk.sign_audit(draft.id)
    for one in (manager, officer):
        one.desk.sync_now(lambda: False)

    assert [one.due for one in lines(manager, WorkKind.HAND_IN) if one.audit == draft.id] == []
    (entry,) = officer.desk.registers(EntryQuestion(REGISTER))
    assert (entry.subject, entry.day, entry.of_whom, entry.is_signed) == ("48-1", "2026-11-18", "Mo Manager", True)
    assert officer.desk.allocate.known() == ()
    (again,) = looked(officer, tmp_path, CLOSURE).wrong
    assert "stands already" in again.words


def test_r213_the_command_says_how_many_were_asked(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    path = written(tmp_path / "planned.xlsx", HEADINGS, CLOSURE, ("48-9", "Oli Officer", "", "Transfer", "18/11/2026"))
    place = ["--data", str(tmp_path / "desk")]

    assert cli.run(["register", "import", REGISTER, str(path), "--look", *place]) == 0
    assert "0 begun, 0 asked of others of 2 that can be taken" in capsys.readouterr().out
    assert cli.run(["register", "import", REGISTER, str(path), "--json", *place]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["made"]), told["asked"], told["not_taken"]) == (1, 1, [])
