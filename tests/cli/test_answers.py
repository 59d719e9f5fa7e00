"""Answers to allocations, and giving them to somebody else, by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.record import Role
from qa_desktop.services.allocate import AllocationRequest
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.directories import Known, tell

BEN, CAL = Known("Ben Auditor"), Known("Cal Auditor", team="south")
Run = Callable[..., str]


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    made = new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)
    tell(made, BEN, CAL)
    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        told = [str(one) for one in arguments]
        assert cli.run(["allocations", *told, "--data", str(tmp_path / "profile")]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


def allocated(officer: OpenDesk, *people: str) -> list[str]:
    """Allocate an audit to each of these people, and close the profile."""
    made = [
        officer.desk.allocate(AllocationRequest(person, "bra-live-audit", f"48-{number}", practitioner="W. Worker")).id
        for number, person in enumerate(people)
    ]
    officer.desk.close()
    return made


def test_each_answer_is_said_and_stands_in_the_list(officer: OpenDesk, run: Run, tmp_path: Path) -> None:
    taken, declined, swapped, booked = allocated(officer, *["Oli Officer"] * 4)

    words = run("take", taken)
    run("decline", declined, "--reason", "On leave until March")
    asked = json.loads(run("swap", swapped, "--with", "Cal Auditor", "--json"))
    files = ("--calendar", tmp_path / "meeting.ics", "--email", tmp_path / "meeting.eml")
    letters = ("--letter", tmp_path / "meeting.txt")
    told = json.loads(
        run("book", booked, "--day", "2026-12-07", "--at", "9:30", "--minutes", 90, *files, *letters, "--json")
    )

    listed = {one["id"]: one["answer"] for one in json.loads(run("list", "--json"))}
    assert words == "Said: taken. The officer hears of it with the next sync.\n"
    assert listed[taken]["answer"] == "taken"
    assert listed[declined]["reason"] == "On leave until March"
    assert (asked["answer"], asked["colleague_name"]) == ("swap", "Cal Auditor")
    assert {"allocation": booked, **listed[booked]} == told
    assert (told["day"], told["time"], told["minutes"]) == ("2026-12-07", "09:30", 90)
    assert "DTSTART" in (tmp_path / "meeting.ics").read_text("utf-8")
    assert "Subject:" in (tmp_path / "meeting.eml").read_text("utf-8")
    assert "booked for 2026-12-07 09:30" in run("list")
    letter = (tmp_path / "meeting.txt").read_text("utf-8-sig")
    assert "Hello W. Worker," in letter
    assert "Monday 7 December 2026 at 09:30, for about 90 minutes" in letter


def test_what_cannot_be_said_is_refused_with_what_to_do(officer: OpenDesk, run: Run) -> None:
    own, bens = allocated(officer, "Oli Officer", "Ben Auditor")

    assert "Say why you cannot take it" in run("decline", own, "--reason", " ", code=2)
    assert "allocated to somebody else" in run("take", bens, code=2)
    assert "There is no open allocation" in run("take", "nothing", code=2)
    assert "Write it as 14:00" in run("book", own, "--day", "2026-12-07", "--at", "25:00", code=2)
    assert "Write it as 2027-01-31" in run("book", own, "--day", "Monday", code=2)
    assert json.loads(run("list", "--json"))[0]["answer"] is None


def test_an_allocation_is_given_to_somebody_else_who_gives_one_back(officer: OpenDesk, run: Run) -> None:
    bens, cals = allocated(officer, "Ben Auditor", "Cal Auditor")

    offered = [one["name"] for one in json.loads(run("people", bens, "--json"))]
    given = json.loads(run("give", bens, "--to", "Cal Auditor", "--in-return", cals, "--json"))

    now = {one["subject"]: (one["id"], one["name"]) for one in json.loads(run("list", "--json"))}
    assert offered == ["Oli Officer", "Cal Auditor"]
    assert (given["name"], given["taken_back"]) == ("Cal Auditor", bens)
    assert now["48-0"] == (given["id"], "Cal Auditor")
    assert now["48-1"][1] == "Ben Auditor"
    assert "There is no open allocation" in run("give", bens, "--to", "Oli Officer", code=2)
    assert "Cal Auditor has it already" in run("give", given["id"], "--to", "Cal Auditor", code=2)
