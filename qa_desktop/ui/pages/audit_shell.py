"""The frame of an open audit: its rail, the page at hand, the guidance beside it, and the footer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.clock import LONDON
from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.page import Page
from qa_desktop.ui.page_action import page_action
from qa_desktop.ui.pages.audit_concern import AuditConcern
from qa_desktop.ui.pages.audit_footer import AuditFooter
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_notices import AuditNotices
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.audit_pages import make_page
from qa_desktop.ui.pages.audit_people import AuditPeople
from qa_desktop.ui.pages.audit_themes import AuditThemes
from qa_desktop.ui.pages.audit_themes_page import AuditThemesPage
from qa_desktop.ui.pages.audit_version import AuditVersions
from qa_desktop.ui.pages.concern import ConcernPage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.seats import SeatsPage
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.presenters.audit_guidance import guidance_view
from qa_desktop.ui.presenters.audit_overview import progress_words
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_steps import (
    CHECK,
    FOLLOW_UP,
    HOME,
    SEATS,
    THEMES,
    Place,
    crumb,
    every_step,
    footer_view,
    neighbour,
    rail_steps,
    title_of,
)
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.guidance_pane import GuidancePane, GuidanceView
from qa_desktop.ui.widgets.panes import Column, lay_out_now, leave_for, turn_to
from qa_desktop.ui.widgets.step_list import ProgressRail
from qa_desktop.ui.widgets.three_panes import ThreePanes


class AuditShell(Page):
    """One open audit. Every page is made when it is first opened, and shows only what changed afterwards."""

    bundle_requested = Signal(str)
    """The audit's id: the person hands it over."""
    audit_requested = Signal(str, str)
    """Another audit is to be opened, as the amendment of this one; at which step, or where its work stopped."""
    settling_requested = Signal(str)
    """The audit's id: two people wrote the same field, and somebody is to say which one holds."""
    left = Signal()
    """The person goes back to their work; everything is saved by then."""
    saving_started = Signal()
    saved = Signal(object)
    """The local time."""
    not_saved = Signal(str)
    """Why something is not on disk."""

    suits_pair_mode = True

    def __init__(self, desk: Desk, workers: Workers, audit: Audit, parent: QWidget | None = None) -> None:
        super().__init__(crumb(audit), parent)
        self.session = AuditSession(desk, workers.database, audit, self)
        self._workers = workers
        self._pages: dict[str, AuditPage] = {}
        self._step = ""
        self._path = ""
        self._pair_mode = False
        self._shown_audit: dict[str, Audit] = {}
        self._has_guidance: bool | None = None
        self.rail = ProgressRail(audit.tool.words.section_plural, self)
        self.guidance = GuidancePane(self)
        self._stack = QStackedWidget(self)
        self.panes = ThreePanes(self.rail, self._stack, self.guidance, self)
        self.footer = AuditFooter(self)
        self.notices = AuditNotices(self)
        self.notices.newer_requested.connect(self.read_again)
        self.notices.waiting_requested.connect(self._show_waiting)
        self.notices.read_only.set_text(audit.record.read_only_reason)
        self.people = AuditPeople(self.notices, self)
        self.versions = AuditVersions(self)
        self.concern = AuditConcern(self.session, self.notices, self.footer, self)
        self.themes = AuditThemes(self.session, self)
        column = Column(self, gap=0)
        column.addWidget(self.notices)
        column.addWidget(self.panes, 1)
        column.addWidget(self.footer)
        self._actions = self._make_actions()
        # A change shows at once on the page, and round it in a turn of its own: neither holds the window.
        self._frame_turn = QTimer(self)
        self._frame_turn.setSingleShot(True)
        self._frame_turn.setInterval(0)
        self._frame_turn.timeout.connect(self._show_frame)
        self._connect()

    @property
    def audit(self) -> Audit:
        """The audit as it is on disk."""
        return self.session.audit

    @property
    def step(self) -> str:
        """The page at hand."""
        return self._step

    @property
    def page(self) -> AuditPage:
        """The page at hand."""
        return self._page(self._step)

    def open_at(self, place: str = "") -> None:
        """Open the audit where the work stopped."""
        wanted = Place.parse(place)
        known = wanted.step in (CHECK, THEMES, flow.SAFETY, *every_step(self.audit))
        self.go(wanted.step if known else HOME, wanted.path)
        last = max((state.at for state in self.audit.record.fields.values()), default=None)
        if last is not None:
            self.saved.emit(last.astimezone(LONDON))

    def go(self, step: str, path: str = "") -> None:
        """Open a page, at a field where one is named; what two people wrote is settled outside the audit."""
        if step == flow.SETTLE:
            self.settling_requested.emit(self.audit.id)
            return
        if self._step and self._step != step:
            self.page.flush()
        self._step = step
        page = self._page(step)
        if self._shown_audit.get(step) is not self.audit:
            page.show_audit(self.audit, frozenset())
            self._shown_audit[step] = self.audit
        leave_for(self._stack, page)
        self._make_ready(page)
        turn_to(self._stack, page)
        if self.isVisible():
            lay_out_now()
        self.people.look(at_home=step == HOME)
        self.concern.look(at_page=step == flow.SAFETY)
        self.themes.look(page)
        self._frame_turn.start()
        page.making.leave_a_turn()
        self._path = path
        self.focus_first()
        if not path:
            QTimer.singleShot(0, page, page.show_top)
        self.session.look_at(str(Place(step, path)), title_of(self.audit, step))
        announce(self, title_of(self.audit, step))

    def offer_newer(self) -> None:
        """Say that changes of others have arrived; they are shown when the person wants them, never while typing."""
        self.notices.offer_newer()

    def read_again(self) -> None:
        """Save everything, then open the audit anew where the work is."""
        self.close_audit(lambda: self.audit_requested.emit(self.audit.id, ""))

    def close_audit(self, then: Callable[[], None]) -> None:
        """Save everything, then call `then`."""
        self.flush()
        self.session.close(then)

    def set_pair_mode(self, *, on: bool) -> None:
        """Leave away what is the auditor's alone, and the way out."""
        self._pair_mode = on
        self.people.set_pair_mode(on=on)
        self.concern.set_pair_mode(on=on)
        for page in self._pages.values():
            page.set_pair_mode(on=on)
        self._show_frame()

    @override
    def page_actions(self) -> tuple[QAction, ...]:
        return (*self._actions.values(), self.people.action, self.concern.worker, self.themes.action)

    @override
    def focus_first(self) -> None:
        if not self._step:
            return  # no page of the audit is open yet
        if not self.page.focus_place(self._path):
            self.page.focus_first()

    @override
    def undo(self) -> None:
        self.page.flush()
        self.session.undo()

    @override
    def redo(self) -> None:
        self.page.flush()
        self.session.redo()

    @override
    def flush(self) -> None:
        for page in self._pages.values():
            page.flush()
        self.session.hurry()

    def go_on(self) -> None:
        """Do what the page leads to (Ctrl+Enter)."""
        self.page.flush()
        if not self.page.finish():
            return
        view = footer_view(self.audit, self._step)
        if self._step.startswith(flow.SECTION_PREFIX) and not self.audit.is_signed:
            section = self._step.removeprefix(flow.SECTION_PREFIX)
            self.session.record({paths.section(section, "complete"): True, paths.section(section, "later"): None})
        if view.next_step:
            self.go(view.next_step)
        elif self._step == FOLLOW_UP:
            self.close_audit(self.left.emit)

    def put_off(self) -> None:
        """Mark the section to come back to, and go on."""
        self.page.flush()
        section = self._step.removeprefix(flow.SECTION_PREFIX)
        self.session.record({paths.section(section, "later"): True, paths.section(section, "complete"): None})
        self.go(neighbour(self.audit, self._step, 1))

    def go_back(self) -> None:
        """Go to the page before, or out of the audit."""
        view = self.footer.view
        if view.back_step:
            self.go(view.back_step)
        else:
            self.close_audit(self.left.emit)

    def step_by(self, by: int) -> None:
        """Go to the page before or after without saying that this one is complete."""
        step = neighbour(self.audit, self._step, by)
        if step != self._step:
            self.go(step)

    def _page(self, step: str) -> AuditPage:
        page = self._pages.get(step)
        if page is None:
            page = self._pages[step] = self._make_page(step)
            page.set_pair_mode(on=self._pair_mode)
            page.step_requested.connect(self.go)
            page.seats_requested.connect(self._choose_apart)
            page.audit_requested.connect(lambda *at: self.close_audit(lambda: self.audit_requested.emit(*at)))
            page.fields.looked_at.connect(lambda path: self._look_at(step, path))
            self._stack.addWidget(page)
            self._shown_audit[step] = self.audit
        return page

    def _make_page(self, step: str) -> AuditPage:
        page = make_page(self.session, self._workers.documents, step, self._stack)
        if isinstance(page, AuditHomePage):
            page.amendment_requested.connect(self._amend)
            self.people.take_home(page)
            self.versions.take_home(page.version)
        elif isinstance(page, ConcernPage):
            self.concern.take_page(page)
        elif isinstance(page, AuditThemesPage):
            page.take(self.themes)
        elif isinstance(page, SignPage):
            page.bundle_requested.connect(lambda: self.bundle_requested.emit(self.audit.id))
        return page

    def _connect(self) -> None:
        session = self.session
        session.audit_changed.connect(self._show_change)
        session.saving_started.connect(self.saving_started)
        session.saved.connect(self._tell_saved)
        session.problem_met.connect(self._tell_problem)
        self.notices.save_requested.connect(session.try_again)
        self.rail.step_chosen.connect(self.go)
        self.themes.page_requested.connect(lambda: self.go(THEMES))
        self.guidance.point_ticked.connect(lambda point, on: session.record({paths.seen(point): on or None}))
        self.footer.back_requested.connect(self.go_back)
        self.footer.later_requested.connect(self.put_off)
        self.footer.continue_requested.connect(self.go_on)
        self.footer.settle_requested.connect(self._show_blockers)
        for asked in (self.footer.concern_requested, self.notices.concern_requested):
            asked.connect(self._look_at_concern)

    def _make_actions(self) -> dict[str, QAction]:
        words = self.audit.tool.words.section.lower()
        wanted: dict[str, tuple[str, Callable[[], None]]] = {
            "continue": (self.tr("Continue"), self.go_on),
            "previous_section": (self.tr("Previous {}").format(words), lambda: self.step_by(-1)),
            "next_section": (self.tr("Next {}").format(words), lambda: self.step_by(1)),
            "guidance": (self.tr("What good looks like"), self.panes.toggle_guidance),
            "add_evidence": (self.tr("Add evidence"), self._add_evidence),
            "add_action": (self.tr("Add an action"), self._add_action),
            "two_seats": (title_of(self.audit, SEATS), lambda: self._choose_apart(self.page.grade_at_hand())),
            "check": (title_of(self.audit, CHECK), lambda: self.go(CHECK)),
            "concern": (self.tr("Safety concern"), self._look_at_concern),
        }
        return {key_id: page_action(self, key_id, title, act) for key_id, (title, act) in wanted.items()}

    def _choose_apart(self, path: str) -> None:
        page = self._page(SEATS)
        if isinstance(page, SeatsPage) and page.begin(path, self._step):
            self.go(SEATS)

    def _look_at_concern(self) -> None:
        page = self._page(flow.SAFETY)
        if isinstance(page, ConcernPage) and self._step != flow.SAFETY:
            page.come_from(self._step)
            self.go(flow.SAFETY)

    def _amend(self) -> None:
        audit_id, desk = self.audit.id, self.session.desk
        self.session.worker.submit(
            lambda: desk.amend_audit(audit_id), lambda made: self.audit_requested.emit(made.id, ""), page=self
        )

    def _show_waiting(self) -> None:
        self.go(HOME)
        page = self.page
        if isinstance(page, AuditHomePage):
            page.waiting.focus_first()

    def _show_blockers(self) -> None:
        self.page.show_blockers()

    def _add_evidence(self) -> None:
        self.page.add_evidence()

    def _add_action(self) -> None:
        if self.audit.tool.action_plan is None or self.audit.is_signed:
            return
        if self._step != flow.PLAN:
            self.go(flow.PLAN)
        page = self.page
        if isinstance(page, PlanPage):
            page.add_action()

    def _show_change(self, audit: Audit, changed: frozenset[str]) -> None:
        if paths.LANGUAGE in changed:
            self.read_again()
            return
        self._shown_audit[self._step] = audit
        self.page.show_audit(audit, changed)
        self.concern.look(at_page=self._step == flow.SAFETY)
        self.set_crumb(crumb(audit))
        self._frame_turn.start()

    def _show_frame(self) -> None:
        audit, seen = self.audit, self.session.overview
        title = title_of(audit, self._step)
        self.rail.set_steps(rail_steps(audit, seen), self._step, progress_words(audit, seen), title)
        self._make_ready(self.page)
        if self._has_guidance:
            guidance, turns = self._guidance_of(self.page), self.page.making
            self.guidance.show_guidance(guidance, locked=audit.is_signed, turns=turns)
        self.footer.show_footer(footer_view(audit, self._step, seen))
        self.footer.back_button.setEnabled(not (self._pair_mode and self._step == HOME))
        if self.isVisible():
            lay_out_now()

    def _make_ready(self, page: AuditPage) -> None:
        """Allow what can be done on a page, and make room for its guidance while nothing is laid out beside it."""
        self._actions["two_seats"].setEnabled(bool(page.grade_at_hand()))
        self._actions["check"].setEnabled(not (self._pair_mode or self.audit.is_signed))
        view = self._guidance_of(page)
        has_any = bool(view.points or view.descriptors or view.where_to_look or view.prompts)
        if has_any != self._has_guidance:
            self._has_guidance = has_any
            self.panes.set_has_guidance(there=has_any)

    def _guidance_of(self, page: AuditPage) -> GuidanceView:
        return guidance_view(self.audit, page.view.section) if isinstance(page, SectionPage) else GuidanceView()

    def _look_at(self, step: str, path: str) -> None:
        if step == self._step:
            self._path = path
            self.session.look_at(str(Place(step, path)), title_of(self.audit, step))

    def _tell_saved(self, moment: datetime) -> None:
        self.notices.show_trouble("")
        self.saved.emit(moment.astimezone(LONDON))

    def _tell_problem(self, error: QaDesktopError, values: object) -> None:
        if self.page.fields.say_all(error):
            self.not_saved.emit(self.tr("Something here needs to be put right"))
            return
        self.notices.show_trouble(error.sentence)
        self.not_saved.emit(error.sentence)
        del values
