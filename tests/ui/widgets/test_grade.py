"""Grades are chosen by people, in printed order, by key only inside the group, and can be taken back (P-05)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.scale import GradeShape, Scale, ScalePoint, Tone
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.grade import GradeBadge, GradeGroup
from qa_desktop.ui.widgets.yes_no import YesNoGroup
from tests.ui.conftest import show

CONTROL = Qt.KeyboardModifier.ControlModifier
TIER_TWO = Scale(
    ScaleId("grade"),
    "Grade",
    (
        ScalePoint("inadequate", "Inadequate", 4, "", "Serious", GradeShape.SQUARE, Tone.INADEQUATE, "1"),
        ScalePoint(
            "requires", "Requires improvement", 3, "", "Not yet", GradeShape.TRIANGLE, Tone.REQUIRES_IMPROVEMENT
        ),
        ScalePoint("good", "Good", 2, "", "Seen", GradeShape.CIRCLE, Tone.GOOD),
        ScalePoint("outstanding", "Outstanding", 1, "", "Beyond", GradeShape.DIAMOND, Tone.OUTSTANDING),
    ),
)


@pytest.fixture
def group(qtbot: QtBot, theme: Theme) -> GradeGroup:
    assert theme.points
    made = GradeGroup(TIER_TWO, "What grade do you agree on?")
    show(qtbot, made)
    made.activateWindow()
    return made


def test_nothing_is_chosen_until_a_person_chooses(group: GradeGroup) -> None:
    assert group.code == ""
    assert not any(card.isChecked() for card in group.cards)


def test_the_cards_stand_in_printed_order(group: GradeGroup) -> None:
    assert [card.point.code for card in group.cards] == ["inadequate", "requires", "good", "outstanding"]


def test_cards_are_radio_buttons_that_are_named_by_their_word(group: GradeGroup) -> None:
    interface = QAccessible.queryAccessibleInterface(group.cards[0])

    assert isinstance(group.cards[0], QRadioButton)
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "1 Inadequate"
    assert interface.text(QAccessible.Text.Description) == "Serious"


@pytest.mark.parametrize(
    ("key", "code"), [(Qt.Key.Key_1, "inadequate"), (Qt.Key.Key_3, "good"), (Qt.Key.Key_4, "outstanding")]
)
def test_control_and_a_digit_choose_by_printed_order(qtbot: QtBot, group: GradeGroup, key: Qt.Key, code: str) -> None:
    group.cards[0].setFocus()

    with qtbot.waitSignal(group.grade_chosen) as chosen:
        QTest.keyClick(group.cards[0], key, CONTROL)

    assert chosen.args == [code]
    assert group.code == code


def test_a_digit_beyond_the_last_grade_does_nothing(qtbot: QtBot, group: GradeGroup) -> None:
    group.cards[0].setFocus()

    with qtbot.assertNotEmitted(group.grade_chosen):
        QTest.keyClick(group.cards[0], Qt.Key.Key_5, CONTROL)


def test_grade_keys_do_nothing_while_the_focus_is_elsewhere(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = QWidget()
    column = QVBoxLayout(page)
    line, group = QLineEdit(), GradeGroup(TIER_TWO, "Grade")
    column.addWidget(line)
    column.addWidget(group)
    show(qtbot, page)
    line.setFocus()

    with qtbot.assertNotEmitted(group.grade_chosen):
        QTest.keyClick(line, Qt.Key.Key_1, CONTROL)

    assert group.code == ""


def test_the_chosen_word_is_announced(qtbot: QtBot, group: GradeGroup) -> None:
    with qtbot.waitSignal(group.announced) as told:
        group.cards[2].click()

    assert told.args == ["Good"]


def test_delete_takes_the_choice_back(qtbot: QtBot, group: GradeGroup) -> None:
    group.cards[2].click()
    group.cards[2].setFocus()

    with qtbot.waitSignal(group.grade_chosen) as chosen:
        QTest.keyClick(group.cards[2], Qt.Key.Key_Delete)

    assert chosen.args == [""]
    assert group.code == ""


def test_a_choice_from_elsewhere_is_shown_and_not_told_again(qtbot: QtBot, group: GradeGroup) -> None:
    with qtbot.assertNotEmitted(group.grade_chosen):
        group.set_code("good")

    assert group.code == "good"


def test_a_choice_from_elsewhere_can_be_none(group: GradeGroup) -> None:
    group.set_code("good")
    group.set_code("")

    assert group.code == ""


def test_only_one_grade_is_chosen_at_a_time(group: GradeGroup) -> None:
    group.cards[0].click()
    group.cards[3].click()

    assert [card.isChecked() for card in group.cards] == [False, False, False, True]


def test_a_wide_group_stands_in_one_row_and_a_narrow_one_wraps_evenly(qtbot: QtBot, group: GradeGroup) -> None:
    group.resize(900, 200)
    qtbot.waitUntil(lambda: len({card.y() for card in group.cards}) == 1)
    group.resize(400, 300)
    qtbot.waitUntil(lambda: len({card.y() for card in group.cards}) == 2)

    assert [card.y() for card in group.cards[:2]] == [group.cards[0].y()] * 2


def test_cards_are_large_enough_for_a_finger(group: GradeGroup) -> None:
    assert min(card.height() for card in group.cards) >= 44


def test_a_compact_group_keeps_its_cards_on_one_line(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    group = GradeGroup(TIER_TWO, "Grade", compact=True)
    group.resize(900, 60)
    show(qtbot, group)

    assert len({card.y() for card in group.cards}) == 1


def test_a_badge_says_its_grade_in_words(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    badge = GradeBadge(TIER_TWO.points[2])
    qtbot.addWidget(badge)

    assert badge.accessibleName() == "Good"


def test_a_badge_without_a_grade_says_so(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    badge = GradeBadge()
    qtbot.addWidget(badge)

    assert badge.accessibleName() == "No grade yet"


def test_yes_and_no_are_told_by_their_own_codes(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    group = YesNoGroup("Is the agreement signed?", not_applicable=True)
    show(qtbot, group)

    with qtbot.waitSignal(group.answer_chosen) as chosen:
        group.cards[2].click()

    assert [card.text() for card in group.cards] == ["Yes", "No", "Does not apply"]
    assert chosen.args == ["not_applicable"]
