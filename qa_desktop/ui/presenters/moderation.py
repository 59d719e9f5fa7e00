"""Turns pairs of forms into rows of a list, and one pair into two columns to compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from qa_desktop.clock import local_day
from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import source_label
from qa_desktop.domain.directory import Colleague
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.pairs import AuditPair, Seat
from qa_desktop.domain.record import Role
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.moderate import ModerationPage, ToModerate, is_open
from qa_desktop.ui.background import Job, Worker, page_of
from qa_desktop.ui.item_models.audits import AuditRow
from qa_desktop.ui.presenters.audit_words import short_day

MODERATORS = frozenset({Role.MODERATOR, Role.MANAGER, Role.HEAD_OF_SERVICE, Role.QA_OFFICER})
"""Who moderates: senior managers, and the QA team where the authority says so (R-045)."""


@dataclass(frozen=True, slots=True)
class SideView:
    """What one of the two gave for a domain."""

    who: str
    grade: ScalePoint | None
    first: ScalePoint | None
    """The grade first given, where it is another one; None else."""
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainView:
    """One domain, or the overall grade."""

    label: str
    differs: bool
    lead: SideView
    peer: SideView


@dataclass(frozen=True, slots=True)
class PairView:
    """Two forms side by side."""

    pair: str
    title: str
    lead: str
    """What is to know first, as a sentence."""
    domains: tuple[DomainView, ...]
    settled: str
    """What the moderator settled, as a sentence; empty where nobody has."""
    final: ScalePoint | None
    plan: tuple[str, ...]
    """The actions that the moderator agreed, a line each."""
    go_on: str
    """The words of the button that begins the record or goes on with it; empty where there is nothing to do."""


class ModerationPresenter:
    """Reads pairs page by page; an answer to an older question is dropped."""

    def __init__(
        self,
        desk: Desk,
        reader: Worker,
        worker: Worker,
        show: Callable[[tuple[AuditRow, ...], bool], None],
        page: QObject,
    ) -> None:
        self._desk = desk
        self._reader = reader
        self._worker = worker
        self._show = show
        self._page = page
        self._settled = False
        self._after = ""
        self._job: Job[ModerationPage] | None = None

    def ask(self, *, settled: bool) -> None:
        """Ask from the beginning."""
        self._settled, self._after = settled, ""
        self.more()

    def more(self) -> None:
        """Ask for the next page."""
        if self._job is not None:
            self._job.cancel()
        moderate, after, settled = self._desk.looking_again.moderate, self._after, self._settled
        self._job = self._reader.submit(lambda: moderate.page(after, settled=settled), self._take, page=self._page)

    def people(self, take: Callable[[tuple[Colleague, ...]], None]) -> None:
        """Read who can moderate."""
        roles = {role.value for role in MODERATORS}
        desk = self._desk

        def read() -> tuple[Colleague, ...]:
            return tuple(one for one in desk.directory().present if one.role in roles)

        self._worker.submit(read, take, page=self._page)

    def give(
        self, pair: str, person: PersonId, done: Callable[[str], None], problem: Callable[[QaDesktopError], None]
    ) -> None:
        """Give a pair to a moderator."""
        desk = self._desk

        def work() -> date | None:
            return desk.looking_again.moderate.give(pair, person).due

        def told(due: date | None) -> None:
            done(f"Given to the moderator, due {short_day(due)}." if due else "Given to the moderator.")

        self._worker.submit(work, told, problem)

    def _take(self, page: ModerationPage) -> None:
        self._after = page.go_on
        today = local_day(self._desk.clock.now())
        self._show(tuple(pair_row(one, today) for one in page.entries), bool(page.go_on))


def load_pair(
    desk: Desk, worker: Worker, pair: str, show: Callable[[PairView], None], problem: Callable[[QaDesktopError], None]
) -> None:
    """Read two forms for the page that shows them side by side."""
    worker.submit(
        lambda: pair_view(desk.looking_again.moderate.pair(pair), desk.owner.id), show, problem, page=page_of(show)
    )


def begin(
    desk: Desk, worker: Worker, pair: str, done: Callable[[AuditId], None], problem: Callable[[QaDesktopError], None]
) -> None:
    """Begin the record of a moderation, or find the one that was begun."""
    worker.submit(lambda: desk.looking_again.moderate.begin(pair).id, done, problem)


def pair_row(entry: ToModerate, today: date) -> AuditRow:
    """Return a pair's line in the list."""
    lead, peer = entry.pair.lead, entry.pair.peer
    form = lead or peer
    who = " and ".join(one.text(paths.about("auditor")) for one in (lead, peer) if one)
    found = entry.pair.differences
    where = f"differ in {_places(found)}" if found else "an auditor says that they differ"
    if entry.pair.is_moderated:
        final = pairs.grades(entry.pair.moderation).get(pairs.OVERALL) if entry.pair.moderation else None
        return AuditRow(
            AuditId(entry.pair.id), _title(form), f"{who} · {where}", "Moderated", final.label if final else ""
        )
    due = ""
    if entry.due:
        due = f"overdue since {short_day(entry.due)}" if entry.due < today else f"due {short_day(entry.due)}"
    given = f"with {entry.moderator}" if entry.moderator else "begun" if entry.pair.moderation else "with nobody yet"
    return AuditRow(AuditId(entry.pair.id), _title(form), f"{who} · {where}", due, given)


def pair_view(pair: AuditPair, owner: PersonId) -> PairView:
    """Return two forms side by side, the overall grade first."""
    lead, peer = pair.lead, pair.peer
    form = lead or peer
    found = pairs.differences(lead, peer) if lead and peer else ()
    differing = {one.key for one in found}
    named = {**(pairs.labels(peer) if peer else {}), **(pairs.labels(lead) if lead else {})}
    keys = sorted(named, key=lambda key: key != pairs.OVERALL)
    record = pair.moderation
    settled = pair.is_moderated and record is not None
    return PairView(
        pair.id,
        _title(form),
        _lead_words(pair, found),
        tuple(
            DomainView(named[key], key in differing, _side(lead, Seat.LEAD, key), _side(peer, Seat.PEER, key))
            for key in keys
        ),
        _settled_words(record) if record is not None and settled else "",
        pairs.grades(record).get(pairs.OVERALL) if record is not None and settled else None,
        tuple(f"{one.what} ({one.who}, {short_day(one.due)})" for one in record.actions) if record and settled else (),
        _go_on_words(pair, owner),
    )


def can_compare(pair: AuditPair, owner: PersonId) -> bool:
    """Tell whether both forms are here, and nobody sees the other's before locking their own (PRACTICE P-20)."""
    forms = (pair.lead, pair.peer)
    own = [one for one in forms if one is not None and one.record.owner == owner]
    return None not in forms and all(pairs.is_locked(one) or one.is_signed for one in own)


def moderation_words(audit: Audit) -> str:
    """Return what stands above the record of a moderation; empty for any other audit."""
    if audit.text(pairs.PART) != pairs.MODERATION:
        return ""
    return "Lead and peer graded this case differently. Settle the final grade and the action plan here."


def _lead_words(pair: AuditPair, found: tuple[pairs.Difference, ...]) -> str:
    missing = [seat.title.lower() for seat, form in zip(Seat, (pair.lead, pair.peer), strict=True) if form is None]
    if missing:
        return f"The form of the {missing[0]} is not here yet."
    said = f"They differ in {_places(found)}." if found else "Both forms give the same grades."
    return said if pair.both else f"{said} Not both forms are signed yet."


def _places(found: tuple[pairs.Difference, ...]) -> str:
    overall = any(one.key == pairs.OVERALL for one in found)
    domains = len(found) - overall
    words = [*(["the overall grade"] if overall else [])]
    if domains:
        words.append(f"{domains} {'domain' if domains == 1 else 'domains'}")
    return " and ".join(words)


def _go_on_words(pair: AuditPair, owner: PersonId) -> str:
    if pair.moderation is not None:
        return "Open the moderation record"
    audited = owner in {one.record.owner for one in pair.both or ()}
    return "Begin the moderation" if is_open(pair) and not audited else ""


def _settled_words(record: Audit) -> str:
    signed = record.record.fields.get(paths.SIGNED)
    when = f" on {short_day(local_day(signed.at))}" if signed else ""
    return f"Moderated{when} by {record.text(paths.about('auditor'))}. {record.overall_reason}".strip()


def _side(form: Audit | None, seat: Seat, key: str) -> SideView:
    if form is None:
        return SideView(seat.title, None, None, "", ())
    who = f"{seat.title}: {form.text(paths.about('auditor'))}"
    point = pairs.grades(form).get(key)
    code = pairs.first_given(form).get(key, "")
    if key == pairs.OVERALL:
        scale = form.tool.scale(form.tool.overall.scale) if form.tool.overall else None
        reason = form.overall_reason
    else:
        item = form.tool.item(key)
        scale = form.tool.scale_of(item) if item else None
        reason = form.answer(key).comment
    first = scale.point(code) if scale and code else None
    changed = first if first and point and first.code != point.code else None
    return SideView(who, point, changed, reason, tuple(_evidence(form, key)))


def _evidence(form: Audit, key: str) -> list[str]:
    lines = []
    for one in form.evidence_for(key):
        source = source_label(one.source, form.tool)
        on = f", {short_day(one.on)}" if one.on else ""
        lines.append(f"{one.text} ({source}{on})")
    return lines


def _title(form: Audit | None) -> str:
    return " · ".join(part for part in (form.subject, form.tool.title) if part) if form else "A pair of audits"
