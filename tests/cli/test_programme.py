"""The year's programme by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.record import Role
from tests.desks import PASSPHRASE, new_desk, sign_an_audit

Run = Callable[..., str]


@pytest.fixture
def profile(tmp_path: Path) -> str:
    """An officer's profile with one signed audit; return its id."""
    made = new_desk(tmp_path / "profile", "Oli Officer", Role.QA_OFFICER)
    made.desk.authority_settings.choose("rochdale")
    audit = sign_an_audit(made.desk)
    made.desk.close()
    return audit


@pytest.fixture
def run(profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    assert profile
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0, place: str = "profile") -> str:
        capsys.readouterr()
        told = [str(one) for one in arguments]
        assert cli.run(["programme", *told, "--data", str(tmp_path / place)]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


def listed(run: Run, *arguments: object) -> dict[str, dict[str, object]]:
    return {one["key"]: one for one in json.loads(run("list", *arguments, "--json"))["planned"]}


def test_something_is_planned_changed_with_what_is_left_out_as_it_was_and_withdrawn(run: Run, profile: str) -> None:
    said = ("--title", "Care leavers", "--origin", "feedback", "--question", "Do plans say where?", "--by", "QAO")
    first = ("--first", "2026-11-02", "--group", "PSW", "--group", "IRO", "--audit", profile)
    made = json.loads(run("add", "--kind", "themed", *said, *first, "--json"))

    changed = json.loads(
        run("change", made["id"], "--title", "Care leavers over 18", "--for", "Leaving care", "--json")
    )
    shown = run("show", made["id"])
    before = listed(run, "--month", "2026-11", "--kind", "themed")
    run("withdraw", made["id"])

    assert (made["last"], made["group"], made["gathered"]) == ("2026-11-30", ["PSW", "IRO"], [profile])
    assert changed == made | {"title": "Care leavers over 18", "for": "Leaving care"}
    assert profile in shown
    assert [one["title"] for one in before.values()] == ["Care leavers over 18"]
    assert listed(run, "--month", "2026-11", "--kind", "themed") == {}


def test_what_comes_round_is_marked_and_taken_over_and_a_year_begins_with_nothing_overdue(run: Run) -> None:
    key = "check:contacts:2026-11-30"
    words = run("done", key, "--on", "2026-11-12")
    marked = listed(run, "--month", "2026-11")[key]["done"]
    run("done", key, "--undo")
    taken = json.loads(run("take-over", "check:contacts:2027-02-28", "--json"))

    year = json.loads(run("list", "--year", "2026", "--json"))
    assert words == "Done on 2026-11-12. It goes out with the next sync.\n"
    assert marked == "2026-11-12"
    assert listed(run, "--month", "2026-11")[key]["done"] is None
    assert (taken["taken_from"], taken["last"]) == ("check:contacts:2027-02-28", "2027-02-28")
    assert year["counted_since"] == "2026-11-21"
    assert len(year["planned"]) > 200
    assert not [one for one in year["planned"] if one["before_use"] and one["overdue"]]


def test_a_printed_programme_of_focus_is_entered_from_a_month_on(run: Run) -> None:
    words = run("focus", "tier-1", "--from", "2027-01")

    entered = [one for one in listed(run, "--year", "2027", "--kind", "focus").values() if one["entry"]]
    assert words == f"{len(entered)} entries made. They go out with the next sync.\n"
    assert entered


def test_what_is_amiss_is_told_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    auditor.desk.close()
    whole = ("--kind", "plan", "--title", "Audits of plans", "--first", "2026-11-02")

    assert "Say why it is done" in run("add", "--kind", "themed", "--title", "T", "--first", "2026-11-02", code=2)
    assert "Only a QA officer plans" in run("add", *whole, code=2, place="auditor")
    assert "no audit nothing" in run("add", *whole, "--audit", "nothing", code=2)
    assert "no-such-tool" in run("add", *whole, "--tool", "no-such-tool", code=2)
    assert "There is no entry" in run("change", "nothing", "--title", "T", code=2)
    assert "Nothing is planned under" in run("done", "check:none:2026-11-30", code=2)
    assert "tier-9" in run("focus", "tier-9", "--from", "2027-01", code=2)
    assert "Write the month" in run("list", "--month", "November", code=2)
    assert listed(run, "--month", "2026-11", "--kind", "plan") == {}
