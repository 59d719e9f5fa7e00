"""The theme dresses the application, follows the person's choice and keeps text within its bounds."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.ui.theme import Theme, current_tokens
from qa_desktop.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens


@pytest.mark.parametrize(
    ("scheme", "tokens"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK), (Scheme.HIGH_CONTRAST, HIGH_CONTRAST)]
)
def test_a_chosen_scheme_gives_its_colours_to_widgets_that_paint_themselves(
    theme: Theme, scheme: Scheme, tokens: Tokens
) -> None:
    theme.choose(Appearance(scheme))

    assert current_tokens() is tokens


def test_a_change_is_told_once(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(Appearance(Scheme.DARK))

    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Appearance(Scheme.DARK))


def test_text_grows_by_steps_and_stops_at_twice_the_size(theme: Theme) -> None:
    for _ in range(20):
        theme.zoom(1)

    assert theme.points == pytest.approx(22.0)
    assert QApplication.font().pointSizeF() == pytest.approx(22.0)


def test_text_never_gets_smaller_than_normal(theme: Theme) -> None:
    theme.zoom(-1)

    assert theme.appearance.text_percent == 100


def test_zero_steps_go_back_to_the_normal_size(theme: Theme) -> None:
    theme.zoom(3)
    theme.zoom(0)

    assert theme.points == pytest.approx(11.0)


def test_pair_mode_uses_at_least_fourteen_points(theme: Theme) -> None:
    theme.set_pair_mode(on=True)

    assert theme.points == pytest.approx(14.0)


def test_pair_mode_keeps_text_that_is_larger_already(theme: Theme) -> None:
    theme.choose(Appearance(Scheme.LIGHT, 200))
    theme.set_pair_mode(on=True)

    assert theme.points == pytest.approx(22.0)


def test_words_on_screen_are_set_in_inter(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("Case 48-2207")
    qtbot.addWidget(label)

    assert theme.points == pytest.approx(11.0)
    assert label.fontInfo().family() == "Inter"


def test_a_widget_on_screen_takes_the_new_text_size_at_once(qtbot: QtBot, theme: Theme) -> None:
    button = QPushButton("Continue")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint().width()

    theme.choose(Appearance(Scheme.LIGHT, 200))

    assert button.sizeHint().width() > before * 1.5
