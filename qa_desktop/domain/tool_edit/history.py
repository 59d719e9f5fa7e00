"""Undo and redo while a tool is written. It lives in memory only: what was typed and taken back is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.tool_edit.tree import Keys, Path


@dataclass(frozen=True, slots=True)
class Step:
    """The tool before or after something was done, and where it was done."""

    tree: Keys
    at: Path


class EditHistory:
    """The tool as it is now, and the steps that led to it.

    A step costs no copy of the tool: trees share what did not change.
    """

    def __init__(self, tree: Keys) -> None:
        self._tree = tree
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._typing: Path | None = None

    @property
    def tree(self) -> Keys:
        """The tool as it is now."""
        return self._tree

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._undone)

    def do(self, tree: Keys, at: Path, *, typing: bool = False) -> bool:
        """Take over a changed tool; tell whether anything changed. Typing on in one field joins the step before."""
        if tree == self._tree:
            return False
        self._undone.clear()
        if not (typing and self._typing == at and self._done):
            self._done.append(Step(self._tree, at))
        self._typing = at if typing else None
        self._tree = tree
        return True

    def end_text(self) -> None:
        """Let the next typing be a step of its own, as when a field is left."""
        self._typing = None

    def undo(self) -> Path | None:
        """Set back the last step; return where it was, or None where there is none."""
        return self._swap(self._done, self._undone)

    def redo(self) -> Path | None:
        """Set again what was undone; return where it was, or None where there is nothing."""
        return self._swap(self._undone, self._done)

    def _swap(self, source: list[Step], target: list[Step]) -> Path | None:
        if not source:
            return None
        self._typing = None
        step = source.pop()
        target.append(Step(self._tree, step.at))
        self._tree = step.tree
        return step.at
