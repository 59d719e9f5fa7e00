"""One folder holds everything on a case or a person: values, what was written over, and the notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.gather_held import Sought
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, sign_an_audit


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
