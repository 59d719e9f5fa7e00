"""Measures an answer given in the window, from the key to the disk, and how long it holds up the window meanwhile."""

from __future__ import annotations

import argparse
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from typing_extensions import override

from benchmarks.bare_commits import ROW_BYTES, BareCommits
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder, start_full_audit
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.services.record_answer import RecordAnswer, Recorded
from qa_desktop.settings import resources_dir
from qa_desktop.ui.app import dress, make_application
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.widgets.grade_card import GradeCard
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit

TOOL = "roc-t2-hos"
BEAT_MS = 1
PAUSE_MS = 60
GRADE_KEYS = (Qt.Key.Key_3, Qt.Key.Key_2)
SAVED_LIMIT = Limit(ratio=3.0)
HELD_LIMIT = Limit(absolute=16.0, worst=True)


class TimedRecord(RecordAnswer):
    """Records as the program does, and notes when the answer was on the disk."""

    durable_at = 0.0

    @override
    def __call__(self, audit: Audit, values: Mapping[str, Value]) -> Recorded:
        recorded = super().__call__(audit, values)
        self.durable_at = time.perf_counter()
        return recorded


class Heartbeat(QObject):
    """Beats every millisecond on the UI thread; the longest silence says how long something held it."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)

    def begin(self) -> None:
        """Listen from now on."""
        self._last, self._longest = time.perf_counter(), 0.0

    def longest(self) -> float:
        """Return the longest silence in milliseconds."""
        self._beat()
        return self._longest * 1000

    def _beat(self) -> None:
        now = time.perf_counter()
        self._longest, self._last = max(self._longest, now - self._last), now


@dataclass(frozen=True, slots=True)
class Bench:
    """A window with an audit open at its first section."""

    shell: AuditShell
    record: TimedRecord
    heart: Heartbeat

    def give(self, answer: Callable[[], None]) -> tuple[float, float]:
        """Answer, let the window come to rest; return the time to the disk and the longest hold-up."""
        self.heart.begin()
        start = time.perf_counter()
        answer()
        rest(PAUSE_MS)
        if self.record.durable_at < start:
            raise RuntimeError("the window saved nothing")
        return (self.record.durable_at - start) * 1000, self.heart.longest()

    def idle(self) -> float:
        """Return the longest hold-up while nothing is done."""
        self.heart.begin()
        rest(PAUSE_MS)
        return self.heart.longest()


def rest(pause_ms: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(pause_ms, loop.quit)
    loop.exec()


def main() -> None:
    """Print a line for grades, one for words and one for the hold-up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=120)
    answers: int = parser.parse_args().answers
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with scratch_folder() as folder:
        measure(make_profile(folder / "profile"), BareCommits(folder / "bare.db"), answers)


def measure(profile: OpenedProfile, bare: BareCommits, answers: int) -> None:
    """Answer in the window and commit bare rows by turns."""
    app = make_application(["keystroke"], resources_dir())
    workers = Workers(Worker("database"), Worker("documents"))
    window = MainWindow(dress(app, Appearance()), (workers.database, workers.documents))
    bench = open_audit(window, workers, profile)
    held: list[float] = []
    quiet = [bench.idle() for _ in range(answers)]

    def commit(_run: int) -> float:
        row = secrets.token_bytes(ROW_BYTES)
        return milliseconds(lambda: bare.commit(row))

    for name, answer in (("grade_key_to_disk", grade_answer(bench)), ("words_to_disk", words_answer(bench))):

        def given(run: int, answer: Callable[[int], None] = answer) -> float:
            taken, silence = bench.give(lambda: answer(run))
            held.append(silence)
            return taken

        report(name, *side_by_side(answers, given, commit), SAVED_LIMIT)
    report("window_held_by_answer", held, quiet, HELD_LIMIT)
    workers.stop()
    bare.close()
    profile.desk.close()


def open_audit(window: MainWindow, workers: Workers, profile: OpenedProfile) -> Bench:
    """Open a full audit in the window, at its first section."""
    record = TimedRecord(profile.store)
    desk = replace(profile.desk, record=record)
    audit = desk.open_audit(start_full_audit(desk, desk.tool(TOOL), "48-2207"))
    shell = AuditShell(desk, workers, audit)
    window.show_page(shell, full_width=True)
    window.show()
    shell.go(f"section:{audit.tool.sections[0].id}")
    GarbageRound(window).spare_what_stays()
    bench = Bench(shell, record, Heartbeat())
    rest(5 * PAUSE_MS)
    return bench


def grade_answer(bench: Bench) -> Callable[[int], None]:
    """Return what chooses one grade and then another on the first question, by key."""
    card = bench.shell.page.findChildren(GradeCard)[0]
    return lambda run: QTest.keyClick(card, GRADE_KEYS[run % 2], Qt.KeyboardModifier.ControlModifier)


def words_answer(bench: Bench) -> Callable[[int], None]:
    """Return what types a letter into the first reason and lets the field tell its words, as leaving it does.

    The pause of the field, after which it tells them by itself, is meant and no part of the measure.
    """
    field = bench.shell.page.findChildren(GrowingTextEdit)[0]

    def answer(_run: int) -> None:
        QTest.keyClick(field, Qt.Key.Key_A)
        field.settle()

    return answer


if __name__ == "__main__":
    main()
