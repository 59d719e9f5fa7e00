"""Holds the audit on screen and puts every change on disk, one after the other, without ever holding up typing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.two_seats import FirstChoices
from qa_desktop.domain.undo import UndoStack
from qa_desktop.errors import EnvironmentProblem, InputProblem, NotAllowed, QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.record_answer import Recorded
from qa_desktop.ui.background import CrashReport, Worker
from qa_desktop.ui.presenters.audit_overview import Overview, overview

PLACE_DELAY_MS = 400


class _Origin(Enum):
    PERSON = "person"
    UNDO = "undo"


@dataclass(slots=True)
class _Batch:
    """Values that are recorded together. Not frozen: quick changes to the same fields merge until it is under way."""

    values: dict[str, Value]
    origin: _Origin = _Origin.PERSON
    recorded: Recorded | None = None
    error: Exception | None = None


@dataclass(slots=True)
class _Ledger:
    """The newest audit on the database worker's side, where one record builds on the one before."""

    audit: Audit


class AuditSession(QObject):
    """One audit at work: its current state, what waits to be saved, and undo.

    `audit_changed` carries the audit and the frozenset of paths that changed; an empty set means everything may have.
    """

    audit_changed = Signal(object, object)
    saving_started = Signal()
    saved = Signal(object)
    """The UTC moment."""
    problem_met = Signal(object, object)
    """A QaDesktopError and the values that were not saved, by path."""
    undo_changed = Signal()

    def __init__(self, desk: Desk, worker: Worker, audit: Audit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worker = worker
        self._audit = audit
        self._seen: tuple[Audit, Overview] | None = None
        self._ledger = _Ledger(audit)
        self.first_choices = FirstChoices()
        self._undo = UndoStack()
        self._waiting: deque[_Batch] = deque()
        self._under_way: deque[deque[_Batch]] = deque()
        self._unsaved: dict[str, Value] = {}
        self._settled: list[Callable[[], None]] = []
        self._place: tuple[str, str] | None = None
        self._place_timer = QTimer(self)
        self._place_timer.setSingleShot(True)
        self._place_timer.setInterval(PLACE_DELAY_MS)
        self._place_timer.timeout.connect(self._keep_place)
        worker.bug_found.connect(self._give_up_broken)

    @property
    def audit(self) -> Audit:
        """The audit as it is on disk."""
        return self._audit

    @property
    def overview(self) -> Overview:
        """How far the audit is, worked out when it is first asked after a change."""
        if self._seen is None or self._seen[0] is not self._audit:
            self._seen = self._audit, overview(self._audit)
        return self._seen[1]

    @property
    def desk(self) -> Desk:
        """The services, for pages' presenters that need more than recording."""
        return self._desk

    @property
    def worker(self) -> Worker:
        """The database worker."""
        return self._worker

    @property
    def unsaved(self) -> Mapping[str, Value]:
        """What could not be saved, by path; empty when all is well."""
        return dict(self._unsaved)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._undo.can_redo

    def record(self, values: Mapping[str, Value]) -> None:
        """Save these values together; those that stand already are left out."""
        changed = {path: value for path, value in values.items() if self._expected(path) != value}
        if changed:
            self._queue(_Batch(changed))

    def new_entry(self) -> str:
        """Return the identity of a new entry: an action, a piece of evidence, a person."""
        return self._desk.new_id()

    def is_waiting(self, path: str) -> bool:
        """Tell whether a change of this field is not yet on disk, so that the screen knows better than the audit."""
        return path in self._unsaved or any(path in batch.values for batch in self._not_told())

    def end_text(self) -> None:
        """Let the next typing be a step of undo of its own, as when a field is left."""
        self._undo.end_text()

    def undo(self) -> None:
        """Set back the last step."""
        self.when_settled(lambda: self._restore(self._undo.undo()))

    def redo(self) -> None:
        """Set again what was undone."""
        self.when_settled(lambda: self._restore(self._undo.redo()))

    def try_again(self) -> None:
        """Save once more what could not be saved."""
        values, self._unsaved = self._unsaved, {}
        if values:
            self._queue(_Batch(values))

    def when_settled(self, then: Callable[[], None]) -> None:
        """Call `then` once everything recorded so far is on disk or known as unsaved."""
        self._settled.append(then)
        self._next()

    def look_at(self, place: str, title: str) -> None:
        """Remember where the work is; written a moment after the last move."""
        self._place = (place, title)
        self._place_timer.start()

    def replace(self, audit: Audit) -> None:
        """Take over an audit that a service changed, as signing does."""
        self._audit = self._ledger.audit = audit
        self._undo = UndoStack()
        self.audit_changed.emit(audit, frozenset())
        self.undo_changed.emit()

    def hurry(self) -> None:
        """Hand everything to the database worker at once: it is saved even if this session is gone by then."""
        self._place_timer.stop()
        self._keep_place()
        self._submit()

    def close(self, then: Callable[[], None]) -> None:
        """Keep the place, save what waits, then call `then`."""
        self.hurry()
        self.when_settled(then)

    def _not_told(self) -> Iterator[_Batch]:
        """Yield what is not yet known to be on disk, newest first."""
        yield from reversed(self._waiting)
        for batches in reversed(self._under_way):
            yield from reversed(batches)

    def _expected(self, path: str) -> Value:
        for batch in self._not_told():
            if path in batch.values:
                return batch.values[path]
        return self._unsaved.get(path, self._audit.value(path))

    def _queue(self, batch: _Batch) -> None:
        last = self._waiting[-1] if self._waiting else None
        if last is not None and last.origin is batch.origin and last.values.keys() == batch.values.keys():
            last.values = batch.values
        else:
            self._waiting.append(batch)
        self._next()

    def _next(self) -> None:
        if self._under_way:
            return
        if self._waiting:
            self._submit()
            return
        calls, self._settled = self._settled, []
        for call in calls:
            call()

    def _submit(self) -> None:
        if not self._waiting:
            return
        batches = tuple(self._waiting)
        self._waiting.clear()
        self._under_way.append(deque(batches))
        self.saving_started.emit()
        job = partial(_record_all, self._desk, self._ledger, batches)
        self._worker.submit(job, lambda _: self._take_over(), page=self)

    def _take_over(self) -> None:
        # A batch leaves only when it is told: pages ask meanwhile what is still under way behind it.
        batches = self._under_way[0]
        while batches:
            batch = batches.popleft()
            if batch.recorded is not None:
                self._recorded(batch, batch.recorded)
            else:
                self._refused(batch)
        self._under_way.popleft()
        self._next()

    def _recorded(self, batch: _Batch, result: Recorded) -> None:
        self._audit = result.audit
        changed = frozenset(result.before) | result.worked_out
        for path in changed:
            self._unsaved.pop(path, None)
        if batch.origin is _Origin.PERSON:
            self._undo.push(result.before, {path: result.audit.value(path) for path in result.before})
        self.audit_changed.emit(result.audit, changed)
        self.undo_changed.emit()
        if not self._unsaved:
            self.saved.emit(self._desk.clock.now())

    def _refused(self, batch: _Batch) -> None:
        error = batch.error
        if not isinstance(error, QaDesktopError):
            error = EnvironmentProblem("This was not saved, because something went wrong inside QA Desktop.")
        if not isinstance(error, InputProblem) or isinstance(error, NotAllowed):
            self._unsaved.update(batch.values)
        self.problem_met.emit(error, dict(batch.values))

    def _give_up_broken(self, _report: CrashReport) -> None:
        """Take over what a job did that ended with a bug; the worker tells the bug itself."""
        if self._under_way and any(_is_bug(batch.error) for batch in self._under_way[0]):
            self._take_over()

    def _restore(self, values: Mapping[str, Value] | None) -> None:
        if values is not None:
            self._queue(_Batch(dict(values), _Origin.UNDO))

    def _keep_place(self) -> None:
        if self._place is None:
            return
        (place, title), audit_id = self._place, self._audit.id
        self._place = None
        self._worker.submit(lambda: self._desk.set_place(audit_id, place, title), lambda _: None)


def _record_all(desk: Desk, ledger: _Ledger, batches: tuple[_Batch, ...]) -> None:
    """Record one batch after another; on the database worker. A batch that is refused does not stop the next."""
    for batch in batches:
        try:
            batch.recorded = desk.record(ledger.audit, batch.values)
            ledger.audit = batch.recorded.audit
        except Exception as error:  # noqa: BLE001 - a bug is raised again below, once everything else is saved
            batch.error = error
    for batch in batches:
        if batch.error is not None and _is_bug(batch.error):
            raise batch.error


def _is_bug(error: Exception | None) -> bool:
    return error is not None and not isinstance(error, QaDesktopError)
