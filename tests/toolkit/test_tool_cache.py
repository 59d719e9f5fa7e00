"""The cache of checked tools, which every worker of a window reads and writes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.canonical import canonical_bytes
from qa_desktop.toolkit.tool_cache import ToolCache
from qa_desktop.toolkit.tool_summary import summary_of
from tests.ui.audit_bench import small_tool

SECONDS = 1e-6


@pytest.fixture
def turns() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SECONDS)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("turns")
def test_workers_keep_and_save_tools_at_the_same_time_and_each_is_there_afterwards(tmp_path: Path) -> None:
    cache, tool = ToolCache(tmp_path), small_tool()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda number: _keep_some(cache, tool, number), range(4)))
    cache.save()

    again = ToolCache(tmp_path)
    assert all(again.summary(f"{number}-{one}") == summary_of(tool) for number in range(4) for one in range(8))


@pytest.mark.usefixtures("turns")
def test_workers_that_all_read_the_file_first_keep_into_one_table(tmp_path: Path) -> None:
    tool = small_tool()
    whole = canonical_bytes(tool)
    for round_of_four in range(25):
        cache = ToolCache(tmp_path / str(round_of_four))

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(lambda number, into=cache: into.keep(str(number), tool, whole), range(4)))

        assert all(cache.summary(str(number)) for number in range(4))


def _keep_some(cache: ToolCache, tool: Tool, number: int) -> None:
    for one in range(8):
        cache.keep(f"{number}-{one}", tool, canonical_bytes(tool))
        cache.save()
