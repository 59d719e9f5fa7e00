"""Look again at signed audits, as a panel or a meeting does: drawn by chance or chosen, each linked in a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import AuditLink, link_in, link_words, linked_values
from qa_desktop.domain.authority_settings import Moderation
from qa_desktop.domain.dip_sample import OF, DipSample, drawn, said_of
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.repeats import from_the_beginning
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool, plain_id
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.link_audit import MOST_OFFERED, LinkAudit, LinkChoice
from qa_desktop.services.moderate import DIFFER
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.start_audit import StartAudit, StartRequest

BASIS = frozenset({"thematic", "random"})
"""The choices of the question on what basis cases were selected (R-009)."""


@dataclass(frozen=True, slots=True)
class LookAgainRequest:
    """Which audits to look at again, with which record: those `chosen` for a theme, else `number` drawn by chance."""

    tool_id: str
    period: ReportPeriod
    number: int = 0
    seed: str = ""
    chosen: tuple[AuditId, ...] = ()
    theme: str = ""


@dataclass(frozen=True, slots=True)
class LookAgainReads:
    """What is read: audits signed from one moment to another with some tools, tools, and a seed where none is given."""

    signed_between: Callable[[Sequence[str], datetime, datetime], tuple[AuditId, ...]]
    tool: Callable[[str], Tool]
    new_seed: Callable[[], str]
    rules: Callable[[], Iterable[Moderation]]
    """How the authority looks at audits again."""


@dataclass(frozen=True, slots=True)
class LookAgainServices:
    """What is done with others' help."""

    start: StartAudit
    record: RecordAnswer
    link: LinkAudit
    new_id: NewIds


class LookAgain:
    """Begins records about signed audits: one for each where the tool asks for one, else one for all."""

    def __init__(self, reads: LookAgainReads, services: LookAgainServices) -> None:
        self._reads = reads
        self._do = services

    def __call__(self, request: LookAgainRequest) -> tuple[Audit, ...]:
        """Return the records that were begun; the audits stay as they are.

        Raises:
            InputProblem: the tool asks for no audit, or too few were signed in the period.
            NotAllowed: a chosen audit is not signed, or private.
            NotFound: a chosen audit, or the tool, is not here.
        """
        tool = self._reads.tool(request.tool_id)
        section, item = _asking(tool)
        if request.chosen:
            found = [self._do.link.find(item, one, is_private=tool.private) for one in dict.fromkeys(request.chosen)]
            draw: dict[str, Value] = {}
        else:
            found, draw = self._draw(request, tool, item)
        if section is None:
            return tuple(self._about_one(request, item, one, draw) for one in found)
        return (self._about_all(request, section, item, found, draw),)

    def offered(self) -> tuple[tuple[str, str], ...]:
        """Return the records with which panels and meetings look at signed audits, as (id, title)."""
        named = dict.fromkeys(tool for rule in self._reads.rules() if rule.when != DIFFER for tool in rule.tools)
        found = ((one, self._reads.tool(one)) for one in named)
        return tuple((one, tool.title) for one, tool in found if asks(tool))

    def candidates(self, tool_id: str, period: ReportPeriod) -> tuple[LinkChoice, ...]:
        """Return from which audits a theme can choose: those signed in a period, the last first, at most MOST_OFFERED.

        Raises InputProblem where the tool asks for no audit.
        """
        tool = self._reads.tool(tool_id)
        _, item = _asking(tool)
        found: list[LinkChoice] = []
        for one in reversed(self._reads.signed_between(item.audits_of, *period.moments)):
            try:
                other = self._do.link.find(item, one, is_private=tool.private)
            except NotAllowed:  # private to its owner
                continue
            found.append(LinkChoice(one, link_words(other)))
            if len(found) == MOST_OFFERED:
                break
        return tuple(found)

    def check(self, record: Audit) -> str:
        """Return in a sentence whether a record's audits are those that its seed draws.

        Raises InputProblem where the record says nothing of a draw.
        """
        seed, period, hashed, number = said_of(record)
        if not seed:
            raise InputProblem("This record names no draw: its audits were chosen.")
        _, item = _asking(record.tool)
        again = self._list(item, ReportPeriod.parse(period), seed)
        if again.list_hash != hashed:
            return (
                f"The list is another one: {record.text(OF)} audits then, {len(again.order)} here now. Sync, or ask "
                "whoever drew them."
            )
        linked = {one.audit for one in _links(record)}
        wanted = set(again.order[:number])
        if not linked <= wanted:
            return f"Not as the seed draws them: it draws others than {', '.join(sorted(linked - wanted))}."
        return f"As the seed draws them: {number} of {len(again.order)} audits."

    def _draw(self, request: LookAgainRequest, tool: Tool, item: Item) -> tuple[list[Audit], dict[str, Value]]:
        if request.number < 1:
            raise InputProblem("Say how many audits to draw, at least one.")
        sample = self._list(item, request.period, request.seed.strip() or self._reads.new_seed())
        found: list[Audit] = []
        looked = 0
        for looked, one in enumerate(sample.order, start=1):  # noqa: B007 - how many places the draw took
            try:
                found.append(self._do.link.find(item, one, is_private=tool.private))
            except NotAllowed:  # private to its owner: the next one takes its place
                continue
            if len(found) == request.number:
                break
        if len(found) < request.number:
            raise InputProblem(
                f"{len(found)} audits that can be looked at were signed in {request.period.name}; you asked for "
                f"{request.number}."
            )
        return found, sample.values(looked)

    def _list(self, item: Item, period: ReportPeriod, seed: str) -> DipSample:
        return drawn(self._reads.signed_between(item.audits_of, *period.moments), seed, period.name)

    def _about_one(self, request: LookAgainRequest, item: Item, other: Audit, draw: dict[str, Value]) -> Audit:
        worker = other.text(paths.about("practitioner"))
        audit = self._do.start(StartRequest(request.tool_id, other.subject, worker, fields=draw))
        return self._do.record(audit, {**linked_values(audit, str(item.id), other), **_basis(audit, request)}).audit

    def _about_all(
        self, request: LookAgainRequest, section: Section, item: Item, found: list[Audit], draw: dict[str, Value]
    ) -> Audit:
        audit = self._do.start(StartRequest(request.tool_id, request.period.name, fields=draw))
        there = from_the_beginning(section.repeat) if section.repeat else ()
        added = sorted(self._do.new_id() for _ in found[len(there) :])
        values: dict[str, Value] = {paths.repeat(section.id, one, "added"): True for one in added}
        audit = self._do.record(audit, {**values, **_basis(audit, request)}).audit
        for instance, other in zip((*there, *added), found, strict=False):
            key = paths.answer_key(str(item.id), instance)
            audit = self._do.record(audit, linked_values(audit, key, other)).audit
        return audit


def asks(tool: Tool) -> bool:
    """Tell whether a record made with the tool can be about signed audits that were drawn."""
    try:
        _asking(tool)
    except InputProblem:
        return False
    return True


def _asking(tool: Tool) -> tuple[Section | None, Item]:
    """Return the question that asks for a signed audit, with its section where it repeats."""
    for item in tool.header:
        if item.type is AnswerType.AUDIT and item.audits_of:
            return None, item
    for section in tool.sections:
        for item in section.items:
            if section.repeat and item.type is AnswerType.AUDIT and item.audits_of:
                return section, item
    raise InputProblem(f"{tool.title} asks for no audit to look at again. Choose a panel or a moderation meeting.")


def _links(record: Audit) -> tuple[AuditLink, ...]:
    """Return the audits to which a record points."""
    _, item = _asking(record.tool)
    keys = [path for path in record.record.fields if _is_of(path, str(item.id))]
    held = (link_in(record.value(path)) for path in keys)
    return tuple(one for one in held if one is not None)


def _is_of(path: str, item_id: str) -> bool:
    parsed = paths.Path.parse(path)
    return parsed.field == "value" and parsed.group in ("answer", "header") and plain_id(parsed.key) == item_id


def _basis(audit: Audit, request: LookAgainRequest) -> dict[str, Value]:
    """Return the answer to the question on what basis cases were selected, where the tool asks."""
    asked = next((one for one in audit.tool.items if {choice.code for choice in one.choices} == BASIS), None)
    if asked is None:
        return {}
    values: dict[str, Value] = {paths.answer(asked.id): "thematic" if request.chosen else "random"}
    if request.theme.strip():
        values[paths.answer(asked.id, "comment")] = request.theme.strip()
    return values
