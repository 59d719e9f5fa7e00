"""The guidance beside a question: ticks are told, counted, and survive being shown again."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.item_models.steps import Step, StepState
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.guidance_pane import GuidancePane, GuidanceView, PlacesView, PointView
from qa_desktop.ui.widgets.step_list import ProgressRail
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.three_panes import ThreePanes
from tests.ui.conftest import show

POINTS = (
    PointView("p1", "Built on what the assessment found.", group="The plan"),
    PointView("p2", "Names the goals.", ticked=True, group="The plan", applies_to="looked-after children"),
    PointView("p3", "Plain language.", parts=(("a", "for parents"), ("b", "for the child"))),
)
VIEW = GuidanceView(
    points=POINTS,
    descriptors=((ScalePoint("good", "Good", 2), "What good looks like is there."),),
    where_to_look=(PlacesView("", ("The plan",)),),
    prompts=("What has changed for the child?",),
    source="Bracknell Forest, Live Toolkit 2020, standard 3 · reworded",
)


def words_of(pane: GuidancePane) -> list[str]:
    return [label.text() for label in pane.findChildren(Words) if not label.isHidden()]


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme) -> GuidancePane:
    assert theme.points
    made = GuidancePane()
    made.show_guidance(VIEW)
    made.resize(372, 600)
    show(qtbot, made)
    return made


def test_points_stand_with_their_ticks_groups_parts_and_source(pane: GuidancePane) -> None:
    assert [box.isChecked() for box in pane.points] == [False, True, False]
    assert pane.points[1].text() == "Names the goals. (looked-after children)"
    assert {"The plan", "a  for parents\nb  for the child", VIEW.source} <= set(words_of(pane))


def test_a_tick_is_told_and_counted(qtbot: QtBot, pane: GuidancePane) -> None:
    with qtbot.waitSignal(pane.point_ticked) as told:
        pane.points[0].click()

    assert told.args == ["p1", True]
    assert "Seen together: 2 of 3" in words_of(pane)


def test_a_tick_from_elsewhere_is_shown_without_rebuilding(qtbot: QtBot, pane: GuidancePane) -> None:
    before = pane.points

    with qtbot.assertNotEmitted(pane.point_ticked):
        pane.show_guidance(GuidanceView((PointView("p1", POINTS[0].text, ticked=True, group="The plan"), *POINTS[1:]),
            VIEW.descriptors, VIEW.where_to_look, VIEW.prompts, VIEW.source))  # fmt: skip

    assert pane.points == before
    assert pane.points[0].isChecked()


def test_the_same_words_under_other_ids_are_other_points(pane: GuidancePane) -> None:
    before = pane.points

    pane.show_guidance(GuidanceView((PointView("q1", POINTS[0].text),)))

    assert pane.points != before
    assert not pane.points[0].isChecked()


def test_leaves_without_content_are_not_offered(pane: GuidancePane) -> None:
    pane.show_guidance(GuidanceView(where_to_look=(PlacesView("", ("The plan",)),)))

    assert [not leaf.isHidden() for leaf in pane.leaves] == [False, False, True]
    assert "•  The plan" in words_of(pane)


def test_tab_goes_through_the_points_in_order(pane: GuidancePane) -> None:
    pane.leaves[2].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in POINTS:
        pane.window().focusNextChild()
        reached.append(pane.window().focusWidget())

    assert reached == list(pane.points)


@pytest.fixture
def panes(qtbot: QtBot, theme: Theme) -> ThreePanes:
    assert theme.points
    rail, guidance = ProgressRail("Standards"), GuidancePane()
    rail.set_steps((Step("s1", "1 Plan", StepState.COMPLETE, "Good"),), "s1", "1 of 1 complete")
    guidance.show_guidance(VIEW)
    made = ThreePanes(rail, GrowingTextEdit(), guidance)
    made.resize(1366, 700)
    show(qtbot, made)
    return made


def test_three_panes_stand_side_by_side_where_there_is_room(panes: ThreePanes) -> None:
    assert panes.rail.isVisible()
    assert panes.guidance.isVisible()
    assert not panes.toggle.isVisible()
    assert not panes.rail.is_folded


def test_in_half_a_window_the_side_panes_fold_away(qtbot: QtBot, panes: ThreePanes) -> None:
    panes.resize(683, 700)
    qtbot.waitUntil(lambda: not panes.guidance.isVisible())

    assert panes.rail.is_folded
    assert panes.page.isVisible()
    assert panes.toggle.isVisible()


def test_folded_guidance_takes_the_page_s_place_and_gives_it_back(qtbot: QtBot, panes: ThreePanes) -> None:
    panes.resize(683, 700)
    qtbot.waitUntil(lambda: not panes.guidance.isVisible())

    panes.toggle_guidance()
    shown = panes.guidance.isVisible(), panes.page.isVisible()
    panes.toggle_guidance()

    assert shown == (True, False)
    assert panes.page.isVisible()


def test_a_window_that_widens_again_shows_all_three(qtbot: QtBot, panes: ThreePanes) -> None:
    panes.resize(683, 700)
    qtbot.waitUntil(lambda: not panes.guidance.isVisible())
    panes.resize(1366, 700)
    qtbot.waitUntil(panes.guidance.isVisible)

    assert not panes.rail.is_folded
    assert panes.page.isVisible()


def test_in_a_wide_window_the_key_moves_the_focus_to_the_guidance(panes: ThreePanes) -> None:
    panes.toggle_guidance()

    (guidance,) = panes.findChildren(GuidancePane)
    assert panes.window().focusWidget() is guidance.points[0]
