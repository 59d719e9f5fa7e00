"""A signed audit is given to a second reader from its page in the inbox."""

from __future__ import annotations

from qa_desktop.domain.record import Role
from qa_desktop.ui.pages.received import ReceivedPage
from qa_desktop.ui.second_reading_wiring import SecondReadingWiring
from tests.directories import Known, tell
from tests.ui.accessibility import walk
from tests.ui.pages.test_inbox import Bench, bench, sent

__all__ = ["bench", "sent"]


def received(bench: Bench) -> tuple[ReceivedPage, SecondReadingWiring]:
    bench.wiring.show_audit(bench.sent.audit_id)
    bench.settle()
    bench.settle()
    page = bench.page
    assert isinstance(page, ReceivedPage)
    wiring = page.findChild(SecondReadingWiring)
    assert wiring is not None
    return page, wiring


def test_an_officer_gives_an_audit_to_somebody_who_does_not_see_it(bench: Bench) -> None:
    tell(
        bench.sent.officer,
        Known("Ben Bell"),
        Known("Hana Head", Role.HEAD_OF_SERVICE),
        Known("Ada Admin", Role.ADMIN),
        Known("Pat Practitioner", Role.PRACTITIONER),
    )
    page, wiring = received(bench)
    assert not page.second_button.isHidden()

    page.second_button.click()
    bench.settle()
    dialog = wiring.dialog
    assert dialog is not None
    offered = [dialog.who.itemText(row) for row in range(dialog.who.count())]
    obstacles = walk(dialog)
    dialog.give_button.click()
    bench.settle()

    (made,) = bench.sent.officer.desk.allocate.known()
    assert offered == ["Ben Bell"]
    assert obstacles == []
    assert (made.person, made.pair, made.part, made.subject) == ("ben-bell", bench.sent.audit_id, "second", "48-2207")
    assert wiring.dialog is None
    assert bench.sent_soon


def test_where_nobody_could_read_it_blind_that_is_said(bench: Bench) -> None:
    tell(bench.sent.officer, Known("Hana Head", Role.HEAD_OF_SERVICE))
    page, wiring = received(bench)

    page.second_button.click()
    bench.settle()

    assert wiring.dialog is not None
    assert not wiring.dialog.give_button.isEnabled()
    wiring.dialog.reject()
