"""Reads and checks audit-tool files: all that is wrong is told at once, with line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.build_tool import build_tool, spread_defaults
from qa_desktop.toolkit.canonical import canonical_bytes
from qa_desktop.toolkit.condition_rules import condition_findings
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.link_rules import link_findings
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.outcome_rules import outcome_findings
from qa_desktop.toolkit.question_rules import question_findings
from qa_desktop.toolkit.reach_rules import reach_findings
from qa_desktop.toolkit.result_rules import band_findings, result_findings
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.shape_reader import ShapeReader
from qa_desktop.toolkit.tool_shape import TOOL
from qa_desktop.toolkit.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class CheckedTool:
    """A tool that was accepted, its canonical bytes, and what is worth a look all the same."""

    tool: Tool
    canonical: bytes
    warnings: tuple[Mistake, ...] = ()


def read_tool(data: bytes, libraries: Libraries) -> Tool:
    """Return the tool in the bytes of a YAML file; raise as `check_tool` does."""
    return check_tool(data, libraries).tool


def check_tool(data: bytes, libraries: Libraries) -> CheckedTool:
    """Return the tool in the bytes of a YAML file, with its content hash.

    Raises:
        SeveralProblems: with every mistake and warning, its line and column, and what would be right.
    """
    early: list[Mistake] = []
    mistakes = Mistakes(spread_defaults(read_yaml(data, early)), early)
    tool = checked_tool(mistakes, libraries)
    found = mistakes.all()
    if tool is None or found:
        count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
        raise SeveralProblems(f"This tool file has {count} and was not accepted.", found, mistakes.warnings)
    canonical = canonical_bytes(tool)
    hashed = replace(tool, content_hash=hashlib.sha256(canonical).hexdigest())
    return CheckedTool(hashed, canonical, mistakes.warnings)


def checked_tool(mistakes: Mistakes, libraries: Libraries) -> Tool | None:
    """Return the tool in a tree, as far as it can be read, without its content hash; note everything that is wrong."""
    values = ShapeReader(mistakes).top(mistakes.root, TOOL)
    tool = build_tool(values, libraries, mistakes) if values else None
    if tool is not None:
        book = RuleBook.of(tool, scales_known=not mistakes.touched("scales"))
        for path, message in findings(book):
            if not mistakes.is_unsure(path):
                mistakes.add(message, path)
        for path, message in doubts(book):
            if not mistakes.is_unsure(path):
                mistakes.warn(message, path)
    return tool


def findings(book: RuleBook) -> Iterator[Finding]:
    """Tell everything in a tool that does not fit together."""
    yield from question_findings(book)
    yield from condition_findings(book)
    yield from result_findings(book)
    yield from outcome_findings(book)
    yield from link_findings(book)


def doubts(book: RuleBook) -> Iterator[Finding]:
    """Tell everything in a tool that fits together and is hardly meant."""
    yield from band_findings(book)
    yield from reach_findings(book)
