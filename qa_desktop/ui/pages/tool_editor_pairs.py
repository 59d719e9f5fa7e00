"""Words that each stand for a name of one's own choice, such as the parts of a point by letter."""

from __future__ import annotations

from string import ascii_lowercase

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.tree import Keys, Path, put, value_at
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, keep_height, stacked
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.settled_line import SettledLine


class PairsEditor(QWidget):
    """Each name with what stands for it. A name that is there already, or empty, is not taken."""

    def __init__(self, form: EditorForm, path: Path, entry: str) -> None:
        super().__init__()
        self._form = form
        self._path = path
        self._entry = entry
        keep_height(self)
        column = Column(self, gap=12, margins=(0, 8, 0, 0))
        for number, name in enumerate(self._pairs):
            column.addWidget(self._row(name, number))
        add = SmallButton(self.tr("Add a {}").format(entry), parent=self)
        add.clicked.connect(lambda _=False: self._add())
        column.addWidget(FlowRow(add))

    @property
    def _pairs(self) -> Keys:
        pairs = value_at(self._form.session.tree, self._path)
        return pairs if isinstance(pairs, dict) else {}

    def _row(self, name: str, number: int) -> QWidget:
        line = SettledLine()
        line.show_text(name)
        words = f"{self._entry[:1].upper()}{self._entry[1:]} {number + 1}"
        line.editingFinished.connect(lambda: self._rename(name, line))
        path, fields = (*self._path, name), self._form.fields
        value = fields.words(path, Asked(self.tr("Words of {}").format(name)))
        out = SmallButton(self.tr("Take out"))
        out.setAccessibleName(self.tr("Take out: {}").format(name))
        out.clicked.connect(lambda _=False: self._take_out(name))
        return stacked(LabelledField(words, line), value, FlowRow(out), gap=8)

    def _rename(self, name: str, line: SettledLine) -> None:
        new = line.text().strip()
        if not new or new == name or new in self._pairs:
            line.show_text(name)
            return
        self._form.fields.flush()
        renamed: Keys = {new if one == name else one: value for one, value in self._pairs.items()}
        self._change(renamed, new)

    def _add(self) -> None:
        self._form.fields.flush()
        taken, number = self._pairs, len(self._pairs)
        while (name := self._begun(number)) in taken:
            number += 1
        self._change({**taken, name: ""}, name)

    def _begun(self, number: int) -> str:
        """Return the name that an entry begins with: a letter, or what it is with its number."""
        return ascii_lowercase[number] if number < len(ascii_lowercase) else f"{self._entry} {number + 1}"

    def _take_out(self, name: str) -> None:
        self._form.fields.flush()
        self._change({one: value for one, value in self._pairs.items() if one != name}, "")

    def _change(self, pairs: Keys, at: str) -> None:
        session = self._form.session
        session.change(put(session.tree, self._path, pairs or None), (*self._path, at) if at else self._path)
