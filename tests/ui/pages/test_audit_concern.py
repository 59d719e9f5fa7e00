"""A safety concern in the window, by keyboard alone: raised, told, signed with, and discreet in front of others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from qa_desktop.domain.concern import CallState, ConcernState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.safety import concern_state, concerns
from qa_desktop.ui.pages.concern import ConcernPage
from qa_desktop.ui.pages.concern_card import CallForm
from qa_desktop.ui.pages.sign import SignPage
from tests.ui.accessibility import walk
from tests.ui.audit_bench import Bench
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener

RAISED: dict[str, Value] = {
    "concern/c1/raised": datetime(2026, 11, 21, 11, 48, tzinfo=UTC).isoformat(),
    "concern/c1/what": "A bruise nobody asked about",
}
TOLD: dict[str, Value] = {
    **RAISED,
    "call/k1/concern": "c1",
    "call/k1/who": "Mo Manager, Team Manager",
    "call/k1/state": "told",
    "call/k1/on": "2026-11-21",
    "call/k1/time": "11:52",
    "call/k1/decided": "Visits the child today",
}


def press(opened: Opened, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(opened.focused(), key)
    opened.settle()


def on_page(opened: Opened) -> ConcernPage:
    page = opened.shell.page
    assert isinstance(page, ConcernPage)
    opened.qtbot.waitUntil(lambda: bool(page.call_buttons))
    return page


def words_of(opened: Opened) -> str:
    shown = (one for one in opened.window.findChildren(QLabel) if one.isVisibleTo(opened.window))
    return "\n".join(one.text() for one in shown)


def test_p30_a_concern_is_raised_and_told_by_keyboard_alone(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go("section:plan_section")
    press(opened, Qt.Key.Key_F8)
    page = on_page(opened)
    assert "This application has told nobody." in words_of(opened)
    assert opened.focused() is page.raise_button

    press(opened, Qt.Key.Key_Space)
    QTest.keyClicks(opened.focused(), "A bruise nobody asked about")
    card = next(iter(page.cards.values()))
    press(opened, Qt.Key.Key_Tab)
    assert opened.focused() is card.add_call
    press(opened, Qt.Key.Key_Space)
    form = next(iter(card.calls.values()))
    assert isinstance(form, CallForm)
    assert opened.focused() is form.who
    QTest.keyClicks(opened.focused(), "Mo Manager, Team Manager")
    press(opened, Qt.Key.Key_Tab)
    press(opened, Qt.Key.Key_Space)
    while opened.focused() is not form.decided:
        press(opened, Qt.Key.Key_Tab)
    QTest.keyClicks(opened.focused(), "Visits the child today")
    opened.settle()

    (told,) = concerns(opened.shell.audit)
    assert (told.what, told.state) == ("A bruise nobody asked about", ConcernState.TOLD)
    (call,) = told.calls
    assert (call.who, call.state, call.time, call.decided) == (
        "Mo Manager, Team Manager",
        CallState.TOLD,
        "12:00",
        "Visits the child today",
    )

    QTest.keyClick(opened.focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.shell.step == "section:plan_section"


def test_every_page_says_how_long_nobody_has_been_told_until_a_call_is_recorded(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, RAISED)
    opened.shell.go("plan")
    assert "A safety concern was raised 12 minutes ago, and nobody has been told yet." in words_of(opened)

    bench.later(1)
    opened.shell.concern.tick()
    assert "raised 1 hour 12 minutes ago" in words_of(opened)

    opened.shell.session.record({path: value for path, value in TOLD.items() if path.startswith("call/")})
    opened.settle()
    assert "A safety concern was raised" not in words_of(opened)


def test_p30_in_pair_mode_the_words_are_neutral(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, RAISED)
    opened.window.set_pair_mode(on=True)
    opened.shell.set_pair_mode(on=True)
    opened.shell.go("plan")
    assert "safety concern" not in words_of(opened).casefold()
    assert "A telephone call is still to be made (12 minutes)." in words_of(opened)
    assert opened.shell.footer.concern_button.text() == "Call for advice"

    press(opened, Qt.Key.Key_F8)
    page = on_page(opened)
    assert page.title.text() == "Call for advice"
    assert "safety concern" not in words_of(opened).casefold()


def test_p30_signing_leads_to_the_call_that_is_missing(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, RAISED)
    opened.shell.go("sign")
    page = opened.shell.page
    assert isinstance(page, SignPage)
    page.show_blockers()
    link = next(one for one in page.summary.links if "who was told by telephone" in one.text())

    link.click()
    opened.settle()

    card = on_page(opened).cards["c1"]
    assert opened.focused() is card.add_call


def test_i_called_takes_the_name_over_and_asks_how_it_went(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, RAISED)
    opened.shell.go("safety")
    page = on_page(opened)

    button = next(one for one in page.call_buttons if "Emergency duty team" in one.accessibleName())
    button.click()
    opened.settle()

    (form,) = page.cards["c1"].calls.values()
    assert form.who.text() == "Emergency duty team (out of hours)"
    assert opened.focused() is form.choices[CallState.TOLD]
    assert concern_state(opened.shell.audit) is ConcernState.NOBODY_REACHED


def test_a_wrong_time_is_said_at_its_field(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, TOLD)
    opened.shell.go("safety")
    form = on_page(opened).cards["c1"].calls["k1"]

    form.time.setFocus()
    form.time.selectAll()
    QTest.keyClicks(form.time, "noon")
    press(opened, Qt.Key.Key_Tab)

    assert "Give the time as 14:32" in words_of(opened)


def test_what_was_raised_by_mistake_says_why_and_waits_for_nothing(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, RAISED)
    opened.shell.go("safety")
    page = on_page(opened)
    opened.shell.session.record({"concern/c1/taken_back": "The wrong key"})
    opened.settle()

    assert "Taken back: raised by mistake" in words_of(opened)
    assert page.raise_button.isVisibleTo(opened.window)
    assert not page.cards["c1"].add_call.isVisibleTo(opened.window)


def test_undo_takes_a_concern_back_off_the_page(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go("safety")
    page = on_page(opened)
    page.begin()
    opened.settle()
    assert page.cards

    opened.shell.undo()
    opened.settle()

    assert not page.cards
    assert concerns(opened.shell.audit) == ()


def test_a_concern_is_raised_after_signing_too(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, signed=True)
    press(opened, Qt.Key.Key_F8)
    page = on_page(opened)

    page.begin()
    opened.settle()

    assert concern_state(opened.shell.audit) is ConcernState.NOBODY_TOLD
    assert page.cards


class Restricted:
    """Keeps what was recorded about workers."""

    def __init__(self) -> None:
        self.kept: list[dict[str, str]] = []

    def of(self, _audit: object) -> tuple[object, ...]:
        return ()

    def record(self, _audit: object, words: dict[str, str]) -> None:
        self.kept.append(words)


def test_p22_a_concern_about_a_worker_is_recorded_outside_pair_mode_and_apart(bench: Bench, opener: Opener) -> None:
    restricted = Restricted()
    bench.services = {"restricted_concerns": restricted}
    opened = opener.on_bench(bench)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(opened.focused(), Qt.Key.Key_W, modifiers)
    opened.qtbot.waitUntil(lambda: opened.shell.concern.dialog is not None)
    dialog = opened.shell.concern.dialog
    assert dialog is not None
    opened.qtbot.waitUntil(dialog.isVisible)
    assert walk(dialog) == []
    assert any("Whistleblowing" in one.text() for one in dialog.findChildren(QLabel))

    dialog.record_button.click()
    assert dialog.what_field.problem == "Say what the concern is"
    QTest.keyClicks(dialog.what, "A locked door")
    dialog.record_button.click()
    opened.qtbot.waitUntil(lambda: bool(restricted.kept))

    assert restricted.kept[0]["what"] == "A locked door"
    assert bench.store.written == []


def test_p22_in_pair_mode_nothing_leads_to_a_concern_about_a_worker(bench: Bench, opener: Opener) -> None:
    bench.services = {"restricted_concerns": Restricted()}
    opened = opener.on_bench(bench)
    opened.shell.concern.worker.trigger()
    opened.qtbot.waitUntil(lambda: opened.shell.concern.dialog is not None)

    opened.shell.set_pair_mode(on=True)

    assert opened.shell.concern.dialog is None
    assert not opened.shell.concern.worker.isEnabled()


@pytest.mark.parametrize("values", [{}, TOLD], ids=["none", "told"])
def test_the_page_of_a_concern_has_no_obstacle(
    bench: Bench, opener: Opener, look: Look, values: dict[str, Value]
) -> None:
    opened = opener.on_bench(bench, values)
    opened.window.resize(look.width, look.height)
    opened.shell.go("safety")
    on_page(opened)
    opened.settle()

    assert walk(opened.window) == []
    assert opened.window.width() == look.width
