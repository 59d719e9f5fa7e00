"""Tools from outside go from their files to verified notes; nothing is signed while their own rules are not kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import flow, paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.results import all_results
from qa_desktop.services.sign_audit import ARCHIVE_NOTE
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.documents.reading import spoken
from tests.outside import OUTSIDE, PERCENT, SIX, STAGED, answers_file, tool_file

PRINTED = {
    SIX: (
        "3 Adequate",
        "Not applicable: No children of their own.",
        "Two visits in June are written up late.",
        "Adequate 1, Weak 1, Unsatisfactory 1",
    ),
    PERCENT: (
        "67% (Mostly assured)",
        "50% (Not yet assured), decided: Concern",
        "Two weeks without a filter weigh more than the gates.",
        "70 (Mostly assured), decided otherwise",
        "the filter decides until it has held for a term",
    ),
    STAGED: ("At the level", "Beyond the first year", "5 working days", "Signed, typed name"),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("outside")) / "profile", "Olu Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def open_points(opened: OpenDesk, name: str, changed: dict[str, Value]) -> list[str]:
    desk = opened.desk
    tool = desk.add_tool(tool_file(name))
    values = {**desk.answers_from_file(tool, answers_file(name)), **changed}
    audit = desk.record(desk.start_audit(StartRequest(tool.id, "KX-0212", "Nia")), values).audit
    return [one.message for one in flow.blockers(audit)]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_tool_from_outside_goes_from_its_file_to_a_verified_note(opened: OpenDesk, name: str, tmp_path: Path) -> None:
    desk = opened.desk
    tool = desk.add_tool(tool_file(name))
    desk.authority_tools.publish(tool.id)
    started = desk.start_audit(StartRequest(tool.id, "KX-0212", "Nia"))
    audit = desk.record(started, desk.answers_from_file(tool, answers_file(name))).audit
    named = [(block.role, desk.owner.name) for block in tool.signatures if block.seals]
    open_points = flow.blockers(audit)
    signed = desk.sign_audit(desk.record_signature.typed(audit, named).id)
    (note,) = (one.data for one in opened.store.documents_of(signed.id) if one.kind == ARCHIVE_NOTE)

    words = " ".join(" ".join(spoken(note, tmp_path)).split())

    assert open_points == ()
    assert verify(note).outcome is Outcome.INTACT_UNCONFIRMED
    assert [one for one in PRINTED[name] if one not in words] == []


@pytest.mark.parametrize(
    ("name", "path", "value", "said"),
    [
        (SIX, paths.answer("lc.2.3", "comment"), "", "write the what shows it"),
        (SIX, paths.answer("lc.2.4", "reason"), "", "say why it does not apply or is not evidenced"),
        (SIX, paths.answer("lc.1.1", "comment"), "word " * 121, "shorten this to 120 words, it has 121"),
        (PERCENT, paths.section("places", "reason"), "", "Safe places: say why you decide otherwise"),
        (PERCENT, paths.OVERALL_REASON, "", "Overall rating: say why you decide otherwise"),
        (STAGED, paths.answer("ov.1.1"), "word " * 23, "shorten this to 20 words, it has 23"),
        (STAGED, paths.answer("ov.3.1~observer"), None, "(observer): answer this"),
        (
            STAGED,
            paths.read_before("after", "practitioner"),
            False,
            "Afterwards: the practitioner must first say that they read “What was observed”",
        ),
    ],
    ids=["comment", "why not", "long comment", "section", "overall", "long answer", "one party", "not read"],
)
def test_what_the_form_asks_for_has_to_be_there_before_signing(
    opened: OpenDesk, name: str, path: str, value: Value, said: str
) -> None:
    (found,) = open_points(opened, name, {path: value})

    assert said in found


def test_what_does_not_apply_gives_its_weight_to_the_rest(opened: OpenDesk) -> None:
    desk = opened.desk
    tool = desk.add_tool(tool_file(PERCENT))
    values = desk.answers_from_file(tool, answers_file(PERCENT))
    started = desk.start_audit(StartRequest(tool.id, "KX-0213", "Nia"))

    audit = desk.record(started, {path: value for path, value in values.items() if "ssc.a" not in path}).audit

    assert {name: words for name, words in all_results(audit).items() if name != "people"} == {
        "voice": "89% (Assured)",
        "places": "50% (Not yet assured)",
        "overall": "73 (Mostly assured)",
    }
