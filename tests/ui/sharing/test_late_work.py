"""What came too late for an audit is on its home page: taken in or left by its owner, shown to author and manager."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain import flow
from qa_desktop.domain.exchange import Aside
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.take_in import LateWork
from qa_desktop.ui.pages.audit_late import WaitingNotice
from qa_desktop.ui.presenters.audit_sharing import read_sharing
from qa_desktop.ui.presenters.late_work import waiting_view
from qa_desktop.ui.widgets.buttons import SmallButton
from tests.desks import MOMENT, OpenDesk, new_desk
from tests.sample_audits import COMPLETE_BRA
from tests.ui.sharing.conftest import Open, Side, begun, carry, names

YESTERDAY = MOMENT - timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Late:
    """An audit of Ada's, and how Ben's late work for it comes to wait."""

    ada: OpenDesk
    ben: OpenDesk
    audit_id: AuditId

    def waits(self, *paths: str) -> None:
        """Let changes of Ben's wait on the server, as the last sync learnt."""
        lines = [
            Aside(
                OperationId(f"late-{path}"), self.audit_id, self.ben.desk.owner.id, "Ben Bell", "record", "set", path,
                YESTERDAY,
            )
            for path in paths
        ]  # fmt: skip
        self.ada.store.sync.replace_aside(lines, "mark")

    def work(self) -> LateWork:
        (work,) = self.ada.desk.sharing.take_in.waiting(self.audit_id)
        return work


@pytest.fixture
def late(two: tuple[OpenDesk, OpenDesk]) -> Late:
    made = Late(*two, begun(two[0]))
    made.waits("overall/reason", "summary/strengths")
    return made


def notice(side: Side, qtbot: QtBot) -> WaitingNotice:
    """Return the one notice on the home page, once it is there."""
    qtbot.waitUntil(lambda: len(side.home.waiting.notices) == 1 and side.home.waiting.isVisible())
    return side.home.waiting.notices[0]


def words(one: WaitingNotice) -> list[str]:
    return [label.text() for label in one.findChildren(QLabel)]


def button(one: WaitingNotice, text: str) -> SmallButton:
    return next(found for found in one.buttons if found.text() == text)


def test_the_page_says_who_wrote_late_in_which_fields_and_when(qtbot: QtBot, open_audit: Open, late: Late) -> None:
    side = open_audit(late.ada, late.audit_id)

    shown = words(notice(side, qtbot))

    assert shown[0] == "2 changes by Ben Bell wait to be taken in"
    assert "both are kept for you to settle" in shown[1]
    assert shown[2:] == ["Overall grade: reason, received yesterday 14:32", "Strengths, received yesterday 14:32"]


def test_the_owner_takes_late_work_in_from_the_page(qtbot: QtBot, open_audit: Open, late: Late) -> None:
    side = open_audit(late.ada, late.audit_id)
    take = button(notice(side, qtbot), "Take in")
    assert take.accessibleName() == "Take in what Ben Bell wrote"

    take.click()

    qtbot.waitUntil(lambda: notice(side, qtbot).buttons == ())
    assert words(notice(side, qtbot)) == ["What Ben Bell wrote late (2 changes) is taken in with the next sync"]
    assert late.work().wanted
    assert side.given == [late.audit_id]


def test_late_work_that_is_left_waits_quietly_and_can_still_be_taken_in(
    qtbot: QtBot, open_audit: Open, late: Late
) -> None:
    side = open_audit(late.ada, late.audit_id)

    button(notice(side, qtbot), "Leave").click()

    qtbot.waitUntil(lambda: len(notice(side, qtbot).buttons) == 1)
    again = open_audit(late.ada, late.audit_id)
    assert words(notice(again, qtbot))[0] == "2 changes by Ben Bell still wait to be taken in"
    assert [one.text() for one in notice(again, qtbot).buttons] == ["Take in"]
    assert (late.work().wanted, side.given) == (False, [])


def test_something_new_beside_what_was_left_is_asked_about(late: Late) -> None:
    late.ada.desk.sharing.take_in.leave(late.audit_id, late.work().op_ids)
    assert late.work().left

    late.waits("overall/reason", "summary/strengths", "summary/development")

    assert not late.work().left


def test_the_first_page_counts_what_waits_and_was_neither_taken_in_nor_left(late: Late) -> None:
    desk, first = late.ada.desk, late.work().op_ids[:1]
    assert desk.home().waiting == {late.audit_id: 2}

    desk.sharing.take_in.leave(late.audit_id, first)
    one_left = dict(desk.home().waiting)
    desk.sharing.take_in(late.work().op_ids)

    assert one_left == {late.audit_id: 1}
    assert desk.home().waiting == {}


def test_what_waits_is_said_above_every_other_page_and_leads_to_the_home_page(
    qtbot: QtBot, open_audit: Open, late: Late
) -> None:
    side = open_audit(late.ada, late.audit_id)
    notice(side, qtbot)
    banner = side.shell.notices.waiting
    assert banner.isHidden()
    side.shell.go(flow.ABOUT)
    assert (banner.text, banner.isVisible()) == ("2 changes by Ben Bell wait to be taken in", True)

    banner.findChildren(SmallButton)[0].click()

    assert banner.isHidden()
    assert side.window.focusWidget() is notice(side, qtbot)


def test_nothing_that_came_late_is_shown_in_pair_mode(qtbot: QtBot, open_audit: Open, late: Late) -> None:
    side = open_audit(late.ada, late.audit_id)
    notice(side, qtbot)
    side.shell.go(flow.ABOUT)

    side.shell.set_pair_mode(on=True)

    assert side.shell.notices.waiting.isHidden()
    side.shell.go("home")
    assert side.home.waiting.isHidden()


def test_late_work_in_other_audits_is_not_on_this_ones_page(qtbot: QtBot, open_audit: Open, late: Late) -> None:
    side = open_audit(late.ada, begun(late.ada))

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())

    assert side.home.waiting.isHidden()


def test_the_page_says_what_a_late_signature_does(late: Late) -> None:
    work = replace(late.work(), has_signature=True)

    draft, signed = (waiting_view(work, MOMENT, is_signed=is_signed) for is_signed in (False, True))

    assert draft.title == "2 changes by Ben Bell, a signature among them, wait to be taken in"
    assert draft.words.endswith("The signature among them counts then.")
    assert signed.words.endswith("A QA officer then says which of the signatures holds.")


@pytest.fixture
def signed_past_ben(two: tuple[OpenDesk, OpenDesk]) -> AuditId:
    """Give an audit that Ada signed while Ben, her peer, was still writing in it."""
    ada, ben = two
    audit = ada.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    ada.desk.record(audit, COMPLETE_BRA)
    ada.desk.sharing.parts.give(audit.id, ben.desk.owner.id, Relation.PEER)
    carry(audit.id, ada, ben)
    ben.desk.record(ben.desk.open_audit(audit.id), {"overall/reason": "written while Ada signed"})
    named = [("auditor", "Ada Auditor"), ("practitioner", "A. Practitioner")]
    ada.desk.sign_audit(ada.desk.record_signature.typed(ada.desk.open_audit(audit.id), named).id)
    ada.store.bring([ben.desk.owner], ben.store.operations(audit.id), [])
    return audit.id


def test_the_author_sees_which_entries_the_signature_does_not_cover_whose_and_when(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk], signed_past_ben: AuditId
) -> None:
    side = open_audit(two[0], signed_past_ben)

    qtbot.waitUntil(side.home.late.isVisible)

    shown = [label.text() for label in side.home.late.findChildren(QLabel) if not label.isHidden()]
    assert shown[0] == "Written after the signature"
    assert shown[-3:] == [
        "Overall grade: reason",
        "written while Ada signed",
        "Ben Bell, written today 14:32, not received yet",
    ]


def test_late_entries_are_for_author_and_manager_and_not_for_the_practitioner(
    two: tuple[OpenDesk, OpenDesk], signed_past_ben: AuditId
) -> None:
    desk = two[0].desk
    audit = desk.open_audit(signed_past_ben)

    seen = {
        role: len(read_sharing(replace(desk, owner=replace(desk.owner, role=role)), audit).late)
        for role in (Role.AUDITOR, Role.MANAGER, Role.QA_OFFICER, Role.PRACTITIONER)
    }

    assert seen == {Role.AUDITOR: 1, Role.MANAGER: 1, Role.QA_OFFICER: 1, Role.PRACTITIONER: 0}


def test_a_signed_audit_that_its_signature_covers_says_nothing_of_late_entries(
    qtbot: QtBot, open_audit: Open, tmp_path: Path
) -> None:
    eve = new_desk(tmp_path / "eve", "Eve Auditor")
    audit = eve.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    eve.desk.record(audit, COMPLETE_BRA)
    named = [("auditor", "Eve Auditor"), ("practitioner", "A. Practitioner")]
    eve.desk.sign_audit(eve.desk.record_signature.typed(eve.desk.open_audit(audit.id), named).id)
    side = open_audit(eve, audit.id)

    qtbot.waitUntil(lambda: "Eve Auditor" in side.people())

    assert side.home.late.isHidden()
    eve.desk.close()


def test_a_part_is_taken_back_in_the_dialog_which_says_what_follows(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    side = open_audit(ada, audit_id)
    qtbot.waitUntil(lambda: "Ben Bell" in side.people())
    dialog = side.ask(qtbot)
    (take_back,) = dialog.held.buttons
    assert take_back.accessibleName() == "Take back from Ben Bell: Peer auditor, since today 14:32, given by you"

    take_back.click()

    qtbot.waitUntil(dialog.told.isVisible)
    assert dialog.told.text == "Taken back from Ben Bell. The audit leaves their laptop when both laptops have synced."
    assert dialog.held.isHidden()
    assert [one.name for one in ada.desk.sharing.parts.held(audit_id)] == ["Ada Auditor"]
    assert side.given == [audit_id]
    dialog.ways[Relation.PEER].setChecked(True)
    assert names(dialog) == ["Ben Bell"]
    qtbot.waitUntil(lambda: "Ben Bell" not in side.people())
    dialog.reject()


def test_who_has_a_part_that_somebody_else_took_back_meanwhile_is_said_in_the_dialog(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    dialog = open_audit(ada, audit_id).ask(qtbot)
    ada.desk.sharing.parts.take_back(audit_id, ben.desk.owner.id, Relation.PEER)

    dialog.held.buttons[0].click()

    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text == "This person has no such part in the audit."
    assert dialog.held.isEnabled()
    dialog.reject()
