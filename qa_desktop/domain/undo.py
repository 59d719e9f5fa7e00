"""Undo and redo of a sitting. It lives in memory only: what was typed and deleted is not kept (SYNC, coalescing)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa_desktop.domain.operation import Value


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: the values before and after, by path."""

    before: Mapping[str, Value]
    after: Mapping[str, Value]


class UndoStack:
    """The steps of one sitting on one audit."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._joining = False

    def push(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> None:
        """Remember a step. Further typing in one and the same text field joins the step before."""
        if dict(before) == dict(after):
            return
        self._undone.clear()
        if self._joining and self._done and _is_same_text(self._done[-1], after):
            self._done[-1] = Step(self._done[-1].before, dict(after))
            return
        self._done.append(Step(dict(before), dict(after)))
        self._joining = True

    def end_text(self) -> None:
        """Let the next typing be a step of its own, as when a field is left."""
        self._joining = False

    def undo(self) -> Mapping[str, Value] | None:
        """Return the values to set back, or None where there is nothing to undo."""
        if not self._done:
            return None
        self._joining = False
        self._undone.append(self._done.pop())
        return self._undone[-1].before

    def redo(self) -> Mapping[str, Value] | None:
        """Return the values to set again, or None where there is nothing to redo."""
        if not self._undone:
            return None
        self._joining = False
        self._done.append(self._undone.pop())
        return self._done[-1].after

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._undone)


def _is_same_text(last: Step, after: Mapping[str, Value]) -> bool:
    if len(after) != 1:
        return False
    (path, value), *_ = after.items()
    return set(last.after) == {path} and isinstance(value, str) and isinstance(last.after[path], str)
