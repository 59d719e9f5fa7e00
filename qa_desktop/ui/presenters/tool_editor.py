"""Holds the tool that is being written: every change is on disk and checked a moment later, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.draft import CheckedDraft, Told, ToolDraft
from qa_desktop.domain.tool_edit.history import EditHistory
from qa_desktop.domain.tool_edit.starting import NewIds
from qa_desktop.domain.tool_edit.tree import Keys, Path, Plain, put, value_at
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.tool_drafts import ToolDrafts
from qa_desktop.ui.background import Job, Workers

CHECK_AFTER_MS = 250


@dataclass(slots=True)
class _Ledger:
    """The newest draft and the one on disk. Not frozen: the database worker writes the newest that it finds."""

    newest: ToolDraft
    written: ToolDraft | None = None


class EditorSession(QObject):
    """One draft at work.

    `tree_changed` carries the path of the change and whether fields came, went or moved by it.
    """

    tree_changed = Signal(object, bool)
    checked = Signal()
    saving_started = Signal()
    saved = Signal()
    not_saved = Signal(str)
    """Why the last change is not on disk."""
    undo_changed = Signal()

    def __init__(self, drafts: ToolDrafts, workers: Workers, draft: ToolDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._workers = workers
        self._history = EditHistory(draft.keys)
        self._ledger = _Ledger(draft, draft)
        self._told: tuple[Told, ...] = ()
        self._good_tool: Tool | None = None
        self._texts: Mapping[str, str] = {}
        self._is_checked = False
        self._checking: Job[CheckedDraft] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(CHECK_AFTER_MS)
        self._pause.timeout.connect(self._check)
        self._check()

    @property
    def draft(self) -> ToolDraft:
        """The draft as it is on screen."""
        return self._ledger.newest

    @property
    def tree(self) -> Keys:
        """The tool as it is on screen."""
        return self._history.tree

    @property
    def told(self) -> tuple[Told, ...]:
        """What is wrong with the tool, as of the last check."""
        return tuple(one for one in self._told if not one.is_warning)

    @property
    def warnings(self) -> tuple[Told, ...]:
        """What is allowed and worth a look, as of the last check."""
        return tuple(one for one in self._told if one.is_warning)

    @property
    def good_tool(self) -> Tool | None:
        """The tool as it was when nothing was wrong with it last; None where that never was."""
        return self._good_tool

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text that can be translated, by its path, as of the last check that could tell."""
        return self._texts

    @property
    def is_checked(self) -> bool:
        """Whether `told` speaks of the tool as it is now."""
        return self._is_checked

    @property
    def new_id(self) -> NewIds:
        """Makes the ids of new questions and sections."""
        return self._drafts.new_id

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._history.can_redo

    @property
    def known_tools(self) -> tuple[tuple[str, str], ...]:
        """The tools of the library, by id and title."""
        return self._drafts.known_tools

    def value(self, path: Path) -> Plain:
        """Return what stands at a path."""
        return value_at(self.tree, path)

    def put(self, path: Path, value: Plain, *, typing: bool = False) -> None:
        """Change one field; None takes it away."""
        if self._history.do(put(self.tree, path, value), path, typing=typing):
            self._changed(path, fields=False)

    def change(self, tree: Keys, at: Path) -> None:
        """Take over a change by which fields come, go or move."""
        if self._history.do(tree, at):
            self._changed(at, fields=True)

    def make_separate(self) -> None:
        """Make the draft a tool of its own, beside the one that it was made from."""
        self.change(self._drafts.as_separate(self.tree), ())

    def end_text(self) -> None:
        """Let the next typing be a step of undo of its own, as when a field is left."""
        self._history.end_text()

    def undo(self) -> Path | None:
        """Set back the last step; return where it was, or None where there is none."""
        return self._restored(self._history.undo())

    def redo(self) -> Path | None:
        """Set again what was undone; return where it was, or None where there is nothing."""
        return self._restored(self._history.redo())

    def hurry(self) -> None:
        """Keep once more what could not be kept, as before the page leaves the screen."""
        if self._ledger.newest is not self._ledger.written:
            self._save()

    def _restored(self, at: Path | None) -> Path | None:
        if at is not None:
            self._changed(at, fields=True)
        return at

    def _changed(self, at: Path, *, fields: bool) -> None:
        self._ledger.newest = replace(self._ledger.newest, keys=self.tree)
        self._save()
        self._is_checked = False
        self._pause.start()
        self.tree_changed.emit(at, fields)
        self.undo_changed.emit()

    def _save(self) -> None:
        self.saving_started.emit()
        drafts, ledger = self._drafts, self._ledger

        def write() -> ToolDraft:
            draft = ledger.newest
            if draft is not ledger.written:
                drafts.keep(draft)
                ledger.written = draft
            return draft

        self._workers.database.submit(write, self._note_saved, self._note_not_saved, page=self)

    def _note_saved(self, draft: ToolDraft) -> None:
        if draft is self._ledger.newest:
            self.saved.emit()

    def _note_not_saved(self, error: QaDesktopError) -> None:
        self.not_saved.emit(error.sentence)

    def _check(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        tree = self.tree
        self._checking = self._workers.documents.submit(
            lambda: self._drafts.check(tree), lambda found: self._take(tree, found), page=self
        )

    def _take(self, tree: Keys, found: CheckedDraft) -> None:
        if tree is not self.tree:
            return  # changed meanwhile; the pause runs, and the next check is on its way
        self._told = found.told
        self._good_tool = found.tool or self._good_tool
        self._texts = found.texts or self._texts
        self._is_checked = True
        self.checked.emit()
