"""Sign: what is still to settle, the signatories in turn beside the note as it will be, then the seal."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import StoredDocument
from qa_desktop.errors import NotFound, QaDesktopError, SeveralProblems
from qa_desktop.services.note_access import Access
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.sign_handover import HandOverCard
from qa_desktop.ui.pages.sign_head import SignHead
from qa_desktop.ui.pages.sign_preview import NotePreview
from qa_desktop.ui.pages.sign_seats import FirstChoicesCard
from qa_desktop.ui.pages.sign_signatory import SignatoryPanel, SignatoryRow
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_sign import SignView, sign_view
from qa_desktop.ui.presenters.audit_steps import CHECK
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import DangerButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Row
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.text import Small

PREVIEW_AFTER_MS = 350
NOTE_AFTER_MS = 20
"""The note is begun once the page stands: whoever makes it in Python keeps the page's making waiting at every step."""
PREVIEW_FROM = 108
"""Average character widths from which on the note stands beside the signatures."""
JOTTER, CHOICES, ROW, PANEL, PIN, BUSY, HAND_OVER = range(7)
"""The parts below the head, from top to bottom."""
SIGNED_NOTES = ("filing_note", "archive_note")
GONE = "The note was deleted with words of this audit. It can be made anew, without them."


class SignPage(AuditPage):
    """The page on which both sign."""

    bundle_requested = Signal()

    def __init__(self, session: AuditSession, documents: Worker, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=860)
        self._documents = documents
        self._role = ""
        self._chosen = False
        self._pair_mode = False
        self._sealing = False
        self._just_sealed = False
        self._is_noted = False
        self._view = sign_view(session.audit, session.desk.owner.name)
        self.outer.removeWidget(self.column)
        line = Row(gap=0)
        line.addWidget(self.column, 3)
        self.preview = NotePreview(self)
        line.addWidget(self.preview, 2)
        self.outer.addLayout(line)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self._build_preview)
        self._shown: list[Callable[[SignView], None]] = []
        """What shows a change, of what is there by now."""
        self._places: list[int] = []
        self._role = self._view.first_open()
        self._head = SignHead(self.audit.tool, self.sheet)
        self.check, self._trouble = self._head.check, self._head.trouble
        self.check.clicked.connect(lambda: self.step_requested.emit(CHECK, ""))
        self._head.see_note.clicked.connect(self._toggle_preview)
        self.summary = self._head.summary
        self.summary.step_requested.connect(self.step_requested)
        self.column.add(self._head)
        self._begin(lambda view: self._head.show_state(view, in_pair=self._pair_mode))
        self._body = Column(gap=18)
        self.column.body.addLayout(self._body)
        self.column.body.addStretch(1)
        self.completed.connect(lambda: self._refresh.start(NOTE_AFTER_MS))
        self.make(*self._parts_in_turn())
        if not self._view.blockers:
            self._make_first()  # hidden still, it is laid out with the page

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        view = self._view = sign_view(audit, self.session.desk.owner.name)
        if not self._role or not any(one.block.role == self._role for one in view.signatories):
            self._role = view.first_open()
        self._show_state()
        self.summary.update_blockers(view.every_blocker)
        if self.is_complete:
            self._refresh.start(PREVIEW_AFTER_MS if changed else 0)

    @override
    def focus_place(self, path: str) -> bool:
        if not path:
            return False
        self.making.do_all()
        if path.startswith("signature/"):
            self._choose(paths.Path.parse(path).key)
            return True
        return super().focus_place(path)

    @override
    def focus_first(self) -> None:
        if self._view.blockers and not self._view.signed:
            self.show_blockers()
            return
        self._make_first()
        if self._view.signed:
            self.hand_over.focus_first()
        elif self.panel.isHidden():
            self.row.focus_first()
        else:
            self.panel.focus_first()

    @override
    def show_blockers(self) -> None:
        self.summary.show_blockers(self.tr("To settle before signing"), self._view.every_blocker)

    @override
    def finish(self) -> bool:
        if self._view.signed:
            return True
        if not self._view.ready:
            self.show_blockers()
        elif not self._sealing:
            self.seal()
        return False

    def show_note(self) -> None:
        """Show the note, in the place of signing where there is no room for both."""
        self.preview.set_wanted(wanted=True)
        self._fit()

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        self._pair_mode = on
        self._show_state()

    def seal(self) -> None:
        """Seal the note with the auditor's own key, and close the audit."""
        self.making.do_all()
        pin = self._pin.text() if self.session.desk.has_pin() else None
        self._sealing = True
        self.busy.begin(self.tr("Sealing the note"))
        audit_id = self.audit.id
        desk = self.session.desk

        def submit() -> None:
            job = partial(desk.sign_audit, audit_id, pin)
            self.session.worker.submit(job, self._sealed, self._not_sealed, page=self)

        self.session.record(self.first_choices.kept())
        self.session.when_settled(submit)

    def _parts_in_turn(self) -> tuple[Callable[[], object], ...]:
        """Return what makes the parts below the head: those first that are shown now, each group in order."""
        signed = self._view.signed
        parts: tuple[tuple[bool, Callable[[], None]], ...] = (
            (bool(self._view.jotter) and not signed, self._make_jotter),
            (not signed, self._make_first_choices),
            (True, self._make_row),
            (not signed, self._make_panel),
            (not signed, self._put_panel),
            (not signed, self._make_pin),
            (False, self._make_busy),
            (signed, self._make_hand_over),
        )
        now = tuple(make for is_shown, make in parts if is_shown)
        return (*now, self.preview.prepare, *(make for is_shown, make in parts if not is_shown))

    def _make_first(self) -> None:
        """Make what can have the focus first."""
        first = {HAND_OVER} if self._view.signed else {ROW, PANEL}
        self.making.do_until(lambda: first <= set(self._places))

    def _make_first_choices(self) -> None:
        card = FirstChoicesCard(self.session.first_choices, self.audit.tool.words, self.sheet)
        self.first_choices = card
        self._put(CHOICES, card, lambda view: card.show_state(signed=view.signed))

    def _make_row(self) -> None:
        self.row = SignatoryRow(self.sheet)
        self.row.chosen.connect(self._choose)
        self._put(ROW, self.row, self._show_row)

    def _make_panel(self) -> None:
        self.panel = SignatoryPanel(self)
        self.panel.said.connect(self._record)
        self.panel.hide()

    def _put_panel(self) -> None:
        self._put(PANEL, self.panel, self._show_panel)

    def _make_busy(self) -> None:
        self.busy = BusyBar(self.sheet)
        self._put(BUSY, self.busy)

    def _make_hand_over(self) -> None:
        card = self.hand_over = HandOverCard(self)
        desk = self.session.desk
        card.bundle_requested.connect(self.bundle_requested)
        card.seal_requested.connect(lambda: self._seal_again(self.tr("Add your seal"), desk.add_seal))
        card.renew_requested.connect(lambda: self._seal_again(self.tr("Make the note anew"), desk.renew_note))
        self._put(HAND_OVER, card, lambda view: card.setVisible(view.signed))

    def _put(self, place: int, widget: QWidget, show: Callable[[SignView], None] | None = None) -> None:
        """Put a part at its place, and show what it has to say now and after every change."""
        at = bisect(self._places, place)
        self._places.insert(at, place)
        self._body.insertWidget(at, widget)
        if show is not None:
            self._begin(show)
        self.show_made(widget)

    def _begin(self, show: Callable[[SignView], None]) -> None:
        self._shown.append(show)
        show(self._view)

    def _make_jotter(self) -> None:
        card = self._jotter = Card(self.tr("The jotter is not empty"), self.sheet)
        self._jotter_words = Small(self.tr("Copy what belongs into the audit, then throw the rest away."), card)
        card.add(self._jotter_words)
        edit = GrowingTextEdit(card, lines=2)
        self._jotter_field = LabelledField(self.tr("Jotter"), edit, parent=card)
        card.add(self._jotter_field)
        self.fields.text(paths.JOTTER, edit)
        throw = DangerButton(self.tr("Throw the jotter away"), parent=card)
        throw.clicked.connect(self._throw_away)
        card.add(FlowRow(throw))
        self._put(JOTTER, card, self._show_jotter)

    def _make_pin(self) -> None:
        card = self._pin_box = Card(parent=self.sheet)
        self._pin = QLineEdit(card)
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        hint = self.tr("It opens the key that seals the note.")
        self._pin_field = LabelledField(self.tr("Your PIN"), self._pin, hint, card)
        card.add(self._pin_field)
        has_pin = self.session.desk.has_pin()
        self._put(PIN, card, lambda view: card.setVisible(not view.signed and not view.blockers and has_pin))

    def _show_state(self) -> None:
        for show in self._shown:
            show(self._view)

    def _show_jotter(self, view: SignView) -> None:
        self._jotter.setVisible(bool(view.jotter) and not view.signed)
        self._jotter_field.setVisible(not self._pair_mode)

    def _show_row(self, view: SignView) -> None:
        self.row.show_signatories(view.signatories, self._role if self._is_signing(view) else "")

    def _show_panel(self, view: SignView) -> None:
        self.panel.setVisible(self._is_signing(view))
        signatory = next((one for one in view.signatories if one.block.role == self._role), None)
        if signatory is not None:
            self.panel.show_signatory(view, signatory)

    def _is_signing(self, view: SignView) -> bool:
        """Tell whether somebody's turn is open."""
        current = next((one for one in view.signatories if one.block.role == self._role), None)
        waiting = not view.signed and any(one.is_open for one in view.signatories)
        return current is not None and current.may_change and (waiting or self._chosen)

    def _choose(self, role: str) -> None:
        self._role = role
        self._chosen = True
        self._show_state()
        self.panel.focus_first()

    def _record(self, values: object) -> None:
        if isinstance(values, dict):
            self.session.record(values)
            self.session.when_settled(self._next_signatory)

    def _next_signatory(self) -> None:
        self._chosen = False
        self._role = self._view.first_open()
        self._show_state()
        self.focus_first()

    def _throw_away(self) -> None:
        self.session.record({paths.JOTTER: None})
        announce(self, self.tr("The jotter is empty"))

    def _sealed(self, audit: Audit) -> None:
        self._sealing = False
        self.busy.end()
        self._pin.clear()
        self._trouble.set_text("")
        self._chosen = False
        self.first_choices.throw_away()
        self.session.replace(audit)
        self._just_sealed = True
        announce(self, self.tr("Signed and sealed"), urgent=True)

    def _seal_again(self, title: str, seal: Callable[[AuditId, str | None], Audit]) -> None:
        """Seal the notes once more, as the manager who read them, or a note that is made anew."""
        desk, audit_id = self.session.desk, self.audit.id
        pin: str | None = None
        if desk.has_pin():
            pin, given = QInputDialog.getText(self, title, self.tr("Your PIN"), QLineEdit.EchoMode.Password)
            if not given:
                return
        self.busy.begin(self.tr("Sealing the note"))
        self.session.worker.submit(lambda: seal(audit_id, pin), self._sealed, self._not_sealed, page=self)

    def _not_sealed(self, error: QaDesktopError) -> None:
        self._sealing = False
        self.busy.end()
        if isinstance(error, SeveralProblems):
            self.show_audit(self.audit, frozenset())
            self.show_blockers()
        self._trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    def _build_preview(self) -> None:
        audit, desk = self.audit, self.session.desk
        if audit.is_signed:
            self.session.worker.submit(partial(self._read_sealed, audit), self._show_sealed, page=self)
        else:
            self._documents.submit(
                lambda: desk.preview_note(audit), self.preview.show_pdf, self.preview.show_problem, page=self
            )

    def _read_sealed(self, audit: Audit) -> tuple[tuple[StoredDocument, ...], bool]:
        """Read what is shown; on the database worker. Recorded once where it is a note of somebody else."""
        desk = self.session.desk
        documents = desk.documents_of(audit.id)
        if not self._is_noted and any(one.kind in SIGNED_NOTES for one in documents):
            self._is_noted = True
            desk.sharing.note_access.looked(audit, Access.NOTE_OPENED)
        return documents, desk.renew_note.is_wanted(audit)

    def _show_sealed(self, read: tuple[tuple[StoredDocument, ...], bool]) -> None:
        self.making.do_all()
        documents, renewal = read
        found = [one for one in documents if one.kind in SIGNED_NOTES]
        self.hand_over.show_documents(tuple(found))
        self.hand_over.offer_renewal(offered=renewal)
        if self._just_sealed:
            self._just_sealed = False
            self.hand_over.focus_first()
        note = next((one for kind in SIGNED_NOTES for one in reversed(found) if one.kind == kind), None)
        if note is not None:
            self.preview.set_sealed(sealed=True)
            self.preview.show_pdf(note.data)
        elif renewal:
            self.preview.set_sealed(sealed=True)
            self.preview.show_problem(NotFound(GONE))

    def _toggle_preview(self) -> None:
        self.preview.set_wanted(wanted=not self.preview.wanted)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        if not hasattr(self, "_head"):
            return
        narrow = self.width() < PREVIEW_FROM * self.fontMetrics().averageCharWidth()
        instead = narrow and self.preview.wanted
        self._head.see_row.setVisible(narrow and not instead)
        self.preview.set_back(self._toggle_preview if instead else None)
        self.column.setVisible(not instead)
        self.preview.setVisible(not narrow or instead)
