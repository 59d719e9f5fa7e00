"""Durham's Impact Statements: six headings, Next Steps, a review date, and a review that goes on from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.section_link import LinkField
from tests.acceptance.due import at, work
from tests.acceptance.on_screen import section, words
from tests.desks import MOMENT, OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full
from tests.ui.pages.conftest import Opener

TOOL = "dur-impact-statement"
STEPS = actions(("a1", "2027-01-31"), who="Strategic Manager")
SAID: dict[str, Value] = {
    paths.header("statement_date"): "2026-11-02",
    paths.header("statement_kind"): "first",
    **{paths.answer(f"dur-imp.{number}"): f"What was said under {number}" for number in range(1, 7)},
    paths.answer("dur-imp.7"): "2027-02-01",
    **STEPS,
}
HEADINGS = [
    "What is the Key Line of Enquiry?",
    "What is/was the issue?",
    "What have we done?",
    "What impact have we had?",
    "Next Steps",
    "Supporting Evidence",
]


@pytest.fixture
def author(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "author", "Ari Author", Role.QA_OFFICER)
    made.desk.authority_settings.choose("durham")
    yield made
    made.desk.close()


def stated(author: OpenDesk) -> Audit:
    return signed_in_full(author.desk, TOOL, SAID, "Neglect")


def test_d5_a_statement_has_six_headings_next_steps_with_lead_and_timescale_and_a_review_date(author: OpenDesk) -> None:
    statement = stated(author)
    note = compose_note(statement, NoteOccasion(MOMENT))

    printed = [one.label for part in note.sections for one in part.answers]
    assert [one for one in printed if one in HEADINGS] == HEADINGS
    assert note.plan is not None
    assert [column.label for column in note.plan.columns] == ["Action", "Lead", "Timescale"]
    assert note.plan.rows == (("Do a1 and say so", "Strategic Manager", "31 January 2027"),)
    (review,) = work(author, WorkKind.DATE).values()
    assert (review.due, review.whose) == (date(2027, 2, 1), "Quality Improvement Board")


def test_d5_without_review_date_lead_or_timescale_it_is_not_signed(author: OpenDesk) -> None:
    audit = author.desk.start_audit(StartRequest(TOOL, "Neglect"))
    bare: dict[str, Value] = {**SAID, paths.answer("dur-imp.7"): None}
    bare |= {paths.entry("action", "a1", "who"): None, paths.entry("action", "a1", "due"): None}
    left = {one.path for one in flow.blockers(author.desk.record(audit, bare).audit)}

    assert {paths.answer("dur-imp.7"), "action/a1/who", "action/a1/due"} <= left
    early: dict[str, Value] = {paths.header("statement_date"): "2026-11-02", paths.answer("dur-imp.7"): "2026-11-01"}
    with pytest.raises(SeveralProblems) as refused:
        author.desk.record(audit, early)
    assert "must not be before “Date”, 2 November 2026" in refused.value.sentence


def test_d6_a_review_starts_from_the_earlier_statement_and_closes_its_review_date(author: OpenDesk) -> None:
    first = stated(author)
    at(author, date(2027, 2, 3))
    assert next(iter(work(author, WorkKind.DATE).values())).is_overdue(date(2027, 2, 3))

    review = author.desk.start_audit(StartRequest(TOOL, "Neglect"))
    review = author.desk.record(review, {paths.header("statement_kind"): "review"}).audit
    review = author.desk.record(review, author.desk.link_audit(review, "earlier", first.id)).audit

    started = [review.answer(f"dur-imp.{number}").value for number in range(1, 7)]
    assert started == [f"What was said under {number}" for number in range(1, 7)]
    assert review.text(paths.header("earlier_date")) == "2026-11-21"
    assert review.answer("dur-imp.7").value is None, "the board agrees a new date"
    changed = author.desk.record(
        review, {paths.answer("dur-imp.4"): "Fewer children wait", paths.answer("dur-imp.7"): "2027-08-02"}
    )
    assert changed.audit.answer("dur-imp.4").value == "Fewer children wait"
    assert [(one.audit, one.due) for one in work(author, WorkKind.DATE).values()] == [(review.id, date(2027, 8, 2))]


def test_d6_on_screen_choosing_the_earlier_statement_fills_the_headings(opener: Opener, real: OpenDesk) -> None:
    first = signed_in_full(real.desk, TOOL, SAID, "Neglect")
    opened = opener.on_real(real.desk, StartRequest(TOOL, "Neglect"))
    opened.shell.session.record({paths.header("statement_kind"): "review"})
    opened.shell.go("about")
    opened.settle()

    field: LinkField | None = opened.shell.page.findChild(LinkField)
    assert field is not None
    opened.qtbot.waitUntil(lambda: field.select.count() > 0)
    field.select.activated.emit(0)
    opened.qtbot.waitUntil(lambda: bool(field.words.text()))
    opened.settle()

    link = link_in(opened.shell.audit.value(paths.header("earlier")))
    assert link is not None
    assert link.audit == first.id
    page = section(opened, "statement")
    assert [one for one in HEADINGS[:4] if any(one in text for text in words(page))] == HEADINGS[:4]
    assert opened.shell.audit.answer("dur-imp.2").value == "What was said under 2"
