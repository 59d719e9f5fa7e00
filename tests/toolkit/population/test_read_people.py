"""The list of people says who audits how much, who is away, and which rows make no sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain.sampling.share_out import Auditor
from qa_desktop.errors import InputProblem, SeveralProblems
from qa_desktop.toolkit.population.read_people import read_people

ON = date(2026, 12, 1)


def listed(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_people_are_read_with_what_bounds_them(tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "Name,ID,Team,Service,Quota,This month,Done,Parts,Role\n"
        "Ann One,p-1,North,Family,4,1,12,lead,IRO\nBen Two,,,,,,,both,\n",
    )

    assert read_people(path, ON, ("lead", "peer")) == (
        Auditor("Ann One", "p-1", "North", "Family", 4, 1, 12, ("lead",), "IRO"),
        Auditor("Ben Two"),
    )


def test_who_is_away_on_the_day_gets_nothing(tmp_path: Path) -> None:
    path = listed(tmp_path, "Name,Away\nAnn,yes\nBen,01/12/2026\nCy,30/11/2026\nDi,no\nEd,\n")

    assert [one.name for one in read_people(path, ON, ("auditor",))] == ["Cy", "Di", "Ed"]


def test_every_row_that_makes_no_sense_is_told_at_once(tmp_path: Path) -> None:
    path = listed(tmp_path, "Name,Quota,Away,Parts\nAnn,four,,\nBen,,perhaps,\n,1,,\nCy,,,chair\nDi,,,\nDI,,,\n")

    with pytest.raises(SeveralProblems) as refused:
        read_people(path, ON, ("lead", "peer"))

    told = [(one.where, one.message) for one in refused.value.mistakes]
    assert [where for where, _ in told] == ["row 2", "row 3", "row 4", "row 5", "row 7"]
    assert "lead, peer" in told[3][1]
    assert "row 6" in told[4][1]


def test_a_list_in_which_everybody_is_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="nobody who is there"):
        read_people(listed(tmp_path, "Name,Away\nAnn,yes\n"), ON, ("auditor",))
