"""Herefordshire's family feedback: the social worker asks first, and nobody is contacted without consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain import flow, paths, stages
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import Span
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.widgets.date_field import DateField
from tests.acceptance.on_screen import section, words
from tests.acceptance.registers import counted
from tests.desks import OpenDesk, new_desk
from tests.ui.pages.conftest import Opener

TOOL = "her-family-feedback"
ASKED: dict[str, Value] = {
    paths.answer("her-ff.1"): "yes",
    paths.answer("her-ff.1.date"): "2026-11-10",
    paths.answer("her-ff.1.by"): "Sam Worker",
}


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "peer", "Pip Peer", Role.AUDITOR)
    made.desk.authority_settings.choose("herefordshire")
    yield made
    made.desk.close()


def begun(peer: OpenDesk, *values: dict[str, Value]) -> Audit:
    audit = peer.desk.start_audit(StartRequest(TOOL, "CASE-7", "Sam Worker"))
    for some in values:
        audit = peer.desk.record(audit, some).audit
    return audit


def refusal(peer: OpenDesk, audit: Audit, values: dict[str, Value]) -> str:
    with pytest.raises(SeveralProblems) as refused:
        peer.desk.record(audit, values)
    return refused.value.sentence


def is_closed(audit: Audit) -> bool:
    """Tell whether what the family said cannot be written down yet."""
    contact = next(one for one in audit.tool.stages if one.id == "contact")
    return stages.waits_for(audit, contact) is not None


def test_h6_contact_opens_once_it_is_recorded_that_the_social_worker_asked(peer: OpenDesk) -> None:
    audit = begun(peer, {paths.answer("her-ff.1"): "yes"})
    assert is_closed(audit), "who asked, and when, is part of it"

    audit = peer.desk.record(audit, ASKED).audit

    assert not is_closed(audit)
    asked = "must not be before “Date on which the social worker asked”, 10 November 2026"
    assert asked in refusal(peer, audit, {paths.answer("her-ff.2.date"): "2026-11-09"})
    audit = peer.desk.record(audit, {paths.answer("her-ff.2.date"): "2026-11-12"}).audit
    later = refusal(peer, audit, {paths.answer("her-ff.1.date"): "2026-11-13"})
    assert "must not be after “Date of contact”, 12 November 2026" in later


def test_h6_without_consent_nobody_is_contacted_and_the_reason_completes_the_record(peer: OpenDesk) -> None:
    audit = begun(peer, ASKED, {paths.answer("her-ff.1"): "no"})
    assert "views" not in {section.id for section in audit.shown_sections()}
    assert ["why was there no contact" in one.message.casefold() for one in flow.blockers(audit)] == [True]

    audit = peer.desk.record(audit, {paths.answer("her-ff.3.none"): "The mother would rather not be rung"}).audit
    signed = peer.desk.sign_audit(peer.desk.record_signature.typed(audit, [("peer", "Pip Peer")]).id)

    assert signed.is_signed
    month = counted(peer, "her-family-feedback", Span.MONTH)
    assert month["2026-11"]["entries"] == 1
    assert month["2026-11"]["Did the family consent to be contacted by the Peer auditor: No"] == 1


def test_h6_on_screen_the_views_are_closed_until_the_asking_is_written_down(opener: Opener, real: OpenDesk) -> None:
    opened = opener.on_real(real.desk, StartRequest(TOOL, "CASE-7", "Sam Worker"))
    opened.shell.session.record({paths.answer("her-ff.1"): "yes"})
    opened.settle()

    closed = section(opened, "views")
    assert any("This opens when “the social worker asks” is complete" in one for one in words(closed))
    assert not any(field.isEnabled() for field in closed.findChildren(DateField))

    opened.shell.session.record(ASKED)
    opened.settle()
    assert all(field.isEnabled() for field in section(opened, "views").findChildren(DateField))
