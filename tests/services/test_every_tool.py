"""Every shipped tool from its answers file to a sealed note that verifies, on one profile."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import flow
from qa_desktop.domain.tool import Tool
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.sign_audit import ARCHIVE_NOTE
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.full_answers import answers_file
from tests.sample_audits import shipped_ids, shipped_tool


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("every-tool")) / "profile")
    yield made
    made.desk.close()


@pytest.fixture(params=shipped_ids())
def tool(request: pytest.FixtureRequest) -> Tool:
    return shipped_tool(request.param)


def test_a_complete_audit_is_signed_and_its_note_verifies(tool: Tool, one_desk: OpenDesk) -> None:
    desk = one_desk.desk
    one_desk.clock.moment += timedelta(seconds=1)
    numbers = (f"entry-{number:04}" for number in range(10_000))
    started = desk.start_audit(StartRequest(tool.id, "48-2207", "A. Practitioner"))

    audit = desk.record(started, AnswersFile(numbers.__next__).read(tool, answers_file(tool))).audit
    open_points = [one.message for one in flow.blockers(audit)]
    desk.sign_audit(audit.id)
    (note,) = [one for one in one_desk.store.documents_of(audit.id) if one.kind == ARCHIVE_NOTE]
    verdict = verify(note.data)

    assert open_points == []
    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED
    assert verdict.values is not None
    assert verdict.values["title"] == tool.title
