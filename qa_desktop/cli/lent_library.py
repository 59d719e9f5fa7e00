"""Lends the library of tools to a command, with or without a profile."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.settings import profile_place

if TYPE_CHECKING:
    from qa_desktop.domain.tool import Tool
    from qa_desktop.domain.tool_search import SearchText
    from qa_desktop.services.tool_library import ToolSummary


@dataclass(frozen=True, slots=True)
class Lent:
    """The library while a command runs."""

    summaries: Callable[[], tuple[ToolSummary, ...]]
    get: Callable[[str, str | None], Tool]
    """Returns a tool by its id and version; None stands for the version in use."""
    search_texts: Callable[[], Mapping[str, SearchText]]
    """Returns what each tool asks and calls good, by its content hash."""


@contextmanager
def lent_library(chosen: argparse.Namespace) -> Iterator[Lent]:
    """Lend the library: with what the authority published where there is a profile, the shipped one otherwise."""
    place = profile_place(chosen.data)
    if not place.database.exists():
        library = bootstrap.tool_library(place)
        yield Lent(library.summaries, library.get, library.search_texts)
        return
    with bootstrap.desk(place, given_unlock) as desk:
        yield Lent(desk.authority_tools.summaries, desk.authority_tools.get, desk.search_texts)
