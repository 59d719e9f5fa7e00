"""Draws and allocations as the frameworks want them: at random, by theme, a month ahead, never in the own service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from qa_desktop.domain.allocation_answer import AnswerKind
from qa_desktop.domain.programme import EntryKind
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.services.check_draw import check_draw
from tests.acceptance.drawing import drawn, list_file, sent
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

FIRST = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    made.clock.moment = FIRST
    yield made
    made.desk.close()


def test_h1_on_the_first_a_random_set_is_allocated_to_lead_and_peer_for_each_case(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    officer = make_desk("Oli Officer", Role.QA_OFFICER)
    lead, peer, manager = (
        make_desk("Lea Lead", Role.MANAGER),
        make_desk("Pia Peer"),
        make_desk("Mo Manager", Role.MANAGER),
    )
    officer.desk.authority_settings.choose("herefordshire")
    for one in (officer, lead, peer, manager):
        one.clock.moment = FIRST
    sync(lead, peer, manager, officer)
    due = officer.desk.planning.programme.between(date(2026, 12, 1), date(2026, 12, 1))
    session = drawn(officer.desk, list_file(tmp_path), 4, "monthly")

    number = sent(
        session,
        {lead.desk.owner.id: ("lead",), manager.desk.owner.id: ("lead",), peer.desk.owner.id: ("peer",)},
        "her-audit",
    )
    sync(officer, lead, peer, manager)

    assert [(one.title, one.by) for one in due if one.kind is EntryKind.DRAW] == [
        ("Monthly Collaborative Case File Audits", "QA team")
    ]
    assert number == 8
    record = session.record
    assert record is not None
    leads = lead.desk.allocate.own() + manager.desk.allocate.own()
    peers = peer.desk.allocate.own()
    assert {one.subject for one in leads} == {one.subject for one in peers} == set(record.standing)
    assert {one.part for one in leads} == {"lead"}
    assert {one.part for one in peers} == {"peer"}
    assert {one.on for one in (*leads, *peers)} == {date(2026, 12, 1)}
    assert all(one.other == peer.desk.owner.id for one in leads)
    assert check_draw(record, tmp_path / "cases.csv") == ()


def test_b1_the_case_comes_a_month_ahead_the_meeting_is_bookable_and_the_key_worker_is_asked(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    officer, auditor = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor")
    for one in (officer, auditor):
        one.desk.authority_settings.choose("bracknell-forest")
    sync(auditor, officer)
    session = drawn(officer.desk, list_file(tmp_path), 1, "live", "team", Spread.EACH)
    due = session.usual_due("bra-live-audit")
    sent(session, {auditor.desk.owner.id: ()}, "bra-live-audit", due)
    sync(officer, auditor)
    (told,) = auditor.desk.allocate.own()

    auditor.desk.planning.answers.book(told.id, date(2026, 12, 21))
    invited = auditor.desk.planning.invite(told.id)
    sync(auditor, officer)

    assert (told.on, told.due) == (date(2026, 11, 21), date(2026, 12, 21))
    words = message_from_bytes(invited.email, policy=policy.default)
    body = words.get_body()
    assert body is not None
    assert "bring the file of this case in Mosaic up to date" in body.get_content()
    assert told.practitioner
    assert told.practitioner in body.get_content()
    assert told.practitioner not in str(words["Subject"])
    assert b"DTSTART;VALUE=DATE:20261221" in invited.calendar
    assert officer.desk.planning.answers.known()[told.id].kind is AnswerKind.BOOKED


def test_r7_a_tier_2_draw_never_gives_a_head_of_service_a_case_of_the_own_service(
    officer: OpenDesk, tmp_path: Path
) -> None:
    officer.desk.authority_settings.choose("rochdale")
    heads = (Known("Hana Head", Role.HEAD_OF_SERVICE), Known("Hugh Head", Role.HEAD_OF_SERVICE, "south"))
    tell(officer, *heads)
    session = drawn(officer.desk, list_file(tmp_path), 10, "tier-2", "team", Spread.EACH)
    view = session.share_view()

    sent(session, dict.fromkeys((one.key for one in heads), ()), "roc-t2-hos")

    service_of = {"hana-head": "East", "hugh-head": "West"}
    given = officer.desk.allocate.known()
    assert view.reach.value == "outside_own_service"
    assert {one.person for one in given} == set(service_of)
    assert all(session.cases[one.subject].service != service_of[one.person] for one in given)
    # one a month is expected of each, and neither gets more than that
    assert len(given) == 2


@pytest.mark.parametrize(("column", "spread"), [("", Spread.WHOLE), ("Theme", Spread.EACH)], ids=["random", "by theme"])
def test_s4_a_moderation_meeting_is_formed_by_theme_or_at_random_and_has_a_record(
    officer: OpenDesk, tmp_path: Path, column: str, spread: Spread
) -> None:
    officer.desk.authority_settings.choose("slough")
    tell(officer, Known("Sel Manager", Role.MANAGER))
    session = drawn(officer.desk, list_file(tmp_path), 2, "moderation", column, spread)

    number = sent(session, {"sel-manager": ()}, "slo-moderation")

    (kept,) = officer.desk.planning.draws().all()
    record = kept.record()
    assert kept.what == "Cases for the Audit Moderation Meeting"
    assert len(record.standing) == (2 if spread is Spread.WHOLE else 6)
    assert [one.group for one in record.result.strata] == (
        [()] if spread is Spread.WHOLE else [("Domestic abuse",), ("Exploitation",), ("Neglect",)]
    )
    assert number == len(record.standing) == kept.given
    assert officer.desk.planning.print_draw(record).startswith(b"%PDF")
