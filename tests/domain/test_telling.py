"""Whom a signed audit is told to: once each, open until it is recorded who told them, when and how (PRACTICE P-43)."""

from datetime import date

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.fit_tool import fit_tool
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.telling import comment_values, open_tells, step_is_done, tell_key, tells, told_values
from tests.sample_audits import STARTED, audit_of

DAY = date(2026, 11, 23)
ABOUT: dict[str, Value] = {**STARTED, paths.OVERALL_REASON: "Because of what was found."}


def told_of(tool: str, values: dict[str, Value]) -> list[str]:
    return [one.recipient for one in tells(audit_of(tool, values, AuditState.SIGNED))]


def test_p43_a_notice_stays_open_until_who_when_and_how_are_recorded() -> None:
    values: dict[str, Value] = {**ABOUT, paths.OVERALL_GRADE: "good"}
    half = told_values("team-manager", "Ada", DAY, TellWay.EMAIL)

    for missing in ("by", "on", "how"):
        some = {path: value for path, value in half.items() if not path.endswith(f"/{missing}")}
        assert open_tells(audit_of("roc-t2-hos", {**values, **some}, AuditState.SIGNED))
    assert open_tells(audit_of("roc-t2-hos", {**values, **half}, AuditState.SIGNED)) == ()


def test_nobody_is_to_be_told_of_a_draft() -> None:
    values: dict[str, Value] = {**ABOUT, paths.OVERALL_GRADE: "good"}
    assert open_tells(audit_of("roc-t2-hos", values)) == ()


def test_a_comment_that_is_asked_for_keeps_it_open_after_telling() -> None:
    told = told_values("head-of-service", "Ada", DAY, TellWay.TELEPHONE, "Hana Head")
    values: dict[str, Value] = {**ABOUT, paths.OVERALL_GRADE: "inadequate", **told}
    asked = audit_of("her-audit", values, AuditState.SIGNED)
    commented = audit_of(
        "her-audit", {**values, **comment_values("head-of-service", "Seen.", "Hana", DAY)}, AuditState.SIGNED
    )

    (told_one, *_), (done, *_) = tells(asked), tells(commented)
    assert (told_one.recipient, told_one.is_told, told_one.is_open) == ("Head of Service", True, True)
    assert (done.recipient, done.is_open) == ("Head of Service", False)


def test_whoever_is_named_by_the_grade_and_by_filing_is_told_once() -> None:
    assert tell_key("the QA team") == tell_key("QA Team") == "qa-team"
    assert tell_key("IRO/Conference Chair") == "iro-conference-chair"


@pytest.mark.parametrize(("ways", "is_done"), [(1, False), (2, True)])
def test_a_step_of_filing_that_tells_is_done_once_everybody_was_told(ways: int, is_done: bool) -> None:  # noqa: FBT001 - a parameter of the test
    keys = ("practice-manager", "social-worker")[:ways]
    told = {path: value for key in keys for path, value in told_values(key, "Ada", DAY, TellWay.EMAIL).items()}
    audit = audit_of("slo-case-audit", {**ABOUT, paths.header("audited_as"): "head_of_service", **told})
    step = next(one for one in audit.tool.filing.steps if one.id == "feedback") if audit.tool.filing else None

    assert step is not None
    assert step_is_done(audit, step) is is_done


def test_the_settings_say_whom_a_step_tells() -> None:
    from qa_desktop.bootstrap.tools import settings_library  # noqa: PLC0415 - beside its one use
    from tests.sample_audits import shipped_tool  # noqa: PLC0415 - as above

    bracknell = next(one for one in settings_library().all if one.id == "bracknell-forest")
    fitted = fit_tool(shipped_tool("bra-live-audit"), bracknell)

    assert fitted.filing is not None
    assert [one.tell for one in fitted.filing.steps if one.id == "return"] == [("Quality Assurance Officer",)]
