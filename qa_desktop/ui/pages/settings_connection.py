"""Where the shared server is and who signs in there: entered, tested step by step and kept in the settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from qa_desktop.services.check_connection import TITLES, Finding
from qa_desktop.ui.presenters.connection import ConnectionView, SignIn
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.text import Muted, Words

CERTIFICATES = "*.pem *.crt *.cer"


class ConnectionCard(Card):
    """The fields, a test that keeps and sends nothing, and keeping."""

    test_requested = Signal(object, str)
    """A SignIn and the password, empty where the one that is kept counts."""
    stop_requested = Signal()
    keep_requested = Signal(object, str)
    """A SignIn and the password, empty where it stays as it is."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self._lead = Muted(self._free_words())
        self.add(self._lead)
        self._add_fields()
        self.keep_button = SecondaryButton(self.tr("Keep and sync"))
        self.keep_button.clicked.connect(self._keep)
        self.test_button = SecondaryButton(self.tr("Test the connection"))
        self.test_button.clicked.connect(self._test)
        self.server.returnPressed.connect(self._test)
        self.password.returnPressed.connect(self._keep)
        self.add(FlowRow(self.keep_button, self.test_button))
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self._stop)
        self.add(self.busy)
        self._steps = QWidget(self)
        self._steps.hide()
        self._step_column = Column(self._steps, gap=8)
        self.add(self._steps)
        self.copy_button = SmallButton(self.tr("Copy the report for IT"))
        self.copy_button.clicked.connect(self._copy)
        self._copy_row = FlowRow(self.copy_button)
        self._copy_row.hide()
        self.add(self._copy_row)
        self._found = Words("")
        self._found.hide()
        self.add(self._found)
        self._report = ""
        self._said_steps: list[str] = []

    def show_view(self, view: ConnectionView) -> None:
        """Show what is kept; a password is never shown."""
        self.server.setText(view.sign_in.address)
        self.user.setText(view.sign_in.user)
        self.authority.setText(view.sign_in.authority)
        self.certificate.setText(view.sign_in.certificate)
        self.database.setText(view.sign_in.database)
        self.password.clear()
        for widget in (self._server_field, self._database_field, self._authority_field, self._authority_row):
            widget.setVisible(not view.settled)
        settled = self.tr("Your authority settled the server: {}. Your QA team gives you your sign-in name.")
        self._lead.setText(settled.format(view.settled) if view.settled else self._free_words())

    def show_finding(self, finding: Finding) -> None:
        """Say how one step of the test went."""
        mark = "✓" if finding.worked else "■"
        said = f"{mark} {TITLES[finding.step]}: {finding.words}"
        self._said_steps.append(said)
        self._step_column.addWidget(Words(said, "" if finding.worked else "problem"))
        self._steps.show()
        if not finding.worked:
            announce(self, said)

    def show_tested(self, findings: tuple[Finding, ...], report: str) -> None:
        """Say that the test has ended."""
        self._end_test()
        self._report = report
        self._copy_row.setVisible(bool(findings))
        if findings and all(one.worked for one in findings):
            self.say(self.tr("Everything works."))

    @property
    def findings_text(self) -> str:
        """What the test said, a line a step."""
        return "\n".join(self._said_steps)

    @property
    def said(self) -> str:
        """What was done or refused."""
        return self._found.text()

    def say(self, words: str) -> None:
        """Say what was done or refused."""
        self._end_test()
        self.keep_button.setEnabled(True)
        self._found.setText(words)
        self._found.setVisible(bool(words))
        announce(self, words)

    def _free_words(self) -> str:
        return self.tr(
            "Your QA team gives you the name of the server and your sign-in name. Until they are set, everything stays "
            "on this laptop."
        )

    def _add_fields(self) -> None:
        self.server = QLineEdit()
        self._server_field = LabelledField(self.tr("Server"), self.server, self.tr("As your authority gave it to you."))
        self.add(self._server_field)
        self.database = QLineEdit()
        hint = self.tr("Leave it as it is, unless your authority names another.")
        self._database_field = LabelledField(self.tr("Database"), self.database, hint)
        self.add(self._database_field)
        self.user = QLineEdit()
        self.add(LabelledField(self.tr("Sign-in name"), self.user))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        hint = self.tr(
            "Only the keyring of this computer keeps it. Leave it empty to keep the one that is there, or where you "
            "sign in by a certificate or with the account of this computer (Kerberos)."
        )
        self.add(LabelledField(self.tr("Password"), self.password, hint, optional=True))
        self.certificate = QLineEdit()
        hint = self.tr("A file, where you sign in by a certificate. Its key lies beside it, with the ending .key.")
        self.add(LabelledField(self.tr("Your own certificate"), self.certificate, hint, optional=True))
        self.add(self._chooser(self.tr("Choose your certificate"), self.certificate))
        self.authority = QLineEdit()
        hint = self.tr("A file, where your authority vouches for its server itself.")
        self._authority_field = LabelledField(
            self.tr("Certificate of your authority"), self.authority, hint, optional=True
        )
        self.add(self._authority_field)
        self._authority_row = self._chooser(self.tr("Choose the certificate of your authority"), self.authority)
        self.add(self._authority_row)

    def _chooser(self, name: str, line: QLineEdit) -> FlowRow:
        button = SmallButton(self.tr("Choose the file"))
        button.setAccessibleName(name)

        def choose() -> None:
            chosen, _ = QFileDialog.getOpenFileName(self, name, "", CERTIFICATES)
            if chosen:
                line.setText(chosen)

        button.clicked.connect(choose)
        return FlowRow(button)

    def _typed(self) -> SignIn:
        lines = (self.server, self.user, self.authority, self.certificate, self.database)
        return SignIn(*(line.text().strip() for line in lines))

    def _test(self) -> None:
        clear(self._step_column)
        self._said_steps.clear()
        self._copy_row.hide()
        self._found.hide()
        self.test_button.setEnabled(False)
        self.busy.begin(self.tr("Looking for the server"), can_cancel=True)
        self.test_requested.emit(self._typed(), self.password.text())

    def _end_test(self) -> None:
        self.busy.end()
        self.test_button.setEnabled(True)

    def _stop(self) -> None:
        self.stop_requested.emit()
        self.say(self.tr("Stopped. Nothing was kept."))

    def _keep(self) -> None:
        self.keep_button.setEnabled(False)
        self.keep_requested.emit(self._typed(), self.password.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        announce(self, self.tr("Report copied"))
