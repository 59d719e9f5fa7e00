"""What an officer's inbox says of an audit that came in: what is new, why it needs somebody, what is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.inbox import InboxNeed, InboxOnly, InboxQuestion
from qa_desktop.services.start_audit import StartRequest
from tests.sent_audits import Sent, sent_by_bundle


@pytest.fixture
def sent(tmp_path: Path) -> Iterator[Sent]:
    with sent_by_bundle(tmp_path) as sent:
        yield sent


def test_an_audit_that_came_in_is_new_until_it_was_looked_at(sent: Sent) -> None:
    inbox = sent.officer.desk.inbox
    before = inbox(InboxQuestion()).entries

    inbox.mark_seen(sent.audit_id)

    assert [(entry.summary.id, entry.author, entry.is_new) for entry in before] == [
        (sent.audit_id, "Ada Auditor", True)
    ]
    assert not inbox(InboxQuestion()).entries[0].is_new
    assert inbox(InboxQuestion(InboxOnly.NEW)).entries == ()


def test_something_written_later_makes_it_new_again(sent: Sent) -> None:
    desk = sent.officer.desk
    desk.inbox.mark_seen(sent.audit_id)

    desk.record(desk.open_audit(sent.audit_id), {paths.entry("action", "a1", "done"): True})

    assert desk.inbox(InboxQuestion(InboxOnly.NEW)).entries != ()


def test_an_audit_signed_with_requires_improvement_needs_the_officer(sent: Sent) -> None:
    inbox = sent.officer.desk.inbox

    assert inbox(InboxQuestion(InboxOnly.NEEDS)).entries[0].needs == (InboxNeed.REQUIRES_IMPROVEMENT,)


def test_the_search_narrows_the_inbox(sent: Sent) -> None:
    inbox = sent.officer.desk.inbox

    assert inbox(InboxQuestion(text="48-2207")).entries != ()
    assert inbox(InboxQuestion(text="99-9999")).entries == ()


def test_one_s_own_audits_are_not_in_the_inbox(sent: Sent) -> None:
    desk = sent.officer.desk
    desk.start_audit(StartRequest("bra-live-audit", "48-1111"))

    assert [entry.summary.id for entry in desk.inbox(InboxQuestion()).entries] == [sent.audit_id]
