"""Every change reaches the disk in order, without holding up typing, and can be undone."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.errors import DiskProblem, SeveralProblems
from qa_desktop.ui.background import Worker
from qa_desktop.ui.presenters.audit_session import AuditSession
from tests.ui.audit_bench import AUDIT, NOON, Bench, audit_of, small_tool

GRADE = paths.answer("q.1")
REASON = paths.answer("q.1", "comment")


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def session(bench: Bench, worker: Worker) -> AuditSession:
    return AuditSession(bench.desk(), worker, audit_of(small_tool()))


def settle(qtbot: QtBot, session: AuditSession) -> None:
    done: list[bool] = []
    session.when_settled(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))


def test_a_recorded_value_is_on_disk_and_in_the_audit(qtbot: QtBot, bench: Bench, session: AuditSession) -> None:
    with qtbot.waitSignal(session.saved) as saved:
        session.record({GRADE: "G"})

    assert session.audit.answer("q.1").value == "G"
    assert bench.store.values()[GRADE] == "G"
    assert saved.args == [NOON]


def test_the_change_is_told_with_its_paths(qtbot: QtBot, session: AuditSession) -> None:
    with qtbot.waitSignal(session.audit_changed) as changed:
        session.record({REASON: "Because"})

    assert changed.args[1] == frozenset({REASON})


def test_quick_changes_to_one_field_are_saved_as_one(qtbot: QtBot, bench: Bench, session: AuditSession) -> None:
    gate = threading.Event()
    bench.store.before_write = lambda: assert_true(gate.wait(5))
    session.record({GRADE: "G"})

    for text in ("T", "Th", "The"):
        session.record({REASON: text})
    gate.set()
    settle(qtbot, session)

    assert [[change.value for change in batch] for batch in bench.store.written] == [["G"], ["The"]]


def test_each_record_builds_on_the_one_before(qtbot: QtBot, session: AuditSession) -> None:
    session.record({GRADE: "G"})
    session.record({REASON: "Because"})
    session.record({paths.OVERALL_GRADE: "O"})
    settle(qtbot, session)

    answer = session.audit.answer("q.1")
    assert (answer.value, answer.comment, session.audit.overall_grade) == ("G", "Because", "O")


def test_a_value_that_stands_already_is_not_saved_again(qtbot: QtBot, bench: Bench, session: AuditSession) -> None:
    session.record({GRADE: "G"})
    settle(qtbot, session)

    session.record({GRADE: "G"})
    settle(qtbot, session)

    assert len(bench.store.written) == 1


def test_a_field_waits_until_it_is_on_disk(qtbot: QtBot, session: AuditSession) -> None:
    session.record({REASON: "Because"})

    assert session.is_waiting(REASON)
    settle(qtbot, session)
    assert not session.is_waiting(REASON)


def test_what_the_disk_refuses_is_kept_and_saved_on_trying_again(
    qtbot: QtBot, bench: Bench, session: AuditSession
) -> None:
    bench.store.fails_with = DiskProblem("The disk is full.")
    with qtbot.waitSignal(session.problem_met) as met:
        session.record({REASON: "Because"})

    assert met.args[1] == {REASON: "Because"}
    assert session.unsaved == {REASON: "Because"}

    session.try_again()
    settle(qtbot, session)

    assert session.unsaved == {}
    assert session.audit.answer("q.1").comment == "Because"


def test_a_value_that_cannot_be_accepted_is_told_with_its_field(qtbot: QtBot, session: AuditSession) -> None:
    with qtbot.waitSignal(session.problem_met) as met:
        session.record({paths.about("period_from"): "ASAP"})

    error = met.args[0]
    assert isinstance(error, SeveralProblems)
    assert [mistake.where for mistake in error.mistakes] == ["about/period_from"]
    assert session.unsaved == {}


def test_a_bug_while_saving_does_not_stop_the_next_change(
    qtbot: QtBot, bench: Bench, session: AuditSession, worker: Worker
) -> None:
    bench.store.fails_with = RuntimeError("a bug")
    with qtbot.waitSignal(worker.bug_found):
        session.record({REASON: "Because"})
    session.record({GRADE: "G"})
    settle(qtbot, session)

    assert session.audit.answer("q.1").value == "G"
    assert session.unsaved == {REASON: "Because"}


def test_undo_sets_back_and_redo_sets_again(qtbot: QtBot, session: AuditSession) -> None:
    session.record({GRADE: "G"})
    settle(qtbot, session)

    session.undo()
    settle(qtbot, session)
    assert session.audit.answer("q.1").value is None

    session.redo()
    settle(qtbot, session)
    assert session.audit.answer("q.1").value == "G"


def test_undo_of_a_removal_brings_the_entry_back(qtbot: QtBot, session: AuditSession) -> None:
    entry = session.new_entry()
    session.record(
        {paths.entry("evidence", entry, "item"): "q.1", paths.entry("evidence", entry, "text"): "Seen in the notes"}
    )
    session.record({paths.entry("evidence", entry, "removed"): True})
    settle(qtbot, session)
    assert not session.audit.evidence

    session.undo()
    settle(qtbot, session)

    assert [one.text for one in session.audit.evidence] == ["Seen in the notes"]


def test_a_changed_grade_asks_for_its_reason_to_be_read_again(qtbot: QtBot, session: AuditSession) -> None:
    session.record({GRADE: "G"})
    session.record({REASON: "Because"})
    session.record({GRADE: "O"})
    settle(qtbot, session)

    assert session.audit.answer("q.1").reread


def test_only_the_last_place_is_kept_and_at_once_on_closing(
    qtbot: QtBot, bench: Bench, session: AuditSession, worker: Worker
) -> None:
    session.look_at("section:plan_section|answer/q.1/value", "Child's plan")
    session.look_at("section:form_section|", "File check")

    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        session.close(lambda: None)

    assert bench.places == [(AUDIT, "section:form_section|", "File check")]


def assert_true(value: object) -> None:
    assert value
