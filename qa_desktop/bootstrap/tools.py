"""Wires the library of audit tools; it needs no profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.settings import ProfilePlace, resources_dir

if TYPE_CHECKING:
    from qa_desktop.clock import Clock
    from qa_desktop.domain.authority_settings import AuthoritySettings
    from qa_desktop.domain.ids import AuditId
    from qa_desktop.domain.operation import Operation
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.domain.tool_search import SearchText
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.exchange_forms import ExchangeForms
    from qa_desktop.services.find_tools import Found
    from qa_desktop.services.go_on import GoOn
    from qa_desktop.services.look_after_tools import LookAfterTools
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.tool_drafts import ToolDrafts
    from qa_desktop.toolkit.checker import CheckedTool
    from qa_desktop.toolkit.library import ToolLibrary
    from qa_desktop.toolkit.settings_library import SettingsLibrary
    from qa_desktop.toolkit.tool_summary import ToolSummary
    from qa_desktop.toolkit.xlsform.import_form import ImportedForm


def tool_library(place: ProfilePlace) -> ToolLibrary:
    """Return the shipped tools with those that this profile's authority added."""
    from qa_desktop.toolkit.library import ToolLibrary

    resources = resources_dir()
    cache = place.tool_cache if place.folder.is_dir() else None
    return ToolLibrary((resources / "tools", place.tools), (resources / "guidance",), cache)


def exchange_forms(library: ToolLibrary, get: Callable[[str, str], Tool], drafts: ToolDrafts) -> ExchangeForms:
    """Return the service that brings spreadsheets in as drafts and gives tools out."""
    from qa_desktop.services.exchange_forms import ExchangeForms

    return ExchangeForms(library, get, drafts.bring_in)


def drafts_for(store: SqlStore, library: ToolLibrary, tools: AuthorityTools, new_id: NewIds) -> ToolDrafts:
    """Return what tools are written with on this laptop."""
    from qa_desktop.services.tool_drafts import DraftPlaces, ToolDrafts

    return ToolDrafts(DraftPlaces(store.tool_drafts, library, store.place_on_disk.tools), tools, new_id)


def tool_care(
    tools: AuthorityTools,
    in_server_order: Callable[[AuditId], tuple[Operation, ...]],
    clock: Clock,
    ways: WorkAsAuthority,
) -> LookAfterTools:
    """Return what looks after the versions of the tools that a profile has."""
    from qa_desktop.services.look_after_tools import LookAfterTools

    return LookAfterTools(tools, in_server_order, clock, ways.own_first, lambda: ways.here().settings)


def going_on(store: SqlStore, open_audit: OpenAudit, care: LookAfterTools, as_used: Callable[[Tool], Tool]) -> GoOn:
    """Return what lets an audit go on with a newer version of its tool."""
    from qa_desktop.services.go_on import GoOn, ToolWays
    from qa_desktop.toolkit.canonical import canonical_bytes

    return GoOn(store, open_audit, ToolWays(care, as_used, canonical_bytes, store.sync.under_way))


def settings_library() -> SettingsLibrary:
    """Return the authorities' settings that come with the program."""
    from qa_desktop.toolkit.settings_library import SettingsLibrary

    return SettingsLibrary(resources_dir() / "authorities")


def check_settings(file: Path, place: ProfilePlace) -> AuthoritySettings:
    """Check a file of settings against the tools that are here; raise SeveralProblems with every mistake."""
    from qa_desktop.toolkit.settings_checker import check_settings
    from qa_desktop.toolkit.settings_library import settings_file

    library = tool_library(place)
    tools = {str(one.id): partial(library.get, one.id) for one in library.summaries()}
    return check_settings(settings_file(file), tools)


def settings_as_json(settings: AuthoritySettings) -> object:
    """Return settings as JSON values."""
    from qa_desktop.toolkit.public_json import plain

    return plain(settings)


def check_tool(file: Path) -> CheckedTool:
    """Check a tool file against the shipped guidance; raise SeveralProblems with every mistake."""
    from qa_desktop.toolkit.library import ToolLibrary

    return ToolLibrary((), (resources_dir() / "guidance",)).check(file)


def find_tools(
    summaries: Iterable[ToolSummary], texts: Callable[[], Mapping[str, SearchText]], wanted: str
) -> tuple[Found, ...]:
    """Return the tools that hold the wanted words, each with the passage in which they stand."""
    from qa_desktop.services import find_tools as finding

    return finding.find_tools(summaries, texts, wanted)


def import_form(file: Path) -> ImportedForm:
    """Return what the XLSForm in a workbook becomes; raise InputProblem where it cannot be read."""
    from qa_desktop.toolkit.xlsform import import_form as importing

    return importing.import_form(file)


def export_form(tool: Tool, file: Path) -> None:
    """Write a tool as an XLSForm workbook."""
    from qa_desktop.toolkit.xlsform import export_form as exporting

    exporting.export_form(tool, file)


def write_new_file(file: Path, data: bytes) -> None:
    """Write a file that is not there yet; raise NotAllowed where there is one."""
    from qa_desktop.toolkit.whole_file import write_whole

    write_whole(file, data)


def tool_as_json(tool: Tool) -> Mapping[str, object]:
    """Return a whole tool as JSON values."""
    from qa_desktop.toolkit import public_json

    return public_json.tool_as_json(tool)


def summary_as_json(summary: ToolSummary) -> Mapping[str, object]:
    """Return a row of the library as JSON values."""
    from dataclasses import asdict

    return asdict(summary)
