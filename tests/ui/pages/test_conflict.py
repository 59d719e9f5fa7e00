"""Two people wrote one field: both are shown with what was there before, and a person says what holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.errors import NotAllowed
from qa_desktop.services.show_conflicts import FieldConflict
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.conflict import ConflictPage
from qa_desktop.ui.presenters.conflict import ConflictPresenter, conflict_view, text_differences
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.sync_samples import AUDIT, CHOICE_CONFLICT, MINE, NOON, TEXT_CONFLICT, THEIRS


@dataclass
class FakeDesk:
    """Holds conflicts until they are settled; the log can move on meanwhile."""

    open: list[FieldConflict]
    clock: Clock = field(default_factory=lambda: FixedClock(NOON))
    settled: list[tuple[str, Value]] = field(default_factory=list)
    moved_on: bool = False

    @property
    def field_conflicts(self) -> Callable[[AuditId], tuple[FieldConflict, ...]]:
        return lambda _audit: tuple(self.open)

    @property
    def settle_field(self) -> Callable[[FieldConflict, Value], None]:
        return self._settle

    def _settle(self, conflict: FieldConflict, value: Value) -> None:
        if self.moved_on:
            raise NotAllowed("Somebody wrote this field again meanwhile.")
        self.settled.append((conflict.path, value))
        self.open.remove(conflict)


@dataclass
class Bench:
    desk: FakeDesk
    page: ConflictPage
    finished: list[bool]
    qtbot: QtBot
    worker: Worker

    def settle(self) -> None:
        self.page.settle_button.click()
        self.qtbot.waitUntil(lambda: not self.worker.busy)

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisibleTo(self.page))


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, worker: Worker) -> Bench:
    assert theme.points
    desk, finished = FakeDesk([TEXT_CONFLICT, CHOICE_CONFLICT]), list[bool]()
    page = ConflictPage()
    show(qtbot, page)
    presenter = ConflictPresenter(desk, worker, page.show_conflict, lambda: finished.append(True))
    page.settled.connect(lambda value: presenter.settle(value, lambda error: page.show_problem(error.sentence)))
    presenter.load(AUDIT)
    qtbot.waitUntil(lambda: bool(page.options))
    return Bench(desk, page, finished, qtbot, worker)


def test_before_mine_and_theirs_stand_side_by_side_with_author_and_time() -> None:
    view = conflict_view(TEXT_CONFLICT, 1, 2, NOON)

    assert [(side.heading, side.by_line) for side in view.sides] == [
        ("Before", "You, 19 Nov"),
        ("Yours", "You, today 09:00"),
        ("Theirs", "Tariq Teamlead, today 07:00"),
    ]
    assert view.place == "1 of 2"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("two goals", "three goals", ("Says “three” in place of “two”",)),
        ("He is seen.", "He is seen alone.", ("Adds “alone”",)),
        ("He is seen alone.", "He is seen.", ("Leaves out “alone”",)),
        ("", "All of it.", ("Written anew",)),
        ("the same", "the same", ()),
        ("every week.", "every week, alone.", ("Adds “, alone”",)),
    ],
)
def test_the_difference_is_told_in_words(before: str, after: str, said: tuple[str, ...]) -> None:
    assert text_differences(before, after) == said


def test_many_differences_are_counted_after_the_first_six() -> None:
    before = " ".join(f"a{n} same{n}" for n in range(9))
    after = " ".join(f"b{n} same{n}" for n in range(9))

    assert text_differences(before, after)[-1] == "And 3 more differences"


def test_texts_are_both_kept_unless_somebody_chooses_otherwise(bench: Bench) -> None:
    bench.settle()

    assert bench.desk.settled == [(TEXT_CONFLICT.path, f"{THEIRS}\n\n{MINE}")]


def test_after_one_field_comes_the_next_and_then_the_end(bench: Bench) -> None:
    bench.settle()
    assert "Overall judgement" in bench.words
    assert "2 of 2" in bench.words
    bench.page.options[0].setChecked(True)
    bench.settle()

    assert bench.finished == [True]


def test_a_text_can_be_written_anew(bench: Bench) -> None:
    bench.page.options[-1].setChecked(True)
    assert bench.page.anew.isVisible()
    bench.page.anew.setPlainText("The plan names three goals; visits are weekly.")
    bench.settle()

    assert bench.desk.settled == [(TEXT_CONFLICT.path, "The plan names three goals; visits are weekly.")]


def test_an_empty_text_is_not_taken(bench: Bench) -> None:
    bench.page.options[-1].setChecked(True)
    bench.page.anew.setPlainText("  ")
    bench.settle()

    assert bench.desk.settled == []
    assert bench.page.summary.isVisible()


def test_a_choice_is_never_made_for_the_person(bench: Bench) -> None:
    bench.desk.open = [CHOICE_CONFLICT]
    bench.page.show_conflict(conflict_view(CHOICE_CONFLICT, 1, 1, NOON))

    bench.settle()

    assert [option.isChecked() for option in bench.page.options] == [False, False]
    assert bench.desk.settled == []
    assert "Choose which one holds" in bench.page.summary.accessibleName()


def test_a_choice_cannot_be_written_anew(bench: Bench) -> None:
    bench.page.show_conflict(conflict_view(CHOICE_CONFLICT, 1, 1, NOON))

    assert [option.text() for option in bench.page.options] == [
        "Keep yours: Good",
        "Keep what Tariq Teamlead wrote: Requires improvement",
    ]


def test_where_the_field_was_written_again_meanwhile_it_is_said_and_nothing_is_settled(bench: Bench) -> None:
    bench.desk.moved_on = True

    bench.settle()

    assert bench.desk.settled == []
    assert "Somebody wrote this field again" in bench.words
