"""Where the shared server is and who signs in there: entered, tested and kept in the settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from qa_desktop.services.check_connection import Finding
from qa_desktop.ui.presenters.settings import SignIn
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SecondaryButton, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Words

CERTIFICATES = "*.pem *.crt *.cer"


class ConnectionCard(Card):
    """The fields, a test that signs nobody in, and keeping."""

    test_requested = Signal(str)
    keep_requested = Signal(object, str)
    """A SignIn and the password, empty where it stays as it is."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        words = self.tr(
            "Your QA team gives you the name of the server and your sign-in name. Until they are set, everything stays "
            "on this laptop."
        )
        trial = self.tr("Sync is still being tried out. Do not use it with real audits yet.")
        self.add(Banner(trial, BannerKind.CAUTION, parent=self))
        self.add(Muted(words))
        self.server = QLineEdit()
        self.add(LabelledField(self.tr("Server"), self.server, self.tr("As your authority gave it to you.")))
        self.user = QLineEdit()
        self.add(LabelledField(self.tr("Sign-in name"), self.user))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        hint = self.tr(
            "Only the keyring of this computer keeps it. Leave it empty to keep the one that is there, or where you "
            "sign in without one."
        )
        self.add(LabelledField(self.tr("Password"), self.password, hint, optional=True))
        self.authority = QLineEdit()
        hint = self.tr("A file, where your authority vouches for its server itself.")
        self.add(LabelledField(self.tr("Certificate of your authority"), self.authority, hint, optional=True))
        choose = SmallButton(self.tr("Choose the file"))
        choose.clicked.connect(self._choose)
        self.add(FlowRow(choose))
        self.keep_button = SecondaryButton(self.tr("Keep and sync"))
        self.keep_button.clicked.connect(self._keep)
        self.test_button = SecondaryButton(self.tr("Test the connection"))
        self.test_button.clicked.connect(self._test)
        self.server.returnPressed.connect(self._test)
        self.password.returnPressed.connect(self._keep)
        self.add(FlowRow(self.keep_button, self.test_button))
        self._found = Words("")
        self._found.hide()
        self.add(self._found)

    def show_sign_in(self, kept: SignIn) -> None:
        """Show what is kept; a password is never shown."""
        self.server.setText(kept.address)
        self.user.setText(kept.user)
        self.authority.setText(kept.authority)
        self.password.clear()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Say how far this laptop got towards the server."""
        self.test_button.setEnabled(True)
        self.say("\n".join(f"{'✓' if found.worked else '✗'} {found.words}" for found in findings))

    @property
    def findings_text(self) -> str:
        """What is said of the connection."""
        return self._found.text()

    def say(self, words: str) -> None:
        """Say what was found or done."""
        self.keep_button.setEnabled(True)
        self._found.setText(words)
        self._found.setVisible(bool(words))
        announce(self, words)

    def _test(self) -> None:
        self.test_button.setEnabled(False)
        self.say(self.tr("Looking for the server"))
        self.test_requested.emit(self.server.text())

    def _keep(self) -> None:
        self.keep_button.setEnabled(False)
        kept = SignIn(self.server.text().strip(), self.user.text().strip(), self.authority.text().strip())
        self.keep_requested.emit(kept, self.password.text())

    def _choose(self) -> None:
        title = self.tr("Choose the certificate of your authority")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", CERTIFICATES)
        if chosen:
            self.authority.setText(chosen)
