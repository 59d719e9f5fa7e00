"""What is proposed stands in the record; what was sent once is not sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.ids import PersonId, ToolId
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.domain.sampling.population import Case
from qa_desktop.domain.sampling.record import DrawRecord, Substitution, Who, without
from qa_desktop.domain.sampling.share_out import Auditor, Part, Reach
from qa_desktop.errors import InputProblem
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.share_out_cases import LEAD, PEER, proposed, sent
from tests.domain.sampling.lists import AT, population, recorded

DUE = date(2026, 12, 22)
PAIR = (Part(LEAD, Reach.OWN_TEAM), Part(PEER))
PEOPLE = tuple(Auditor(f"Lead {team}", team=team, parts=(LEAD,)) for team in ("North", "South", "West"))
PEERS = (Auditor("Pat", "p-1", parts=(PEER,)), Auditor("Quinn", "p-2", parts=(PEER,)))
CASES = {case.reference: case for case in population().cases}


class Laptops:
    """Takes allocations as the service does."""

    def __init__(self) -> None:
        self.asked: list[AllocationRequest] = []

    def __call__(self, requests: Sequence[AllocationRequest]) -> tuple[Allocation, ...]:
        first = len(self.asked)
        self.asked += requests
        return tuple(
            Allocation(f"a-{first + number}", PersonId(one.person), ToolId(one.tool_id), one.subject, one.due)
            for number, one in enumerate(requests)
        )


def record() -> DrawRecord:
    return recorded(population(), Scheme(Spread.EACH, 2, ("team",)))


def test_what_was_proposed_is_sent_with_part_worker_and_date() -> None:
    laptops = Laptops()

    told = sent(proposed(record(), CASES, (*PEOPLE, *PEERS), PAIR), CASES, laptops, "her-audit", DUE)

    assert told.proposal
    assert [one.allocation for one in told.proposal.given] == [f"a-{number}" for number in range(12)]
    first = told.standing[0]
    lead = laptops.asked[0]
    peer = next(one for one in laptops.asked[1:] if one.subject == first)
    assert lead.pair == peer.pair != ""
    assert (lead.part, peer.part) == (LEAD, PEER)
    alone = replace(lead, pair="", part="")
    assert alone == AllocationRequest("Lead North", "her-audit", first, DUE, CASES[first].worker, "Lead")
    assert len({one.pair for one in laptops.asked}) == len(told.standing)
    assert {one.person for one in laptops.asked if one.note == "Peer"} == {"p-1", "p-2"}


def test_only_what_is_new_is_sent_after_a_case_was_replaced() -> None:
    laptops = Laptops()
    told = sent(proposed(record(), CASES, (*PEOPLE, *PEERS), PAIR), CASES, laptops, "her-audit", DUE)
    case = told.standing[2]
    made = Substitution(case, told.next_for(case), "Closed", Who("Oli", AT))
    told = replace(told, substitutions=(made,), proposal=without(told.proposal, case))
    laptops.asked.clear()

    again = sent(proposed(told, CASES, (*PEOPLE, *PEERS), PAIR), CASES, laptops, "her-audit", DUE)
    once_more = sent(again, CASES, laptops, "her-audit", DUE)

    assert [(one.subject, one.note) for one in laptops.asked] == [(made.by, "Lead"), (made.by, "Peer")]
    assert once_more == again


def test_people_who_have_cases_cannot_be_left_off_the_list() -> None:
    told = proposed(record(), CASES, (*PEOPLE, *PEERS), PAIR)

    with pytest.raises(InputProblem, match="Lead North"):
        proposed(told, CASES, (*PEOPLE[1:], *PEERS), PAIR)
    with pytest.raises(InputProblem, match="another way already"):
        proposed(told, CASES, (*PEOPLE, *PEERS), (Part("auditor"),))


@pytest.mark.parametrize(
    ("cases", "people", "told"),
    [
        (CASES, PEERS, "list of people has no column “team”"),
        ({key: Case(key) for key in CASES}, PEOPLE, "list of cases has no column “team”"),
    ],
)
def test_what_the_sharing_depends_on_must_be_known(
    cases: dict[str, Case], people: tuple[Auditor, ...], told: str
) -> None:
    with pytest.raises(InputProblem, match=told):
        proposed(record(), cases, people, PAIR)
