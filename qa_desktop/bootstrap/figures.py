"""Wires what signed audits say together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_desktop.domain.tool import Words
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.show_figures import ShowFigures


def figures_for(
    store: SqlStore,
    open_audit: OpenAudit,
    ways: WorkAsAuthority,
    tools: AuthorityTools,
    merged: Callable[[], Mapping[str, str]],
) -> ShowFigures:
    """Return what shows figures to the owner of a store; `merged` returns what themes have become, by their names."""
    from qa_desktop.services.figure_reads import FigureReads
    from qa_desktop.services.show_figures import ShowFigures

    def bring_up_to_date() -> None:
        from qa_desktop.services.take_in_arrived import TakeInArrived

        TakeInArrived(store.sync, open_audit).bring_lists_up_to_date()

    def words(tool: str) -> Words:
        from dataclasses import replace

        from qa_desktop.domain.tool import Words
        from qa_desktop.errors import InputProblem

        try:
            if tool:
                return ways.as_used(tools.get(tool)).words
        except InputProblem:  # not on this laptop, retired, or of a newer program
            return Words()
        settings = ways.here().settings
        return replace(Words(), **dict(settings.terms)) if settings else Words()

    def authorities() -> dict[str, str]:
        here = ways.here().settings
        return {one.code: one.name for one in (*ways.offered(), *((here,) if here else ()))}

    reads = FigureReads(
        lambda: store.figures.merging(merged()),
        lambda: ways.here().settings,
        tools.titles,
        words,
        authorities,
        bring_up_to_date,
    )
    return ShowFigures(store.owner, reads)
