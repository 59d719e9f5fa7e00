"""Go on with a newer version of an audit's tool: shown first, then one signed operation; no word is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.exchange import UnderWay
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.newer_version import CLEARED, Earlier, Move, move, moved, told, why_cleared
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.projection import field_state, pins
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.still_asked import why_not_asked
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.look_after_tools import LookAfterTools, ToolState, ToolVersion
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import computed_values, summary_of, with_values
from qa_desktop.services.tool_library import version_order

USABLE = (ToolState.IN_USE, ToolState.SUPERSEDED)
MOST_OLDER = 200

NOT_YOURS = "Only the person whose audit this is goes on with a newer version of its tool."
IS_SIGNED = "This audit is signed and keeps the version with which it was signed. To correct it, start an amendment."
SETTLE_FIRST = "Several people wrote the same fields of this audit. Settle that first, then go on."
NONE_NEWER = "There is no newer version of “{}” in use than version {}, with which this audit is worked on."
NOT_NEWER = "Version {} is not newer than version {}, with which this audit is worked on."
OTHER_READERS = (
    "Versions {} and {} differ in who may see an audit, so none goes on from one to the other. Start a new audit."
)
NOT_USABLE = "Version {} of “{}” is {}, so no audit goes on with it."


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was written for an earlier version of the tool, and by whom."""

    told: Earlier
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OlderAudit:
    """An open audit that is worked on with an older version of a tool than the one in use."""

    id: AuditId
    subject: str
    """What it is about; empty where the audit is not on this laptop."""
    owner: str
    version: str
    is_here: bool
    """Whether the audit is on this laptop; of others' drafts officers and managers know that they are there."""


@dataclass(frozen=True, slots=True)
class ToolWays:
    """How newer versions are found and kept."""

    care: LookAfterTools
    as_used: Callable[[Tool], Tool]
    """Lays the authority's settings over a tool, as when an audit begins."""
    canonical: Callable[[Tool], bytes]
    drafts: Callable[[], Sequence[UnderWay]]
    """Drafts of others, as the server told of them last."""


class GoOn:
    """Offers the newer version, shows what it would do, and writes `go_on`."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit, tools: ToolWays) -> None:
        self._store = store
        self._open = open_audit
        self._tools = tools

    def offered(self, audit: Audit) -> str:
        """Return the version in use where it is newer and the audit may go on with it here; empty where not."""
        return self._newer(audit.record) if self._why_not(audit) is None else ""

    def preview(self, audit_id: AuditId, version: str = "") -> Move:
        """Return what going on with a version, or with the one in use, would do; nothing is written.

        Raises NotAllowed where the audit may not go on or not with this version, NotFound.
        """
        audit = self._open(audit_id)
        self._refuse(audit)
        wanted = version or self._newer(audit.record)
        if not wanted:
            raise NotAllowed(NONE_NEWER.format(audit.tool.title, audit.tool.version))
        return move(audit, self._tool(audit, wanted))

    def __call__(self, audit_id: AuditId, version: str = "") -> Audit:
        """Go on with a version, or with the one in use, and return the audit as it is then; raise as `preview` does."""
        plan = self.preview(audit_id, version)
        audit, newer = self._open(audit_id), plan.after
        self._store.keep_tool(newer.content_hash, self._tools.canonical(newer))
        record = replace(
            audit.record, tool_version=newer.version, tool_hash=newer.content_hash, fields=moved(audit, plan)
        )
        planned = read_audit(record, newer)
        derived = computed_values(planned)
        self._store.append(
            self._changes(audit, plan, derived), summary={audit_id: summary_of(with_values(planned, derived))}
        )
        return self._open(audit_id)

    def earlier(self, audit_id: AuditId) -> tuple[EarlierAnswer, ...]:
        """Return what was written for earlier versions and has no place now, in the words of the version it was for."""
        audit = self._open(audit_id)
        if len(audit.versions) == 1:
            return ()
        log = self._store.operations(audit_id, with_private=True)
        cleared = _cleared(log)
        states = {**cleared, **audit.earlier}
        whys = {path: why_cleared(path) for path in cleared} | why_not_asked(audit.original, audit.earlier)
        names = {person.id: person.name for person in self._store.people()}
        found: dict[str, EarlierAnswer] = {}
        for tool in (*self._earlier_tools(log, audit), audit.original):
            for one in told(tool, states, whys):
                state = states[one.path]
                if not _is_named_only(tool, one.path):
                    found.setdefault(one.path, EarlierAnswer(one, names.get(state.author, "Unknown"), state.at))
        return tuple(found.values())

    def older_audits(self, tool_id: str) -> tuple[OlderAudit, ...]:
        """Return the open audits of which this person knows whose version of a tool is older than the one in use."""
        newest = self._in_use(tool_id)
        if not newest:
            return ()
        wanted = SummaryFilter(AuditState.DRAFT, tool_id=tool_id, limit=MOST_OLDER)
        here = {one.id: one for one in self._store.summaries(wanted)}
        names = {person.id: person.name for person in self._store.people()}
        mine = (
            OlderAudit(
                one.id, one.subject, names.get(self._store.load(one.id).owner, ""), one.tool_version, is_here=True
            )
            for one in here.values()
            if _is_older(one.tool_version, newest)
        )
        others = (
            OlderAudit(one.audit, "", one.name, one.version, is_here=False)
            for one in self._tools.drafts()
            if one.tool == tool_id and one.audit not in here and one.version and _is_older(one.version, newest)
        )
        return (*mine, *others)

    def _changes(self, audit: Audit, plan: Move, derived: Mapping[str, Value]) -> list[Change]:
        stream = Stream(audit.id, paths.stream_name("audit", self._store.owner.id, is_private=audit.is_private))
        facts: dict[str, Value] = {
            "tool_id": plan.after.id,
            "tool_version": plan.after.version,
            "tool_hash": plan.after.content_hash,
        }
        if plan.cleared:
            facts[CLEARED] = tuple(sorted(state.op_id for state in plan.cleared))
        versions = (*audit.versions, plan.after.version)
        return [
            Change(stream, paths.TOOL, versions, fact=True, kind=OperationKind.GO_ON, facts=facts),
            *(Change(state.stream, state.path, None) for state in plan.cleared),
            *(Change(stream, path, value) for path, value in derived.items()),
        ]

    def _refuse(self, audit: Audit) -> None:
        why = self._why_not(audit)
        if why is not None:
            raise NotAllowed(why)

    def _why_not(self, audit: Audit) -> str | None:
        if audit.is_signed:
            return IS_SIGNED
        if audit.record.read_only_reason:
            return audit.record.read_only_reason
        if audit.record.owner != self._store.owner.id:
            return NOT_YOURS
        return SETTLE_FIRST if audit.record.to_settle else None

    def _newer(self, record: AuditRecord) -> str:
        """Return the version in use of an audit's tool where it is newer; empty where not or where none is known."""
        newest = self._in_use(record.tool_id)
        return newest if newest and _is_newer(newest, record) else ""

    def _in_use(self, tool_id: str) -> str:
        in_use = (one.summary.version for one in self._versions(tool_id) if one.state is ToolState.IN_USE)
        return next(in_use, "")

    def _versions(self, tool_id: str) -> tuple[ToolVersion, ...]:
        try:
            return self._tools.care.versions(tool_id)
        except NotFound:
            return ()

    def _tool(self, audit: Audit, version: str) -> Tool:
        record, title = audit.record, audit.tool.title
        tool = self._tools.care.tool(record.tool_id, version)
        if not _is_newer(version, record):
            raise NotAllowed(NOT_NEWER.format(version, record.tool_version))
        state = next(one.state for one in self._versions(record.tool_id) if one.summary.version == version)
        if state not in USABLE:
            raise NotAllowed(NOT_USABLE.format(version, title, "a draft" if state is ToolState.DRAFT else state.value))
        if tool.private is not audit.original.private:
            raise NotAllowed(OTHER_READERS.format(record.tool_version, version))
        return self._tools.as_used(tool)

    def _earlier_tools(self, log: tuple[Operation, ...], audit: Audit) -> list[Tool]:
        """Return the earlier versions that are on this laptop, the latest first."""
        found = []
        for one in reversed(pins(log)):
            content_hash = str(one.facts.get("tool_hash", ""))
            if content_hash != audit.record.tool_hash:
                with suppress(NotFound):
                    found.append(self._open.pinned_tool(content_hash))
        return found


def _cleared(log: tuple[Operation, ...]) -> dict[str, FieldState]:
    """Return what was cleared when the audit went on, as it was."""
    named: set[str] = set()
    for one in pins(log):
        cleared = one.facts.get(CLEARED)
        named.update(cleared if isinstance(cleared, tuple) else ())
    return {one.path: field_state(one) for one in log if one.op_id in named}


def _is_newer(version: str, record: AuditRecord) -> bool:
    return _is_older(record.tool_version, version)


def _is_older(version: str, than: str) -> bool:
    return version_order(version) < version_order(than)


def _is_named_only(tool: Tool, path: str) -> bool:
    """Tell whether this version does not know what the field is about, so that another may say it better."""
    parsed = paths.Path.parse(path)
    return parsed.group in ("answer", "header") and tool.item(parsed.key) is None
