"""A laptop knows who is who after a sync and what people were before; it forgets what its person may not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import leave, move
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

MakeLaptop = Callable[[str, str], RealLaptop]


@pytest.fixture
def make_laptop(server: Server, tmp_path: Path) -> Iterator[MakeLaptop]:
    made: list[RealLaptop] = []

    def make(name: str, role: str) -> RealLaptop:
        made.append(new_real_laptop(tmp_path / f"profile-{len(made)}", server, name, role))
        return made[-1]

    yield make
    for laptop in made:
        laptop.profile.store.close()


def names(laptop: RealLaptop) -> list[tuple[str, str, str]]:
    return [(one.name, one.role, one.team) for one in laptop.profile.store.directory().present]


def test_a_laptop_knows_the_people_and_what_they_were(make_laptop: MakeLaptop, server: Server) -> None:
    officer, ada = make_laptop("Oli Officer", "qa_officer"), make_laptop("Ada Auditor", "auditor")
    make_laptop("Bo Leaver", "auditor")
    server.team("north-1", parent="north")
    officer.sync()
    before = names(officer)
    with administering(server.dsn) as connection:
        move(connection, ada.address.user, role="manager", team="north-1")
        leave(connection, server.sql("SELECT login FROM qa.person WHERE name = 'Bo Leaver'"))
    officer.sync()

    directory = officer.profile.store.directory()
    ada_id = ada.profile.store.owner.id
    present = directory.person(ada_id)

    assert before == [
        ("Ada Auditor", "auditor", "north"), ("Bo Leaver", "auditor", "north"), ("Oli Officer", "qa_officer", "north"),
    ]  # fmt: skip
    assert names(officer) == [("Ada Auditor", "manager", "north-1"), ("Oli Officer", "qa_officer", "north")]
    assert present is not None
    earlier = directory.person(ada_id, present.since - timedelta(milliseconds=1))
    assert earlier is not None
    assert (earlier.role, earlier.team, earlier.until) == ("auditor", "north", present.since)
    assert [team.id for team in directory.above("north-1")] == ["north-1", "north"]
    assert sum(one.name == "Bo Leaver" and one.until is not None for one in directory.people) == 1


def test_somebody_who_becomes_a_practitioner_forgets_the_others(make_laptop: MakeLaptop, server: Server) -> None:
    ada = make_laptop("Ada Auditor", "auditor")
    make_laptop("Oli Officer", "qa_officer")
    ada.sync()
    assert len(names(ada)) == 2
    with administering(server.dsn) as connection:
        move(connection, ada.address.user, role="practitioner")

    ada.sync()

    assert ada.profile.store.directory().people == []


def test_a_sync_without_news_asks_for_no_directory(make_laptop: MakeLaptop, server: Server) -> None:
    ada = make_laptop("Ada Auditor", "auditor")
    ada.sync()
    server.sql("REVOKE EXECUTE ON FUNCTION qa.directory(text) FROM qa_laptop")

    assert ada.sync().outcome.value == "done"
