"""Improvement actions in the window: narrowed, opened at their line, followed to their impact, carried over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from qa_desktop.domain.entries import Progress
from qa_desktop.domain.flow import PLAN
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.improvement_list import ImprovementsShown
from qa_desktop.domain.tracker import ActionQuestion
from qa_desktop.domain.work_due import FOLLOW_UP
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.pages.improvements import ImprovementsPage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.section import SectionPage
from tests.acceptance.due import at
from tests.acceptance.improvement_plans import listed, signed_plan
from tests.acceptance.window import Screen, choose
from tests.documents import reading
from tests.full_audits import actions, signed_in_full

CHRONOLOGIES = "Chronologies on every file"


def improvements(screen: Screen) -> ImprovementsPage:
    page = screen.go(Place.IMPROVEMENTS, ImprovementsPage)
    screen.until(lambda: page.lines.model.rowCount() > 0 and page.board.count() > 1)
    return page


def words_on(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def test_a_line_is_opened_followed_to_its_impact_and_stands_among_the_finished_ones(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    plan = signed_plan(screen.opened)
    at(screen.opened, date(2026, 12, 5))
    page = improvements(screen)
    assert next(row.right for row in page.lines.model.rows) == "■ 5 days overdue"

    choose(page.lines.list)
    page.open_button.click()
    shell = screen.wait(AuditShell)
    screen.until(lambda: isinstance(shell.page, FollowUpPage) and shell.page.is_complete)
    follow = shell.page
    assert isinstance(follow, FollowUpPage)
    row = follow.plan.rows["line.bra-aap.1"]
    screen.until(lambda: row.editor is not None)
    editor = row.editor
    assert editor is not None
    assert not follow.talk.isVisible(), "a plan is not talked through in anybody's supervision"
    editor.progress.setCurrentIndex(tuple(Progress).index(Progress.DONE))
    editor.impact.set_text("Children can read their own story")
    editor.save_button.click()
    screen.until(lambda: "What has changed: Children can read their own story" in words_on(follow))

    page = improvements(screen)
    page.choose(ImprovementsShown.CLOSED)
    screen.until(lambda: page.lines.model.rowCount() == 1)
    (done,) = page.lines.model.rows
    assert (done.title, done.right) == (CHRONOLOGIES, "Done 5 Dec")
    assert "Children can read their own story" in done.caption
    assert screen.opened.desk.open_audit(plan.id).is_signed


def test_the_next_plan_is_begun_from_the_list_and_shows_what_was_carried_and_what_is_finished(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    plan = signed_plan(screen.opened)
    first = listed(screen.opened)[0]
    said = Review(progress=Progress.DONE, done_on=date(2026, 11, 28), impact="Files tell the story")
    screen.opened.desk.improvements.record(plan.id, first.id, said)
    page = improvements(screen)

    choose(page.lines.list)
    page.next_button.click()
    shell = screen.wait(AuditShell)
    assert shell.audit.id != plan.id
    shell.go("section:improvement")
    screen.until(lambda: isinstance(shell.page, SectionPage) and shell.page.is_complete)
    section = shell.page
    assert isinstance(section, SectionPage)

    told = words_on(section)
    assert "carried over, in the plan since 21 November 2026" in told
    assert "21 November 2026: open, due 31 December 2026, with Team Manager North." in told
    assert "Finished since the plan before" in told
    assert "Done on 28 November 2026. Files tell the story" in told
    page = improvements(screen)
    assert all(row.one.audit == shell.audit.id for row in page.lines.model.rows)
    before = screen.shell(plan.id, FOLLOW_UP).page
    assert isinstance(before, FollowUpPage)
    screen.until(lambda: "It stands in the plan of" in words_on(before))
    assert before.closed.text == "Closed. Nothing is left to do."
    moved = before.plan.rows["line.bra-aap.1@line-1"]
    assert not moved.fill_button.isVisible()
    moved.fill_in()
    assert moved.editor is None, "what becomes of it is recorded in the newer plan"


def test_p43_everybody_in_the_list_gets_one_letter_to_print(screen: Screen, tmp_path: Path) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    signed_plan(screen.opened)
    page = improvements(screen)
    folder = tmp_path / "letters"
    folder.mkdir()
    page.ask_folder = lambda: str(folder)

    page.letters_button.click()
    screen.until(lambda: "2 letters saved as PDF" in page.outcome.notice.text)

    letters = sorted(folder.iterdir())
    assert [one.name for one in letters] == ["letter-1.pdf", "letter-2.pdf"]
    pages = [" ".join(reading.pages(one.read_bytes(), tmp_path)[0].split()) for one in letters]
    assert "Dear Principal Social Worker," in pages[0]
    assert "Danger statements in plain words" in pages[0]
    assert "Direct work recorded" in pages[1]
    assert CHRONOLOGIES in pages[1]


def test_r052_a_finding_of_a_signed_audit_is_raised_into_a_plan_that_is_begun_for_it(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("bracknell-forest")
    audit = signed_in_full(screen.opened.desk, "bra-live-audit", {}, "48-7")
    shell = screen.shell(audit.id, FOLLOW_UP)
    follow = shell.page
    assert isinstance(follow, FollowUpPage)

    follow.service.button.click()
    screen.until(lambda: follow.service.dialog is not None)
    dialog = follow.service.dialog
    assert dialog is not None
    dialog.raise_button.click()
    assert dialog.what_field.problem == "Say what is to be done"
    titles = [dialog.plan.itemText(row) for row in range(dialog.plan.count())]
    dialog.plan.setCurrentIndex(titles.index("CQAWG Audit Action Plan: a first one"))
    dialog.plan.activated.emit(dialog.plan.currentIndex())
    dialog.finding.setCurrentIndex(1)
    dialog.what.set_text("Timetable training in danger statements")
    dialog.who.setText("Principal Social Worker")
    dialog.subject.setText("CSC 2026 to 2027")
    dialog.raise_button.click()
    screen.until(follow.service.done.isVisible)

    (line,) = listed(screen.opened)
    assert (line.what, line.plan) == ("Timetable training in danger statements", "CSC 2026 to 2027")
    assert line.mark == "from Live Case File Audit, November 2026"
    follow.service.done.click()
    screen.until(lambda: isinstance(screen.window.page, AuditShell) and screen.window.page.audit.id == line.audit)


def test_r105_the_actions_of_a_team_plan_are_carried_into_the_next_years_plan(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("slough")
    planned = actions(("a1", "2026-12-31"), ("a2", "2027-02-28"))
    plan = signed_in_full(screen.opened.desk, "slo-team-plan", planned, "North, 2026")
    done = Review(progress=Progress.DONE, done_on=date(2026, 11, 30), impact="Visits are on time")
    screen.opened.desk.improvements.record(plan.id, "a1", done)
    assert screen.opened.desk.actions(ActionQuestion()) == (), "they are no actions of a case"

    made = screen.opened.desk.improvements.begin_next(plan.id, "North, 2027")
    shell = screen.shell(made.id, PLAN)
    shell.go(PLAN)
    screen.until(lambda: isinstance(shell.page, PlanPage) and shell.page.is_complete)
    told = words_on(shell.page)

    assert (made.subject, [one.id for one in made.actions]) == ("North, 2027", ["a2"])
    assert "Carried over, in the plan since 21 November 2026." in told
    assert "21 November 2026: open, due 28 February 2027, with P. Worker." in told
    assert "Done on 30 November 2026. Visits are on time" in told
    assert [(one.plan, one.id) for one in listed(screen.opened)] == [("North, 2027", "a2")]
