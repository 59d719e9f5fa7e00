import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from qa_desktop.ui.garbage import MOST_YOUNG, REST_ROUNDS, GarbageRound, collect_what_is_due

pytestmark = pytest.mark.usefixtures("qapp")


class Ring:
    def __init__(self) -> None:
        self.myself = self


@pytest.fixture
def rounds() -> Iterator[GarbageRound]:
    thresholds = gc.get_threshold()
    owner = QObject()
    yield GarbageRound(owner)
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def test_python_no_longer_collects_by_itself(rounds: GarbageRound) -> None:
    assert rounds.parent() is not None
    assert not gc.isenabled()


@pytest.mark.usefixtures("rounds")
def test_a_round_clears_what_is_due() -> None:
    ring = Ring()
    gone = weakref.ref(ring)
    gc.set_threshold(1, 10, 10)
    del ring

    collect_what_is_due()

    assert gone() is None


@pytest.mark.usefixtures("rounds")
def test_a_round_leaves_what_is_not_yet_due() -> None:
    gc.collect()
    ring = Ring()
    there = weakref.ref(ring)
    gc.set_threshold(1_000_000, 10, 10)
    del ring

    collect_what_is_due()

    assert there() is not None


def test_the_oldest_is_looked_through_only_after_nobody_did_anything_for_a_while(rounds: GarbageRound) -> None:
    gc.collect()
    ring = Ring()
    gone = weakref.ref(ring)
    gc.collect()
    gc.set_threshold(1_000_000, 10, 1)
    for _ in range(3):
        gc.collect(1)
    del ring

    rounds.look()
    assert gone() is not None

    for _ in range(REST_ROUNDS + 1):
        rounds.look()
    assert gone() is None


def test_what_was_looked_at_once_is_looked_at_again_before_much_has_gathered(rounds: GarbageRound) -> None:
    gc.collect()
    gc.set_threshold(1, 1000, 1000)
    ring = Ring()
    gone = weakref.ref(ring)
    gc.collect(0)
    del ring
    rounds.look()
    assert gone() is not None

    made: list[list[int]] = [[] for _ in range(MOST_YOUNG + 1)]
    rounds.look()

    assert gone() is None
    assert made


def test_what_stays_is_looked_at_no_more(rounds: GarbageRound) -> None:
    before = gc.get_freeze_count()

    rounds.spare_what_stays()

    assert gc.get_freeze_count() > before
