"""What people answer to allocations reaches the officer; what officers keep is with each of them, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from qa_desktop.domain.allocation_answer import AnswerKind
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.operation import Change
from qa_desktop.domain.organisation import DESK, ORGANISATION, PROGRAMME
from qa_desktop.domain.record import Role
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move
from tests.desks import OpenDesk
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk


def synced(*desks: OpenDesk) -> None:
    for one in desks:
        report = one.desk.sync_now(lambda: False)
        assert (report.outcome, report.refused, report.waiting) == (Outcome.DONE, 0, 0), report


def streams(desk: OpenDesk) -> list[str]:
    return sorted(one.stream.name for one in desk.store.operations(ORGANISATION))


def test_answers_reach_the_officer_and_the_last_one_counts(make_desk: MakeDesk) -> None:
    officer, ada = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor")
    ben, manager = make_desk("Ben Auditor"), make_desk("Mo Manager", Role.MANAGER)
    synced(ada, ben, manager, officer)
    made = officer.desk.allocate.several(
        [AllocationRequest(ada.desk.owner.id, "bra-live-audit", f"48-220{number}") for number in range(3)]
    )
    synced(officer, ada, ben, manager)
    say = ada.desk.planning.answers

    say.take(made[0].id)
    say.book(made[0].id, date(2026, 12, 14), time(14), 90)
    say.decline(made[1].id, "On leave until the new year")
    say.swap(made[2].id, "Ben Auditor", "He knows the family's language")
    synced(ada, officer, ben, manager)

    told = officer.desk.planning.answers.known()
    assert [told[one.id].kind for one in made] == [AnswerKind.BOOKED, AnswerKind.DECLINED, AnswerKind.SWAP]
    assert (told[made[0].id].day, told[made[0].id].time, told[made[0].id].minutes) == (date(2026, 12, 14), "14:00", 90)
    assert told[made[1].id].reason == "On leave until the new year"
    assert told[made[2].id].colleague == ben.desk.owner.id
    assert manager.desk.planning.answers.known() == told == ada.desk.planning.answers.known()
    assert ben.desk.planning.answers.known() == {}


def test_an_answer_is_ones_own_and_says_what_it_has_to(make_desk: MakeDesk) -> None:
    officer, ada = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor")
    synced(ada, officer)
    made = officer.desk.allocate(AllocationRequest(ada.desk.owner.id, "bra-live-audit", "48-2207"))
    synced(officer, ada)

    with pytest.raises(NotAllowed):
        officer.desk.planning.answers.take(made.id)
    with pytest.raises(InputProblem, match="Say why"):
        ada.desk.planning.answers.decline(made.id, "  ")
    with pytest.raises(InputProblem, match="somebody else"):
        ada.desk.planning.answers.swap(made.id, "Ada Auditor")
    with pytest.raises(NotFound, match="Nobody called Ben"):
        ada.desk.planning.answers.swap(made.id, "Ben")
    assert ada.desk.planning.answers.known() == {}


def test_whoever_is_no_officer_any_more_keeps_nothing_of_the_desk(make_desk: MakeDesk, server: Server) -> None:
    oli, olga = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    ada = make_desk("Ada Auditor")
    oli.store.append([Change(DESK, "draw/1", "a record"), Change(PROGRAMME, "entry/1", "a theme")])
    synced(oli, olga, ada)
    before = [streams(one) for one in (oli, olga, ada)]
    login = server.sql("SELECT login FROM qa.person WHERE name = 'Oli Officer'")
    with administering(server.dsn) as connection:
        move(connection, login, role="manager")

    synced(oli, olga, ada)

    assert before == [["desk", "programme"], ["desk", "programme"], ["programme"]]
    assert [streams(one) for one in (oli, olga, ada)] == [["programme"], ["desk", "programme"], ["programme"]]


def test_kept_performance_figures_are_with_each_officer_and_the_later_one_counts(make_desk: MakeDesk) -> None:
    oli, olga = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    manager = make_desk("Mo Manager", Role.MANAGER)
    first, other = Measured("Visits", "In time", "2026-09", "81%"), Measured("Visits", "Held", "2026-Q3", "40")
    oli.desk.measured.keep((first, other))
    synced(oli, olga, manager)
    known = olga.desk.measured.kept()
    olga.desk.measured.keep((replace(first, value="83%"), other))
    synced(olga, oli, manager)

    assert known == (other, first)
    assert oli.desk.measured.kept() == olga.desk.measured.kept() == (other, replace(first, value="83%"))
    assert [(one.by, one.figure.value) for one in oli.desk.measured.history() if one.figure.measure == "In time"] == [
        ("Olga Officer", "83%"),
        ("Oli Officer", "81%"),
    ]
    assert manager.desk.measured.kept() == ()
    assert "desk" not in streams(manager)
