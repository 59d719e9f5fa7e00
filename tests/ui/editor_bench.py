"""Drafts in memory, checked by the real rules, and a tool that has one of everything that the editor shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, cast

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.draft import CheckedDraft, Told, ToolDraft
from qa_desktop.domain.tool_edit.questions import with_type
from qa_desktop.domain.tool_edit.starting import empty_tool, new_overall, new_section
from qa_desktop.domain.tool_edit.tree import Keys, put, value_at
from qa_desktop.domain.translate import text_paths
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.tool_drafts import ToolDrafts
from qa_desktop.toolkit.check_keys import check_keys
from qa_desktop.toolkit.mistake_words import in_plain_words
from tests.ui.audit_bench import OWNER, Bench

FIRST = ("sections", 0, "questions", 0)
SECOND = ("sections", 1, "questions", 0)


@dataclass
class DraftsInMemory:
    """The part of `ToolDrafts` that the editor needs. `fails_with` makes the next keeping fail."""

    kept: list[ToolDraft] = field(default_factory=list)
    numbers: count[int] = field(default_factory=count)
    fails_with: QaDesktopError | None = None
    checks: int = 0

    def new_id(self) -> str:
        """Return an id like no other."""
        return f"{next(self.numbers):036}"

    @property
    def known_tools(self) -> tuple[tuple[str, str], ...]:
        """Return two tools of the library."""
        return (("other-tool", "Another tool"), ("third-tool", "A third tool"))

    def keep(self, draft: ToolDraft) -> None:
        """Keep a draft."""
        if self.fails_with is not None:
            error, self.fails_with = self.fails_with, None
            raise error
        self.kept.append(draft)

    def check(self, keys: Keys) -> CheckedDraft:
        """Check a draft by the real rules."""
        self.checks += 1
        found = check_keys(keys, {})
        told = tuple(Told(path, in_plain_words((path, message), keys)) for path, message in found.findings)
        return CheckedDraft(found.tool, told, text_paths(found.tool) if found.tool else {})

    def as_separate(self, keys: Keys) -> Keys:
        """Give the draft a name of its own."""
        return put(keys, ("tool",), "tool-own")

    def full_tool(self) -> Keys:
        """Return a tool with two sections, a condition, guidance, an overall judgement and parts that are kept."""
        tree = put(empty_tool(self.new_id), ("sections",), [new_section(self.new_id), new_section(self.new_id)])
        tree = with_type(put(tree, (*FIRST, "label"), "Is there a plan?"), FIRST, "yes_no")
        question = cast("Keys", value_at(tree, FIRST))
        tree = with_type(put(tree, (*SECOND, "label"), "How good is it?"), SECOND, "scale")
        for path, value in (
            ((*SECOND, "shown_when"), {"question": question["id"], "is_one_of": ["yes"]}),
            ((*SECOND, "comment"), {"label": "Why?", "compulsory_for": ["good"]}),
            ((*SECOND, "guidance"), [{"id": "p1", "text": "Names the goals.", "source": "Framework"}]),
            ((*SECOND, "descriptors"), {"good": "As it should be."}),
            (("overall",), new_overall("grades")),
            ((*SECOND, "wordings"), [{"when": {"question": question["id"], "is": "no"}, "label": "How bad is it?"}]),
            ((*SECOND, "answered_by"), ["auditor", "practitioner"]),
            (
                ("stages",),
                [{"id": "first", "title": "Observed"}, {"id": "next", "title": "Talk", "opens_after": "first"}],
            ),
            (("deadlines",), [{"id": "d", "label": "Soon", "amount": 5, "unit": "days", "owner": "Head"}]),
            (("escalation",), [{"grade": "inadequate", "tell": ["Head of service"]}]),
            (("follow_ups",), [{"id": "t", "question": question["id"], "answers": ["no"], "task": "Write a plan"}]),
            (("filing",), [{"id": "f", "title": "File it", "heading": "Audit {month}"}]),
            (("translations",), {"cy": {"title": "Offeryn", f"questions/{question['id']}/label": "Oes cynllun?"}}),
            (("header",), [{"id": "team", "label": "Team", "type": "text"}]),
        ):
            tree = put(tree, path, cast("Any", value))
        return tree


def officer_desk(drafts: DraftsInMemory) -> Desk:
    """Return the desk of a QA officer with these drafts."""
    return Bench().desk(owner=replace(OWNER, role=Role.QA_OFFICER), tool_drafts=cast("ToolDrafts", drafts))
