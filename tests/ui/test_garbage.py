import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from qa_desktop.ui.garbage import GarbageRound, collect_what_is_due

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


def test_what_stays_is_looked_at_no_more(rounds: GarbageRound) -> None:
    before = gc.get_freeze_count()

    rounds.spare_what_stays()

    assert gc.get_freeze_count() > before
