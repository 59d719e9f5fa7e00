"""The first run: who you are, how the profile is locked, and the recovery code that is shown once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.domain.record import Role
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.recovery_code import RecoveryCodeView
from qa_desktop.ui.pages.setup_authority import AuthorityChoice
from qa_desktop.ui.presenters.setup import SHORTEST_PASSPHRASE, SetUpRequest
from qa_desktop.ui.widgets.buttons import PrimaryButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField, line_field
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Muted, Strong

ROLES = (Role.AUDITOR, Role.MANAGER, Role.QA_OFFICER, Role.ADMIN)


class SetUpPage(Page):
    """First run."""

    set_up_requested = Signal(object)
    """A SetUpRequest."""
    finished = Signal()

    stands_alone = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Set up", parent)
        outer = Column(self, gap=0)
        self._stack = QStackedWidget(self)
        self._form = ScrollingColumn(self, gap=18, widest=640)
        self.code = RecoveryCodeView(self)
        self._stack.addWidget(self._form)
        self._stack.addWidget(self.code)
        outer.addWidget(self._stack, 1)
        self.continue_button = PrimaryButton(self.tr("Continue"))
        self.continue_button.clicked.connect(self._go_on)
        self.code.confirmed.connect(self.continue_button.setEnabled)
        outer.addWidget(FooterBar(None, self.continue_button))
        self._fill()

    def show_code(self, code: str | None) -> None:
        """Show the recovery code once; without one, the set-up is done."""
        if code is None:
            self.finished.emit()
            return
        self.code.show_code(self.name.text().strip(), code)
        self._stack.setCurrentWidget(self.code)
        self.continue_button.setEnabled(False)
        for line in (self.passphrase, self.again):
            line.clear()
        self.code.focus_first()

    def show_problem(self, sentence: str) -> None:
        """Say why the profile could not be made."""
        self.continue_button.setEnabled(True)
        self.summary.show_problems([(sentence, None)])

    @override
    def focus_first(self) -> None:
        if self._stack.currentWidget() is self.code:
            self.code.focus_first()
        else:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        page = self._form
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        lead = self.tr(
            "QA Desktop keeps audits on this laptop, encrypted, and works without a connection. First it needs to know "
            "whose audits they are."
        )
        page.add(PageHead(self.tr("Set up QA Desktop"), lead))
        self._name_field, self.name = line_field(self.tr("Your name"), self.tr("As it stands under your audits."))
        page.add(self._name_field)
        self.role = Select()
        self.role.addItems([role.title for role in ROLES])
        page.add(LabelledField(self.tr("Your role"), self.role))
        self._team_field, self.team = line_field(self.tr("Your team or service"))
        page.add(self._team_field)
        self.authority = AuthorityChoice(self.tr("Your authority"), self)
        page.add(self.authority)
        page.add(self._lock())
        page.body.addStretch(1)

    def _lock(self) -> Card:
        card = Card()
        card.add(Strong(self.tr("How is it locked?")))
        self.by_keyring = RadioButton(self.tr("By this computer: it opens when I am signed in"))
        self.by_passphrase = RadioButton(self.tr("By a passphrase that I enter each time"))
        self.by_keyring.setChecked(True)
        group = QButtonGroup(self)
        for radio in (self.by_keyring, self.by_passphrase):
            group.addButton(radio)
            card.add(radio)
            radio.toggled.connect(lambda _: self._show_passphrase())
        hint = self.tr("At least {} characters; several words are easiest.").format(SHORTEST_PASSPHRASE)
        self._passphrase_field, self.passphrase = line_field(self.tr("Passphrase"), hint)
        self._again_field, self.again = line_field(self.tr("The passphrase again"))
        for line, field in ((self.passphrase, self._passphrase_field), (self.again, self._again_field)):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            card.add(field)
        card.add(Muted(self.tr("On the next page you get a recovery code for the day when this does not work.")))
        self._show_passphrase()
        return card

    def _show_passphrase(self) -> None:
        for field in (self._passphrase_field, self._again_field):
            field.setVisible(self.by_passphrase.isChecked())

    def _go_on(self) -> None:
        if self._stack.currentWidget() is self.code:
            self.finished.emit()
            return
        problems = self._problems()
        self.summary.show_problems(problems)
        if problems:
            return
        self.continue_button.setEnabled(False)
        passphrase = self.passphrase.text() if self.by_passphrase.isChecked() else None
        role = ROLES[max(0, self.role.currentIndex())]
        request = SetUpRequest(
            name=self.name.text().strip(),
            role=role,
            team=self.team.text().strip(),
            passphrase=passphrase,
            fingerprint=self.authority.fingerprint.text().strip(),
            profile_file=self.authority.file,
            settings=self.authority.settings,
        )
        self.set_up_requested.emit(request)

    def _problems(self) -> list[tuple[str, QWidget | None]]:
        problems: list[tuple[str, QWidget | None]] = []
        if not self.name.text().strip():
            problems.append((self.tr("Enter your name"), self._name_field))
        if not self.team.text().strip():
            problems.append((self.tr("Enter your team or service"), self._team_field))
        if self.by_keyring.isChecked():
            return problems
        if len(self.passphrase.text()) < SHORTEST_PASSPHRASE:
            words = self.tr("Enter a passphrase of at least {} characters").format(SHORTEST_PASSPHRASE)
            problems.append((words, self._passphrase_field))
        elif self.passphrase.text() != self.again.text():
            problems.append((self.tr("The two passphrases differ. Enter the same twice"), self._again_field))
        return problems
