"""A sample is asked of the Heads of the services that the settings name, and of no other (R-215)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain.checks import CheckRow
from qa_desktop.domain.record import Role
from tests.acceptance.due import at
from tests.acceptance.registers import noted
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk

HOS = Role.HEAD_OF_SERVICE
TODAY = date(2026, 11, 16)
FRONT, CARE, COURT = "MASS & First Response", "Cared for Children", "Child Protection and Care Proceedings"
TEAMS = (("front", FRONT), ("care", CARE), ("court", COURT))
HEADS = (Known("Fay Front", HOS, "front"), Known("Cat Care", HOS, "care"), Known("Col Court", HOS, "court"))


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    one = new_desk(tmp_path / "desk", "Oli Officer", Role.QA_OFFICER)
    one.desk.authority_settings.choose("rochdale")
    at(one, date(2026, 8, 3))
    one.desk.start_sample()
    at(one, TODAY)
    yield one
    one.desk.close()


def asked(opened: OpenDesk, check: str, due: str) -> dict[str, CheckRow]:
    """Return of whom a check is asked, by name."""
    found = opened.desk.planning.checks()
    return {one.name: one for one in found if one.planned.key == f"check:{check}:{due}"}


@pytest.mark.parametrize(
    ("check", "due", "names"),
    [
        ("contacts", "2026-11-30", {"Fay Front"}),
        ("thresholds", "2026-11-30", {"Fay Front"}),
        ("visits", "2026-12-31", {"Cat Care", "Col Court"}),
        ("cp-plans", "2026-12-31", {"Cat Care", "Col Court"}),
        ("carer-sample", "2026-12-31", {"Cat Care"}),
        ("referrers", "2026-11-30", {"Fay Front", "Cat Care", "Col Court"}),
    ],
)
def test_r215_each_sample_is_asked_of_the_heads_of_its_services(
    officer: OpenDesk, check: str, due: str, names: set[str]
) -> None:
    tell(officer, *HEADS, teams=TEAMS)

    assert set(asked(officer, check, due)) == names


def test_r215_a_head_whose_service_is_not_known_is_asked_for_every_sample(officer: OpenDesk) -> None:
    tell(officer, *HEADS, Known("Una Unplaced", HOS, "nowhere"), teams=TEAMS)

    assert set(asked(officer, "contacts", "2026-11-30")) == {"Fay Front", "Una Unplaced"}


def test_r215_where_nobody_heads_the_service_the_officer_sees_whose_it_would_be(officer: OpenDesk) -> None:
    tell(officer, HEADS[1], HEADS[2], teams=TEAMS)

    (one,) = asked(officer, "contacts", "2026-11-30").values()

    assert (one.name, one.who) == ("Head of Service (MASS; First Response)", None)
    noted(officer, "roc-hos-samples", {"sample": "timeliness"}, subject="Front door")
    assert next(iter(asked(officer, "contacts", "2026-11-30").values())).done == TODAY


def test_r215_the_laptop_of_a_head_asks_for_the_samples_of_their_own_service_alone(
    server: Server, make_desk: MakeDesk
) -> None:
    for team, service in TEAMS:
        server.team(team, service)
    front, care = make_desk("Fay Front", HOS, "front"), make_desk("Cat Care", HOS, "care")
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    for one in (front, care, officer):
        one.desk.authority_settings.choose("rochdale")
        one.desk.sync_now(lambda: False)
    at(officer, TODAY)
    at(front, TODAY)
    at(care, TODAY)

    assert set(asked(front, "contacts", "2026-11-30")) == {"Fay Front"}
    assert asked(front, "visits", "2026-12-31") == {}
    assert asked(care, "contacts", "2026-11-30") == {}
    assert set(asked(care, "visits", "2026-12-31")) == {"Cat Care"}
    assert set(asked(officer, "contacts", "2026-11-30")) == {"Fay Front"}
