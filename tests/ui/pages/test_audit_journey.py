"""A whole live audit by keyboard alone, in a real profile, from the first question to the filed note."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from qa_desktop.domain import flow, paths
from qa_desktop.domain.note import SignatureState
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.widgets.buttons import Chip, PrimaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.grade_card import GradeCard
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.desks import OpenDesk, reopened
from tests.ui.pages.conftest import Opened, Opener

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
MOST_TABS = 120
BRA = StartRequest("bra-live-audit", "48-2207", "Sam Practitioner")


class Keyboard:
    """Two hands on the keyboard: it reaches only what the focus reaches."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._opened.focused(), key, modifiers)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        QTest.keyClicks(self._opened.focused(), words)

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> QWidget:
        for _ in range(MOST_TABS):
            if wanted(self._opened.focused()):
                return self._opened.focused()
            self.press(Qt.Key.Key_Tab)
        pytest.fail("Tab does not lead there")

    def tab_to_named(self, name: str) -> QWidget:
        return self.tab_to(lambda widget: widget.accessibleName().startswith(name))

    def go_on(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self._opened.settle()


def answer_sections(opened: Opened, hands: Keyboard) -> None:
    while opened.shell.step.startswith(flow.SECTION_PREFIX):
        if isinstance(opened.focused(), GradeCard):
            hands.press(Qt.Key.Key_2, CTRL)
            hands.tab_to(lambda widget: isinstance(widget, GrowingTextEdit))
            hands.write("Seen on the record, and talked through.")
        hands.go_on()


def agree_and_plan(opened: Opened, hands: Keyboard) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    hands.tab_to(lambda widget: isinstance(widget, GrowingTextEdit))
    hands.write("She is safer than in May and knows it.")
    hands.press(Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.ShiftModifier)
    hands.write("Chronology brought up to date and read back in supervision")
    for name, words in (("Who", "Social worker"), ("By when", "27 November 2026")):
        hands.tab_to_named(name)
        hands.write(words)
    opened.settle()
    hands.go_on()


def sign_by_name(opened: Opened, hands: Keyboard) -> None:
    hands.tab_to(lambda widget: isinstance(widget, Chip))
    hands.press(Qt.Key.Key_Right)
    hands.tab_to(lambda widget: isinstance(widget, QLineEdit))
    if not opened.focused().property("text"):
        hands.write("Somebody")
    hands.tab_to(lambda widget: isinstance(widget, PrimaryButton) and "Sign with" in widget.text())
    hands.press(Qt.Key.Key_Space)
    opened.settle()


@pytest.mark.slow
def test_a_whole_live_audit_is_done_by_keyboard_alone(opener: Opener, real: OpenDesk) -> None:
    opened = opener.on_real(real.desk, BRA)
    hands = Keyboard(opened)

    hands.go_on()
    if opened.shell.step == flow.ABOUT:
        hands.go_on()
    answer_sections(opened, hands)
    assert opened.shell.step == flow.PLAN
    agree_and_plan(opened, hands)
    assert [blocker.message for blocker in flow.blockers(opened.shell.audit)] == []
    sign_by_name(opened, hands)
    sign_by_name(opened, hands)
    hands.press(Qt.Key.Key_Return, CTRL)
    opened.qtbot.waitUntil(lambda: opened.shell.audit.is_signed, timeout=20_000)
    hands.go_on()
    page = opened.shell.page
    assert isinstance(page, FilingPage)
    opened.qtbot.waitUntil(lambda: bool(page.cards))
    hands.tab_to(lambda widget: isinstance(widget, CheckBox))
    hands.press(Qt.Key.Key_Space)
    opened.settle()

    audit = real.desk.open_audit(opened.shell.audit.id)
    assert audit.overall_grade == "good"
    assert audit.actions[0].who == "Social worker"
    assert {mark.state for mark in audit.signatures.values()} == {SignatureState.SIGNED}
    assert any(mark.done for mark in audit.filing.values())
    notes = [one for one in real.desk.documents_of(audit.id) if one.kind == "archive_note"]
    assert notes[0].data.startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["roc-t2-hos", "roc-observation", "roc-supervision-file", "bra-live-audit"])
def test_every_page_of_every_shipped_tool_opens(opener: Opener, real: OpenDesk, tool: str) -> None:
    opened = opener.on_real(real.desk, StartRequest(tool, "48-2207", "Sam Practitioner"))

    for step in flow.steps(opened.shell.audit):
        opened.shell.go(step)
        opened.settle()

        assert opened.shell.step == step


@pytest.mark.slow
def test_reopening_lands_on_the_same_question_with_the_words_there(opener: Opener, real: OpenDesk) -> None:
    opened = opener.on_real(real.desk, BRA)
    opened.shell.go("section:standard-3", paths.answer("bra-live.3", "comment"))
    Keyboard(opened).write("Cut off in the middle of a sen")
    opened.shell.flush()
    opened.qtbot.waitUntil(lambda: not opener.workers.database.busy)

    again = opener.again(reopened(real).desk, opened.shell)

    field = again.focused()
    assert again.shell.step == "section:standard-3"
    assert isinstance(field, GrowingTextEdit)
    assert field.text == "Cut off in the middle of a sen"


@pytest.mark.slow
def test_closing_the_window_saves_what_was_typed_a_moment_ago(opener: Opener, real: OpenDesk) -> None:
    opened = opener.on_real(real.desk, BRA)
    hands = Keyboard(opened)
    opened.shell.go("section:standard-3", paths.answer("bra-live.3", "comment"))
    hands.write("Typed")
    opened.shell.session.record({paths.answer("bra-live.3"): "good"})
    opened.shell.session.record({paths.OVERALL_GRADE: "good"})

    opened.window.close()
    opened.qtbot.waitUntil(lambda: not opened.window.isVisible())
    opener.workers.database.stop()

    audit = real.desk.open_audit(opened.shell.audit.id)
    assert audit.answer("bra-live.3").comment == "Typed"
    assert (audit.answer("bra-live.3").value, audit.overall_grade) == ("good", "good")
