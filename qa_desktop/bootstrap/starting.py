"""Wires how the authority works, and how its audits begin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qa_desktop.bootstrap.improving import carrying_for
from qa_desktop.bootstrap.tools import settings_library

if TYPE_CHECKING:
    from qa_desktop.clock import Clock
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.start_audit import StartAudit
    from qa_desktop.toolkit.settings_rules import Tools


def ways_and_start(
    store: SqlStore,
    tools: AuthorityTools,
    open_audit: OpenAudit,
    signed: Callable[[], tuple[int, str] | None],
    made_by: tuple[Clock, NewIds],
) -> tuple[WorkAsAuthority, StartAudit]:
    """Return what knows how the authority works, and what starts audits so."""
    from functools import partial

    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.start_audit import StartAudit, ToolAccess
    from qa_desktop.toolkit.canonical import canonical_bytes

    def known() -> Tools:
        return {str(one.id): partial(tools.get, one.id) for one in tools.summaries()}

    def titles() -> dict[str, str]:
        return {str(one.id): one.title for one in tools.summaries()}

    ways = WorkAsAuthority(store, settings_library(), signed, known, titles)

    def as_used(tool_id: str, version: str | None) -> Tool:
        return ways.as_used(tools.get(tool_id, version))

    access = ToolAccess(as_used, tools.demand_in_use, canonical_bytes, carrying_for(store, open_audit, made_by[1]))
    return ways, StartAudit(store, access, open_audit, *made_by)
