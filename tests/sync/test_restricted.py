"""A concern about a worker stays apart from the audit; its owner, QA officers and heads of service read it (P-22)."""

from __future__ import annotations

import json
from pathlib import Path

from qa_desktop.domain.record import Role
from qa_desktop.domain.worker_concern import RESTRICTED
from qa_desktop.services.gather_held import Sought
from qa_desktop.ui.presenters.restricted import restricted_rows
from tests.desks import OpenDesk
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import finish, introduce, start, sync

SECRET = "They were alone with the child behind a locked door"
WORDS = {"what": SECRET, "about": "W. Worker", "told": "LADO, 21 November, by telephone"}


def of(one: OpenDesk) -> list[str]:
    return [concern.what for concern in one.desk.restricted_concerns.all()]


def test_p22_by_the_server_it_reaches_officer_and_head_of_service_alone(make_desk: MakeDesk) -> None:
    anna, mo = make_desk("Anna"), make_desk("Mo Manager", Role.MANAGER)
    officer, head = make_desk("Oli", Role.QA_OFFICER), make_desk("Hana", Role.HEAD_OF_SERVICE)
    worker, peer = make_desk("Wes Worker", Role.PRACTITIONER), make_desk("Pia Peer")
    everybody = (anna, mo, officer, head, worker, peer)
    introduce(*everybody)
    audit_id = start(anna.desk)
    anna.desk.restricted_concerns.record(anna.desk.open_audit(audit_id), WORDS)

    sync(anna, *everybody)
    assert [of(one) for one in everybody] == [[SECRET], [], [SECRET], [SECRET], [], []]  # while it is a draft

    finish(anna.desk, audit_id)
    sync(anna, *everybody)
    assert mo.desk.open_audit(audit_id).is_signed
    assert [of(one) for one in everybody] == [[SECRET], [], [SECRET], [SECRET], [], []]
    officer.desk.restricted_concerns.add(
        officer.desk.open_audit(audit_id), officer.desk.restricted_concerns.all()[0].id, {"outcome": "With the LADO"}
    )
    sync(officer, anna, mo)
    assert anna.desk.restricted_concerns.all()[0].outcome == "With the LADO"
    assert of(mo) == []
    for one in (mo, worker, peer):
        assert not [op for op in one.store.sync.restricted() if op.stream.name == RESTRICTED]


def test_p22_what_is_held_on_a_person_finds_it_beside_a_draft_of_somebody_else(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    anna, officer = make_desk("Anna"), make_desk("Oli", Role.QA_OFFICER)
    introduce(anna, officer)
    anna.desk.restricted_concerns.record(anna.desk.open_audit(start(anna.desk)), WORDS)
    sync(anna, officer)

    officer.desk.gather_held(Sought(person="W. Worker"), tmp_path / "held")

    (found,) = json.loads((tmp_path / "held" / "restricted.json").read_text(encoding="utf-8"))
    assert found["what"] == SECRET


def test_p22_the_list_tells_who_may_read_it_and_says_no_word_before_one_is_chosen(make_desk: MakeDesk) -> None:
    anna, mo = make_desk("Anna"), make_desk("Mo Manager", Role.MANAGER)
    officer, head = make_desk("Oli", Role.QA_OFFICER), make_desk("Hana", Role.HEAD_OF_SERVICE)
    introduce(anna, mo, officer, head)
    audit_id = start(anna.desk)
    anna.desk.restricted_concerns.record(anna.desk.open_audit(audit_id), WORDS)
    sync(anna, mo, officer, head)
    (beside_a_draft,) = restricted_rows(officer.desk)

    finish(anna.desk, audit_id)
    sync(anna, mo, officer, head)
    (officers,), (heads,) = restricted_rows(officer.desk), restricted_rows(head.desk)

    assert (beside_a_draft.is_here, beside_a_draft.may_add) == (False, False)
    assert "under way" in beside_a_draft.lines.caption
    assert (officers.is_here, officers.may_add, heads.is_here, heads.may_add) == (True, True, True, False)
    assert officers.lines.caption.startswith("Recorded by Anna, beside ")
    assert SECRET in officers.told
    shown = f"{officers.lines.title} {officers.lines.caption} {officers.lines.right}"
    assert SECRET not in shown
    assert "W. Worker" not in shown
    assert restricted_rows(mo.desk) == ()
