"""Holds the audit on screen and puts every change on disk, one after the other, without ever holding up typing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.undo import UndoStack
from qa_desktop.errors import EnvironmentProblem, InputProblem, NotAllowed, QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.record_answer import Recorded
from qa_desktop.ui.background import CrashReport, Worker

PLACE_DELAY_MS = 400


class _Origin(Enum):
    PERSON = "person"
    UNDO = "undo"


@dataclass(slots=True)
class _Batch:
    """Values that are recorded together. Not frozen: quick changes to the same fields merge until it is under way."""

    values: dict[str, Value]
    origin: _Origin = _Origin.PERSON
    broke: bool = False


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
        self._undo = UndoStack()
        self._waiting: deque[_Batch] = deque()
        self._under_way: _Batch | None = None
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
        batches = [*self._waiting, *([self._under_way] if self._under_way else [])]
        return path in self._unsaved or any(path in batch.values for batch in batches)

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
        self._audit = audit
        self._undo = UndoStack()
        self.audit_changed.emit(audit, frozenset())
        self.undo_changed.emit()

    def close(self, then: Callable[[], None]) -> None:
        """Keep the place, save what waits, then call `then`."""
        self._place_timer.stop()
        self._keep_place()
        self.when_settled(then)

    def _expected(self, path: str) -> Value:
        for batch in reversed(self._waiting):
            if path in batch.values:
                return batch.values[path]
        if self._under_way and path in self._under_way.values:
            return self._under_way.values[path]
        return self._unsaved.get(path, self._audit.value(path))

    def _queue(self, batch: _Batch) -> None:
        last = self._waiting[-1] if self._waiting else None
        if last is not None and last.origin is batch.origin and last.values.keys() == batch.values.keys():
            last.values = batch.values
        else:
            self._waiting.append(batch)
        self._next()

    def _next(self) -> None:
        if self._under_way is not None:
            return
        if not self._waiting:
            calls, self._settled = self._settled, []
            for call in calls:
                call()
            return
        batch = self._under_way = self._waiting.popleft()
        self.saving_started.emit()
        audit = self._audit

        def job() -> Recorded:
            try:
                return self._desk.record(audit, batch.values)
            except QaDesktopError:
                raise
            except Exception:
                batch.broke = True
                raise

        self._worker.submit(job, self._recorded, self._refused, page=self)

    def _recorded(self, result: Recorded) -> None:
        batch, self._under_way = self._under_way, None
        self._audit = result.audit
        changed = frozenset(result.before)
        for path in changed:
            self._unsaved.pop(path, None)
        if batch is not None and batch.origin is _Origin.PERSON:
            self._undo.push(result.before, {path: result.audit.value(path) for path in result.before})
        self.audit_changed.emit(result.audit, changed)
        self.undo_changed.emit()
        if not self._unsaved:
            self.saved.emit(self._desk.clock.now())
        self._next()

    def _refused(self, error: QaDesktopError) -> None:
        batch, self._under_way = self._under_way, None
        values = batch.values if batch else {}
        if not isinstance(error, InputProblem) or isinstance(error, NotAllowed):
            self._unsaved.update(values)
        self.problem_met.emit(error, dict(values))
        self._next()

    def _give_up_broken(self, _report: CrashReport) -> None:
        if self._under_way is not None and self._under_way.broke:
            self._refused(EnvironmentProblem("This was not saved, because something went wrong inside QA Desktop."))

    def _restore(self, values: Mapping[str, Value] | None) -> None:
        if values is not None:
            self._queue(_Batch(dict(values), _Origin.UNDO))

    def _keep_place(self) -> None:
        if self._place is None:
            return
        (place, title), audit_id = self._place, self._audit.id
        self._place = None
        self._worker.submit(lambda: self._desk.set_place(audit_id, place, title), lambda _: None)
