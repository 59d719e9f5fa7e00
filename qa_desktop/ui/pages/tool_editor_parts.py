"""The pages of the editor on lists whose entries have a page each: stages, deadlines, who is told, tasks, filing."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.questions import without_entry
from qa_desktop.domain.tool_edit.tree import Path, entries_at, move, records_at
from qa_desktop.services.tool_fields import part_at
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, labelled_row
from qa_desktop.ui.pages.tool_editor_record import NAMES, RecordFields
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_parts import PARTS, entry_name
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.text import Muted


class EntriesForm(EditorForm):
    """Every entry of a part."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self._part = str(place[0])
        page = PARTS[self._part]
        self.head(page.title, page.lead)
        rows = Rows(self._row, lambda number: entry_name(self._part, session.tree, number), True, without_entry)
        card = self.card("")
        if not entries_at(session.tree, place):
            card.add(Muted(self.tr("This tool has none.")))
        card.add(ListEditor(self, place, rows))
        words = self.tr("Add a {}").format(page.entry)
        card.add(add_button(self, words, place, lambda: page.new(session.tree, session.new_id), opens=True))
        self.fields.place(place, card)
        self.finish()

    def _row(self, _path: Path, number: int) -> QWidget:
        tree, page = self.session.tree, PARTS[self._part]
        told = page.told(tree, records_at(tree, (self._part,))[number])
        return labelled_row(entry_name(self._part, tree, number), caption=told)


class EntryForm(EditorForm):
    """One entry."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self._part, number = str(place[0]), int(place[1])
        page = PARTS[self._part]
        self.head(entry_name(self._part, session.tree, number), above=page.title)
        first, *others = page.cards
        self._add_card(*first)
        for heading, keys in others:
            self.later(partial(self._add_card, heading, keys))
        shown = {*NAMES, *(key for _, keys in page.cards for key in keys)}
        if set(part_at(place).names) - shown:
            self.later(lambda: self.card(self.tr("Also"), *RecordFields(self, place).all(shown)))
        self.later(lambda: self.add_kept(place))
        self.later(self._add_moves)
        self.finish()

    def _add_card(self, heading: str, keys: tuple[str, ...]) -> None:
        self.card(heading, *RecordFields(self, self.edited).some(*keys))

    def _add_moves(self) -> None:
        number, count = int(self.edited[1]), len(entries_at(self.session.tree, self.edited[:1]))
        up = SmallButton(self.tr("Move it up"))
        up.setEnabled(number > 0)
        up.clicked.connect(lambda: self._move(number - 1))
        down = SmallButton(self.tr("Move it down"))
        down.setEnabled(number < count - 1)
        down.clicked.connect(lambda: self._move(number + 1))
        out = SmallButton(self.tr("Take out this {}").format(PARTS[self._part].entry))
        out.clicked.connect(self._take_out)
        self.add(FlowRow(up, down, out, gap=6))

    def _move(self, place: int) -> None:
        self.fields.flush()
        self.session.change(move(self.session.tree, self.edited, self.edited[:1], place), (self._part, place))

    def _take_out(self) -> None:
        self.fields.flush()
        self.session.change(without_entry(self.session.tree, self.edited), self.edited)
