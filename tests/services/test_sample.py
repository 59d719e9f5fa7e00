from datetime import timedelta
from pathlib import Path

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import NotAllowed
from tests.desks import OpenDesk


@pytest.fixture
def sample(auditor: OpenDesk) -> Audit:
    return auditor.desk.start_sample()


def test_the_sample_can_be_worked_on_and_listed(auditor: OpenDesk, sample: Audit) -> None:
    auditor.desk.record(sample, {paths.OVERALL_GRADE: "good"})
    (row,) = auditor.desk.list_audits(SummaryFilter())
    assert (row.subject, row.overall) == ("Sample 1", "good")
    assert flow.progress(auditor.desk.open_audit(sample.id))[0] == 1


def test_nothing_of_the_sample_waits_to_be_sent(auditor: OpenDesk, sample: Audit) -> None:
    auditor.desk.record(sample, {paths.OVERALL_REASON: "Because."})
    assert auditor.desk.unsent().count == 0


def test_the_sample_cannot_be_handed_over(auditor: OpenDesk, officer: OpenDesk, sample: Audit, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="stays on this laptop"):
        auditor.desk.export_bundle([sample.id], officer.desk.owner.address, tmp_path / "sample.qab")


def test_the_note_of_the_sample_says_so(auditor: OpenDesk, sample: Audit) -> None:
    assert compose_note(sample, NoteOccasion(auditor.clock.now())).watermark == "Sample"


def test_the_sample_can_be_signed(auditor: OpenDesk, sample: Audit) -> None:
    auditor.clock.moment += timedelta(minutes=1)
    values = {paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "So.", paths.NO_ACTIONS_REASON: "Nothing is open."}
    ready = auditor.desk.record(sample, values).audit
    named = [("auditor", "Ada Auditor"), ("practitioner", "Sam Sample")]
    signed = auditor.desk.sign_audit(auditor.desk.record_signature.typed(ready, named).id)
    assert signed.is_signed
    assert auditor.desk.unsent().count == 0
