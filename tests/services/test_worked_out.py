"""Values that follow from answers are worked out and kept in the same breath as the answers."""

from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk
from tests.domain.format_tools import TEXT

AGE = paths.worked_out("age")


@pytest.fixture
def audit(auditor: OpenDesk, tmp_path: Path) -> Audit:
    file = tmp_path / "t-format.yaml"
    file.write_text(TEXT, encoding="utf-8")
    auditor.desk.add_tool(file)
    return auditor.desk.start_audit(StartRequest("t-format", "48-2207"))


def test_an_age_is_on_disk_with_the_date_of_birth(auditor: OpenDesk, audit: Audit) -> None:
    auditor.desk.record(audit, {paths.answer("born"): "2014-11-21"})

    assert auditor.desk.open_audit(audit.id).value(AGE) == 12


def test_setting_back_the_date_sets_back_the_age(auditor: OpenDesk, audit: Audit) -> None:
    recorded = auditor.desk.record(audit, {paths.answer("born"): "2014-11-21"})

    undone = auditor.desk.record(recorded.audit, recorded.before).audit

    assert undone.value(AGE) is None


def test_nobody_enters_what_is_worked_out(auditor: OpenDesk, audit: Audit) -> None:
    with pytest.raises(SeveralProblems) as refused:
        auditor.desk.record(audit, {paths.answer("age"): 12})

    assert [mistake.message for mistake in refused.value.mistakes] == ["this is worked out and cannot be entered"]
