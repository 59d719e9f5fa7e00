"""What the check before signing shows, and what it remembers while the audit is open: names are kept nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from qa_desktop.domain import flow
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_decision import CheckKind
from qa_desktop.domain.operation import Value
from qa_desktop.ui.presenters.audit_overview import step_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa_desktop.domain.check_before_signing import Finding


BEFORE = "A name was left here before. Which one is not kept, so look again."


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to look at, as the page shows it."""

    finding: Finding
    page: str = ""
    """The title under which it stands: a page of one question is called like its question."""
    note: str = ""
    """What is to be known beside it."""

    @property
    def key(self) -> tuple[CheckKind, str]:
        """What kind of check it is, and at which field."""
        return self.finding.kind, self.finding.path

    @property
    def tag(self) -> str:
        """The word that stands before it."""
        return "Needed before signing" if self.finding.needed else "Check this"


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """What is to look at on one page of the audit."""

    title: str
    lines: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything that was found: what is open by page, and what somebody left as it is."""

    groups: tuple[CheckGroup, ...]
    left: tuple[CheckLine, ...]


class CheckMemory:
    """The names to watch for, and which of them were looked at. It ends with the open audit."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self._seen: dict[tuple[str, str], frozenset[str]] = {}

    def watch_for(self, typed: str) -> None:
        """Take the names that were typed, separated by commas."""
        self.names = tuple(name.strip() for name in typed.replace("،", ",").split(",") if name.strip())

    def leave(self, finding: Finding) -> dict[str, Value]:
        """Return the field that keeps the decision to leave it; a name stays in here alone."""
        if finding.kind is CheckKind.WATCHED_NAME:
            self._seen[finding.path, finding.state] = _names_in(finding)
        return finding.decision

    def take_back(self, finding: Finding) -> dict[str, Value]:
        """Return the field that takes the decision back."""
        self._seen.pop((finding.path, finding.state), None)
        return dict.fromkeys(finding.decision)

    def view(self, audit: Audit, found: Iterable[Finding]) -> CheckView:
        """Return what to show."""
        every = tuple(found)
        left = tuple(one for one in every if self._is_left(one))
        titles = {line.step: line.title for line in step_lines(audit)}
        groups = tuple(
            self._group(titles.get(step) or flow.step_title(audit, step), group)
            for step, group in groupby((one for one in every if one not in left), key=lambda one: one.step)
        )
        return CheckView(groups, tuple(CheckLine(one) for one in left))

    def _is_left(self, finding: Finding) -> bool:
        if finding.kind is not CheckKind.WATCHED_NAME:
            return finding.left
        return finding.left_before and _names_in(finding) <= self._seen.get((finding.path, finding.state), frozenset())

    def _group(self, title: str, found: Iterable[Finding]) -> CheckGroup:
        return CheckGroup(title, tuple(CheckLine(one, title, BEFORE if one.left_before else "") for one in found))


def _names_in(finding: Finding) -> frozenset[str]:
    return frozenset(one.words.casefold() for one in finding.excerpts)
