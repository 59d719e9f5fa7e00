"""What the tools of one authority's reports say in many signed records: all that reports count, made up by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditRecord, AuditState
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool
from qa_desktop.models.document_rows import document_id
from qa_desktop.services.record_answer import computed_values, with_values
from tests.desks import OpenDesk
from tests.many_seeded import Wanted, add_many, note_of
from tests.sample_audits import MOMENT, OWNER

AUDITED = {
    "bracknell-forest": ("bra-live-audit", "bra-live-audit", "bra-audit-variants"),
    "durham": ("dur-collaborative-audit",),
    "herefordshire": ("her-audit",),
    "rochdale": ("roc-t1-generic", "roc-t1-generic", "roc-t1-plo", "roc-t2-hos", "roc-thematic"),
    "slough": ("slo-case-audit",),
}
"""The tools of audits, of which most records are."""
MODERATED = {"her-audit": "her-moderation"}
"""With which tool a moderator settles where two forms differ."""
TEAMS = {
    "North": "Safeguarding",
    "South": "Safeguarding",
    "NORTH": "Safeguarding",
    "Leaving Care": "Care Leavers",
    "": "",
}
TEAM_SHARES = (8, 5, 1, 2, 1)
SERVICES = ("Safeguarding", "Care Leavers", "MASH")
CATEGORIES = ("Child in need", "Child protection", "Cared for", "")
WORKERS = ("Pat Worker", "Sam Social", "Kim Key", "Lee Leaver", "")
THEMES = ("Voice of the child", "Voice of the child", "voice of the Child", "Recording", "Plans", "Timeliness")
QUOTES = ("It is written in the child's own words.", "It says why.", "Nobody wrote it down.", "Everybody knew of it.")
WORDS = (
    "Letters come too late.",
    "They listened to me.\nAnd again.",
    "Phones are  not answered",
    "Held on time?",
    "Long. " * 120,
)
WHERE = {"team": ("North", "South"), "service_area": SERVICES}
RECORDS = 0.4
"""How many of the records are no audits of cases."""
PERIOD_NAMES = ("July to September 2026", "Q3 2026", "2026-Q2", "the year 2026")
PLAIN = frozenset({AnswerType.COMPUTED, AnswerType.AUDIT, AnswerType.SIGNATURE, AnswerType.CHECKLIST})


def seed_authority(desk: OpenDesk, authority: str, records: Sequence[str], number: int, seed: int) -> Counter[str]:
    """Make so many records with an authority's tools, a tenth of which follow others; return what there is of each."""
    chance = Random(seed)  # noqa: S311 - the same made-up records every time
    tools = {one: desk.desk.authority_settings.as_used(desk.desk.tool(one)) for one in (*AUDITED[authority], *records)}
    first = [_wanted(tools, authority, records, chance) for _ in range(number - number // 10)]
    wanted = list(_as_pairs(first, chance))
    made = add_many(desk, wanted)
    later = list(_following(desk, list(zip(wanted, made, strict=True)), number // 10, chance))
    add_many(desk, [one for _, one in later])
    seats = ("pair" for one in wanted if one.fields.get(pairs.PART) == "lead")
    return Counter((*seats, *(what for what, _ in later)))


def _wanted(tools: dict[str, Tool], authority: str, records: Sequence[str], chance: Random) -> Wanted:
    """Return one record: of what, when and about whom by chance, every question that is shown answered or left."""
    is_record = bool(records) and chance.random() < RECORDS
    tool = tools[chance.choice(records if is_record else AUDITED[authority])]
    day = _day(chance)
    subject = chance.choice(PERIOD_NAMES) if "response" in tool.id else f"{chance.randrange(10**6):06}"
    if chance.random() < 0.2:
        subject = "supervision"
    team = chance.choices(list(TEAMS), TEAM_SHARES)[0]
    fields: dict[str, Value] = {
        paths.about("team"): team or None,
        paths.about("service"): TEAMS[team] or None,
        paths.about("case_status"): chance.choice(CATEGORIES) or None,
        **_themes(chance),
        **_actions(tool, chance),
    }
    worker = chance.choice(WORKERS)
    one = Wanted(tool.id, subject, day, {path: value for path, value in fields.items() if value is not None}, worker)
    return replace(one, fields=_filled(tool, one, chance), has_note=True)


def _day(chance: Random) -> date:
    """Return a day: one in four of September 2026, one in four of July or August, else of the two years before."""
    longer = (date(2024, 9, 1), 808)
    first, days = chance.choice([(date(2026, 9, 1), 30), (date(2026, 7, 1), 62), longer, longer])
    return first + timedelta(chance.randrange(days))


def _themes(chance: Random) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for place in range(chance.choice((0, 0, 1, 2))):
        quote = chance.choice(QUOTES)
        told |= {
            f"theme/t{place}/kind": chance.choice(("strength", "development")),
            f"theme/t{place}/name": chance.choice(THEMES),
            f"theme/t{place}/quote": quote,
        }
        if chance.random() < 0.2:
            told[f"theme/t{place}/public"] = quote
    return told


def _actions(tool: Tool, chance: Random) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for place in range(chance.choice((0, 0, 1, 2)) if tool.action_plan else 0):
        due = date(2026, 11, 21) + timedelta(chance.randrange(-150, 40))
        told |= {f"action/a{place}/what": "Update the plan", f"action/a{place}/who": chance.choice(WORKERS) or "Sam"}
        if chance.random() < 0.9:
            told[f"action/a{place}/due"] = str(due)
        if chance.random() < 0.3:
            told |= {f"followup/a{place}/progress": "done", f"followup/a{place}/done_on": str(due)}
    return told


def _filled(tool: Tool, one: Wanted, chance: Random) -> dict[str, Value]:
    """Return the fields with answers to what the form shows, section by section, and what is worked out of them."""
    record = AuditRecord(
        AuditId("seeded"), tool.id, tool.version, tool.content_hash, AuditState.SIGNED, MOMENT, OWNER, {}
    )
    known: dict[str, Value] = {
        paths.SUBJECT: one.subject,
        paths.entry("sitting", "s1", "day"): str(one.day),
        **one.fields,
    }
    audit = with_values(read_audit(record, tool), known)
    for _ in range(2):  # the second time what the first answers show
        for item in audit.shown_header():
            path = paths.header(item.id)
            if item.type not in PLAIN and path not in known:
                known |= _given(tool, item, path, one, chance)
        audit = with_values(audit, known)
    for section in tool.sections:
        told = _of_section(audit, section, one, chance)
        known |= told
        audit = with_values(audit, told)
    if tool.overall and chance.random() < 0.95:
        scale = tool.scale(tool.overall.scale)
        known |= {paths.OVERALL_GRADE: chance.choice(scale.codes if scale else ("",)), paths.OVERALL_REASON: WORDS[0]}
    return known | computed_values(audit)


def _of_section(audit: Audit, section: Section, one: Wanted, chance: Random) -> dict[str, Value]:
    """Return answers to one section; of one that repeats some more are added."""
    known: dict[str, Value] = {}
    if section.repeat:
        for number in range(chance.randrange(3)):
            known[paths.repeat(section.id, f"added-{number}", "added")] = True
    for _ in range(2):  # the second time what the first answers show
        audit = with_values(audit, known)
        if section.id not in {shown.id for shown in audit.shown_sections()}:
            return {}
        for item in audit.shown_items(section):
            path = paths.answer(item.id)
            if item.type is AnswerType.CHECKLIST:
                known |= {paths.seen(point.id): True for point in item.guidance if chance.random() < 0.4}
            elif item.type not in PLAIN and path not in known and chance.random() < 0.8 and audit.applies(item):
                known |= _given(audit.tool, item, path, one, chance)
    return known


def _given(tool: Tool, item: Item, path: str, one: Wanted, chance: Random) -> dict[str, Value]:
    told: dict[str, Value] = {path: _value(tool, item, one, chance)}
    if item.comment and chance.random() < 0.5:
        told[paths.answer(item.id, "comment")] = chance.choice(WORDS)
    return told


def _value(tool: Tool, item: Item, one: Wanted, chance: Random) -> Value:
    scale = tool.scale_of(item)
    if item.prefill == "subject":
        return one.subject
    if scale is not None:
        return chance.choice(scale.codes)
    if item.id in WHERE:
        return chance.choice(WHERE[item.id])
    by_type: dict[AnswerType, Callable[[], Value]] = {
        AnswerType.YES_NO: lambda: chance.choice(("yes", "no")),
        AnswerType.CHOICE: lambda: chance.choice(item.choices).code,
        AnswerType.MULTIPLE_CHOICE: lambda: (
            tuple(each.code for each in item.choices if chance.random() < 0.5) or (item.choices[0].code,)
        ),
        AnswerType.INTEGER: lambda: chance.randrange(40),
        AnswerType.DECIMAL: lambda: chance.choice((0, 12.5, 40)),
        AnswerType.PERCENT: lambda: chance.choice((0, 12.5, 40, 100)),
        AnswerType.DATE: lambda: str(one.day - timedelta(chance.randrange(40))),
        AnswerType.PERSON: lambda: "Pat Worker",
        AnswerType.INITIALS: lambda: "PW",
    }
    return by_type.get(item.type, lambda: chance.choice(WORDS))()


def _as_pairs(made: Sequence[Wanted], chance: Random) -> Iterator[Wanted]:
    """Yield the records, nearly a third of the audits as the forms of two auditors; some of the others never came."""
    by_tool: dict[str, list[Wanted]] = {}
    for place, one in enumerate(made):
        waiting = by_tool.setdefault(one.tool, [])
        if one.tool not in {tool for tools in AUDITED.values() for tool in tools} or chance.random() > 0.3:
            yield one
        elif waiting:
            lead = waiting.pop()
            pair = {pairs.PAIR: f"pair-{place}"}
            yield replace(lead, fields={**lead.fields, **pair, pairs.PART: "lead"})
            yield replace(one, fields={**one.fields, paths.SUBJECT: lead.subject, **pair, pairs.PART: "peer"})
        else:
            waiting.append(one)
    for rest in by_tool.values():
        yield from (
            replace(one, fields={**one.fields, pairs.PAIR: f"alone-{one.subject}", pairs.PART: "peer"}) for one in rest
        )


def _following(
    desk: OpenDesk, made: Sequence[tuple[Wanted, AuditId]], number: int, chance: Random
) -> Iterator[tuple[str, Wanted]]:
    """Yield what comes after: amendments, audits that are made again, second readings, and what a moderator settles."""
    tools = {one: desk.desk.authority_settings.as_used(desk.desk.tool(one)) for one in {of.tool for of, _ in made}}
    tools |= {one: desk.desk.tool(one) for tool, one in MODERATED.items() if tool in tools}
    leads = [(one, audit) for one, audit in made if one.fields.get(pairs.PART) == "lead"]
    settled = [(one, audit) for one, audit in leads if one.tool in MODERATED][: number // 4]
    for one, _ in settled:
        fields = {pairs.PAIR: one.fields[pairs.PAIR], pairs.PART: "moderation", **_themes(chance)}
        moderated = Wanted(MODERATED[one.tool], one.subject, one.day + timedelta(9), fields)
        yield "moderation", replace(moderated, fields=_filled(tools[moderated.tool], moderated, chance))
    for place, (one, audit) in enumerate(chance.sample(list(made), number - len(settled))):
        kind = ("amended", "again", "second")[place % 3]
        about = {path: one.fields[path] for path in (paths.about("team"), paths.about("service")) if path in one.fields}
        of_pair = {path: one.fields[path] for path in (pairs.PAIR, pairs.PART) if path in one.fields}
        more: dict[str, dict[str, Value]] = {
            "amended": {paths.AMENDS: document_id(note_of(audit)), **of_pair},
            "again": {paths.RE_AUDIT_OF: (audit, f"Audit of {one.subject}")},
            "second": {pairs.PAIR: audit, pairs.PART: "second"},
        }
        fields = {**about, **more[kind], **_themes(chance)}
        later = Wanted(one.tool, one.subject, one.day + timedelta(chance.randrange(20)), fields, one.worker)
        yield kind, replace(later, fields=_filled(tools[one.tool], later, chance))
