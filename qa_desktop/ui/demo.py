"""The demo: a whole live audit through the real windows, from setting up to filing, with a picture of each screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt

from qa_desktop.domain import flow, paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.ui.demo_player import Player
from qa_desktop.ui.demo_sync import DemoPerson
from qa_desktop.ui.demo_words import ABOUT, ACTIONS, EVIDENCE, OVERALL, SEEN, STANDARDS, T2_ROWS
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.pages.setup import SetUpPage
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.pages.sign_signatory import SignatoryPanel, Way
from qa_desktop.ui.pages.start import StartPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.start_up import OpenWindow

CTRL = Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "harbour lantern quiet bridge"  # noqa: S105 - of a profile that is thrown away
FIRST_TOOL, SECOND_TOOL = ("live case file", "bra-live-audit"), ("tier 2 head", "roc-t2-hos")
GRADE_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo made."""

    pictures: tuple[Path, ...]
    audit_ids: tuple[str, ...]


class Demo:
    """Plays the story."""

    def __init__(self, opened: OpenWindow, out: Path) -> None:
        self._opened = opened
        self._theme = opened.theme
        self._out = out
        self._window = opened.window
        self._player = Player(opened.window, out)
        self.passphrase = PASSPHRASE
        self.person = DemoPerson(opened, self._player)
        self._desks = self.person.desks
        opened.door.desk_opened.connect(self._desks.append)

    def play(self) -> Played:
        """Carry the audit through; raise DemoStuckError where the window does not do what it should."""
        self._window.show()
        self._window.resize(1366, 768)
        self._opened.door.begin()
        self._set_up()
        self._start(FIRST_TOOL, "48-2207", "Pat Worker")
        shell = self._player.page(AuditShell)
        self._player.picture("audit-home")
        self._tell_about(shell)
        self._look_at_standards(shell)
        self._plan(shell)
        self._sign(shell)
        self._file(shell)
        first = shell.audit.id
        self._look_around()
        second = self._tier_two()
        return Played(tuple(self._player.taken), (first, second))

    def save_notes(self, played: Played) -> tuple[Path, ...]:
        """Write the sealed note, and the copy for filing, beside the pictures."""
        desk = self._desks[-1]
        audit = desk.open_audit(AuditId(played.audit_ids[0]))
        files = (self._out / "case-note.pdf", self._out / "case-note-filing-copy.pdf")
        for file, filing_copy in zip(files, (False, True), strict=True):
            file.write_bytes(desk.case_note(audit, filing_copy=filing_copy))
        return files

    def close(self) -> None:
        """Close the profile."""
        self.person.close()

    def _set_up(self) -> None:
        player, page = self._player, self._player.page(SetUpPage)
        page.name.setFocus()
        player.type("Ada Auditor")
        page.team.setFocus()
        player.type("Quality assurance")
        player.click(page.by_passphrase)
        for line in (page.passphrase, page.again):
            line.setFocus()
            player.type(PASSPHRASE)
        player.picture("set-up")
        player.click(page.continue_button)
        player.wait_until(page.code.isVisible, "the recovery code")
        player.picture("recovery-code")
        player.click(page.code.kept)
        player.click(page.continue_button)
        player.page(HomePage)
        player.wait_until(lambda: bool(self._desks), "the services")
        player.picture("home-empty")

    def _start(self, tool: tuple[str, str], reference: str, practitioner: str) -> None:
        """Begin an audit with a tool, by words to search for and its id among what they find."""
        player, (search, tool_id) = self._player, tool
        self._opened.navigator.start()
        page = player.page(StartPage)
        player.wait_until(lambda: page.picker.model.rowCount() > 0, "the library")
        page.picker.search.setFocus()
        player.type(search)
        player.wait_until(lambda: page.picker.model.row_of(tool_id) >= 0, "the tool")
        page.picker.list.setFocus()
        page.picker.choose(tool_id)
        player.picture("start-tool")
        player.click(page.continue_button)
        player.wait_until(lambda: not page.is_choosing, "the form")
        page.details.reference.setFocus()
        player.type(reference)
        page.details.practitioner.setFocus()
        player.type(practitioner)
        player.picture("start-about")
        player.click(page.continue_button)

    def _write(self, shell: AuditShell, path: str, text: str) -> None:
        """Go to a field and write into it."""
        if shell.page.focus_place(path):
            self._player.type(text)

    def _settled(self, shell: AuditShell) -> None:
        """Wait until everything is on disk."""
        done: list[bool] = []
        shell.flush()
        shell.session.when_settled(lambda: done.append(True))
        self._player.wait_until(lambda: bool(done) and shell.page.is_complete, "everything to be saved and shown")

    def _tell_about(self, shell: AuditShell) -> None:
        shell.go(flow.ABOUT)
        for field, words in ABOUT.items():
            self._write(shell, paths.about(field), words)
        self._settled(shell)
        self._player.picture("about-this-audit")

    def _look_at_standards(self, shell: AuditShell) -> None:
        for number, (grade, reason) in STANDARDS.items():
            step = f"section:standard-{number}"
            shell.go(step)
            page = shell.page
            page.focus_place(paths.answer(f"bra-live.{number}"))
            self._player.press(GRADE_KEYS[grade - 1], CTRL)
            self._write(shell, paths.answer(f"bra-live.{number}", "comment"), reason)
            if number == 3:  # noqa: PLR2004 - the standard that the pictures show
                self._third_standard(shell)
            self._settled(shell)
            self._player.press(Qt.Key.Key_Return, CTRL)
            self._player.wait_until(partial(_has_left, shell, step), "the next page")
        self._player.picture("overall-indicators")
        shell.go("section:good-practice-and-feedback")
        shell.page.focus_place(paths.answer("bra-live.10"))
        self._player.press(Qt.Key.Key_1, CTRL)
        self._settled(shell)
        self._player.picture("feedback")

    def _third_standard(self, shell: AuditShell) -> None:
        page = shell.page
        if not isinstance(page, SectionPage):
            return
        for words, kind, where in EVIDENCE:
            page.add_evidence()
            self._player.type(words)
            self._settled(shell)
            self._player.click_words("Done", page)
            entry = shell.audit.evidence[-1].id
            shell.session.record(
                {paths.entry("evidence", entry, "kind"): kind, paths.entry("evidence", entry, "where"): where}
            )
            self._settled(shell)
        shell.session.record(dict.fromkeys(map(paths.seen, SEEN), True))
        self._settled(shell)
        page.focus_place(paths.answer("bra-live.3"))
        self._player.picture("standard")
        self._other_looks(shell)

    def _other_looks(self, shell: AuditShell) -> None:
        """Show the same page dark, in high contrast, in pair mode, at half the width, and covered."""
        usual = self._theme.appearance
        for scheme in (Scheme.DARK, Scheme.HIGH_CONTRAST):
            self._theme.choose(Appearance(scheme, usual.text_percent))
            self._player.picture(f"standard-{scheme.value.replace('_', '-')}")
        self._theme.choose(Appearance(Scheme.LIGHT, usual.text_percent))
        self._window.set_pair_mode(on=True)
        self._player.picture("standard-pair-mode")
        self._window.set_pair_mode(on=False)
        self._window.resize(683, 768)
        self._player.picture("standard-half-width")
        self._window.resize(1366, 768)
        self._window.set_covered(covered=True)
        self._player.picture("covered")
        self._window.set_covered(covered=False)
        shell.page.focus_first()

    def _plan(self, shell: AuditShell) -> None:
        shell.go(flow.PLAN)
        page, player = shell.page, self._player
        page.focus_place(paths.OVERALL_GRADE)
        self._player.press(Qt.Key.Key_2, CTRL)
        self._write(shell, paths.OVERALL_REASON, OVERALL.reason)
        self._write(shell, paths.STRENGTHS, OVERALL.strengths)
        self._write(shell, paths.DEVELOPMENT, OVERALL.development)
        self._settled(shell)
        for number, (what, who, measure, days) in enumerate(ACTIONS):
            if isinstance(page, PlanPage):
                page.add_action()
            self._player.type(what)
            self._settled(shell)
            entry = shell.audit.actions[number].id
            self._write(shell, paths.entry("action", entry, "who"), who)
            self._write(shell, paths.entry("action", entry, "measure"), measure)
            due = (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - the person's own day
            self._write(shell, paths.entry("action", entry, "due"), due)
            self._settled(shell)
            player.click_words("Done", page)
        shell.go(flow.PLAN)
        page.focus_place(paths.OVERALL_GRADE)
        player.picture("agree-and-plan")

    def _sign(self, shell: AuditShell) -> None:
        player = self._player
        shell.go(flow.SIGN)
        page = shell.page
        if not isinstance(page, SignPage):
            return
        player.wait_until(lambda: page.is_complete, "the page on which both sign")
        panel = page.panel
        player.wait_until(lambda: page.preview.page_count > 0, "the preview of the note")
        for block in shell.audit.tool.signatures:
            player.wait_until(partial(_is_at, panel, block.role), f"the line of the {block.role}")
            if block.seals:
                panel.choose(Way.TYPE)
            else:
                panel.choose(Way.DRAW)
                player.settle()
                player.draw(panel.ink)
            if not panel.name.text():
                panel.name.setFocus()
                player.type("Ada Auditor" if block.seals else "Pat Worker")
            player.picture(f"sign-{block.role}")
            player.click(panel.record_button)
            self._settled(shell)
        player.settle()
        page.seal()
        player.wait_until(lambda: shell.audit.is_signed, "the sealed note")
        player.wait_until(lambda: page.preview.page_count > 0, "the sealed note")
        player.picture("sealed")

    def _file(self, shell: AuditShell) -> None:
        shell.go("filing")
        self._player.settle()
        self._player.picture("filing")

    def _look_around(self) -> None:
        """Show the pages outside an audit."""
        player, navigator = self._player, self._opened.navigator
        for place, kind, name in (
            (Place.HOME, HomePage, "home"),
            (Place.AUDITS, AuditsPage, "audits"),
            (Place.TOOLS, ToolsPage, "tools"),
            (Place.SETTINGS, SettingsPage, "settings"),
        ):
            navigator.go(place)
            page = player.page(kind)
            if isinstance(page, ToolsPage):
                player.wait_until(partial(_has_tools, page), "the library")
                page.picker.choose("roc-t2-hos")
                player.settle()
                player.wait_until(partial(_is_whole, page), "the tool")
            player.settle()
            player.picture(name)

    def _tier_two(self) -> str:
        """Begin a second audit, with a form of thirty questions."""
        self._start(SECOND_TOOL, "51-0093", "Sam Practitioner")
        shell = self._player.page(AuditShell)
        shell.go("section:referral")
        for item, (grade, comment) in T2_ROWS.items():
            shell.page.focus_place(paths.answer(item))
            self._player.press(GRADE_KEYS[grade - 1], CTRL)
            self._write(shell, paths.answer(item, "comment"), comment)
        self._settled(shell)
        self._player.picture("matrix")
        return shell.audit.id


def _has_left(shell: AuditShell, step: str) -> bool:
    return shell.step != step


def _is_at(panel: SignatoryPanel, role: str) -> bool:
    return panel.role == role


def _is_whole(page: ToolsPage) -> bool:
    return not page.is_filling


def _has_tools(page: ToolsPage) -> bool:
    return page.picker.model.rowCount() > 0
