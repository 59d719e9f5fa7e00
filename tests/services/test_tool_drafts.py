"""A QA officer adapts a tool: the version in use stays, the new one is checked and published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.tree import Keys, put, remove, text_at
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.tool_drafts import ToolDrafts
from tests.desks import OpenDesk, new_desk

SHIPPED = "bra-live-audit"
LABEL = ("sections", 0, "questions", 0, "label")


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


@pytest.fixture
def drafts(officer: OpenDesk) -> ToolDrafts:
    return officer.desk.tool_drafts


def shipped_version(desk: OpenDesk) -> str:
    return desk.desk.tool(SHIPPED).version


def test_an_adapted_tool_is_the_next_version_and_nothing_else_is_other(officer: OpenDesk, drafts: ToolDrafts) -> None:
    made = drafts.adapt(SHIPPED, shipped_version(officer))

    checked = drafts.check(made.keys)
    before = officer.desk.tool(SHIPPED)
    assert checked.told == ()
    assert checked.tool is not None
    assert checked.tool.version != before.version
    assert checked.tool.sections == before.sections
    assert drafts.drafts()[0].based_on == f"{before.title}, version {before.version}"


def test_a_published_draft_is_offered_and_an_audit_is_started_with_it(officer: OpenDesk, drafts: ToolDrafts) -> None:
    made = drafts.adapt(SHIPPED, shipped_version(officer))
    changed = type(made)(made.id, put(made.keys, LABEL, "In our own words"), made.based_on)

    published = drafts.publish(changed)

    audit = officer.desk.start_audit(StartRequest(SHIPPED, "CASE-7"))
    assert audit.tool.sections[0].items[0].label == "In our own words"
    assert (audit.tool.version, audit.tool.content_hash) == (published.version, published.content_hash)
    assert drafts.drafts() == ()


def test_a_draft_with_a_mistake_is_not_published_and_stays(officer: OpenDesk, drafts: ToolDrafts) -> None:
    made = drafts.adapt(SHIPPED, shipped_version(officer))
    broken = type(made)(made.id, put(made.keys, LABEL, None), made.based_on)

    with pytest.raises(NotAllowed, match="Write the question"):
        drafts.publish(broken)

    assert len(drafts.drafts()) == 1
    assert officer.desk.authority_tools.published() == ()


def test_a_version_that_is_there_is_never_given_to_a_changed_tool(officer: OpenDesk, drafts: ToolDrafts) -> None:
    version = shipped_version(officer)
    made = drafts.adapt(SHIPPED, version)
    keys = put(put(made.keys, LABEL, "Changed"), ("version",), version)

    told = drafts.check(keys).told

    assert [(one.path, "is there already" in one.words) for one in told] == [(("version",), True)]
    with pytest.raises(NotAllowed, match="is there already"):
        drafts.publish(type(made)(made.id, keys, made.based_on))


def test_a_second_adaptation_gets_the_version_after_the_first(officer: OpenDesk, drafts: ToolDrafts) -> None:
    version = shipped_version(officer)
    first = drafts.adapt(SHIPPED, version)
    drafts.publish(first)

    second = drafts.adapt(SHIPPED, version)

    assert text_at(second.keys, ("version",)) not in (version, text_at(first.keys, ("version",)))


def test_publishing_goes_on_where_it_was_cut_off(officer: OpenDesk, drafts: ToolDrafts) -> None:
    made = drafts.adapt(SHIPPED, shipped_version(officer))
    drafts.publish(made)
    drafts.keep(made)  # as if the process had been killed before the draft was taken away

    again = drafts.publish(made)

    assert [one.published for one in officer.desk.authority_tools.published()] == [again]
    assert drafts.drafts() == ()


def test_only_a_qa_officer_publishes(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor")
    drafts = auditor.desk.tool_drafts
    made = drafts.begin()

    with pytest.raises(NotAllowed, match="Only a QA officer"):
        drafts.publish(made)

    assert all(one.id != text_at(made.keys, ("tool",)) for one in auditor.desk.tools())
    auditor.desk.close()


def test_a_new_tool_is_in_order_and_is_published_as_it_is(officer: OpenDesk, drafts: ToolDrafts) -> None:
    made = drafts.begin()

    published = drafts.publish(made)

    audit = officer.desk.start_audit(StartRequest(published.tool_id, "CASE-7"))
    assert [section.title for section in audit.tool.sections] == ["New section"]


def test_a_draft_saved_as_a_file_opens_as_it_was_mistakes_and_all(drafts: ToolDrafts, tmp_path: Path) -> None:
    made = drafts.begin()
    broken: Keys = put(remove(made.keys, ("signatures", 0)), ("version",), "1.10")
    file = tmp_path / "tool.yaml"
    file.write_text("older", encoding="utf-8")

    drafts.save_as_file(type(made)(made.id, put(broken, LABEL, None)), file)

    opened = drafts.open_file(file)
    assert opened.keys == put(broken, LABEL, None)
    assert [one.words for one in drafts.check(opened.keys).told] == ["Write the question."]


def test_a_file_with_defaults_and_libraries_opens_with_its_questions_written_out(
    officer: OpenDesk, drafts: ToolDrafts, shipped_files: list[Path]
) -> None:
    file = next(one for one in shipped_files if "every_question" in one.read_text(encoding="utf-8"))

    opened = drafts.open_file(file)

    known = officer.desk.tool(text_at(opened.keys, ("tool",)))
    checked = drafts.check(opened.keys)
    assert checked.told == ()
    assert checked.tool == known


def test_a_file_that_is_no_tool_is_refused_with_its_mistakes(drafts: ToolDrafts, tmp_path: Path) -> None:
    file = tmp_path / "tool.yaml"
    file.write_text("title: [a]\nsections: none\n", encoding="utf-8")

    with pytest.raises(SeveralProblems):
        drafts.open_file(file)

    assert drafts.drafts() == ()


def test_a_tool_of_its_own_has_another_name_and_begins_anew(drafts: ToolDrafts, officer: OpenDesk) -> None:
    made = drafts.adapt(SHIPPED, shipped_version(officer))

    separate = drafts.as_separate(made.keys)

    assert text_at(separate, ("tool",)) != SHIPPED
    assert text_at(separate, ("version",)) == "1.0"
    assert drafts.check(separate).told == ()


@pytest.fixture
def shipped_files() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "resources" / "tools").rglob("*.yaml"))
