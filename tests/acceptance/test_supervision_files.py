"""Supervision files by manager: from records of every version of the form, by command and in the window (R-110)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.supervision_files import SupervisionFilesPage
from tests.acceptance.due import at, lines, tell_people
from tests.acceptance.window import Screen, choose
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import signed_in_full

TODAY = date(2026, 11, 16)


def audited(opened: OpenDesk, subject: str, manager: str, days: tuple[str, str], version: str | None = None) -> None:
    """Sign the audit of a supervision file; the days are those of the audit and of the next one."""
    at(opened, date.fromisoformat(days[0]))
    answers = dict(zip(("roc-sup.F3", "roc-sup.F4"), days, strict=True))
    values = {paths.answer(name): day for name, day in answers.items()}
    named = {paths.header("supervisor"): manager, paths.about("practitioner"): "Ben"}
    signed_in_full(opened.desk, "roc-supervision-file", {**values, **named}, subject, version)


def some_files(opened: OpenDesk) -> None:
    """Let a manager's files be audited, one of them twice, and know of another manager."""
    opened.desk.authority_settings.choose("rochdale")
    tell_people(opened, ("m-1", "Mo", Role.MANAGER), ("m-2", "Zoe", Role.MANAGER))
    audited(opened, "File 1", "Mo", ("2026-04-02", "2026-10-02"))
    audited(opened, "File 2", "Mo", ("2026-03-02", "2026-09-02"))
    audited(opened, "File 2", "Mo", ("2026-11-03", "2027-05-03"))
    at(opened, TODAY)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield opened
    opened.desk.close()


def files_page(screen: Screen) -> SupervisionFilesPage:
    """Go from due work to the files."""
    screen.navigator.go(Place.WORK)
    listed = screen.listed()
    screen.until(listed.files_button.isVisible)
    listed.files_button.click()
    return screen.wait(SupervisionFilesPage)


def test_files_are_listed_by_manager_with_what_is_overdue_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = new_desk(tmp_path / "desk", "Olu Officer", Role.QA_OFFICER)
    some_files(opened)

    (late,) = (one for one in lines(opened, WorkKind.ROUND) if one.is_overdue(TODAY))
    assert (late.subject, late.due) == ("File 1", date(2026, 10, 2)), "the second audit of file 2 closed its first"
    opened.desk.close()

    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ["--data", str(tmp_path / "desk")]
    assert cli.run(["work", "supervision-files", "--json", *place]) == 0
    told = {one["manager"]: one for one in json.loads(capsys.readouterr().out)}
    assert list(told) == ["Mo", "Zoe"]
    assert {one["subject"]: one["next"] for one in told["Mo"]["files"]} == {
        "File 1": "2026-10-02",
        "File 2": "2027-05-03",
    }
    assert (told["Mo"]["last"], told["Zoe"]["last"], told["Zoe"]["overdue"]) == ("2026-11-03", None, False)
    assert cli.run(["work", "supervision-files", "--manager", "zoe", *place]) == 0
    assert "Zoe  0 this month, 0 this year" in capsys.readouterr().out
    assert cli.run(["work", "supervision-files", "--manager", "nobody", *place]) == 0
    assert "Nobody is listed" in capsys.readouterr().out


def test_records_on_the_first_version_of_the_form_and_corrections_are_read_as_they_stand(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("rochdale")
    audited(officer, "File 1", "Mo", ("2026-05-02", "2026-11-02"), "1.0")
    audited(officer, "File 1", "Mo", ("2026-06-02", "2026-12-02"), "1.1")
    (mo,) = officer.desk.supervision_files()
    assert (mo.manager, mo.in_year, [one.last for one in mo.files]) == ("Mo", 2, [date(2026, 6, 2)])

    desk = officer.desk
    corrected = desk.record(desk.amend_audit(mo.files[0].audit), {paths.header("supervisor"): "Zoe"}).audit
    desk.sign_audit(desk.record_signature.typed(corrected, [("auditor", desk.owner.name)]).id)

    assert {one.manager: one.in_year for one in officer.desk.supervision_files()} == {"Mo": 1, "Zoe": 1}


def test_an_authority_without_such_a_form_has_no_such_list(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")

    assert not officer.desk.supervision_files.is_kept()
    assert officer.desk.supervision_files() == ()


def test_the_window_lists_managers_and_opens_the_last_audit_of_a_file(screen: Screen) -> None:
    some_files(screen.opened)

    page = files_page(screen)

    screen.until(lambda: page.managers.model.rowCount() == 2)
    choose(page.managers.list)
    words = [page.managers.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert words[0] == "Mo, 1 this month · 3 this year · last on 3 Nov, ■ 1 file overdue"
    assert words[1] == "Zoe, 0 this month · 0 this year · none looked at yet"
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    assert [one.title for one in page.managers.shown] == ["Mo"]
    choose(page.files)
    assert page.files.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "File 1, Ben · last looked at on 2 Apr, ■ 45 days overdue"
    )
    page.open_button.click()
    assert screen.wait(AuditShell).audit.subject == "File 1"


def test_the_list_of_files_leads_back_to_due_work(screen: Screen) -> None:
    some_files(screen.opened)

    files_page(screen).back_button.click()

    assert screen.wait(DueWorkPage).files_button.isEnabled()


def test_an_observation_that_was_corrected_counts_once(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")
    who = {paths.about("practitioner"): "Ben", paths.header("observed_on"): "2026-09-01"}
    signed = signed_in_full(officer.desk, "dur-practice-observation", who, "Ben")
    desk = officer.desk
    corrected = desk.amend_audit(signed.id)
    roles = [(block.role, "Somebody") for block in corrected.signatories()]
    desk.sign_audit(desk.record_signature.typed(corrected, roles).id)

    assert [(one.practitioner, one.in_a_year) for one in desk.observed()] == [("Ben", 1)]
