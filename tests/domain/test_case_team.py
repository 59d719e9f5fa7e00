"""Which team a case is of, from its words and who is who."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qa_desktop.domain.case_team import CaseToName, case_team_changes, team_of_case
from qa_desktop.domain.directory import Colleague, Directory, Team
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import OperationKind

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
SIGNED = datetime(2026, 6, 1, tzinfo=UTC)
CASE = CaseToName(AuditId("one"), "", "", None, "")


def team(key: str, name: str, until: datetime | None = None) -> Team:
    return Team(key, name, "East", "", BEGAN, until)


def worker(key: str, name: str, team: str, since: datetime = BEGAN, until: datetime | None = None) -> Colleague:
    return Colleague(PersonId(key), name, "practitioner", team, since, until)


MOVED = SIGNED + timedelta(days=30)
DIRECTORY = Directory(
    (
        worker("w1", "Wil Worker", "n1", until=MOVED),
        worker("w1", "Wil Worker", "s1", since=MOVED),
        worker("w2", "Jo Same", "n1"),
        worker("w3", "Jo Same", "s1"),
        worker("w4", "Ina Gone", "n1", until=SIGNED),
    ),
    (team("n1", "North 1"), team("s1", "South"), team("d1", "Duty"), team("d2", "Duty"), team("o1", "Old", SIGNED)),
)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (replace(CASE, team="North 1"), "n1"),
        (replace(CASE, team="  north   1 "), "n1"),
        (replace(CASE, team="s1"), "s1"),
        (replace(CASE, team="North 1", worker="Wil Worker"), "n1"),
        (replace(CASE, team="Duty"), ""),
        (replace(CASE, team="Old"), ""),
        (replace(CASE, team="Nowhere", worker="wil worker"), "s1"),
        (replace(CASE, worker="w1"), "s1"),
        (replace(CASE, worker="Wil Worker", signed_at=SIGNED), "n1"),
        (replace(CASE, worker="Wil Worker", signed_at=BEGAN - timedelta(days=9)), "s1"),
        (replace(CASE, worker="Jo Same"), ""),
        (replace(CASE, worker="Ina Gone"), ""),
        (replace(CASE, worker="Nobody Known"), ""),
        (CASE, ""),
    ],
)
def test_the_team_is_the_one_that_words_or_worker_name_without_doubt(case: CaseToName, expected: str) -> None:
    assert team_of_case(DIRECTORY, case) == expected


@pytest.mark.parametrize(
    ("told", "signed_at", "team", "kind"),
    [
        ("", None, "n1", OperationKind.GRANT),
        ("n1", None, "s1", OperationKind.GRANT),
        ("n1", None, "", OperationKind.WITHDRAW),
        ("n1", None, "n1", None),
        ("", None, "", None),
        ("", SIGNED, "n1", OperationKind.GRANT),
        ("n1", SIGNED, "s1", None),
        ("n1", SIGNED, "", None),
    ],
)
def test_what_is_told_follows_a_draft_and_stays_behind_a_signature(
    told: str, signed_at: datetime | None, team: str, kind: OperationKind | None
) -> None:
    changes = case_team_changes(replace(CASE, told=told, signed_at=signed_at), team)

    assert [one.kind for one in changes] == ([] if kind is None else [kind])
    assert [dict(one.facts or {}) for one in changes] == (
        [] if kind is None else [{"relation": "case", "team": team or told}]
    )
