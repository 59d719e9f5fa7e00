"""An open audit into which somebody else's changes come: signing waits, and nothing moves while typing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qa_desktop.domain import flow
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import OperationId, PersonId
from qa_desktop.domain.record import FieldState
from qa_desktop.ui.audit_wiring import has_news
from qa_desktop.ui.pages.sign import SignPage
from tests.ui.audit_bench import OWNER, Bench, audit_of, small_tool
from tests.ui.pages.conftest import Opened, Opener


def with_conflicts(audit: Audit, count: int) -> Audit:
    return read_audit(replace(audit.record, to_settle=count), audit.tool)


def with_field(audit: Audit, author: PersonId) -> Audit:
    known = audit.record.fields["subject"]
    changed: FieldState = replace(known, op_id=OperationId("op-later"), author=author, value="48-2208")
    return read_audit(replace(audit.record, fields={**audit.record.fields, "subject": changed}), audit.tool)


def opened(opener: Opener, bench: Bench, conflicts: int) -> Opened:
    made = opener.on_bench(bench)
    made.shell.session.replace(with_conflicts(made.shell.audit, conflicts))
    return made


def test_conflicts_block_signing_in_plain_words() -> None:
    audit = audit_of(small_tool())

    one, two = (flow.blockers(with_conflicts(audit, count))[0] for count in (1, 2))

    assert one.message == "A field was written by two people: say what holds"
    assert two.message == "2 fields were written by two people: say what holds"
    assert one.step == flow.SETTLE
    assert all(blocker.step != flow.SETTLE for blocker in flow.blockers(audit))


def test_the_blocker_leads_to_where_they_are_settled(qtbot: QtBot, opener: Opener, bench: Bench) -> None:
    audit = opened(opener, bench, 1)
    audit.shell.go(flow.SIGN)
    page = audit.shell.page
    assert isinstance(page, SignPage)
    page.show_blockers()
    link = next(one for one in page.summary.links if "two people" in one.text())

    with qtbot.waitSignal(audit.shell.settling_requested) as asked:
        link.click()

    assert asked.args == [audit.shell.audit.id]
    assert audit.shell.step == flow.SIGN


def test_changes_of_others_are_offered_and_shown_when_the_person_wants_them(
    qtbot: QtBot, opener: Opener, bench: Bench
) -> None:
    audit = opener.on_bench(bench)
    shown_before = audit.shell.page

    audit.shell.offer_newer()

    banner = audit.shell.notices.newer
    assert banner.isVisible()
    assert audit.shell.page is shown_before
    with qtbot.waitSignal(audit.shell.audit_requested) as asked:
        banner.findChildren(QPushButton)[0].click()
    assert asked.args == [audit.shell.audit.id, ""]


def test_news_are_what_others_wrote_or_what_is_to_settle() -> None:
    audit = audit_of(small_tool())

    assert not has_news(audit, audit, OWNER.id)
    assert not has_news(audit, with_field(audit, OWNER.id), OWNER.id)
    assert has_news(audit, with_field(audit, PersonId("somebody")), OWNER.id)
    assert has_news(audit, with_conflicts(audit, 1), OWNER.id)
