"""A manager's work in the window, once by keys alone and once by mouse alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa_desktop.domain import follow_up, paths, telling
from qa_desktop.domain.allocation import allocations_of
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.record import Role
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.home import HomePage
from tests.acceptance.bringing import bring
from tests.acceptance.trying import MakeHands, sign
from tests.acceptance.window import OpenScreen
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell
from tests.full_audits import WORKER, actions, signed_in_full

NAME = "Mo Manager"
WHY = "Why this grade, and what difference has it made for the child?"


def test_an_allocated_audit_is_booked_led_through_signed_and_sealed(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path
) -> None:
    def allocated(manager: OpenDesk) -> None:
        officer = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
        for one in (officer, manager):
            one.desk.authority_settings.choose("bracknell-forest")
        tell(officer, Known(NAME, Role.MANAGER, id=manager.desk.owner.id))
        officer.desk.allocate(AllocationRequest(NAME, "bra-live-audit", "BRA-48", practitioner=WORKER))
        given = officer.store.operations(allocations_of(manager.desk.owner.id).audit)
        manager.store.bring([officer.desk.owner], given, [])
        officer.desk.close()

    screen = open_screen(Role.MANAGER, allocated)
    hands = hands_on(screen)

    hands.press("Answer: BRA-48")
    hands.press("I will do it, and the meeting is booked")
    hands.write("Day", "2 December 2026")
    hands.write("Time", "14:00")
    hands.press("Answer")
    hands.press("Close")
    hands.press("Start: BRA-48")
    shell = screen.wait(AuditShell)
    for number in range(7):
        hands.press("Continue with" if number == 0 else "Standard complete, continue")
        hands.press("Good")
        hands.write(WHY, "The record shows it.")
    hands.press("Standard complete, continue")
    hands.press("The chronology is current and well made.")
    hands.write("What did you see?", "A chronology of last week.")
    hands.press("Standard complete, continue")
    hands.write("Good practice highlighted", "She reads each plan back to the family.")
    hands.press("Yes")
    hands.write("What did they say, or why is there none?", "The mother wrote in September.")
    hands.write("Signs of Safety use", "Scaling in every meeting.")
    hands.press("Standard complete, continue")
    hands.press("Good")
    hands.write("What difference has the work made for the child?", "She is safe, and says so.")
    hands.press("Add an action")
    hands.write("Action", "Read the new chronology with her mother")
    hands.write("Who", WORKER)
    hands.write("By when", "18 December 2026")
    hands.write("Evidence", "A note of the visit on the file")
    hands.press("Done with this action")
    hands.press("Continue to sign")
    sign(hands, NAME, WORKER)

    screen.until(lambda: shell.audit.is_signed)
    assert [one.what for one in shell.audit.actions] == ["Read the new chronology with her mother"]
    assert shell.audit.overall_grade == "good"


def test_an_action_is_reviewed_in_supervision_and_checked(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    def signed(manager: OpenDesk) -> None:
        signed_in_full(manager.desk, "dur-collaborative-audit", actions(("the plan", "2026-12-21")))

    screen = open_screen(Role.MANAGER, signed)
    hands = hands_on(screen)

    hands.go("Alt+8", "Actions")
    hands.row("Actions", "Do the plan", open_it=True)
    shell = screen.wait(AuditShell)
    hands.pick("How far it is", "Done")
    hands.write("Date reviewed", "20 November 2026")
    hands.write("Initials", "MM")
    hands.write("Completed", "Read with the worker.")
    hands.press("Save")
    hands.write("On", "20 November 2026")
    hands.press("Back to your work")

    audit = screen.opened.desk.open_audit(shell.audit.id)
    done = follow_up.supervision(audit, audit.actions[0].id)
    assert (done.progress, done.initials, done.completed) == (Progress.DONE, "MM", "Read with the worker.")


def test_an_action_that_somebody_did_is_checked_by_the_manager(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path
) -> None:
    def done(manager: OpenDesk) -> None:
        lead = new_desk(tmp_path / "lead", "Lea Lead", Role.AUDITOR)
        for one in (lead, manager):
            one.desk.authority_settings.choose("rochdale")
        audit = signed_in_full(lead.desk, "roc-t1-plo", actions(("the plan", "2026-12-21")))
        said = Review(progress=Progress.DONE, done_on=date(2026, 11, 20), completed="Sent to the court.", initials="LL")
        bring(lead, manager, lead.desk.follow_up.review(audit.id, audit.actions[0].id, said))
        lead.desk.close()

    screen = open_screen(Role.MANAGER, done)
    hands = hands_on(screen)

    hands.go("Alt+8", "Actions")
    hands.pick("Which actions", "Done, to be checked (1)")
    hands.row("Actions", "Do the plan", open_it=True)
    shell = screen.wait(AuditShell)
    hands.press("Mark action 1 as checked")

    screen.until(lambda: follow_up.stage_of(shell.audit, shell.audit.actions[0]) is Stage.CLOSED)
    checked = follow_up.supervision(shell.audit, shell.audit.actions[0].id)
    assert (checked.checked_by, checked.checked_on) == (NAME, date(2026, 11, 21))


def test_evidence_is_added_mended_and_removed(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    screen = open_screen(Role.MANAGER, lambda one: one.desk.authority_settings.choose("bracknell-forest"))
    audit = screen.opened.desk.start_audit(StartRequest("bra-live-audit", "BRA-48", WORKER))
    hands = hands_on(screen)

    hands.press("Resume: BRA-48")
    screen.wait(AuditShell)
    hands.press("Continue with")
    hands.press("Good")
    hands.press("Add evidence")
    hands.write("What you saw or heard", "The child drew her week.")
    hands.pick("Where it comes from", "Told by family")
    hands.write("Where it stands", "Case note")
    hands.write("Date", "19 November 2026")
    hands.press("Done with this evidence")
    hands.press("Edit: The child drew her week.")
    hands.write("Where it stands", "Case note of the visit")
    hands.press("Done with this evidence")
    hands.press("Add evidence")
    hands.write("What you saw or heard", "Of another child")
    hands.press("Done with this evidence")
    hands.press("Remove: Of another child")
    hands.leave_audit()
    screen.wait(HomePage)

    (kept,) = screen.opened.desk.open_audit(audit.id).evidence
    assert kept.text == "The child drew her week."
    assert (kept.where, kept.on) == ("Case note of the visit", date(2026, 11, 19))


def test_a_head_of_service_comments_on_an_inadequate_audit(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    def signed(head: OpenDesk) -> None:
        head.desk.authority_settings.choose("herefordshire")
        signed_in_full(head.desk, "her-audit", {paths.OVERALL_GRADE: "inadequate"})

    screen = open_screen(Role.HEAD_OF_SERVICE, signed)
    hands = hands_on(screen)
    hands.press("See: Not told yet")
    hands.row("Due work", "Tell Head of Service", open_it=True)
    shell = screen.wait(AuditShell)
    hands.write("Comment by Head of Service", "Seen her today. The plan is rewritten this week.")
    hands.pick("How they were told", "In person")
    hands.press("Continue to follow up")

    screen.until(lambda: [one for one in telling.tells(shell.audit) if one.comment_by])
    (told,) = (one for one in telling.tells(shell.audit) if one.asks_comment)
    assert told.comment_by == NAME


def test_practice_is_observed_and_written_down(open_screen: OpenScreen, hands_on: MakeHands) -> None:
    screen = open_screen(Role.MANAGER, lambda one: one.desk.authority_settings.choose("durham"))
    hands = hands_on(screen)

    hands.press("Start an audit")
    hands.write("Search tools", "observation")
    hands.row("Tools", "Practice observation")
    hands.press("Continue")
    hands.button("Start")
    hands.write("Practitioner reference", "P-7")
    hands.press("Start the audit")
    shell = screen.wait(AuditShell)
    hands.press("Continue with “About this audit”")
    hands.write("Practitioner", WORKER)
    hands.write("Line manager", NAME)
    hands.press("First")
    hands.write("Date of the observation", "20 November 2026")
    hands.press("Continue")
    hands.write("1 Good practice", "She listens before she asks.")
    hands.write("2 Areas of improvement", "Say what happens next.")
    hands.write("What practitioner and line manager take from it", "A word at the end of each visit.")
    hands.press("Section complete, continue")
    hands.press("Continue to sign")
    sign(hands, WORKER, NAME)
    screen.until(lambda: shell.audit.is_signed)
