"""What there is to decide about an audit that came in is said to whoever may decide it, and done as they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.services.settle_signature import Signature
from qa_desktop.services.sharing import Sharing
from qa_desktop.ui.presenters import inbox
from qa_desktop.ui.presenters.inbox import ReceivedPresenter
from qa_desktop.ui.presenters.received_decisions import decide, decisions, stale_note
from tests.ui.samples import NOON

AUDIT = AuditId("audit-1")
FIRST, SECOND = OperationId("sign-1"), OperationId("sign-2")


@dataclass
class Signatures:
    """Two signatures, and what was said of them."""

    may_settle: bool = True
    said: list[tuple[AuditId, OperationId]] = field(default_factory=list)

    def signatures(self, audit_id: AuditId) -> tuple[Signature, ...]:
        assert audit_id == AUDIT
        return (
            Signature(FIRST, "Ada Auditor", NOON, NOON, holds=False),
            Signature(SECOND, "Ben Bell", NOON, None, holds=False),
        )

    def __call__(self, audit_id: AuditId, holds: OperationId) -> None:
        self.said.append((audit_id, holds))


@dataclass
class NothingLate:
    """Nobody's late work."""

    def waiting(self, only: AuditId) -> tuple[()]:
        assert only == AUDIT
        return ()


def with_signatures(signatures: Signatures) -> Sharing:
    absent: dict[str, Any] = dict.fromkeys(Sharing.__slots__)
    return Sharing(**cast("Any", absent | {"signatures": signatures, "take_in": NothingLate()}))


def test_an_officer_says_which_of_two_signatures_holds() -> None:
    signatures = Signatures()
    sharing = with_signatures(signatures)
    asked = decisions(sharing, AUDIT, NOON, is_signed_twice=True)

    decide(sharing, AUDIT, asked[1])

    assert [one.words.partition(",")[0] for one in asked] == ["Signed by Ada Auditor", "Signed by Ben Bell"]
    assert "received" not in asked[1].words
    assert signatures.said == [(AUDIT, SECOND)]


def test_who_may_not_settle_is_not_asked() -> None:
    sharing = with_signatures(Signatures(may_settle=False))

    asked = decisions(sharing, AUDIT, NOON, is_signed_twice=True)

    assert asked == ()


def test_signatures_that_are_settled_are_not_asked_about_again() -> None:
    sharing = with_signatures(Signatures())

    asked = decisions(sharing, AUDIT, NOON, is_signed_twice=False)

    assert asked == ()


@dataclass
class Erasing:
    """Knows of a note that may show deleted words until its deletion is asked for."""

    notes: tuple[OperationId, ...] = (OperationId("note"),)
    asked: list[AuditId] = field(default_factory=list)

    def stale(self, _audit_id: AuditId) -> tuple[OperationId, ...]:
        return self.notes

    def redact_stale(self, audit_id: AuditId) -> None:
        self.asked.append(audit_id)
        self.notes = ()


class AtOnce:
    """A worker that does what it is given at once."""

    def submit(self, work: Callable[[], object], done: Callable[[object], object], *_: object) -> None:
        done(work())


def test_a_note_that_may_show_deleted_words_is_deleted_by_a_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "decide", lambda *_: pytest.fail("nothing of others is to be decided"))
    erasing, audit, done = Erasing(), AuditId("audit"), list[bool]()
    presenter = ReceivedPresenter(cast("Any", SimpleNamespace(erase=erasing)), cast("Any", AtOnce()))
    (decision,) = stale_note(cast("Any", erasing), audit)

    presenter.decide(audit, decision, lambda: done.append(True), lambda _: pytest.fail("it was refused"))

    assert decision.action == "Ask for its deletion"
    assert (erasing.asked, done) == ([audit], [True])
    assert stale_note(cast("Any", erasing), audit) == ()
