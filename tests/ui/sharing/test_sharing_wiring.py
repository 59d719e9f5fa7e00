"""The window says whose an audit is and who has a part in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.exchange import Lease
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.parts import Relation
from qa_desktop.errors import NotAllowed
from qa_desktop.ui.background import Workers
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.audit_sharing import candidates
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.desks import MOMENT, OpenDesk
from tests.ui.sharing.conftest import Open, begun, carry, choose


def test_the_home_of_a_shared_audit_names_its_owner_and_not_who_reads_it(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.give(audit_id, ben.desk.owner.id, Relation.PEER)
    carry(audit_id, ada, ben)

    side = open_audit(ben, audit_id)

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())
    side.wiring.refresh()
    qtbot.waitUntil(lambda: not side.shell.session.worker.busy)
    shown = side.people()
    assert len(shown) == len(set(shown))
    assert shown[shown.index("Ada Auditor") + 1] == ada.desk.open_audit(audit_id).tool.words.auditor
    assert shown[shown.index("Ben Bell") + 1] == "Peer auditor"


def test_the_home_of_an_audit_that_was_handed_over_names_the_new_owner(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)

    side = open_audit(ada, audit_id)

    qtbot.waitUntil(lambda: "Ben Bell" in side.people())
    assert "Ada Auditor" not in side.people()


def test_an_officer_who_only_reads_an_audit_is_not_shown_as_its_auditor(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk], officer: OpenDesk
) -> None:
    ada, _ = two
    audit_id = begun(ada)
    carry(audit_id, ada, officer)

    side = open_audit(officer, audit_id)

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())
    assert "Olu Officer" not in side.people()


def test_an_audit_is_handed_over_from_its_home_and_can_only_be_read_afterwards(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    side = open_audit(ada, audit_id)
    dialog = side.ask(qtbot)
    choose(dialog, "Ben Bell")
    assert "With the next sync of both laptops the audit is Ben Bell's" in dialog.words.text()

    with qtbot.waitSignal(side.shell.audit_requested):
        dialog.give_button.click()
    again = open_audit(ada, audit_id)

    assert ada.store.load(audit_id).owner == ben.desk.owner.id
    assert (side.given, side.window.notice_text[:23]) == ([audit_id], "Handed over to Ben Bell")
    words = "You handed this audit over to Ben Bell. It can only be read here."
    qtbot.waitUntil(lambda: again.shell.notices.read_only.text == words)
    assert again.shell.notices.read_only.isVisible()
    assert again.share_button() is None
    assert not any(one.isEnabled() for one in again.home.findChildren(GrowingTextEdit))


def test_what_was_just_typed_is_saved_before_the_audit_is_given_out_of_hand(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, _ = two
    audit_id = begun(ada)
    side = open_audit(ada, audit_id)
    dialog = side.ask(qtbot)
    choose(dialog, "Ben Bell")
    jotter = side.home.findChildren(GrowingTextEdit)[1]
    jotter.setPlainText("a word typed this instant")

    with qtbot.waitSignal(side.shell.audit_requested):
        dialog.give_button.click()

    assert ada.desk.open_audit(audit_id).text(paths.JOTTER) == "a word typed this instant"


def test_a_part_is_given_and_the_audit_stays_ones_own(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, _ = two
    audit_id = begun(ada)
    side = open_audit(ada, audit_id)
    dialog = side.ask(qtbot)
    dialog.ways[Relation.PEER].setChecked(True)
    choose(dialog, "Ben Bell")

    with qtbot.waitSignal(side.shell.audit_requested):
        dialog.give_button.click()

    held = [(one.name, one.relation) for one in ada.desk.sharing.parts.held(audit_id)]
    assert held == [("Ada Auditor", Relation.OWNER), ("Ben Bell", Relation.PEER)]
    assert ada.desk.open_audit(audit_id).record.read_only_reason == ""


def test_people_of_the_directory_are_offered_and_those_who_left_are_not(two: tuple[OpenDesk, OpenDesk]) -> None:
    ada, ben = two
    audit_id = begun(ada)
    left = Colleague(ben.desk.owner.id, "Ben Bell", "auditor", "North", MOMENT, MOMENT)
    new = Colleague(PersonId("new"), "Nia New", "auditor", "North", MOMENT)
    adam = Colleague(PersonId("adam"), "Adam Admin", "admin", "North", MOMENT)
    desk = replace(ada.desk, directory=lambda: Directory((left, new, adam)))

    offered = candidates(desk, audit_id)

    assert [(one.name, one.role) for one in offered] == [("Nia New", "Auditor")]


def test_a_refusal_is_said_in_the_dialog_and_nothing_is_given(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, ben = two
    audit_id = begun(ada)
    side = open_audit(ada, audit_id)
    dialog = side.ask(qtbot)
    choose(dialog, "Ben Bell")
    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)

    dialog.give_button.click()

    qtbot.waitUntil(lambda: "You handed this audit to somebody else" in dialog.problem.text)
    assert side.given == []
    dialog.reject()


def test_a_sample_is_never_given_away(qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]) -> None:
    ada, ben = two
    sample = ada.desk.start_sample()

    side = open_audit(ada, sample.id)

    qtbot.waitUntil(lambda: "Ada Auditor" in side.people())
    assert side.share_button() is None
    with pytest.raises(NotAllowed, match="stays on this laptop"):
        ada.desk.sharing.parts.give(sample.id, ben.desk.owner.id, Relation.PEER)


@dataclass
class Server:
    """Stands for the server's leases: what was told, and who else has the audit open."""

    other: Lease | None = None
    told: list[str] = field(default_factory=list)

    def __call__(self, audit_id: AuditId) -> Lease | None:
        self.told.append(f"open {audit_id}")
        return self.other

    def closed(self, audit_id: AuditId) -> None:
        self.told.append(f"closed {audit_id}")

    def beside(self, one: OpenDesk) -> OpenDesk:
        """Return the desk with this in place of the server."""
        sharing = replace(one.desk.sharing, tell_open=cast("Any", self))
        return replace(one, desk=replace(one.desk, sharing=sharing))


def test_the_audit_says_who_else_has_it_open(qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]) -> None:
    ada, ben = two
    opened_at = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
    server = Server(Lease(ben.desk.owner.id, "Ben Bell", opened_at, MOMENT))
    side = open_audit(server.beside(ada), begun(ada))
    banner = side.shell.notices.elsewhere
    assert banner.isHidden()

    side.wiring.look()

    qtbot.waitUntil(banner.isVisible)
    assert banner.text == ("Ben Bell has this audit open since 14:05. What you both write is kept and settled later.")
    server.other = None
    side.wiring.look()
    qtbot.waitUntil(banner.isHidden)


def test_the_server_is_told_of_opening_renewing_and_leaving(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk]
) -> None:
    ada, server = two[0], Server()
    audit_id = begun(ada)
    side = open_audit(server.beside(ada), audit_id)

    side.wiring.look()
    side.wiring._renewal.timeout.emit()
    side.window.show_page(Page("Elsewhere"))
    side.wiring.look()

    wanted = [f"open {audit_id}", f"open {audit_id}", f"closed {audit_id}"]
    qtbot.waitUntil(lambda: server.told == wanted)
    assert not side.wiring._renewal.isActive()


def test_sync_leaves_the_audit_that_is_on_screen_and_no_other(open_audit: Open, two: tuple[OpenDesk, OpenDesk]) -> None:
    ada, kept = two[0], list[AuditId | None]()
    audit_id = begun(ada)
    desk = replace(ada.desk, sharing=replace(ada.desk.sharing, keep_in_sight=kept.append))
    side = open_audit(replace(ada, desk=desk), audit_id)

    side.wiring.look()
    side.window.show_page(Page("Elsewhere"))
    side.wiring.look()

    assert kept == [audit_id, None]


def test_a_server_that_did_not_answer_last_is_not_asked(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk], workers: Workers
) -> None:
    ada, server = two[0], Server()
    side = open_audit(server.beside(ada), begun(ada), unreachable=True)

    side.wiring.look()
    side.window.show_page(Page("Elsewhere"))
    side.wiring.look()

    assert workers.sync is not None
    with qtbot.waitCallback() as drained:
        workers.sync.when_drained(drained)
    assert server.told == []


def test_nothing_is_told_of_a_sample(
    qtbot: QtBot, open_audit: Open, two: tuple[OpenDesk, OpenDesk], workers: Workers
) -> None:
    ada, server = two[0], Server()
    side = open_audit(server.beside(ada), ada.desk.start_sample().id)

    side.wiring.look()

    assert workers.sync is not None
    with qtbot.waitCallback() as drained:
        workers.sync.when_drained(drained)
    assert server.told == []
