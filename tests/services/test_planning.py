"""Quotas, draws that are kept, and allocations that go to somebody else: through the services of a profile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.ui.presenters.quotas import quotas_view
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.directories import Known, tell
from tests.domain.sampling.lists import population, recorded

BEN, CAL = Known("Ben Auditor"), Known("Cal Auditor", team="south")


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    tell(made, BEN, CAL, Known("Mo Manager", Role.MANAGER))
    yield made
    made.desk.close()


def test_an_audit_goes_to_somebody_else_as_it_is_the_fairest_first(officer: OpenDesk) -> None:
    for case in ("1", "2"):
        officer.desk.allocate(AllocationRequest("Ben Auditor", "bra-live-audit", case))
    made = officer.desk.allocate(
        AllocationRequest("Mo Manager", "bra-live-audit", "3", date(2026, 12, 18), "W. Worker")
    )
    reallocate = officer.desk.planning.reallocate()

    offered = [(one.name, one.open) for one in reallocate.candidates(made.id)]
    new = reallocate(made.id, "Cal Auditor")

    assert offered == [("Cal Auditor", 0), ("Oli Officer", 0), ("Ben Auditor", 2)]
    (now,) = [one for one in officer.desk.allocate.known() if one.subject == "3"]
    assert (now.id, now.person, now.due, now.practitioner) == (new.id, CAL.key, date(2026, 12, 18), "W. Worker")
    with pytest.raises(NotFound):
        reallocate(made.id, "Ben Auditor")


def test_a_swap_gives_one_back_in_the_same_step(officer: OpenDesk) -> None:
    one = officer.desk.allocate(AllocationRequest("Ben Auditor", "bra-live-audit", "1"))
    other = officer.desk.allocate(AllocationRequest("Cal Auditor", "bra-live-audit", "2"))

    officer.desk.planning.reallocate()(one.id, "Cal Auditor", other.id)

    assert {one.subject: one.person for one in officer.desk.allocate.known()} == {"1": CAL.key, "2": BEN.key}


def test_lead_and_peer_stay_two_people_and_know_of_the_new_one(officer: OpenDesk) -> None:
    lead, peer = officer.desk.allocate.pair(AllocationRequest("Mo Manager", "her-audit", "1"), "Ben Auditor")
    reallocate = officer.desk.planning.reallocate()

    with pytest.raises(InputProblem, match="two people"):
        reallocate(peer.id, "Mo Manager")
    new = reallocate(peer.id, "Cal Auditor")

    now = {one.part: one for one in officer.desk.allocate.known()}
    assert (now["lead"].id, now["lead"].other) == (lead.id, CAL.key)
    assert (now["peer"].id, now["peer"].other, now["peer"].pair) == (new.id, lead.person, lead.pair)


def test_nobody_is_given_an_own_case_and_only_officers_give(officer: OpenDesk, tmp_path: Path) -> None:
    made = officer.desk.allocate(AllocationRequest("Cal Auditor", "bra-live-audit", "1", practitioner="Auditor, Ben"))

    assert "Ben Auditor" not in [one.name for one in officer.desk.planning.reallocate().candidates(made.id)]
    with pytest.raises(InputProblem, match="own one"):
        officer.desk.planning.reallocate()(made.id, "Ben Auditor")
    auditor = new_desk(tmp_path / "auditor")
    with pytest.raises(NotAllowed):
        auditor.desk.planning.reallocate()(made.id, "Ben Auditor")
    with pytest.raises(NotAllowed):
        auditor.desk.planning.draws().keep(recorded(population(), Scheme(Spread.WHOLE, 2)))
    auditor.desk.close()


def test_a_draw_is_kept_as_it_is_and_the_last_record_counts(officer: OpenDesk) -> None:
    draws = officer.desk.planning.draws()
    record = recorded(population(), Scheme(Spread.WHOLE, 4))
    kept = draws.keep(record)
    replaced = officer.desk.draw_cases().substitute(record, record.standing[0], "Closed last week")

    draws.keep(replaced, kept)

    (line,) = draws.all()
    assert (line.id, line.cases, line.what, line.by) == (kept, 4, "4 of the whole list", record.who.name)
    assert draws.draw(kept).record() == replaced
    assert officer.store.rebuild_projections() == 0


def test_ones_own_quota_counts_what_was_signed_and_talked_over_in_the_month(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor", role=Role.HEAD_OF_SERVICE)
    auditor.desk.authority_settings.choose("slough")
    before = auditor.desk.planning.quotas.own()
    sign_an_audit(auditor.desk)

    assert [(row.name, row.done, row.wanted) for row in before] == [("Ada Auditor", 0, 1)]
    assert auditor.desk.planning.quotas.own()[0].done == 0  # another tool than the quota's
    auditor.desk.close()


def test_an_officer_says_who_has_which_post_and_the_table_follows(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("slough")
    quotas = officer.desk.planning.quotas
    usual = {row.name: row.quota.id for row in quotas().rows}
    quotas.set_post("Ben Auditor", "Head of Service")
    quotas.set_post("Cal Auditor", "-")

    assert usual == {"Ben Auditor": "cp", "Cal Auditor": "cp", "Mo Manager": "pm"}
    assert {row.name: row.quota.id for row in quotas().rows} == {"Ben Auditor": "hos", "Mo Manager": "pm"}
    assert [one.name for one in quotas().without_post] == ["Oli Officer"]
    with pytest.raises(InputProblem, match="No quota is for"):
        quotas.set_post("Ben Auditor", "Astronaut")
    quotas.set_post("Ben Auditor", "")
    assert {row.name: row.quota.id for row in quotas().rows} == {"Ben Auditor": "cp", "Mo Manager": "pm"}


def test_nobody_is_asked_for_a_post_where_quotas_are_of_cases_alone(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("herefordshire")

    table = officer.desk.planning.quotas()

    assert table.members
    assert (table.posts, table.without_post) == ((), ())
    assert quotas_view(table, may_set_posts=True).rows == ()


def test_the_month_is_the_last_meetings_and_an_audit_signed_later_counts_in_it(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    signed = sign_an_audit(auditor.desk)
    auditor.clock.moment = datetime(2026, 12, 2, tzinfo=UTC)

    (found,) = auditor.store.plans.signed_since(date(2026, 11, 1))

    assert (found.id, found.tool_id, found.people) == (signed, "bra-live-audit", (auditor.desk.owner.id,))
    assert found.day == auditor.desk.open_audit(signed).last_meeting()
    assert auditor.store.plans.signed_since(date(2026, 11, 22)) == ()
    auditor.desk.close()
