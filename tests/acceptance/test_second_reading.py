"""A signed audit is read a second time by somebody who is told the case and nothing of what the first one gave."""

from __future__ import annotations

import pytest

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import NotAllowed, NotFound
from tests.sample_audits import COMPLETE_BRA
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import finish, start, sync


def test_a_second_reader_audits_the_case_blind_and_both_are_compared(make_desk: MakeDesk) -> None:
    officer, ada, ben = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Ada Auditor"), make_desk("Ben Bell")
    sync(ada, ben, officer)
    first = start(ada.desk)
    finish(ada.desk, first)
    sync(ada, officer)
    give = officer.desk.looking_again.second_reading

    for named, why in (("Ada Auditor", "made this audit"), ("Oli Officer", "would not be blind")):
        with pytest.raises(NotAllowed, match=why):
            give(first, named)
    made = give(first, "Ben Bell")
    sync(officer, ben)
    second = ben.desk.allocate.start(made.id)

    assert second.text(pairs.PAIR) == first
    assert second.subject == "48-2207"
    assert not pairs.grades(second)
    with pytest.raises(NotFound):
        ben.desk.open_audit(first)
    ben.desk.record(second, {**COMPLETE_BRA, paths.OVERALL_GRADE: "good"})
    finish(ben.desk, second.id)
    sync(ben, officer)
    report = officer.desk.looking_again.agreement.second_readings(ReportPeriod.parse("2026-11"))
    assert report.pairs == 1
    assert {line.submitted.pairs for line in report.lines} == {1}
    assert officer.desk.looking_again.agreement(ReportPeriod.parse("2026-11")).pairs == 0
