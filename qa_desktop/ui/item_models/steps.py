"""The steps of an audit as a list for views: what each is called, how far it is, and its grade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

STEP_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class StepState(Enum):
    """How far a step is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    ATTENTION = "attention"
    LOCKED = "locked"
    PLAIN = "plain"
    """A step that is not counted: nothing is painted beside it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an audit as the rail shows it."""

    id: str
    title: str
    """With its printed number, as "3 Child's plan"."""
    state: StepState
    caption: str
    """Its grade or how far it is, in words: "Good", "In progress"."""
    depth: int = 0
    """How far it stands inside the step above."""


class StepModel(QAbstractListModel):
    """Steps in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps shown."""
        return self._steps

    def set_steps(self, steps: tuple[Step, ...]) -> None:
        """Show other steps; where only their states changed, the view keeps its place."""
        if [step.id for step in steps] == [step.id for step in self._steps]:
            self._steps = steps
            if steps:
                self.dataChanged.emit(self.index(0), self.index(len(steps) - 1))
            return
        self.beginResetModel()
        self._steps = steps
        self.endResetModel()

    def row_of(self, step_id: str) -> int:
        """Return the row of a step; -1 where there is no such step."""
        return next((row for row, step in enumerate(self._steps) if step.id == step_id), -1)

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._steps)

    @override
    def data(self, index: Index, /, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._steps):
            return None
        step = self._steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return step.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{step.title}, {step.caption}" if step.caption else step.title
        if role == STEP_ROLE:
            return step
        return None
