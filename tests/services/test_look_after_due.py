"""What the window knows of disposals: what is due, what only a hold keeps, who has ordered, and what would go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import UnderWay
from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.erase_entries import Ordered
from tests.authorities import Authority
from tests.desks import MOMENT, OpenDesk, new_desk, sign_an_audit

AUTHORITY = Authority()
PERIODS = [
    {"kind": "case_audit", "months": 84, "from": "signature", "law": "CS-12"},
    {"kind": "draft", "months": 12, "from": "last_change", "law": "CS-14"},
]
DUE_ON = date(2033, 11, 21)


@pytest.fixture
def officers(tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    oli, ola = (new_desk(tmp_path / name, f"{name} Officer", Role.QA_OFFICER) for name in ("Oli", "Ola"))
    for one in (oli, ola):
        one.desk.authority.pin(AUTHORITY.fingerprint)
        one.desk.authority(AUTHORITY.sign(retention=PERIODS))
    yield oli, ola
    oli.desk.close()
    ola.desk.close()


def carry(sender: OpenDesk, receiver: OpenDesk, audit: AuditId) -> None:
    """Bring an audit from one laptop to another, as sync does."""
    pinned = sender.store.load(audit).tool_hash
    receiver.store.keep_tool(pinned, sender.store.tool_definition(pinned))
    receiver.store.bring([sender.desk.owner], sender.store.operations(audit), sender.store.documents_of(audit))


def test_what_is_ordered_by_the_first_person_waits_for_the_second_who_deletes_it(
    officers: tuple[OpenDesk, OpenDesk],
) -> None:
    oli, ola = officers
    audit = sign_an_audit(oli.desk)

    (free,) = oli.desk.look_after_due(DUE_ON)
    first = oli.desk.look_after_due.order(audit)
    carry(oli, ola, audit)
    (own,), (asked,) = oli.desk.look_after_due(DUE_ON), ola.desk.look_after_due(DUE_ON)
    second = ola.desk.look_after_due.order(audit)

    assert (first, second) == (Ordered.ASKED, Ordered.CONFIRMED)
    assert (free.ordered, free.is_own) == ((), False)
    assert ([one.name for one in own.ordered], own.is_own) == (["Oli Officer"], True)
    assert ([one.name for one in asked.ordered], asked.is_own, asked.reasons) == (
        ["Oli Officer"],
        False,
        ("retention_ended",),
    )
    (done,) = ola.desk.look_after_due(DUE_ON)
    assert [one.name for one in done.ordered] == ["Oli Officer", "Ola Officer"]
    oli.store.bring([ola.desk.owner], ola.store.operations(audit), [])
    assert oli.desk.look_after_due(DUE_ON) == ()
    with pytest.raises(NotFound):
        oli.store.load(audit)


def test_the_second_person_confirms_for_the_reason_of_the_first_though_it_is_not_due(
    officers: tuple[OpenDesk, OpenDesk],
) -> None:
    oli, ola = officers
    audit = sign_an_audit(oli.desk)
    oli.desk.erase.dispose(audit, Reason.WRONG_CASE)
    carry(oli, ola, audit)

    (line,) = ola.desk.look_after_due(MOMENT.date())
    ola.desk.look_after_due.order(audit)

    assert (line.due, line.title) == (None, "48-2207 · " + line.title.removeprefix("48-2207 · "))
    (certificate,) = ola.desk.erase.certificates()
    assert (certificate.reasons, certificate.is_complete) == (("wrong_case",), True)


def test_what_is_on_hold_is_listed_last_with_why_and_cannot_be_ordered(officers: tuple[OpenDesk, OpenDesk]) -> None:
    oli, _ = officers
    held, free = sign_an_audit(oli.desk), sign_an_audit(oli.desk)
    oli.desk.sharing.holds.place(held, Terms(HoldReason.COURT, "The court has it until spring."))

    lines = oli.desk.look_after_due(DUE_ON)

    assert [one.audit for one in lines] == [free, held]
    assert [(one.reason, one.why) for one in lines[1].holds] == [(HoldReason.COURT, "The court has it until spring.")]
    with pytest.raises(NotAllowed, match="on hold"):
        oli.desk.look_after_due.order(held)


def test_the_preview_counts_what_is_here_and_asks_for_the_reference(officers: tuple[OpenDesk, OpenDesk]) -> None:
    oli, _ = officers
    audit = sign_an_audit(oli.desk)

    preview = oli.desk.look_after_due.preview(audit, DUE_ON)

    operations = [one for one in oli.store.operations(audit) if one.stream.name != "retention"]
    assert (preview.entries, preview.documents) == (len(operations), len(oli.store.documents_of(audit)))
    assert (preview.auditor, preview.typed) == ("Oli Officer", "48-2207")
    with pytest.raises(NotFound, match="not in the list any more"):
        oli.desk.look_after_due.preview(AuditId("unknown"), DUE_ON)


def test_a_draft_of_which_only_the_state_is_known_is_confirmed_with_a_word(
    officers: tuple[OpenDesk, OpenDesk],
) -> None:
    oli, _ = officers
    old = MOMENT - timedelta(days=400)
    line = UnderWay(AuditId("theirs"), "bra-live-audit", PersonId("ben"), "Ben Bell", "draft", old, old)
    oli.store.sync.replace_under_way([line], "mark")

    preview = oli.desk.look_after_due.preview(AuditId("theirs"), MOMENT.date())

    assert (preview.auditor, preview.entries, preview.typed) == ("Ben Bell", 0, "dispose")
    assert preview.line.title.endswith("by Ben Bell")


def test_an_auditor_may_neither_look_nor_order(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    audit = sign_an_audit(auditor.desk)

    assert not auditor.desk.look_after_due.may_order
    with pytest.raises(NotAllowed):
        auditor.desk.look_after_due(DUE_ON)
    with pytest.raises(NotAllowed):
        auditor.desk.look_after_due.order(audit)

    auditor.desk.close()
