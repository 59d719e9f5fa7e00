"""What an authority sets is laid over its tools, and over its tools alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain.authority_settings import (
    AuthoritySettings,
    DeadlineSetting,
    EscalationSetting,
    FilingSetting,
    OwnTools,
    Recipient,
    ScaleSetting,
    SettingsSource,
    ToolTerms,
)
from qa_desktop.domain.fit_tool import fit_tool
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import Tool, Words
from qa_desktop.domain.tool_outcome import EscalationRule
from tests.sample_audits import shipped_tool

BASE = AuthoritySettings(
    "x", "1", "XYZ", "Xshire", SettingsSource("D"), OwnTools(("XYZ",)), content_hash="hash of the file"
)


@pytest.fixture(scope="module")
def live() -> Tool:
    return shipped_tool("bra-live-audit")


def taken_over(tool: Tool) -> AuthoritySettings:
    return replace(BASE, own=OwnTools(("XYZ",), (tool.id,)))


def own(tool: Tool) -> AuthoritySettings:
    return replace(BASE, code=tool.authority_code, own=OwnTools((tool.authority_code,)))


def test_a_tool_of_another_authority_stays_as_it_is(live: Tool) -> None:
    settings = replace(BASE, terms=(("practitioner", "Social worker"),))

    assert fit_tool(live, settings) is live


def test_a_tool_that_nothing_changes_stays_as_it_is(live: Tool) -> None:
    assert fit_tool(live, own(live)) is live


def test_an_own_form_keeps_the_words_it_prints_and_takes_those_it_does_not_say(live: Tool) -> None:
    terms = (("practitioner", "Social worker"), ("manager", "Team Manager"))

    words = fit_tool(live, replace(own(live), terms=terms)).words

    assert (words.practitioner, words.manager) == ("Key worker", "Team Manager")


def test_a_form_that_was_taken_over_speaks_the_authoritys_words_to_its_labels(live: Tool) -> None:
    used = fit_tool(live, replace(taken_over(live), terms=(("practitioner", "Allocated worker"),)))

    labels = [item.label for item in used.header if item.prefill == "practitioner"]
    labels += [block.label for block in used.signatures if block.role == "practitioner"]
    assert used.words.practitioner == "Allocated worker"
    assert labels
    assert set(labels) == {"Allocated worker"}


def test_words_of_one_tool_count_before_all_others(live: Tool) -> None:
    settings = replace(
        own(live),
        terms=(("manager", "Team Manager"),),
        tool_terms=(ToolTerms((live.id,), (("manager", "Principal"),)),),
    )

    assert fit_tool(live, settings).words.manager == "Principal"


def test_a_word_for_cases_is_kept_from_tools_about_a_service() -> None:
    service = shipped_tool("bra-management-response")
    plain = replace(service, words=replace(service.words, practitioner=Words().practitioner))

    used = fit_tool(plain, replace(own(plain), terms=(("practitioner", "Key worker"),)))

    assert used.words.practitioner == Words().practitioner
    assert used.has_practitioner == plain.has_practitioner


def test_a_date_is_moved_and_what_is_not_said_stays(live: Tool) -> None:
    printed = live.deadlines[0]

    used = fit_tool(live, replace(own(live), deadlines=(DeadlineSetting(printed.id, (live.id,), amount=3),)))

    assert used.deadlines[0] == replace(printed, amount=3)
    assert used.deadlines[1:] == live.deadlines[1:]


def test_a_new_date_comes_behind_and_one_from_allocation_too(live: Tool) -> None:
    new = DeadlineSetting("visit", (live.id,), "Visit", 2, "weeks", "Manager")
    later = replace(new, id="submit", start="allocation")

    used = fit_tool(live, replace(own(live), deadlines=(new, later)))

    assert [one.id for one in used.deadlines] == [*(one.id for one in live.deadlines), "visit", "submit"]
    assert used.deadlines[-1].start == "allocation"


@pytest.mark.parametrize(
    ("printed", "own_start", "start"),
    [
        ("allocated_on", "", "allocated_on"),
        ("allocated_on", "last_meeting", ""),
        ("allocated_on", "audit_date", "audit_date"),
        ("", "", ""),
        ("", "allocated_on", "allocated_on"),
    ],
)
def test_a_date_counts_from_where_the_authority_says_or_else_the_tool(
    live: Tool, printed: str, own_start: str, start: str
) -> None:
    (first, *others) = live.deadlines
    tool = replace(live, deadlines=(replace(first, start=printed), *others))
    setting = DeadlineSetting(first.id, (live.id,), start=own_start)

    assert fit_tool(tool, replace(own(live), deadlines=(setting,))).deadlines[0].start == start


@pytest.mark.parametrize("amount", [0, -2])
def test_a_date_may_be_the_day_itself_or_before_it(live: Tool, amount: int) -> None:
    setting = DeadlineSetting(live.deadlines[0].id, (live.id,), amount=amount)

    assert fit_tool(live, replace(own(live), deadlines=(setting,))).deadlines[0].amount == amount


def test_who_is_told_at_a_grade_is_replaced_and_other_grades_stay(live: Tool) -> None:
    told = EscalationRule("inadequate", ("Director",))

    used = fit_tool(live, replace(own(live), escalation=(EscalationSetting((live.id,), told),)))

    assert told in used.escalation
    assert [one.grade for one in used.escalation] == [one.grade for one in live.escalation]


def test_an_address_is_written_once_for_every_step_that_names_it(live: Tool) -> None:
    step = FilingSetting("return", (live.id,), title="Send it to {recipients}", to=("qa", "hos"))
    to = (Recipient("qa", "QA", "qa@x.example", "safe"), Recipient("hos", "the Head of Service"))

    used = fit_tool(live, replace(own(live), recipients=to, filing=(step,)))

    assert used.filing is not None
    changed = next(one for one in used.filing.steps if one.id == "return")
    assert live.filing is not None
    printed = next(one for one in live.filing.steps if one.id == "return")
    assert changed == replace(printed, title="Send it to qa@x.example (safe), the Head of Service")


def test_a_scale_takes_the_place_of_the_one_with_its_id(live: Tool) -> None:
    scale = live.scales[0]
    described = Scale(scale.id, "Our grades", tuple(replace(one, descriptor="Ours") for one in scale.points))

    used = fit_tool(live, replace(own(live), scales=(ScaleSetting((live.id,), described),)))

    assert used.scales == (described, *live.scales[1:])


def test_a_changed_tool_says_by_whose_settings_and_from_which_content(live: Tool) -> None:
    used = fit_tool(live, replace(own(live), terms=(("manager", "Team Manager"),)))

    assert used.adaptation is not None
    assert (used.adaptation.settings, used.adaptation.settings_hash) == ("x", "hash of the file")
    assert used.adaptation.tool_hash == live.content_hash
    assert used.content_hash == ""
