"""What laptops tell each other beside the audits: drafts under way, who has one open, who looked at what."""

from __future__ import annotations

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotFound
from qa_desktop.services.note_access import Access
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import accesses
from tests.desks import sign_an_audit
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import COMMENT, finish, introduce, start, sync, write


def test_drafts_are_listed_by_state_for_those_who_answer_for_them(make_desk: MakeDesk) -> None:
    ada, mia, olu = (
        make_desk("Ada Auditor"),
        make_desk("Mia Manager", Role.MANAGER),
        make_desk("Olu Officer", Role.QA_OFFICER),
    )
    audit_id = start(ada.desk)
    sync(ada, mia, olu)

    for one in (mia, olu):
        (line,) = one.desk.sharing.under_way()
        assert (line.audit_id, line.auditor, line.state) == (audit_id, "Ada Auditor", "Under way")
        assert line.tool == ada.desk.open_audit(audit_id).tool.title
        with pytest.raises(NotFound):
            one.desk.open_audit(audit_id)
    assert ada.desk.sharing.under_way() == ()
    finish(ada.desk, audit_id)
    sync(ada, mia)
    assert mia.desk.sharing.under_way() == ()


def test_what_was_looked_at_is_reported_once_and_says_nothing_of_it(make_desk: MakeDesk, server: Server) -> None:
    ada, olu = make_desk("Ada Auditor"), make_desk("Olu Officer", Role.QA_OFFICER)
    audit_id = sign_an_audit(ada.desk)
    sync(ada, olu)
    olu.desk.sharing.note_access([audit_id], Access.OPENED)
    olu.desk.sharing.note_access([audit_id], Access.NOTE_SAVED)

    sync(olu, olu)

    told = server.sql("SELECT audit, what, self_reported FROM qa.access_record ORDER BY no").splitlines()
    assert told == [f"{audit_id}|opened|t", f"{audit_id}|note_saved|t"]
    with administering(server.dsn) as connection:
        newest, oldest = accesses(connection, audit=audit_id)
        (login,) = {newest.split()[2], oldest.split()[2]}
        assert accesses(connection, login=login) == (newest, oldest)
        assert accesses(connection, audit="another") == ()
    assert ("note_saved" in newest, "opened" in oldest, "48-2207" in newest) == (True, True, False)


def test_who_else_has_an_audit_open_is_told_and_stops_nobody(make_desk: MakeDesk) -> None:
    ada, pia, bob = make_desk("Ada Auditor"), make_desk("Pia Peer"), make_desk("Bob Bystander")
    introduce(ada, pia)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)

    assert ada.desk.sharing.tell_open(audit_id) is None
    told = pia.desk.sharing.tell_open(audit_id)
    assert told is not None
    assert told.name == "Ada Auditor"
    write(pia, audit_id, COMMENT, "written all the same")
    assert sync(pia)[0].refused == 0
    assert bob.desk.sharing.tell_open(audit_id) is None
    ada.desk.sharing.tell_open.closed(audit_id)

    assert pia.desk.sharing.tell_open(audit_id) is None


def test_a_run_with_nothing_to_do_asks_for_no_list_and_no_report(
    make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = make_desk("Olu Officer", Role.QA_OFFICER)
    sync(olu)
    asked: list[str] = []
    line = olu.desk.sync_now.connect_at_once()
    for name in ("aside", "under_way", "quarantined", "report_access", "take_in"):
        monkeypatch.setattr(line, name, lambda *_, name=name: asked.append(name))

    from qa_desktop.sync.client.engine import Engine  # noqa: PLC0415 - beside its one use

    report = Engine(olu.store.sync, line, olu.desk.owner.id, olu.clock).run()
    line.close()

    assert (report.outcome, asked) == (Outcome.DONE, [])
