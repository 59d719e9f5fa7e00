"""Fields that are seldom needed: what they are is said, and they are there when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.tool_edit.tree import Path
from qa_desktop.services.tool_fields import part_at
from qa_desktop.ui.pages.tool_editor_form import EditorForm, Foldable, keep_height
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Muted

Make = Callable[[], QWidget]


class FoldedRow(Foldable):
    """Fields inside a row. They are open from the beginning where the tool says something of them already.

    Where nothing is `told` of them, the button carries their name.
    """

    def __init__(
        self, form: EditorForm, name: str, told: str, paths: Sequence[Path], make: Sequence[Make], *, opens: bool
    ) -> None:
        super().__init__()
        self._form = form
        self._paths = paths
        self._to_make = tuple(make)
        keep_height(self)
        self._column = Column(self, gap=10)
        self._said = Muted(told, self)
        self._column.addWidget(self._said)
        self._said.setVisible(bool(told))
        self.show_button = SmallButton(form.tr("Show") if told else name, parent=self)
        self.show_button.setAccessibleName(form.tr("Show: {}").format(name))
        self.show_button.clicked.connect(lambda _=False: self._open_here())
        self._row = FlowRow(self.show_button)
        self._column.addWidget(self._row)
        if opens:
            self.open()

    def open(self) -> None:
        """Make the fields, one after the other."""
        made, self._to_make = self._to_make, ()
        if made:
            self._said.hide()
            self._row.hide()
            for make in made:
                self._form.later(partial(self._add, make))

    @override
    def unfold(self, path: Path) -> None:
        if any(path[: len(one)] == one for one in self._paths):
            self.open()

    def _add(self, make: Make) -> None:
        self._column.addWidget(make())

    def _open_here(self) -> None:
        self.open()
        self._form.show_path(self._paths[0])


def more_fields(form: EditorForm, path: Path, name: str, shown: Collection[str]) -> FoldedRow | None:
    """Return the fields of a record that are not shown already, folded; None where there are none."""
    fields = RecordFields(form, path, hidden=())
    names = [name for name in part_at(path).names if name not in shown]
    opens = any(form.session.value((*path, name)) is not None for name in names)
    make = [partial(fields.field, name) for name in names]
    return FoldedRow(form, name, "", [(*path, name) for name in names], make, opens=opens) if names else None


class Folded(Card):
    """A card of such fields."""

    def __init__(
        self, form: EditorForm, heading: str, told: str, paths: Sequence[Path], make: Sequence[Make], *, opens: bool
    ) -> None:
        super().__init__(heading)
        self.row = FoldedRow(form, heading, told, paths, make, opens=opens)
        self.add(self.row)
