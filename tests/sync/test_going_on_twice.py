"""One person on two laptops that go on with two versions at once: both laptops come to the same audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_desktop.bootstrap import tool_library
from qa_desktop.domain import paths
from qa_desktop.domain.enrolment import EnrolAnswer
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import new_code
from tests.desks import OpenDesk, new_desk, reopened
from tests.domain.two_versions import ANSWERED, FIRST, SECOND, THIRD
from tests.sync.newcomers import Newcomer, enrolled, sign_in
from tests.sync.server.laptops import Server

pytestmark = pytest.mark.usefixtures("keyring")


@dataclass
class Both:
    """The two laptops of Ada, with an audit that both hold."""

    first: OpenDesk
    second: OpenDesk
    audit_id: AuditId

    def sync(self) -> None:
        for one in (self.first, self.second, self.first):
            assert one.desk.sync_now(lambda: False).outcome is Outcome.DONE


def second_laptop(ada: Newcomer, officer: Newcomer, server: Server, folder: Path) -> OpenDesk:
    """Enrol another laptop of the same person."""
    made = new_desk(folder)
    sign_in(made, server, ada.access)
    with administering(server.dsn) as connection:
        code = new_code(connection, ada.access.login)
    assert made.desk.devices.enrol(code).answer is EnrolAnswer.REOPEN
    made = reopened(made)
    assert made.desk.devices.enrol(code).answer is EnrolAnswer.PENDING
    officer.at.desk.devices.approve(officer.at.desk.devices.named(made.desk.devices.own_fingerprint))
    return made


@pytest.fixture
def both(server: Server, tmp_path: Path) -> Iterator[Both]:
    ada = enrolled(tmp_path / "ada", server, "Ada Auditor")
    officer = enrolled(tmp_path / "oli", server)
    second = second_laptop(ada, officer, server, tmp_path / "second")
    for text in (FIRST, SECOND, THIRD):
        for one in (ada.at, second):
            file = one.place.folder / "tool.yaml"
            file.write_text(text, encoding="utf-8")
            tool_library(one.place).add(file, one.place.tools)
    audit = ada.at.desk.start_audit(StartRequest("t-steps", "48-2207", tool_version="1.0"))
    pair = Both(ada.at, second, ada.at.desk.record(audit, ANSWERED).audit.id)
    pair.sync()
    yield pair
    for one in (ada.at, second, officer.at):
        one.desk.close()


def test_two_versions_that_crossed_come_to_one_on_both(both: Both) -> None:
    both.first.desk.go_on(both.audit_id, "2.0")
    after = both.second.desk.go_on(both.audit_id, "3.0")
    both.second.desk.record(after, {paths.answer("gone"): "yes", paths.answer("voice"): "He sang."})
    both.sync()

    mine, theirs = (one.desk.open_audit(both.audit_id) for one in (both.first, both.second))

    assert (mine.tool, mine.record.fields, mine.earlier) == (theirs.tool, theirs.record.fields, theirs.earlier)
    assert mine.tool.version in ("2.0", "3.0")
    assert mine.answer("voice").value == "He sang."
    assert {**mine.record.fields, **mine.earlier}[paths.answer("gone")].value == "yes"
    assert both.first.desk.field_conflicts(both.audit_id) == ()


def test_whoever_wants_the_other_version_goes_on_once_more(both: Both) -> None:
    both.first.desk.go_on(both.audit_id, "2.0")
    both.second.desk.go_on(both.audit_id, "2.0")
    both.sync()
    same = both.first.desk.open_audit(both.audit_id)

    both.second.desk.go_on(both.audit_id)
    both.sync()

    mine, theirs = (one.desk.open_audit(both.audit_id) for one in (both.first, both.second))
    assert (same.tool.version, same.versions) == ("2.0", ("1.0", "2.0"))
    assert mine.versions == theirs.versions == ("1.0", "2.0", "3.0")
    assert mine.answer("gone").value == "no"
