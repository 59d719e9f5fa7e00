"""Reads and checks an authority's settings: all that is wrong is told at once, with line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.build_settings import build_settings
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.rule_book import Finding
from qa_desktop.toolkit.settings_rules import Tools, own_findings, tool_findings
from qa_desktop.toolkit.settings_shape import SETTINGS
from qa_desktop.toolkit.shape_reader import ShapeReader
from qa_desktop.toolkit.yaml_reader import read_yaml


def check_settings(data: bytes, tools: Tools) -> AuthoritySettings:
    """Return the settings in the bytes of a YAML file, checked against every tool that they name.

    Raises:
        SeveralProblems: with every mistake, its line and column, and what would be right.
    """
    return _read(data, tools, passes_unknown=False)


def read_settings(data: bytes) -> AuthoritySettings:
    """Return settings that were checked where they were made; keys of a newer version are left out.

    Raises:
        SeveralProblems: this version of QA Desktop cannot read them.
    """
    return _read(data, None, passes_unknown=True)


def _read(data: bytes, tools: Tools | None, *, passes_unknown: bool) -> AuthoritySettings:
    early: list[Mistake] = []
    root = read_yaml(data, early)
    mistakes = Mistakes(root, early)
    values = ShapeReader(mistakes, passes_unknown=passes_unknown).top(root, SETTINGS)
    settings = build_settings(values) if values else None
    if settings is not None:
        _note(own_findings(settings), mistakes)
        if tools is not None:
            _note(tool_findings(settings, tools), mistakes)
    found = mistakes.all()
    if settings is None or found:
        count = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
        raise SeveralProblems(f"These settings of an authority have {count} and were not accepted.", found)
    return replace(settings, content_hash=hashlib.sha256(data).hexdigest())


def _note(findings: Iterable[Finding], mistakes: Mistakes) -> None:
    for path, message in findings:
        if not mistakes.is_unsure(path):
            mistakes.add(message, path)
