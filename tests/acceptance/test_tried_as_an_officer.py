"""A QA officer's day in the window, once by keys alone and once by mouse alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qa_desktop.bootstrap import ProfileKey
from qa_desktop.domain import paths
from qa_desktop.domain.improvement_list import ImprovementsShown
from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.settings import resources_dir
from qa_desktop.ui.pages.allocations import AllocationsPage
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.pages.reports import ReportsPage
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.presenters.insight import Shown
from qa_desktop.ui.start_up import WindowNeeds, make_window
from tests.acceptance.drawing import list_file
from tests.acceptance.hands import Hands
from tests.acceptance.improvement_plans import listed, signed_plan
from tests.acceptance.pairs import brought_pair
from tests.acceptance.test_supervision_files import some_files
from tests.acceptance.trying import MakeHands, sign
from tests.acceptance.window import OpenScreen
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.directories import Known, tell
from tests.figure_seed import add, made_up
from tests.full_audits import actions, signed_in_full

UNLOCK_MS = 20_000
PLANS = "her-audit.3"


def test_a_profile_is_unlocked(way: type[Hands], qtbot: QtBot, tmp_path: Path) -> None:
    officer = new_desk(tmp_path / "mine", "Olu Officer", Role.QA_OFFICER)
    officer.desk.close()
    gate = ProfileKey(officer.place, officer.clock).gate
    opened = make_window(WindowNeeds(gate, officer.place, resources_dir(), officer.clock))
    qtbot.addWidget(opened.window)
    desks: list[Desk] = []
    opened.door.desk_opened.connect(desks.append)
    opened.window.show()
    opened.door.begin()
    qtbot.waitUntil(lambda: isinstance(opened.window.page, UnlockPage), timeout=UNLOCK_MS)

    def until(holds: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(holds()), timeout=UNLOCK_MS)

    hands = way(opened.window, until, opened.workers.database)

    hands.write("Passphrase", PASSPHRASE)
    hands.press("Open")

    hands.until(lambda: bool(desks) and isinstance(opened.window.page, HomePage))
    opened.workers.database.submit(desks[0].close, lambda _: None)
    opened.workers.stop()


def test_cases_are_drawn_from_a_list_shared_out_and_sent(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = list_file(tmp_path, cases=30)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    screen = open_screen(Role.QA_OFFICER)
    screen.opened.clock.moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
    screen.opened.desk.authority_settings.choose("herefordshire")
    tell(screen.opened, Known("Lea Lead", Role.MANAGER), Known("Pia Peer"))
    hands = hands_on(screen)

    hands.go("Alt+9", "Draw and allocate")
    hands.press("Draw cases")
    hands.press("Choose the list")
    hands.press("Continue")
    hands.pick("Your authority's way to choose", "Monthly Collaborative Case File Audits")
    hands.write("How many cases", "2")
    hands.write("Seed", "the lottery of the month")
    hands.press("Draw")
    hands.press("Share out")
    hands.pick("What Lea Lead takes", "Lead only")
    hands.pick("What Pia Peer takes", "Peer only")
    hands.press("Propose")
    hands.press("Send 4 allocations")
    screen.until(screen.opened.desk.allocate.known)
    hands.press("Draw and allocate")
    screen.wait(AllocationsPage)
    hands.row("What is allocated", "Lea Lead")

    assert sorted(one.part for one in screen.opened.desk.allocate.known()) == ["lead", "lead", "peer", "peer"]
    assert hands.is_there("Give to somebody else")


def test_two_forms_are_read_with_their_notes_moderated_and_settled(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path
) -> None:
    screen = open_screen(Role.QA_OFFICER, lambda officer: brought_pair(tmp_path, officer, {PLANS: "inadequate"}))
    hands = hands_on(screen)

    hands.go("Alt+6", "Inbox")
    hands.row("Inbox", "Pia Peer", open_it=True)
    screen.until(screen.wait(ReceivedPage).open_button.isEnabled)
    hands.button("Show: Case note, today 14:32")
    hands.press("Inbox")
    hands.press("To moderate")
    hands.row("Cases to moderate", "HER-480", open_it=True)
    hands.press("Differences only")
    hands.press("Begin the moderation")
    hands.press("Continue with “Moderation”")
    shell = screen.wait(AuditShell)
    hands.press("Yes")
    hands.press("Not required")
    hands.write("5 On which findings does the action plan rest?", "The plan does not follow the assessment.")
    hands.press("Domain complete, continue")
    hands.press("Requires improvement")
    hands.write("Why this grade, and what has the work meant for the child?", "Both saw the same file.")
    hands.write("No action needed, because", "Lead and worker rewrote the plan on the day.")
    hands.press("Continue to sign")
    sign(hands, "Olu Officer")

    screen.until(lambda: shell.audit.is_signed)
    (settled,) = screen.opened.desk.looking_again.moderate.page(settled=True).entries
    assert settled.pair.moderation is not None
    assert settled.pair.moderation.overall_grade == "requires_improvement"


def test_due_work_actions_registers_and_figures_are_gone_through(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    def signed(officer: OpenDesk) -> None:
        officer.desk.authority_settings.choose("durham")
        signed_in_full(officer.desk, "dur-collaborative-audit", actions(("the plan", "2026-12-21")))

    screen = open_screen(Role.QA_OFFICER, signed)
    hands = hands_on(screen)

    hands.go("Alt+7", "Due work")
    hands.row("Due work", "Do the plan", open_it=True)
    screen.wait(AuditShell)
    hands.press("Fill in what became of action 1")
    hands.write("Initials", "OO")
    hands.press("Save")
    hands.leave_audit()
    hands.go("Alt+8", "Actions")
    hands.row("Actions", "Do the plan")
    hands.press("Give to somebody else")
    hands.write("Who has it from now on?", "Team manager")
    hands.press("Give it to them")


def test_a_notice_is_begun_in_its_register_and_figures_lead_to_their_audits(
    open_screen: OpenScreen, hands_on: MakeHands
) -> None:
    def signed(officer: OpenDesk) -> None:
        officer.desk.authority_settings.choose("slough")
        signed_in_full(officer.desk, "slo-case-audit", {paths.OVERALL_GRADE: "good"})

    screen = open_screen(Role.QA_OFFICER, signed)
    hands = hands_on(screen)

    hands.go("Alt+R", "Registers")
    hands.pick("Register", "PAIR notices")
    hands.press("New entry")
    hands.write("Case reference", "SLO-7")
    hands.press("Start the audit")
    screen.wait(AuditShell)
    hands.leave_audit()
    hands.go("Alt+I", "Insight")
    screen.wait(InsightPage)
    hands.go("Alt+0", "Programme")
    hands.press("Plan something")
    hands.call_off()
    hands.go("Alt+1", "Home")
    hands.press("Quotas of everybody")
    hands.press("Month before")
    hands.press("Home")
    screen.wait(HomePage)


def test_a_team_is_looked_at_down_to_its_audits_and_the_meeting_gets_a_briefing(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signed(officer: OpenDesk) -> None:
        officer.desk.authority_settings.choose("herefordshire")
        for one in made_up(12, first=date(2026, 10, 1), days=30):
            add(officer, one)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *told: (str(tmp_path / told[2]), ""))
    screen = open_screen(Role.QA_OFFICER, signed)
    hands = hands_on(screen)

    hands.go("Alt+I", "Insight")
    insight = screen.wait(InsightPage)
    hands.pick("What to show", "By team")
    screen.until(lambda: insight.view is not None and insight.view.question.shown is Shown.TEAMS)
    hands.press("Leave out small counts")
    screen.until(lambda: insight.view is not None and not insight.view.question.hide_small)
    table = insight.cards[0].view.table
    hands.row(f"{table.title}, as a table", next(f"{row[0]}, " for row in table.rows if row[1]), open_it=True)
    screen.until(lambda: insight.behind.model.rowCount() > 0)
    hands.row("Behind the figure", "", open_it=True)
    screen.wait(AuditShell)
    hands.leave_audit()
    hands.go("Alt+I", "Insight")
    insight = screen.wait(InsightPage)
    screen.until(lambda: insight.view is not None)
    hands.pick("Of which time", "Oct 2026")
    screen.until(lambda: insight.view is not None and insight.view.question.filter.first == "2026-10")
    hands.pick("Team", insight.select("team").itemText(1))
    screen.until(lambda: insight.view is not None and insight.view.question.filter.team)
    hands.press("Make a report")
    reports = screen.wait(ReportsPage)
    hands.pick("Report", "Managers' briefing")
    screen.until(lambda: reports.chosen == ("managers-briefing", "2026-10"))
    said = reports.carried_words.text
    hands.write("Your words on In short", "A good month.")
    hands.press("Save the report")
    screen.until(lambda: any(tmp_path.glob("managers-briefing-*.pdf")))
    hands.press("Draft an e-mail")
    keep = screen.opened.desk.keep_reports

    screen.until(lambda: keep.given("managers-briefing"))
    assert [one.to for one in keep.given("managers-briefing")] == ["Managers' Meeting"]
    assert any(tmp_path.glob("managers-briefing-2026-10.eml"))
    assert "Taken over from the insight page: October 2026, Monthly Collaborative Case File Audit." in said
    assert "Not taken over: Team: " in said


def test_a_line_of_a_plan_is_followed_to_what_has_changed(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    def planned(officer: OpenDesk) -> None:
        officer.desk.authority_settings.choose("bracknell-forest")
        signed_plan(officer)

    screen = open_screen(Role.QA_OFFICER, planned)
    hands = hands_on(screen)

    hands.go("Alt+M", "Improvement")
    hands.row("Improvement actions", "Chronologies on every file", open_it=True)
    shell = screen.wait(AuditShell)
    hands.pick("How far it is", "Done")
    hands.write("What has changed", "Children can read their own story.")
    hands.press("Save")
    hands.leave_audit()
    hands.go("Alt+M", "Improvement")
    hands.pick("Which lines", "Finished (1)")
    hands.row("Improvement actions", "Chronologies on every file")
    hands.press("Begin the next plan")

    screen.until(lambda: screen.wait(AuditShell).audit.id != shell.audit.id)
    (done,) = listed(screen.opened, ImprovementsShown.CLOSED)
    assert done.impact == "Children can read their own story."


def test_regular_checks_and_supervision_files_are_gone_through(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    def looked_at(officer: OpenDesk) -> None:
        some_files(officer)
        tell(officer, Known("Zoe", Role.MANAGER))

    screen = open_screen(Role.QA_OFFICER, looked_at)
    hands = hands_on(screen)

    hands.go("Alt+7", "Due work")
    hands.press("Regular checks")
    hands.row("Regular checks", "")
    hands.press("Mark as done today")
    hands.pick("Which checks", "Done")
    hands.row("Regular checks", "")
    hands.press("Not done after all")
    hands.pick("Which checks", "All of them")
    hands.press("Due work")
    hands.press("Supervision files")
    hands.pick("Which managers", "Something is overdue")
    hands.row("Managers", "Mo")
    hands.row("Files", "File 1", open_it=True)

    assert screen.wait(AuditShell).audit.subject == "File 1"


def test_the_screen_is_covered_and_uncovered(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    screen = open_screen(Role.QA_OFFICER)
    hands = hands_on(screen)

    hands.do("F12", "View", "Cover the screen, and uncover it")
    covered = screen.window.is_covered
    hands.press("Show the window again")

    assert covered
    assert not screen.window.is_covered
