"""What the pages of an audit show of what its tool says."""

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.ui.presenters.audit_guidance import guidance_view
from qa_desktop.ui.presenters.audit_section import QuestionView, private_words, readers_words, section_view
from tests.domain.format_tools import format_audit, format_tool


def question(audit: Audit, key: str) -> QuestionView:
    views = [one for section in audit.tool.sections for one in section_view(audit, section).questions]
    return next(view for view in views if view.key == key)


def test_a_question_says_on_which_answer_it_depends() -> None:
    closed, still_open = (format_audit({paths.answer("closed"): value}) for value in ("yes", "no"))

    assert question(closed, "why").does_not_apply == ""
    assert question(still_open, "why").does_not_apply == "This does not apply. It depends on “Is the case closed?”."


def test_a_computed_question_shows_its_value_with_its_unit() -> None:
    view = question(format_audit({paths.answer("born"): "2014-11-21"}), "age")

    assert view.worked_out == "12 years"
    assert not view.optional


def test_another_wording_keeps_the_printed_number() -> None:
    variant = (
        '{id: any, label: What would help?, type: text, shown_when: {question: seen, is: "no"}}',
        '{id: any, number: "3", label: A, type: text, wordings: [{when: {question: closed, is: "yes"}, label: B}]}',
    )
    audit = format_audit({paths.answer("closed"): "yes"}, variant)

    assert question(audit, "any").title == "3 B"


def test_guidance_of_the_whole_tool_stands_below_that_of_each_page() -> None:
    audit = format_audit({})

    views = [guidance_view(audit, section).points for section in audit.tool.sections[:2]]

    assert [[(point.id, point.group) for point in points] for points in views] == [
        [("ALL.1", "")],
        [("K.1", ""), ("ALL.1", "In all domains")],
    ]


def test_where_to_look_stands_with_its_question() -> None:
    audit = format_audit({})

    (places,) = guidance_view(audit, audit.tool.sections[0]).where_to_look

    assert (places.heading, places.lines) == ("Was the end of the help planned?", ("The last review",))


@pytest.mark.parametrize(
    ("words", "copies"),
    [
        ("{practitioner: Social worker, auditor: Visitor}", "The social worker and the visitor can each have a copy."),
        ("{practitioner: Head of Service, auditor: Head of Service}", "The head of service can have a copy."),
    ],
)
def test_whoever_has_both_parts_is_named_once_among_the_readers(words: str, copies: str) -> None:
    tool = format_tool(("subject: case", f"subject: case\nwords: {words}"))

    assert copies in readers_words(tool)


@pytest.mark.parametrize(
    ("subject", "words", "named"),
    [("case", "", True), ("service", "", False), ("home", "\nwords: {practitioner: Manager of the home}", True)],
)
def test_a_service_has_a_practitioner_only_where_its_tool_has_a_word_for_one(
    subject: str, words: str, *, named: bool
) -> None:
    assert format_tool(("subject: case", f"subject: {subject}{words}")).has_practitioner is named


def test_the_pages_of_a_private_audit_say_that_nothing_of_it_leaves_the_laptop() -> None:
    shared = format_audit({})
    private = format_audit({}, ("purpose: To see", "private: true\npurpose: To see"))

    assert private_words(shared) == ""
    assert private_words(private) == "This is yours alone. Nothing of it leaves this laptop, by sync or by file."
