"""One folder holds everything on a case or a person: values, what was written over, and the notes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.programme import Entry, EntryKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.gather_held import Sought
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.directories import Known, tell
from tests.domain.sampling.lists import population, recorded

DAY = date(2026, 11, 9)


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)


def test_a_case_is_gathered_with_its_notes_and_what_was_written_over(officer: OpenDesk, tmp_path: Path) -> None:
    signed = sign_an_audit(officer.desk)
    again = officer.desk.start_audit(StartRequest("bra-live-audit", " 48-2207 "))
    officer.desk.start_audit(StartRequest("bra-live-audit", "48-22070"))
    officer.store.freeze([one.op_id for one in officer.store.operations(again.id)])
    officer.desk.record(again, {paths.SUBJECT: "49-0001"})

    done = officer.desk.gather_held(Sought(case="48-2207"), tmp_path / "out")

    index = json.loads((tmp_path / "out" / "index.json").read_text())
    assert {one["audit"] for one in index["audits"]} == {signed, again.id}
    assert (done.audits, done.documents) == (2, 2)
    place = tmp_path / "out" / f"audit-{signed}"
    assert sorted(one.suffix for one in place.iterdir()) == [".json", ".json", ".pdf", ".pdf"]
    history = json.loads((place / "history.json").read_text())
    assert len(history) == len(officer.store.operations(signed))
    assert {one["author"] for one in history} == {"Oli Officer"}
    recorded = officer.store.sync.unreported(9)
    assert {(one.audit, one.what) for one in recorded} == {(signed, "held_gathered"), (again.id, "held_gathered")}


def test_a_person_is_found_wherever_they_are_named(officer: OpenDesk, tmp_path: Path) -> None:
    named = officer.desk.start_audit(StartRequest("bra-live-audit", "1", "Sam Worker"))
    told = officer.desk.start_audit(StartRequest("bra-live-audit", "2"))
    officer.desk.record(told, {paths.STRENGTHS: "What sam worker did was thoughtful."})
    officer.desk.start_audit(StartRequest("bra-live-audit", "3", "Pat Other"))

    officer.desk.gather_held(Sought(person="Sam Worker"), tmp_path / "out")

    index = json.loads((tmp_path / "out" / "index.json").read_text())
    assert {one["audit"] for one in index["audits"]} == {named.id, told.id}


def test_what_was_allocated_answered_planned_and_drawn_is_gathered_too(officer: OpenDesk, tmp_path: Path) -> None:
    tell(officer, Known("Ben Auditor"))
    desk, record = officer.desk, recorded(population(), Scheme(Spread.WHOLE, 4))
    case = record.standing[0]
    mine = desk.allocate(AllocationRequest("Oli Officer", "bra-live-audit", case))
    desk.planning.answers.decline(mine.id, "Sam Worker is my brother")
    desk.allocate.withdraw(mine.id)
    desk.planning.draws().keep(record)
    desk.planning.programme.enter(Entry("", EntryKind.PLAN, "Theme", DAY, DAY, by="Sam Worker"))

    by_case = desk.gather_held(Sought(case=case), tmp_path / "case")
    desk.gather_held(Sought(person="Sam Worker"), tmp_path / "person")
    desk.gather_held(Sought(case="C-9"), tmp_path / "nothing")

    told = [json.loads((tmp_path / name / "index.json").read_text()) for name in ("case", "person", "nothing")]
    assert by_case.allocations == 1
    assert [sorted(one["stream"] for one in index["planned"]) for index in told] == [
        ["answers", "desk"],
        ["answers", "programme"],
        [],
    ]
    assert told[1]["planned"][0]["words"]["reason"] == "Sam Worker is my brother"


def test_nothing_is_written_for_an_auditor_or_over_a_folder(officer: OpenDesk, tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    (tmp_path / "there").mkdir()

    with pytest.raises(NotAllowed):
        auditor.desk.gather_held(Sought(case="1"), tmp_path / "out")
    with pytest.raises(InputProblem, match="there already"):
        officer.desk.gather_held(Sought(case="1"), tmp_path / "there")
    with pytest.raises(InputProblem, match="one of the two"):
        officer.desk.gather_held(Sought(), tmp_path / "out")

    assert not (tmp_path / "out").exists()
