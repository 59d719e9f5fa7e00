"""Due work by the command line: all of it, what is overdue, of a team."""

import json

import pytest

from tests.cli.test_concern import Run, audit, run

__all__ = ["audit", "run"]


def test_due_work_is_listed_in_words_and_as_json(run: Run, audit: str) -> None:
    signatories = ("--as", "practitioner=Sam", "--as", "auditor=Ada Auditor")
    run("audit", "sign", audit, *signatories)

    told = json.loads(run("work", "list", "--json"))["work"]
    words = run("work", "list", "--kind", "filing")

    assert {one["audit"] for one in told} == {audit}
    assert {"filing", "telling", "date"} <= {one["kind"] for one in told}
    assert all(one["subject"] == "48-2207" for one in told)
    assert len(words.splitlines()) == sum(one["kind"] == "filing" for one in told)
    assert "48-2207" in words


def test_only_what_is_overdue_or_of_a_team_is_listed_where_that_is_asked(run: Run, audit: str) -> None:
    run("audit", "sign", audit, "--as", "practitioner=Sam", "--as", "auditor=Ada Auditor")
    whole = json.loads(run("work", "list", "--json"))["work"]

    overdue = json.loads(run("work", "list", "--overdue", "--json"))["work"]

    assert overdue == [one for one in whole if one["overdue"]]
    assert json.loads(run("work", "list", "--team", "north", "--json"))["work"] == whole
    assert "Nothing is to be done." in run("work", "list", "--team", "South")
    with pytest.raises(SystemExit):
        run("work", "list", "--team", "North", "--mine")
