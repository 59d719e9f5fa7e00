"""Measures the library of tools: read and checked cold, listed and loaded from the cache, and one very large tool."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import yaml

from benchmarks.measure import Limit, Measured, milliseconds, report, side_by_side
from benchmarks.profiles import scratch_folder
from qa_desktop.settings import resources_dir
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.library import ToolLibrary

COLD_LIMIT = Limit(absolute=250.0)
CACHE_LIMIT = Limit(absolute=20.0)
LARGE_LIMIT = Limit(absolute=1000.0)
START = """tool: large
version: "1"
title: Large
authority: {code: ZZ, name: Z}
purpose: To be large.
subject: case
source: {document: D, section: S, status: printed}
sections:
"""


def main() -> None:
    """Print a line for each measure, beside a bare reading of the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--questions", type=int, default=2000)
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        cache = folder / "cache"
        files = sorted(resources_dir().rglob("*.yaml"))
        report("tools_read_and_checked", *side_by_side(chosen.runs, cold(cache), bare_yaml(files)), COLD_LIMIT)
        report("tools_listed_from_cache", *side_by_side(chosen.runs, listed(cache), bare_bytes(files)), CACHE_LIMIT)
        report("tool_loaded_from_cache", *side_by_side(chosen.runs, loaded(cache), bare_bytes(files)), CACHE_LIMIT)
    large = large_tool(chosen.questions)
    values = side_by_side(max(3, chosen.runs // 2), lambda _: milliseconds(lambda: read_tool(large, {})), parsed(large))
    report("large_tool_checked", *values, LARGE_LIMIT)


def library(cache: Path | None) -> ToolLibrary:
    """Return the shipped library as a start of the program opens it: nothing is in memory."""
    return ToolLibrary((resources_dir() / "tools",), (resources_dir() / "guidance",), cache)


def cold(cache: Path) -> Measured:
    """Return what reads and checks every tool and writes the cache, which is not there."""

    def measured(_run: int) -> float:
        shutil.rmtree(cache, ignore_errors=True)
        return milliseconds(library(cache).summaries)

    return measured


def listed(cache: Path) -> Measured:
    """Return what lists every tool from the cache, each file read again to see that it is the same."""
    return lambda _: milliseconds(library(cache).summaries)


def loaded(cache: Path) -> Measured:
    """Return what loads one tool after the other whole from the cache, each in a library just opened."""
    ids = [one.id for one in library(cache).summaries()]
    return lambda run: milliseconds(lambda: library(cache).get(ids[run % len(ids)]))


def bare_yaml(files: list[Path]) -> Measured:
    """Return what only reads the same files as YAML, into nothing."""
    return lambda _: milliseconds(lambda: [list(yaml.parse(one.read_bytes(), yaml.CSafeLoader)) for one in files])


def bare_bytes(files: list[Path]) -> Measured:
    """Return what only reads the bytes of the same files."""
    return lambda _: milliseconds(lambda: [one.read_bytes() for one in files])


def parsed(data: bytes) -> Measured:
    """Return what only reads one file as YAML, into nothing."""
    return lambda _: milliseconds(lambda: list(yaml.parse(data, yaml.CSafeLoader)))


def large_tool(questions: int) -> bytes:
    """Return a tool of so many questions in sections of a hundred, each shown by the answer to the one before."""
    lines = [START]
    for number in range(questions):
        if number % 100 == 0:
            lines.append(f"  - id: s{number}\n    title: S\n    questions:\n")
        shown = f', shown_when: {{question: q.{number - 1}, is: "yes"}}' if number else ""
        lines.append(f"      - {{id: q.{number}, label: Was it seen in time?, type: yes_no{shown}}}\n")
    return "".join(lines).encode()


if __name__ == "__main__":
    main()
