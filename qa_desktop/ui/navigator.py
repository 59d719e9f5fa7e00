"""Leads from page to page: the only place where pages, presenters and services meet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qa_desktop.clock import Clock
from qa_desktop.domain.record import REPORT_MAKERS, HomeData, Role
from qa_desktop.ui.background import Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.presenters.home import HomePresenter, home_view
from qa_desktop.ui.presenters.unsent_line import unsent_line
from qa_desktop.ui.rereading import read_anew
from qa_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from qa_desktop.services.desk import Desk
    from qa_desktop.ui.audit_wiring import AuditWiring
    from qa_desktop.ui.file_wiring import FileWiring
    from qa_desktop.ui.inbox_wiring import InboxWiring
    from qa_desktop.ui.plan_wiring import PlanWiring
    from qa_desktop.ui.presenters.settings import SettingsPlace
    from qa_desktop.ui.sync_wiring import SyncWiring

BACK_UP_EVERY_MS = 30 * 60 * 1000


class Navigator(QObject):
    """Shows pages of an open profile and carries out what they ask for."""

    page_shown = Signal()

    def __init__(
        self, window: MainWindow, workers: Workers, theme: Theme, place: Callable[[], SettingsPlace], clock: Clock
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workers = workers
        self._theme = theme
        self._place = place
        self._clock = clock
        self._desk: Desk | None = None
        self._sync: SyncWiring | None = None
        self._inbox: InboxWiring | None = None
        self._files: FileWiring | None = None
        self._audits: AuditWiring | None = None
        self._at: Place | None = None
        self._waiting: list[Callable[[Desk], None]] = []
        self._presenters: tuple[object, ...] = ()
        self._changed_since_backup = False
        window.place_requested.connect(self.go)
        window.start_requested.connect(self.start)
        window.bundle_import_requested.connect(self.choose_bundle)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(BACK_UP_EVERY_MS)
        self._backup_timer.timeout.connect(self._back_up)

    def take_desk(self, desk: Desk) -> None:
        """Begin to serve: whatever was asked for meanwhile is done now."""
        self._desk = desk
        self._backup_timer.start()
        waiting, self._waiting = self._waiting, []
        self._wire_sync(desk)
        self._window.offer_allocating(offered=desk.owner.role is Role.QA_OFFICER)
        self._window.offer_reports(offered=desk.owner.role in REPORT_MAKERS)
        for ask in waiting:
            ask(desk)

    def go(self, place: Place) -> None:
        """Go to a place of the navigation."""
        pages: dict[Place, Callable[[Desk], None]] = {
            Place.HOME: self._show_home,
            Place.AUDITS: self._show_audits,
            Place.WORK: self._show_work,
            Place.ACTIONS: lambda desk: self._plans(desk).show_actions(self.open_audit, self._note_change),
            Place.IMPROVEMENTS: lambda desk: self._plans(desk).show_improvements(self.open_audit, self._note_change),
            Place.REGISTERS: self._show_registers,
            Place.INSIGHT: lambda desk: self._plans(desk).show_insight(self.open_audit),
            Place.REPORTS: lambda desk: self._plans(desk).show_reports(),
            Place.INBOX: lambda _: self._show_inbox(),
            Place.PROGRAMME: lambda desk: self._plans(desk).show_programme(),
            Place.ALLOCATE: lambda desk: self._plans(desk).show_allocations(),
            Place.SYNC: lambda _: self._show_sync(),
            Place.TOOLS: self._show_tools,
            Place.SETTINGS: self._show_settings,
        }
        self._leave_audit(lambda: self._with_desk(pages[place]))

    def start(self, tool_id: str = "") -> None:
        """Begin a new audit, with a tool that was chosen already or not."""
        self._leave_audit(lambda: self._with_desk(lambda desk: self._show_start(desk, tool_id)))

    def show_first_home(self, data: HomeData) -> HomePage:
        """Show the home page with data that was read before the services exist."""
        page = self._home_page()
        now = self._clock.now()
        page.show_home(home_view(data, now))
        self._window.top.show_sync(unsent_line(data.unsent, now))
        self._show(page, Place.HOME)
        return page

    def go_home(self) -> None:
        """Go to the home page."""
        self.go(Place.HOME)

    def open_audit(self, audit_id: str, step: str = "") -> None:
        """Open an audit at one of its pages, or where the work stopped."""
        self._with_desk(lambda desk: self._audits_of(desk).open(audit_id, step))

    def choose_bundle(self) -> None:
        """Let the person choose a bundle or a receipt, and show what it brings."""
        self._leave_audit(lambda: self._with_files(lambda files: files.choose()))

    def look_into(self, file: Path) -> None:
        """Show what a bundle or a receipt brings."""
        self._leave_audit(lambda: self._with_files(lambda files: files.look_into(file)))

    def show_conflicts(self, audit_id: str) -> None:
        """Show what two people wrote into the same fields of an audit."""

        def show(_: Desk) -> None:
            if self._sync is not None:
                self._sync.show_conflicts(audit_id, lambda: self.open_audit(audit_id))

        self._leave_audit(lambda: self._with_desk(show))

    def hand_over(self, audit_id: str) -> None:
        """Ask for the recipient and the file, and write the audit into a bundle for them."""
        self._with_files(lambda files: files.hand_over(audit_id))

    def _with_files(self, ask: Callable[[FileWiring], None]) -> None:
        def asked(desk: Desk) -> None:
            from qa_desktop.ui.file_wiring import FileWiring  # noqa: PLC0415 - behind the first page

            if self._files is None:
                self._files = FileWiring(desk, self._workers, self._window, self._note_file)
            ask(self._files)

        self._with_desk(asked)

    def _note_file(self) -> None:
        """Show anew what a file changed."""
        self._note_change()
        if self._sync is not None:
            self._sync.refresh()
            self._sync.rounds.run_soon()
        if self._inbox is not None:
            self._inbox.offer()
        if self._at in (Place.HOME, Place.AUDITS, Place.INBOX, Place.SYNC):
            self.go(self._at)

    def _with_desk(self, ask: Callable[[Desk], None]) -> None:
        if self._desk is None:
            self._waiting.append(ask)
        else:
            ask(self._desk)

    def _show(self, page: Page, place: Place | None = None, *, full_width: bool = False) -> None:
        self._at = place
        self._window.show_page(page, place, full_width=full_width)
        self.page_shown.emit()

    def _home_page(self) -> HomePage:
        page = HomePage()
        page.start_requested.connect(self.start)
        page.audit_requested.connect(self.open_audit)
        page.sample_requested.connect(self._start_sample)
        page.allocation_requested.connect(self._start_allocated)
        page.list_requested.connect(lambda: self.go(Place.AUDITS))
        page.work_line_requested.connect(self.open_audit)
        page.work_requested.connect(
            lambda which, kind: self._with_desk(lambda desk: self._show_work(desk, (which, kind)))
        )
        page.quotas_requested.connect(lambda: self._with_desk(lambda desk: self._plans(desk).show_quotas()))
        page.tools_requested.connect(lambda: self.go(Place.TOOLS))
        page.checks_requested.connect(self._show_checks)
        self._with_desk(lambda desk: self._workers.database.when_drained(lambda: self._remind(desk, page), page=page))
        return page

    def _remind(self, desk: Desk, page: HomePage) -> None:
        """Tell what is asked of the owner beside audits and actions, once everything else is there."""
        from qa_desktop.ui.plan_wiring import plan_home  # noqa: PLC0415 - behind the first page

        plan_home(desk, self._workers, self._window, page, self._note_answer)

    def _show_home(self, desk: Desk) -> None:
        page = self._home_page()
        presenter = HomePresenter(desk, self._workers.database, page.show_home)
        self._hold(presenter)
        presenter.load()
        self._show(page, Place.HOME)
        if self._sync is not None:
            self._sync.refresh()

    def _show_audits(self, desk: Desk) -> None:
        from qa_desktop.ui.audits_wiring import AuditsWiring  # noqa: PLC0415 - behind the first page

        wiring = AuditsWiring(desk, self._workers, self.open_audit, self.start)
        self._hold(wiring)
        self._show(wiring.page, Place.AUDITS)

    def _show_work(self, desk: Desk, asked: tuple[str, str] = ("", "")) -> None:
        from qa_desktop.ui.work_wiring import WorkWays, WorkWiring  # noqa: PLC0415 - behind the first page

        checks = self._show_checks
        back, begin = lambda: self.go(Place.WORK), self._start_allocated
        ways = WorkWays(self.open_audit, self._note_change, self._show, back, checks, begin)
        wiring = WorkWiring(desk, self._workers, ways, asked)
        self._hold(wiring)
        self._show(wiring.page, Place.WORK)

    def _show_registers(self, desk: Desk) -> None:
        from qa_desktop.ui.registers_wiring import RegistersWays, RegistersWiring  # noqa: PLC0415 - as above

        ways = RegistersWays(self.open_audit, self.start, self._show, self.go, self._note_answer)
        wiring = RegistersWiring(desk, self._workers, ways)
        self._hold(wiring)
        self._show(wiring.page, Place.REGISTERS)

    def _show_tools(self, desk: Desk) -> None:
        from qa_desktop.ui.tools_wiring import ToolsWays, ToolsWiring  # noqa: PLC0415 - behind the first page

        ways = ToolsWays(
            self._show,
            self._hold,
            self.start,
            lambda page: self._show(page, full_width=True),
            self._note_change,
            self.open_audit,
        )
        ToolsWiring(desk, self._workers, self._window, ways).show_library()

    def _show_start(self, desk: Desk, tool_id: str) -> None:
        from qa_desktop.ui.start_wiring import StartWays, show_start  # noqa: PLC0415 - behind the first page

        ways = StartWays(self._show, self._hold, self.go_home, self.open_audit)
        show_start(desk, self._workers, self._window, ways, tool_id)

    def _start_allocated(self, allocation_id: str) -> None:
        def ask(desk: Desk) -> None:
            show = self._workers.database.submit
            show(lambda: desk.allocate.start(allocation_id), self._audits_of(desk).show)

        self._with_desk(ask)

    def _plans(self, desk: Desk) -> PlanWiring:
        from qa_desktop.ui.plan_wiring import PlanWays, PlanWiring  # noqa: PLC0415 - behind the first page

        ways = PlanWays(self._show, self._hold, self.go, self._note_answer)
        return PlanWiring(desk, self._workers, self._window, ways)

    def _show_checks(self) -> None:
        self._with_desk(lambda desk: self._plans(desk).show_checks(self.start))

    def _note_answer(self) -> None:
        """Send what somebody answered, or decided about an answer, and show the home page anew."""
        self._note_change()
        if self._sync is not None:
            self._sync.note_signed()
        if self._at is Place.HOME:
            self.go(Place.HOME)

    def _start_sample(self) -> None:
        def ask(desk: Desk) -> None:
            self._workers.database.submit(desk.start_sample, self._audits_of(desk).show)

        self._with_desk(ask)

    def _show_settings(self, desk: Desk) -> None:
        from qa_desktop.ui.settings_wiring import SettingsWays, make_settings_page  # noqa: PLC0415 - as above

        ways = SettingsWays(
            self.note_server,
            lambda: self._with_desk(self._show_laptops),
            lambda: self._with_desk(lambda desk: self._show_due(desk, Place.SETTINGS)),
        )
        wired = make_settings_page(desk, self._place(), self._workers, self._theme, ways)
        self._hold(wired)
        self._show(wired.page, Place.SETTINGS)

    def _show_laptops(self, desk: Desk) -> None:
        from qa_desktop.ui.settings_wiring import make_devices_page  # noqa: PLC0415 - behind the first page

        page, presenter = make_devices_page(desk, self._workers, lambda: self.go(Place.SETTINGS))
        self._hold(presenter)
        self._show(page, Place.SETTINGS)

    def _show_due(self, desk: Desk, place: Place) -> None:
        from qa_desktop.ui.due_wiring import DueWays, DueWiring  # noqa: PLC0415 - behind the first page

        def send_soon() -> None:
            if self._sync is not None:
                self._sync.note_signed()

        back = self.tr("Inbox") if place is Place.INBOX else self.tr("Settings")
        ways = DueWays(lambda: self.go(place), back, send_soon)
        wiring = DueWiring(desk, self._workers, self._window, ways)
        self._hold(wiring)
        self._show(wiring.page, place)

    def _audits_of(self, desk: Desk) -> AuditWiring:
        from qa_desktop.ui.audit_wiring import AuditWays, AuditWiring  # noqa: PLC0415 - behind the first page

        if self._audits is None:
            ways = AuditWays(
                show=lambda shell: self._show(shell, full_width=True),
                home=lambda: self._with_desk(self._show_home),
                hand_over=self.hand_over,
                settle=self.show_conflicts,
                saved=self._note_change,
                signed=lambda: self._sync.note_signed() if self._sync is not None else None,
                given=self._note_file,
                is_reachable=lambda: self._sync is not None and self._sync.is_reachable,
            )
            self._audits = AuditWiring(desk, self._workers, self._window, ways)
            self.page_shown.connect(self._audits.look)
        return self._audits

    def _leave_audit(self, then: Callable[[], None]) -> None:
        """Save what an open audit still holds, then go on."""
        if self._audits is None:
            then()
        else:
            self._audits.leave(then)

    def _note_change(self) -> None:
        self._changed_since_backup = True
        if self._sync is not None:
            self._sync.note_saved()

    def _wire_sync(self, desk: Desk) -> None:
        from qa_desktop.ui.inbox_wiring import InboxWays, InboxWiring  # noqa: PLC0415 - behind the first page
        from qa_desktop.ui.sync_wiring import SyncWiring, Ways  # noqa: PLC0415 - behind the first page

        ways = Ways(self._show, self._hold, self.go, self.open_audit, self.choose_bundle)
        self._sync = SyncWiring(desk, self._workers, self._window, ways)
        self._sync.rounds.ended.connect(lambda _: self._look_after_sync())
        inbox_ways = InboxWays(
            self._show,
            self._hold,
            lambda: self.go(Place.INBOX),
            self.open_audit,
            self.choose_bundle,
            self._sync.note_signed,
            lambda: self._show_due(desk, Place.INBOX),
        )
        self._inbox = InboxWiring(desk, self._workers, self._window, inbox_ways)
        self._inbox.offer()

    def _show_sync(self) -> None:
        if self._sync is not None:
            self._sync.show_page()

    def _show_inbox(self) -> None:
        if self._inbox is not None:
            self._inbox.show_list()

    def leave_server(self) -> None:
        """Hang up, for good."""
        if self._sync is not None:
            self._sync.rounds.leave()

    def note_server(self) -> None:
        """Begin to sync with the server that was set."""
        if self._sync is not None:
            self._sync.note_server()

    def _look_after_sync(self) -> None:
        """Count the inbox again; tell whoever has an audit open that others have changed it."""
        if self._inbox is not None:
            self._inbox.offer()
            self._inbox.show_what_came()
        if self._audits is not None:
            self._audits.refresh()
        read_anew(self._window.page, self._presenters)

    def _back_up(self) -> None:
        desk = self._desk
        if desk is None or not self._changed_since_backup:
            return
        self._changed_since_backup = False
        self._workers.documents.submit(desk.back_up, lambda _: None)

    def _hold(self, *presenters: object) -> None:
        """Keep the presenters of the page on screen, and let go of those of the page before."""
        self._presenters = presenters
