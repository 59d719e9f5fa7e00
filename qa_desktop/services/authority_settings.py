"""Say how the authority works: by the settings that it signed, else by those that a person chose on this laptop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.fit_tool import fit_tool
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.toolkit.canonical import content_hash
from qa_desktop.toolkit.settings_checker import check_settings, read_settings
from qa_desktop.toolkit.settings_library import SettingsLibrary, settings_file
from qa_desktop.toolkit.settings_rules import Tools

logger = logging.getLogger(__name__)

CHOSEN = "authority_settings"
"""The id of shipped settings that were chosen on this laptop, or `OWN`."""
OWN_FILE = "authority_settings_file"
"""The whole file of settings that were made elsewhere and chosen on this laptop."""
OWN = "own file"

SIGNED_COUNT = (
    "Your authority signed its own settings, and they count. To change them, sign a new profile and publish it."
)
UNREADABLE = (
    "The settings that your authority signed cannot be read by this version of QA Desktop, so tools are used as they "
    "are printed. Update QA Desktop."
)


@dataclass(frozen=True, slots=True)
class SettingsHere:
    """The settings that hold on this laptop; None where none do and every tool is used as it is printed."""

    settings: AuthoritySettings | None
    serial: int | None = None
    """The number of the signed profile that they came in; None for those chosen on this laptop."""
    problem: str = ""


class WorkAsAuthority:
    """Tells the settings that hold, lets a person choose them, and lays them over tools."""

    def __init__(
        self,
        store: LocalStore,
        shipped: SettingsLibrary,
        signed: Callable[[], tuple[int, str] | None],
        tools: Callable[[], Tools],
        titles: Callable[[], dict[str, str]],
    ) -> None:
        """`signed` returns number and settings of the profile that is held; `tools` and `titles` are of those known."""
        self._store = store
        self._shipped = shipped
        self._signed = signed
        self._tools = tools
        self._titles = titles
        self._read: tuple[bytes, SettingsHere] | None = None

    def here(self) -> SettingsHere:
        """Return the settings that hold."""
        signed = self._signed()
        if signed is not None and signed[1]:
            return self._kept(signed[1].encode("utf-8"), signed[0])
        chosen = self.chosen
        if not chosen:
            return SettingsHere(None)
        if chosen == OWN:
            return self._kept(self._store.setting(OWN_FILE).encode("utf-8"), None)
        try:
            return self._kept(self._shipped.data(chosen), None)
        except InputProblem as problem:  # an older program, or one whose resources were moved
            return SettingsHere(None, problem=problem.sentence)

    @property
    def chosen(self) -> str:
        """The id that was chosen on this laptop, or `OWN`; empty for none."""
        return self._store.setting(CHOSEN)

    def titles(self) -> dict[str, str]:
        """Return the title of every tool that is known, by its id."""
        return self._titles()

    def offered(self) -> tuple[AuthoritySettings, ...]:
        """Return those that came with the program."""
        return self._shipped.all

    def choose(self, settings_id: str) -> None:
        """Work by settings that came with the program from now on; by none where the id is empty.

        Raise NotAllowed where the authority signed some, NotFound for an unknown id.
        """
        self._demand_free()
        if settings_id:
            self._shipped.data(settings_id)
        self._store.set_setting(CHOSEN, settings_id)

    def choose_file(self, file: Path) -> AuthoritySettings:
        """Work by the settings in a file from now on; return them.

        Raise NotAllowed where the authority signed some, SeveralProblems with every mistake.
        """
        self._demand_free()
        data = settings_file(file)
        settings = check_settings(data, self._tools())
        self._store.set_setting(OWN_FILE, data.decode("utf-8"))
        self._store.set_setting(CHOSEN, OWN)
        return settings

    def as_used(self, tool: Tool) -> Tool:
        """Return the tool as the authority uses it: with its words, scales, dates and whom it tells."""
        settings = self.here().settings
        fitted = tool if settings is None or tool.adaptation is not None else fit_tool(tool, settings)
        return fitted if fitted is tool else replace(fitted, content_hash=content_hash(fitted))

    def own_first(self, tools: tuple[ToolSummary, ...]) -> tuple[ToolSummary, ...]:
        """Return a library with the authority's own tools first and marked; as it is where nothing is chosen."""
        settings = self.here().settings
        if settings is None:
            return tools
        marked = [replace(one, is_own=settings.owns(one.id, one.authority_code)) for one in tools]
        return tuple(sorted(marked, key=lambda one: not one.is_own))

    def _demand_free(self) -> None:
        signed = self._signed()
        if signed is not None and signed[1]:
            raise NotAllowed(SIGNED_COUNT)

    def _kept(self, data: bytes, serial: int | None) -> SettingsHere:
        if self._read is None or self._read[0] != data or self._read[1].serial != serial:
            try:
                here = SettingsHere(read_settings(data), serial)
            except InputProblem as problem:
                logger.warning("the authority's settings cannot be read: %s", type(problem).__name__)
                here = SettingsHere(None, serial, UNREADABLE if serial is not None else problem.sentence)
            self._read = (data, here)
        return self._read[1]
