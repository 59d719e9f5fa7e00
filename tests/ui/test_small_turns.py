"""What is made in small turns: always something, never more than there is time for, and in the order of the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qa_desktop.ui.small_turns import SHARE, SmallTurns

pytestmark = pytest.mark.usefixtures("qapp")


class SlowHands:
    """Makes things, each of which takes some seconds of the clock."""

    def __init__(self, seconds: float) -> None:
        self.made: list[str] = []
        self._seconds = seconds
        self._now = 0.0

    def clock(self) -> float:
        return self._now

    def make(self, name: str) -> Callable[[], None]:
        def make() -> None:
            self._now += self._seconds
            self.made.append(name)

        return make


def _turns(hands: SlowHands, owner: QObject) -> SmallTurns:
    turns = SmallTurns(owner, hands.clock)
    for name in "abcd":
        turns.add(hands.make(name))
    return turns


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.mark.parametrize(("seconds", "made"), [(SHARE * 3, "a"), (SHARE / 2, "ab"), (SHARE / 100, "abcd")])
def test_a_turn_makes_as_much_as_there_is_time_for_and_one_thing_at_least(
    owner: QObject, seconds: float, made: str
) -> None:
    hands = SlowHands(seconds)
    turns = _turns(hands, owner)

    turns.do_some()

    assert "".join(hands.made) == made
    assert turns.is_done is (made == "abcd")


def test_everything_is_made_by_itself_and_told_once(qtbot: QtBot, owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = _turns(hands, owner)
    told: list[str] = []
    turns.finished.connect(lambda: told.append("finished"))

    qtbot.waitUntil(lambda: turns.is_done)
    turns.do_all()

    assert "".join(hands.made) == "abcd"
    assert told == ["finished"]


def test_what_a_part_puts_off_comes_before_what_is_below_it(owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = SmallTurns(owner, hands.clock)
    turns.add(lambda: turns.add(hands.make("inside")))
    turns.add(hands.make("below"))

    turns.do_all()

    assert hands.made == ["inside", "below"]


def test_nothing_more_is_made_once_it_is_stopped(qtbot: QtBot, owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = _turns(hands, owner)
    turns.do_some()

    turns.stop()
    qtbot.wait(20)

    assert hands.made == ["a"]


def test_a_turn_is_told_before_and_after_and_also_where_something_in_it_fails(owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = SmallTurns(owner, hands.clock)
    told: list[str] = []
    turns.begun.connect(lambda: told.append("begun"))
    turns.turned.connect(lambda: told.append("turned"))
    turns.add(lambda: hands.made.index("missing"))
    turns.add(hands.make("next"))

    with pytest.raises(ValueError, match="missing"):
        turns.do_some()
    turns.do_some()

    assert told == ["begun", "turned"] * 2
    assert hands.made == ["next"]


def test_what_is_needed_first_is_made_before_the_rest_in_its_order(owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = _turns(hands, owner)

    turns.add_first(hands.make("x"), hands.make("y"))
    turns.do_until(lambda: "a" in hands.made)

    assert hands.made == ["x", "y", "a"]
    assert not turns.is_done


def test_a_turn_is_left_to_something_else(qtbot: QtBot, owner: QObject) -> None:
    hands = SlowHands(SHARE)
    turns = _turns(hands, owner)
    turned: list[str] = []
    turns.turned.connect(lambda: turned.append("".join(hands.made)))

    turns.leave_a_turn()
    turns._take_turn()
    assert hands.made == []

    qtbot.waitUntil(lambda: turns.is_done)
    assert turned == ["a", "ab", "abc", "abcd"]
