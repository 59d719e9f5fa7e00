"""What the two chose apart, before signing: thrown away, unless both of them keep it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Words
from qa_desktop.domain.two_seats import FirstChoices
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Small


class FirstChoicesCard(Card):
    """Two ticks. Hidden where nothing was chosen apart."""

    def __init__(self, first: FirstChoices, words: Words, parent: QWidget) -> None:
        super().__init__(parent.tr("What each of you chose first"), parent)
        self._first = first
        self.add(
            Small(
                self.tr(
                    "It is thrown away when the note is sealed, unless both of you keep it. Kept, it stays with the "
                    "auditor’s preparation: in no note, report or export."
                ),
                self,
            )
        )
        self.boxes = tuple(
            CheckBox(self.tr("{} keeps it").format(who), self) for who in (words.practitioner, words.auditor)
        )
        for box in self.boxes:
            self.add(box)

    def show_state(self, *, signed: bool) -> None:
        """Show the card while there is something to decide."""
        self.setVisible(bool(self._first) and not signed)

    def kept(self) -> Mapping[str, Value]:
        """Return the fields that keep the choices; none unless both said so."""
        return self._first.to_keep() if all(box.isChecked() for box in self.boxes) else {}

    def throw_away(self) -> None:
        """Forget the choices: the note is sealed."""
        self._first.throw_away()
