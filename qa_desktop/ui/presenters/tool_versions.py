"""Says how the versions of a tool stand, and what changed between two, in what the pages show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_difference import ChangeKind, ToolChange, ToolDifference
from qa_desktop.domain.working_days import add_months
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.go_on import OlderAudit
from qa_desktop.services.look_after_tools import REVIEWED_EVERY_MONTHS, LookAfterTools, ToolState, ToolVersion
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.item_models.tools import ToolRow
from qa_desktop.ui.presenters.times import counted, short_day
from qa_desktop.ui.presenters.tools import ToolPreview, tool_preview, tool_row
from qa_desktop.ui.widgets.date_field import long_date

STATE_WORDS = {
    ToolState.IN_USE: "In use",
    ToolState.SUPERSEDED: "Superseded",
    ToolState.DRAFT: "Draft",
    ToolState.RETIRED: "Retired",
}
KIND_WORDS = {
    ChangeKind.ADDED: "New",
    ChangeKind.REMOVED: "No longer there",
    ChangeKind.REWORDED: "Reworded",
    ChangeKind.MOVED: "Moved",
    ChangeKind.CHANGED: "Changed",
}
COUNT_WORDS = {
    ChangeKind.ADDED: "new",
    ChangeKind.REMOVED: "no longer there",
    ChangeKind.REWORDED: "reworded",
    ChangeKind.MOVED: "moved",
    ChangeKind.CHANGED: "changed",
}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the history of a tool."""

    version: str
    title: str
    caption: str
    before: str
    """The version before it, to compare with; empty for the first."""
    is_retired: bool


@dataclass(frozen=True, slots=True)
class VersionsView:
    """How a tool stands, and every version of it."""

    tool_id: str
    version: str
    """The version that stands for the tool."""
    lines: tuple[VersionLine, ...]
    standing: str
    """Why no audit begins with the tool; empty where one does."""
    review: str
    is_due: bool
    next_review: date
    """A year from now: what an officer is offered."""
    is_officer: bool
    others: tuple[tuple[str, str], ...] = ()
    """The tools that may be used instead, as (id, title)."""


@dataclass(frozen=True, slots=True)
class OlderLine:
    """An open audit with an older version of the tool."""

    audit_id: str
    """Empty where the audit is not on this laptop."""
    title: str
    caption: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change."""

    kind: str
    what: str
    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What changed between two versions."""

    title: str
    counts: str
    parts: tuple[tuple[str, tuple[ChangeView, ...]], ...]


def library_row(one: ToolVersion, today: date) -> ToolRow:
    """Return a tool's line in the library."""
    row = tool_row(one.summary)
    status = "" if one.state is ToolState.IN_USE else STATE_WORDS[one.state]
    caption = row.caption
    if one.version_count > 1:
        caption += f" · {one.version_count} versions"
    if one.is_due(today):
        caption += " · to be looked through"
    return replace(row, caption=caption, status=status)


def versions_view(versions: tuple[ToolVersion, ...], version: str, today: date, *, is_officer: bool) -> VersionsView:
    """Return what is shown of a tool's versions, the newest first; `version` is the one on screen."""
    shown = next(one for one in versions if one.summary.version == version)
    earlier = (*(one.summary.version for one in versions[1:]), "")
    in_use = next((one for one in versions if one.state is ToolState.IN_USE), None)
    return VersionsView(
        tool_id=shown.summary.id,
        version=version,
        lines=tuple(_line(one, before, today) for one, before in zip(versions, earlier, strict=True)),
        standing="" if in_use else _standing(shown),
        review=_review(shown, today) if in_use is shown else "",
        is_due=shown.is_due(today),
        next_review=add_months(today, REVIEWED_EVERY_MONTHS),
        is_officer=is_officer,
    )


def older_lines(found: Sequence[OlderAudit]) -> tuple[OlderLine, ...]:
    """Return what is shown of the open audits with an older version."""
    return tuple(
        OlderLine(one.id, one.subject, f"Version {one.version} · {one.owner}")
        if one.is_here
        else OlderLine("", f"A draft of {one.owner}", f"Version {one.version} · on another laptop")
        for one in found
    )


def reviews_words(due: tuple[ToolVersion, ...], today: date) -> str:
    """Return which tools are to be looked through, the first to be first; empty where none is."""
    if not due:
        return ""
    first = due[0]
    day = long_date(first.review_by or today)
    late = first.review_by is not None and first.review_by < today
    if len(due) == 1:
        return f"“{first.summary.title}” {'was' if late else 'is'} to be looked through by {day}."
    names = f"“{first.summary.title}” {'was due' if late else 'first,'} by {day}"
    return f"{len(due)} tools are to be looked through, {names}."


def difference_view(found: ToolDifference) -> DifferenceView:
    """Return what is shown of a difference."""
    counts = [f"{found.count(kind)} {words}" for kind, words in COUNT_WORDS.items() if found.count(kind)]
    return DifferenceView(
        title=f"What changed from version {found.before.version} to version {found.after.version}",
        counts=", ".join(counts) if counts else "Nothing: both versions ask and say the same.",
        parts=tuple((part.title, tuple(change_view(one) for one in part.changes)) for part in found.parts),
    )


@dataclass(frozen=True, slots=True)
class Then:
    """What is to happen once something was done, or was not."""

    done: Callable[[], None]
    failed: Callable[[QaDesktopError], None]


class ToolVersionsPresenter:
    """Reads how tools stand and changes it, on the worker."""

    def __init__(self, care: LookAfterTools, role: Role, clock: Clock, worker: Worker) -> None:
        self._care = care
        self._is_officer = role is Role.QA_OFFICER
        self._clock = clock
        self._worker = worker
        self._asked: Job[ToolPreview] | None = None

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self._clock.now())

    def load_library(self, show: Callable[[tuple[ToolRow, ...]], None], page: QObject) -> None:
        """Read one row a tool, drafts and retired ones among them."""
        today = self.today
        self._worker.submit(lambda: tuple(library_row(one, today) for one in self._care.library()), show, page=page)

    def preview(self, name: tuple[str, str], show: Callable[[ToolPreview], None], page: QObject) -> None:
        """Read a version to show it; an earlier request that is not yet answered is dropped."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._worker.submit(lambda: tool_preview(self._care.tool(*name)), show, page=page)

    def load_due(self, show: Callable[[str], None], page: QObject) -> None:
        """Read which tools are to be looked through; only officers are told."""
        today = self.today
        if self._is_officer:
            self._worker.submit(lambda: reviews_words(self._care.due_for_review(), today), show, page=page)

    def load(self, name: tuple[str, str], show: Callable[[VersionsView], None], page: QObject) -> None:
        """Read how a tool and its versions stand; `name` is the tool and the version on screen."""
        self._worker.submit(lambda: self._view(name), show, page=page)

    def do(self, what: Callable[[LookAfterTools], None], then: Then, page: QObject) -> None:
        """Retire a tool, offer it again or set its review, then tell how that went."""

        def done(_: None) -> None:
            if isValid(page):
                then.done()

        self._worker.submit(lambda: what(self._care), done, then.failed)

    def compare(
        self, tool_id: str, pair: tuple[str, str], show: Callable[[DifferenceView], None], page: QObject
    ) -> None:
        """Read what changed from one version to another."""
        self._worker.submit(lambda: difference_view(self._care.difference(tool_id, *pair)), show, page=page)

    def _view(self, name: tuple[str, str]) -> VersionsView:
        view = versions_view(self._care.versions(name[0]), name[1], self.today, is_officer=self._is_officer)
        if not self._is_officer:
            return view
        in_use = (one.summary for one in self._care.library() if one.state is ToolState.IN_USE)
        return replace(view, others=tuple((one.id, one.title) for one in in_use if one.id != name[0]))


def _line(one: ToolVersion, before: str, today: date) -> VersionLine:
    summary = one.summary
    parts = [STATE_WORDS[one.state]]
    if summary.published_by:
        day = short_day(date.fromisoformat(summary.published_on), today)
        parts.append(f"published by {summary.published_by}, {day}")
    parts.append(counted(summary.item_count, "question"))
    return VersionLine(
        summary.version, f"Version {summary.version}", " · ".join(parts), before, one.state is ToolState.RETIRED
    )


def _standing(shown: ToolVersion) -> str:
    if shown.state is ToolState.RETIRED:
        instead = f" Use “{shown.successor}” instead." if shown.successor else ""
        return f"Retired: no new audit begins with it. Audits that were begun with it open as before.{instead}"
    return "A draft: no audit begins with it until it is marked active."


def _review(shown: ToolVersion, today: date) -> str:
    if shown.review_by is None:
        return "No day is set by which this tool is looked through again."
    day = long_date(shown.review_by)
    if shown.review_by < today:
        return f"This tool was to be looked through by {day}."
    return f"To be looked through by {day}."


def change_view(one: ToolChange) -> ChangeView:
    """Return what is shown of a change."""
    what = one.what[:1].upper() + one.what[1:]
    return ChangeView(KIND_WORDS[one.kind], what, one.about, one.before, one.after)
