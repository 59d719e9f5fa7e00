"""What there is to decide about an audit that came in is said to whoever may decide it, and done as they say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.services.settle_signature import Signature
from qa_desktop.services.sharing import Sharing
from qa_desktop.ui.presenters.received_decisions import decide, decisions
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
