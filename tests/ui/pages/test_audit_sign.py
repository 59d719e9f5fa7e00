"""Signing: in turn, by ink or name, with every other end of a line; the seal, the copies, and filing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, DocumentId, PersonId
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.record import StoredDocument
from qa_desktop.errors import KeyUnavailable
from qa_desktop.services.filing_tasks import FilingTask
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.sign import GONE, SignPage
from qa_desktop.ui.pages.sign_signatory import Way
from tests.ui.audit_bench import AUDIT, NOON, OWNER, Bench, audit_of, small_tool
from tests.ui.pages.conftest import Opened, Opener

READY = {
    paths.answer("f.text"): "Found",
    paths.OVERALL_GRADE: "G",
    paths.OVERALL_REASON: "Seen",
    paths.NO_ACTIONS_REASON: "Nothing is open",
}
BOTH = {
    "signature/practitioner/state": "signed",
    "signature/practitioner/name": "Sam Practitioner",
    "signature/auditor/state": "signed",
    "signature/auditor/name": "Alex Auditor",
}
NOTE = StoredDocument(DocumentId("d1"), AuditId("audit-1"), "filing_note", "application/pdf", b"%PDF-1.7 sealed", NOON)


def sign(opened: Opened) -> SignPage:
    opened.shell.go("sign")
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, SignPage)
    return page


def state_of(opened: Opened, role: str) -> SignatureState:
    return opened.shell.audit.signatures[role].state


def test_the_first_signatory_signs_by_typed_name_and_the_next_is_asked(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)

    page.panel.choose(Way.TYPE)
    page.panel.record_button.click()
    opened.settle()

    mark = opened.shell.audit.signatures["practitioner"]
    assert (mark.state, mark.name, mark.at) == (SignatureState.SIGNED, "Sam Practitioner", NOON)
    assert (
        mark.attestation
        == "Name typed on this laptop in the presence of Alex Auditor. Alex Auditor operated the laptop."
    )
    assert page.panel.role == "auditor"


def test_a_drawn_signature_is_kept_as_a_picture(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)
    paper = page.panel.ink.paper

    QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for x in range(40, 120, 10):
        QTest.mouseMove(paper, QPoint(x, 40 + x % 30))
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=QPoint(130, 70))
    page.panel.record()
    opened.settle()

    assert opened.shell.audit.signatures["practitioner"].ink.startswith(b"\x89PNG")


def test_an_empty_pad_is_not_a_signature(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)

    page.panel.record()
    opened.settle()

    assert "practitioner" not in opened.shell.audit.signatures
    assert page.panel._ink_problem.isVisible()


@pytest.mark.parametrize(
    ("way", "state"), [(Way.DECLINE, SignatureState.DECLINED), (Way.ABSENT, SignatureState.ABSENT)]
)
def test_who_declines_or_is_absent_says_why(bench: Bench, opener: Opener, way: Way, state: SignatureState) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)
    page.panel.choose(way)
    page.panel.record()
    opened.settle()
    assert page.panel._reason_field.problem == "Give the reason"

    QTest.keyClicks(page.panel.reason, "I see it differently")
    page.panel.record()
    opened.settle()

    mark = opened.shell.audit.signatures["practitioner"]
    assert (mark.state, mark.reason) == (state, "I see it differently")


def test_to_sign_later_takes_a_date(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)
    page.panel.choose(Way.LATER)

    QTest.keyClicks(page.panel.day, "4 December")
    page.panel.record()
    opened.settle()

    assert state_of(opened, "practitioner") is SignatureState.LATER
    assert page.row.cards["practitioner"]._detail.text().endswith("by Fri 4 December 2026")


def test_the_one_who_seals_can_only_sign(bench: Bench, opener: Opener) -> None:
    page = sign(opener.on_bench(bench, READY | {"signature/practitioner/state": "signed"}))

    assert page.panel.role == "auditor"
    assert not page.panel.chips[Way.DECLINE].isVisible()


def test_a_line_can_be_taken_back_before_the_seal(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY | BOTH)
    page = sign(opened)
    page._choose("practitioner")

    page.panel._again.click()
    opened.settle()

    assert page._view.signatories[0].is_open


def test_a_full_jotter_stands_in_the_way_until_it_is_thrown_away(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY | BOTH | {paths.JOTTER: "Ask about school"})
    page = sign(opened)
    assert page._jotter.isVisible()
    assert not page._view.ready

    page._throw_away()
    opened.settle()

    assert not page._jotter.isVisible()
    assert page._view.ready


def test_pair_mode_keeps_the_words_of_the_jotter_hidden(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY | {paths.JOTTER: "Ask about school"})
    page = sign(opened)

    opened.shell.set_pair_mode(on=True)

    assert page._jotter.isVisible()
    assert not page._jotter_field.isVisible()


def test_sealing_with_something_missing_shows_what(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, READY)
    page = sign(opened)

    opened.shell.footer.continue_button.click()

    assert page.summary.isVisible()
    assert [link.text() for link in page.summary.links][-1] == "Auditor: sign"


def test_sealing_closes_the_audit_and_leads_to_filing(bench: Bench, opener: Opener) -> None:
    signed = audit_of(small_tool(), READY | BOTH, signed=True)
    bench.services = {
        "sign_audit": lambda audit_id, _pin: {AUDIT: signed}[audit_id],
        "documents_of": lambda _id: (NOTE,),
    }
    opened = opener.on_bench(bench, READY | BOTH)
    page = sign(opened)

    QTest.keyClick(opened.focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.waitUntil(lambda: opened.shell.audit.is_signed)

    assert page._head.title.text() == "Signed and sealed"
    assert opened.shell.footer.continue_button.text() == "Continue to filing"
    opened.qtbot.waitUntil(page.hand_over.buttons["save"].isEnabled)


def test_the_pin_goes_to_the_key_and_a_wrong_one_is_said(bench: Bench, opener: Opener) -> None:
    def refuse(_audit_id: AuditId, pin: str | None) -> None:
        bench.pins_given.append(pin)
        raise KeyUnavailable("This PIN does not open the key. Try again.")

    bench.pin = True
    bench.services = {"sign_audit": refuse}
    opened = opener.on_bench(bench, READY | BOTH)
    page = sign(opened)
    QTest.keyClicks(page._pin, "2468")

    page.finish()
    opened.qtbot.waitUntil(page._trouble.isVisible)

    assert bench.pins_given == ["2468"]
    assert page._trouble.text == "This PIN does not open the key. Try again."
    assert not opened.shell.audit.is_signed


def test_a_copy_is_saved_where_the_person_says(bench: Bench, opener: Opener, tmp_path: Path) -> None:
    bench.services = {"documents_of": lambda _id: (NOTE,)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    page = sign(opened)
    opened.qtbot.waitUntil(page.hand_over.buttons["save"].isEnabled)
    proposed: list[str] = []

    def choose(name: str, _kinds: str) -> str:
        proposed.append(name)
        return str(tmp_path / name)

    page.hand_over.ask_path = choose
    for name in ("save", "email", "calendar"):
        page.hand_over.buttons[name].click()
        opened.qtbot.waitUntil(lambda: len(list(tmp_path.iterdir())) == len(proposed))
        opened.settle()

    assert proposed == ["audit-note-48-2207-2026-11" + ending for ending in (".pdf", ".eml", ".ics")]
    assert (tmp_path / proposed[0]).read_bytes() == NOTE.data
    assert bench.accesses.kept == [(AUDIT, "note_saved"), (AUDIT, "note_saved"), (AUDIT, "plan_saved")]


def test_a_note_that_was_deleted_with_words_of_it_is_made_anew_from_its_page(
    bench: Bench, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.renewal.wanted = bench.pin = True
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("2468", True))
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    card = sign(opened).hand_over
    button = card.buttons["renew"]
    opened.qtbot.waitUntil(lambda: button.isVisibleTo(card))
    told = sign(opened).preview._words.text()

    button.click()
    opened.qtbot.waitUntil(lambda: bench.renewal.pins != [])

    assert told == GONE
    assert bench.renewal.pins == ["2468"]
    opened.qtbot.waitUntil(lambda: not sign(opened).hand_over.buttons["renew"].isVisibleTo(sign(opened).hand_over))


def test_a_note_that_is_there_is_not_offered_anew(bench: Bench, opener: Opener) -> None:
    bench.services = {"documents_of": lambda _id: (NOTE,)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)

    card = sign(opened).hand_over

    opened.qtbot.waitUntil(card.buttons["save"].isEnabled)
    assert not card.buttons["renew"].isVisibleTo(card)


@pytest.mark.parametrize("goes_on", [True, False], ids=["printed", "given up"])
def test_a_printed_note_is_recorded_before_it_goes_to_the_printer(
    bench: Bench, opener: Opener, *, goes_on: bool
) -> None:
    bench.services = {"documents_of": lambda _id: (NOTE,)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    card = sign(opened).hand_over
    opened.qtbot.waitUntil(card.buttons["print"].isEnabled)
    known_at_printing: list[list[tuple[str, str]]] = []
    card.ask_printer = lambda _printer: goes_on
    card.print_on = lambda *_: known_at_printing.append(list(bench.accesses.kept))  # type: ignore[method-assign]  # no printer here

    card.buttons["print"].click()
    opened.qtbot.waitUntil(lambda: not opened.shell.session.worker.busy)

    assert known_at_printing == ([[(AUDIT, "note_printed")]] if goes_on else [])
    assert bench.accesses.kept == ([(AUDIT, "note_printed")] if goes_on else [])


@pytest.mark.parametrize(("owner", "wanted"), [("somebody", [(AUDIT, "note_opened")]), (OWNER.id, [])])
def test_the_note_of_somebody_else_counts_as_opened_once(
    bench: Bench, opener: Opener, owner: str, wanted: list[tuple[str, str]]
) -> None:
    bench.services = {"documents_of": lambda _id: (NOTE,)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    audit = opened.shell.audit
    opened.shell.session.replace(replace(audit, record=replace(audit.record, owner=PersonId(owner))))

    for _ in range(2):
        opened.qtbot.waitUntil(sign(opened).hand_over.buttons["save"].isEnabled)
        opened.shell.session.replace(opened.shell.audit)
        opened.settle()

    assert bench.accesses.kept == wanted


def test_a_copy_that_cannot_be_written_is_said(bench: Bench, opener: Opener, tmp_path: Path) -> None:
    bench.services = {"documents_of": lambda _id: (NOTE,)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    page = sign(opened)
    opened.qtbot.waitUntil(page.hand_over.buttons["save"].isEnabled)
    page.hand_over.ask_path = lambda name, _kinds: str(tmp_path / "nowhere" / name)

    page.hand_over.buttons["save"].click()
    opened.qtbot.waitUntil(page.hand_over._trouble.isVisible)

    assert page.hand_over._trouble.text.endswith("Choose another folder.")


def test_who_was_to_sign_later_signs_after_the_seal(bench: Bench, opener: Opener) -> None:
    later = {**BOTH, "signature/practitioner/state": "later", "signature/practitioner/by_date": "2026-12-04"}
    opened = opener.on_bench(bench, READY | later, signed=True)
    page = sign(opened)
    assert not page.panel.isVisible()

    page.row.cards["practitioner"].link.click()

    assert page.panel.isVisible()
    assert page.panel._again.isVisible()


def filing(opened: Opened) -> FilingPage:
    opened.shell.go("filing")
    page = opened.shell.page
    assert isinstance(page, FilingPage)
    opened.qtbot.waitUntil(lambda: bool(page.cards))
    return page


def task(*fields: tuple[str, str, int | None]) -> FilingTask:
    return FilingTask(id="note", title="Put the note on the file", fields=fields, done=False, by="", on=None)


def test_each_field_of_a_step_is_copied_by_itself(bench: Bench, opener: Opener) -> None:
    fields = (("Heading", "Audit Action Plan - November", None), ("Text", "The note is attached.", 10))
    bench.services = {"filing_tasks": lambda _audit: (task(*fields),)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    page = filing(opened)

    page.cards["note"].copy_buttons[0].click()
    opened.qtbot.waitUntil(lambda: not opened.shell.session.worker.busy)

    assert QApplication.clipboard().text() == "Audit Action Plan - November"
    assert (AUDIT, "text_copied") in bench.accesses.kept


def test_a_filed_step_says_by_whom_and_on_which_day(bench: Bench, opener: Opener) -> None:
    bench.services = {"filing_tasks": lambda _audit: (task(("Heading", "H", None)),)}
    opened = opener.on_bench(bench, READY | BOTH, signed=True)
    page = filing(opened)

    page.cards["note"].box.click()
    opened.settle()

    mark = opened.shell.audit.filing["note"]
    assert (mark.done, mark.by, str(mark.on)) == (True, "Alex Auditor", "2026-11-21")


def test_a_grade_under_discussion_cannot_be_filed(bench: Bench, opener: Opener) -> None:
    bench.services = {"filing_tasks": lambda _audit: (task(("Heading", "H", None)),)}
    asked = {"disagreement/d1/about": "overall", "disagreement/d1/advice": "asked"}
    page = filing(opener.on_bench(bench, READY | BOTH | asked, signed=True))

    assert not page.cards["note"].box.isEnabled()
