"""The answer yes or no, or not applicable where the tool allows it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.ui.widgets.grade import GradeGroup

YES, NO, NOT_APPLICABLE = "yes", "no", "not_applicable"


class YesNoGroup(GradeGroup):
    """Yes, no and where wanted "does not apply", as three cards in a row."""

    answer_chosen = Signal(str)
    """`yes`, `no`, `not_applicable`, or empty where the person cleared the answer."""

    def __init__(
        self,
        question: str,
        parent: QWidget | None = None,
        *,
        not_applicable: bool = False,
        compact: bool = True,
        called: tuple[str, str] = ("", ""),
    ) -> None:
        yes, no = called
        words = [(YES, yes or _tr("Yes")), (NO, no or _tr("No"))]
        if not_applicable:
            words.append((NOT_APPLICABLE, _tr("Does not apply")))
        points = tuple(ScalePoint(code, label, None) for code, label in words)
        super().__init__(Scale(ScaleId("yes_no"), question, points), question, parent, compact=compact)
        self.grade_chosen.connect(self.answer_chosen)


def _tr(text: str) -> str:
    return QCoreApplication.translate("YesNoGroup", text)
