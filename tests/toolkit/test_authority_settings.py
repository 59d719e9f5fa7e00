"""The settings that come with the program are right, and a wrong file is told with every mistake and its place."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from qa_desktop.domain.fit_tool import fit_tool, term_names
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.json_schema import settings_schema
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.settings_checker import check_settings, read_settings
from qa_desktop.toolkit.settings_library import SettingsLibrary
from qa_desktop.toolkit.settings_rules import Tools
from qa_desktop.toolkit.settings_shape import SETTINGS
from qa_desktop.toolkit.shape import ListOf, Record
from qa_desktop.toolkit.yaml_reader import read_yaml
from tests.toolkit.test_json_schema import plain, validator

ROOT = Path(__file__).parents[2]
AUTHORITIES = sorted((ROOT / "resources" / "authorities").glob("*.yaml"))
MANUAL = (ROOT / "docs" / "authority-profiles.md").read_text(encoding="utf-8")
RULE = re.compile(r"R-\d{3}")
WRONG = """\
settings: a b
version: "1"
authority: {code: EX}
source: {document: Example}
tools: {also: [bra-live-audti]}
terms: {praktitioner: Worker}
deadlines:
  - {id: new, tools: [bra-live-audit], amount: 3}
  - {id: immediate, tools: [roc-t1-generic], amount: 0.5}
escalation:
  - {tools: [bra-live-audit], grade: excellent, tell: [Head of Service]}
  - {tools: [bra-live-audit], grade: excellent, tell: [Director]}
filing:
  - {id: copy, tools: [bra-live-audit], title: "Send to {nobody}", to: [post]}
quotas:
  - {id: q, role: Manager, what: Audits, least: 4, per: fortnight}
selection:
  - {id: s, what: Cases, how: random, day: 32}
programmes:
  - {id: p, title: Focus, columns: [A, B], rows: [{period: May, themes: [One]}]}
regular:
  - {id: r, kind: forum, what: Forum}
  - {id: r2, kind: learning, what: Forum, every: {amount: 6}}
  - {id: r3, kind: oversight, what: Sample, services: [East, East]}
"""


@pytest.fixture(scope="session")
def tools(shipped: ToolLibrary) -> Tools:
    return {str(one.id): partial(shipped.get, one.id) for one in shipped.summaries()}


def mistakes_of(text: str, tools: Tools) -> tuple[Mistake, ...]:
    with pytest.raises(SeveralProblems) as told:
        check_settings(text.encode(), tools)
    return told.value.mistakes


def test_five_authorities_come_with_the_program() -> None:
    names = [one.name for one in SettingsLibrary(ROOT / "resources" / "authorities").all]

    assert names == ["Bracknell Forest", "Durham", "Herefordshire", "Rochdale", "Slough"]


@pytest.mark.parametrize("path", AUTHORITIES, ids=lambda path: path.stem)
def test_the_settings_of_an_authority_are_right_and_say_what_its_tools_print(path: Path, tools: Tools) -> None:
    settings = check_settings(path.read_bytes(), tools)
    fitted = [
        (tools[one](), fit_tool(tools[one](), settings))
        for one in tools
        if settings.owns(one, tools[one]().authority_code)
    ]

    assert settings.id == path.stem
    assert fitted
    for tool, used in fitted:
        assert (used.deadlines, used.escalation) == (tool.deadlines, tool.escalation)
        assert (used.scales, used.look_back, used.benchmark) == (tool.scales, tool.look_back, tool.benchmark)


@pytest.mark.parametrize("path", AUTHORITIES, ids=lambda path: path.stem)
def test_the_settings_of_an_authority_fit_the_schema(path: Path) -> None:
    assert list(validator(settings_schema()).iter_errors(plain(read_yaml(path.read_bytes(), [])))) == []


def test_the_published_schema_is_the_format_that_is_checked() -> None:
    file = ROOT / "resources" / "schema" / "authority-settings.schema.json"

    assert file.read_text(encoding="utf-8") == settings_schema()


def test_every_mistake_is_told_at_once_with_its_line_and_its_remedy(tools: Tools) -> None:
    found = {(one.line, one.message) for one in mistakes_of(WRONG, tools)}

    wanted = (
        (1, "use letters, digits"),
        (3, 'the key "name" is missing'),
        (5, 'did you mean "bra-live-audit"?'),
        (6, 'did you mean "practitioner"?'),
        (9, "write a whole number"),
        (12, '"excellent" of bra-live-audit is set above already'),
        (14, '"{nobody}" cannot be filled in'),
        (14, 'there is no recipient "post"'),
        (14, "belong together"),
        (16, '"fortnight" is not known here'),
        (18, "a month has 31 days"),
        (20, "1 themes for 2 columns"),
        (22, '"forum" is not known here'),
        (23, '"amount" and "unit" belong together'),
        (24, 'write "by" too, such as by: Head of Service'),
        (24, '"East" stands twice'),
    )
    for line, words in wanted:
        assert any(at == line and words in message for at, message in found), (line, words)


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("deadlines: [{id: new, tools: [bra-live-audit], amount: 3}]", "so a new one needs label, unit, owner"),
        ("deadlines: [{id: immediate, tools: [bra-live-audit], from: audit_dat}]", 'did you mean "audit_date"?'),
        ("deadlines: [{id: immediate, tools: [bra-live-audit], from: team}]", '"team" is no date'),
        ("filing: [{id: new, tools: [bra-live-audit], text: Hello}]", "so a new one needs a title"),
        ("deadlines: [{id: one-week, tools: [slo-case-audit], amount: 3}]", "none of the authority's own"),
        ("escalation: [{tools: [bra-live-audit], grade: excellent, tell: [X]}]", "not on the scale of the overall"),
        ("scales: [{tools: [bra-live-audit], id: brag, title: B, points: [{code: a, label: A}]}]", "has no scale"),
        (
            "scales: [{tools: [bra-live-audit], id: grade, title: G, points: [{code: good, label: Good}]}]",
            '"inadequate" is not on the scale',
        ),
    ],
)
def test_what_does_not_fit_a_tool_is_told(setting: str, told: str, tools: Tools) -> None:
    head = "settings: ex\nversion: '1'\nauthority: {code: BRA, name: X}\nsource: {document: X}\ntools: {of: [BRA]}\n"

    found = mistakes_of(head + setting, tools)

    assert any(told in one.message and one.line == len(head.splitlines()) + 1 for one in found), found


def test_settings_of_a_newer_version_are_read_without_what_is_unknown(tools: Tools) -> None:
    text = AUTHORITIES[0].read_text(encoding="utf-8") + "\nfuture: {key: value}\n"

    settings = read_settings(text.encode())

    assert settings.name == "Bracknell Forest"
    with pytest.raises(SeveralProblems, match="1 mistake"):
        check_settings(text.encode(), tools)


def _records(shape: Record) -> list[Record]:
    found = [shape]
    for key in shape.keys:
        kind = key.kind.kind if isinstance(key.kind, ListOf) else key.kind
        if isinstance(kind, Record):
            found += _records(kind)
    return found


def test_the_manual_names_every_key_and_every_word() -> None:
    names = {name for record in _records(SETTINGS) for name in record.names} | set(term_names())

    assert {name for name in names if not re.search(rf"`{name}`", MANUAL)} == set()


def test_the_manual_names_every_rule_that_a_setting_carries() -> None:
    carried = {rule for path in AUTHORITIES for rule in RULE.findall(path.read_text(encoding="utf-8"))}

    assert len(carried) > 90
    assert carried - set(RULE.findall(MANUAL)) == set()
