"""Many signed audits with made-up grades, for tests of figures: through the services, without their sealed notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value
from qa_desktop.domain.record import AuditState
from qa_desktop.services.record_answer import summary_of
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk

GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
DOMAINS = tuple(f"her-audit.{number}" for number in range(1, 7))
TEAMS = {"North": "Safeguarding", "South": "Safeguarding", "Leaving Care": "Care Leavers", "Front Door": "MASH"}
CATEGORIES = ("Child in need", "Child protection", "Cared for")
WORKERS = ("Pat Worker", "Sam Social", "Kim Key")
THEMES = (
    ("strength", "Voice of the child", "The plan is written in the child's own words."),
    ("strength", "Direct work", "Every visit left something that the child made."),
    ("development", "Supervision", "Supervision does not say why the decision was taken."),
    ("development", "Chronology", "The chronology stops in March."),
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """What one audit is to say. `more` are fields that come on top."""

    subject: str
    team: str
    service: str
    category: str
    worker: str
    day: date
    overall: str
    domains: tuple[str, ...]
    themes: tuple[tuple[str, str, str], ...] = ()
    more: tuple[tuple[str, Value], ...] = ()


def made_up(number: int, seed: int = 7, first: date = date(2026, 1, 5), days: int = 330) -> list[Seeded]:
    """Return so many audits; the same seed makes the same ones."""
    chance = Random(seed)  # noqa: S311 - the same made-up audits every time
    made = []
    for one in range(number):
        team = chance.choice(list(TEAMS))
        graded = tuple(chance.choice((*GRADES, "good", "good", "")) for _ in DOMAINS)
        tagged = tuple(chance.sample(THEMES, chance.randrange(3)))
        day = first + timedelta(chance.randrange(days))
        worker, category = chance.choice(WORKERS), chance.choice((*CATEGORIES, ""))
        overall = chance.choice(GRADES)
        made.append(Seeded(f"HER-{one:04}", team, TEAMS[team], category, worker, day, overall, graded, tagged))
    return made


def fields_of(one: Seeded) -> dict[str, Value]:
    """Return the fields of an audit."""
    told: dict[str, Value] = {
        paths.about("team"): one.team,
        paths.about("service"): one.service,
        paths.OVERALL_GRADE: one.overall,
        paths.OVERALL_REASON: "Both saw the same file.",
        **dict(one.more),
    }
    if one.category:
        told[paths.about("case_status")] = one.category
    told |= {paths.answer(key): grade for key, grade in zip(DOMAINS, one.domains, strict=True) if grade}
    for place, (kind, name, quote) in enumerate(one.themes):
        told |= {f"theme/t{place}/kind": kind, f"theme/t{place}/name": name, f"theme/t{place}/quote": quote}
        told[f"theme/t{place}/public"] = quote
    return told


def add(desk: OpenDesk, one: Seeded, tool: str = "her-audit") -> AuditId:
    """Make the audit and sign it, all but the sealing of its note."""
    return add_record(desk, tool, one.subject, one.day, fields_of(one), one.worker)


def add_record(
    desk: OpenDesk, tool: str, subject: str, day: date, fields: Mapping[str, Value], worker: str = WORKERS[0]
) -> AuditId:
    """Make a record with any tool and sign it, all but the sealing of its note."""
    audit = desk.desk.start_audit(StartRequest(tool, subject, worker, on=day, fields=dict(fields)))
    return signed(desk, audit)


def signed(desk: OpenDesk, audit: Audit) -> AuditId:
    """Sign an audit as it is, all but the sealing of its note."""
    facts: dict[str, Value] = {"document": f"note-of-{audit.id}"}
    change = Change(Stream(audit.id), paths.SIGNED, True, fact=True, kind=OperationKind.SIGN, facts=facts)
    closed = replace(audit, record=replace(audit.record, state=AuditState.SIGNED))
    desk.store.append([change], summary={audit.id: summary_of(closed)})
    return audit.id


def as_pair(one: Seeded, pair: str, seat: str) -> Seeded:
    """Return the audit as one form of a pair."""
    return replace(one, more=((pairs.PAIR, pair), (pairs.PART, seat)))
