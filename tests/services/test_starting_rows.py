"""A table that begins with what is printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk

PROGRAMME = "roc-t1-focus"
MONTH = "roc-t1-focus.month"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("rows")) / "profile")
    yield made
    made.desk.close()


def months(audit: Audit) -> list[Value]:
    (section,) = audit.tool.sections
    return [audit.answer(MONTH, part.instance).value for part in audit.parts(section)]


def test_the_printed_rows_are_there_in_their_order(opened: OpenDesk) -> None:
    audit = opened.desk.start_audit(StartRequest(PROGRAMME, "2026"))

    assert months(audit) == ["December 2013", "January 2014", "February 2014", "March 2014"]


def test_other_answers_take_their_place(opened: OpenDesk) -> None:
    audit = opened.desk.start_audit(StartRequest(PROGRAMME, "2026", fields={paths.answer(MONTH): "April 2026"}))

    assert months(audit) == ["April 2026"]


def test_an_amendment_has_the_rows_of_what_it_amends_and_no_others(opened: OpenDesk) -> None:
    desk = opened.desk
    audit = desk.start_audit(StartRequest(PROGRAMME, "2026"))
    (section,) = audit.tool.sections
    gone = {paths.repeat(section.id, part.instance, "removed"): True for part in audit.parts(section)[1:]}
    changed = desk.record(audit, {**gone, paths.answer(MONTH): "April 2026"}).audit
    signed = desk.sign_audit(desk.record_signature.typed(changed, [("auditor", "Ada Auditor")]).id)

    assert months(desk.amend_audit(signed.id)) == ["April 2026"]


def test_an_answers_file_keeps_the_order_of_its_rows(opened: OpenDesk, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    rows = "".join(f"\n    - {{answers: {{{MONTH}: Month {number:02}}}}}" for number in range(1, 13))
    file.write_text(f"repeats:\n  months:{rows}", encoding="utf-8")

    values = opened.desk.answers_from_file(opened.desk.tool(PROGRAMME), file)
    audit = opened.desk.start_audit(StartRequest(PROGRAMME, "2026", fields=values))

    assert months(audit) == [f"Month {number:02}" for number in range(1, 13)]
