"""Says in words all that an authority's settings hold, and plainly what of it nothing acts on yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from qa_desktop.domain.authority_settings import LAST_MEETING, AuthoritySettings, DeadlineSetting, Rhythm, Selection
from qa_desktop.domain.consequences import ALLOCATION, INITIAL_AUDIT

SHOWN_ONLY = "Kept and shown; nothing acts on it yet."

_TERMS = {
    "audit": "Audit",
    "section": "Section",
    "section_plural": "Sections",
    "case_reference": "Case reference",
    "practitioner": "Practitioner",
    "auditor": "Auditor",
    "grade": "Grade",
    "overall": "Overall judgement",
    "action_plan": "Action plan",
    "case_system": "Case system",
    "manager": "Line manager",
    "qa_team": "QA team",
    "development": "Areas for development",
}
_HOW = {
    "random": "at random",
    "thematic": "by theme",
    "programme": "by the programme of focus",
    "by_need": "by need",
    "every": "every one",
    "planned": "by plan",
}
_REACH = {
    "own_team": "in the own team",
    "outside_own_service": "outside the own service",
    "across_teams": "across teams",
    "any": "anywhere",
}
_MODERATED = {
    "grades_differ": "where grades differ",
    "sample": "a sample",
    "theme_or_sample": "by theme or a sample",
    "always": "always",
}
_STARTS = {
    LAST_MEETING: "the last meeting",
    ALLOCATION: "allocation",
    INITIAL_AUDIT: "the initial audit",
    "": "the last meeting, or the day that the tool names",
}
_APPLIES = {"immediate_actions": "immediate actions", "other_actions": "other actions", "signing": "signing the record"}


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """Settings of one kind, a line each."""

    heading: str
    lines: tuple[str, ...]
    note: str = ""


def settings_words(settings: AuthoritySettings, titles: Mapping[str, str] | None = None) -> tuple[SettingsPart, ...]:
    """Return every part that says something, what audits use first; tools are named by their titles where known."""
    settings = _with_titles(settings, titles or {})
    parts = (
        SettingsPart(f"{settings.name}, version {settings.version}", tuple(_origin(settings))),
        SettingsPart("Own tools, offered first", tuple(_own(settings))),
        SettingsPart("Words", tuple(_terms(settings))),
        SettingsPart("Scales, periods and benchmark", tuple(_scales(settings))),
        SettingsPart("Dates that follow an audit", tuple(_date(one) for one in settings.deadlines)),
        SettingsPart("Who is told at which grade", tuple(_escalation(settings))),
        SettingsPart("Where copies go, and filing", tuple(_filing(settings))),
        SettingsPart("Whom to call about a concern", tuple(_safety(settings))),
        SettingsPart("Figures and reports", tuple(_figures(settings))),
        SettingsPart("Themes, as the list begins", tuple(one.name for one in settings.themes)),
        _unused("Superseded terms", (_noted(f"{one.printed}: now {one.now}", one.note) for one in settings.superseded)),
        _unused("Quotas", _quotas(settings)),
        _unused("How cases are chosen", (_selection(one) for one in settings.selection)),
        _unused("Programmes of focus", _programmes(settings)),
        _unused("Sitting together", _meetings(settings)),
        _unused("Grades, moderation, family and challenge", _grading(settings)),
        _unused("Timetables", _timetables(settings)),
        _unused("What comes round", _regular(settings)),
    )
    return tuple(part for part in parts if part.lines)


def _with_titles(settings: AuthoritySettings, titles: Mapping[str, str]) -> AuthoritySettings:
    """Return the settings with the titles of tools in the place of their ids, to be read and never to be used."""

    def named(tools: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(titles.get(one, one) for one in tools)

    return replace(
        settings,
        own=replace(settings.own, also=named(settings.own.also), leave_out=named(settings.own.leave_out)),
        tool_terms=tuple(replace(one, tools=named(one.tools)) for one in settings.tool_terms),
        scales=tuple(replace(one, tools=named(one.tools)) for one in settings.scales),
        look_back=tuple(replace(one, tools=named(one.tools)) for one in settings.look_back),
        deadlines=tuple(replace(one, tools=named(one.tools)) for one in settings.deadlines),
        escalation=tuple(replace(one, tools=named(one.tools)) for one in settings.escalation),
        filing=tuple(replace(one, tools=named(one.tools)) for one in settings.filing),
    )


def every_words(rhythm: Rhythm | None) -> str:
    """Return how often in words, as "every 6 weeks"; empty for none."""
    if rhythm is None:
        return ""
    if rhythm.amount is not None:
        unit = rhythm.unit.replace("_", " ")
        return f"every {unit.removesuffix('s')}" if rhythm.amount == 1 else f"every {rhythm.amount} {unit}"
    return f"in {' and '.join(rhythm.months)}" if rhythm.months else rhythm.words


def _unused(heading: str, lines: Iterator[str]) -> SettingsPart:
    return SettingsPart(heading, tuple(lines), SHOWN_ONLY)


def _noted(words: str, *more: str) -> str:
    return ". ".join(part.rstrip(".") for part in (words, *more) if part) + "."


def _origin(settings: AuthoritySettings) -> Iterator[str]:
    yield _noted(settings.source.document, settings.source.note)
    yield from settings.source.gaps


def _own(settings: AuthoritySettings) -> Iterator[str]:
    if settings.own.of:
        yield f"Every tool of {', '.join(settings.own.of)}."
    if settings.own.also:
        yield f"Taken over: {', '.join(settings.own.also)}."
    if settings.own.leave_out:
        yield f"Left out: {', '.join(settings.own.leave_out)}."


def _terms(settings: AuthoritySettings) -> Iterator[str]:
    for name, term in settings.terms:
        yield f"{_TERMS.get(name, name)}: “{term}”."
    for one in settings.tool_terms:
        told = ", ".join(f"{_TERMS.get(name, name)}: “{term}”" for name, term in one.terms)
        yield f"In {', '.join(one.tools)}: {told}."


def _scales(settings: AuthoritySettings) -> Iterator[str]:
    if settings.benchmark:
        yield settings.benchmark
    for scale in settings.scales:
        points = ", ".join(point.label for point in scale.scale.points)
        yield _noted(f"{scale.scale.title} of {', '.join(scale.tools)}: {points}", scale.note)
    for one in settings.look_back:
        yield f"Period of {', '.join(one.tools)}: {one.look_back.text}."


def _date(one: DeadlineSetting) -> str:
    grades = f"at {', '.join(one.grades)}" if one.grades else ""
    about = ", ".join(part for part in (_APPLIES.get(one.applies_to, ""), grades) if part)
    said = "as the tool says" if one.amount is None else _when(one.amount, one)
    return _noted(f"{one.label or one.id}: {said}", about, f"In {', '.join(one.tools)}", one.owner, one.source)


def _when(amount: int, one: DeadlineSetting) -> str:
    start = _STARTS.get(one.start, one.start.replace("_", " "))
    if amount == 0:
        return f"on the day of {start}"
    unit = one.unit.replace("_", " ")
    count = f"{abs(amount)} {unit.removesuffix('s') if abs(amount) == 1 else unit}"
    return f"{count} {'before' if amount < 0 else 'from'} {start}"


def _escalation(settings: AuthoritySettings) -> Iterator[str]:
    for one in settings.escalation:
        rule = one.rule
        relevant = f"where relevant {', '.join(rule.conditional)}" if rule.conditional else ""
        who = ", ".join(part for part in (*rule.recipients, relevant) if part)
        grade = rule.grade.replace("_", " ").capitalize()
        yield _noted(f"{grade} in {', '.join(one.tools)}: {who}", rule.note)


def _filing(settings: AuthoritySettings) -> Iterator[str]:
    for to in settings.recipients:
        yield f"{to.name}: {to.words}."
    for one in settings.filing:
        yield f"{', '.join(one.tools)}: {one.title or one.heading or one.text}."


def _safety(settings: AuthoritySettings) -> Iterator[str]:
    if safety := settings.safety:
        yield from safety.steps
        for about, contacts in (("", safety.contacts), ("About a worker, ", safety.worker_contacts)):
            for one in contacts:
                number = one.number or "the number has still to be filled in"
                yield _noted(f"{about}{one.name}: {number}", one.when, one.note)


def _quotas(settings: AuthoritySettings) -> Iterator[str]:
    for one in settings.quotas:
        yield _noted(f"{one.role}: {one.what}, at least {one.least} a {one.per} for each {one.for_each}", one.note)


def _selection(one: Selection) -> str:
    day = f"on day {one.day} of the month" if one.day else ""
    notice = every_words(one.notice).replace("every ", "", 1)
    told = f"told {notice} before" if notice else ""
    how = ", ".join(part for part in (_HOW[one.how], _REACH.get(one.reach, ""), day, told) if part)
    auditors = f"Auditors: {'; '.join(one.auditors)}" if one.auditors else ""
    return _noted(f"{one.what}: {how}", one.by and f"By {one.by}", auditors, one.note)


def _programmes(settings: AuthoritySettings) -> Iterator[str]:
    for one in settings.programmes:
        for period, themes in one.rows:
            told = "; ".join(f"{column}: {theme}" for column, theme in zip(one.columns, themes, strict=False))
            yield f"{one.title}, {period}. {told}."


def _meetings(settings: AuthoritySettings) -> Iterator[str]:
    for one in settings.meetings:
        yield _noted(f"With {', '.join(one.company)}", one.before, one.during)


def _grading(settings: AuthoritySettings) -> Iterator[str]:
    if grading := settings.grading:
        agreed = f"Agreed with: {grading.agreed_with}" if grading.agreed_with else ""
        if told := [part for part in (agreed, grading.disagreement, grading.note) if part]:
            yield _noted(*told)
        if grading.first_given:
            yield "Grades first given are kept beside those submitted."
    for one in settings.moderation:
        effect = {"final": "Its grade counts", "beside": "Its grade stands beside the first"}.get(one.grade, "")
        when = ", ".join(part for part in (_MODERATED[one.when], every_words(one.every)) if part)
        yield _noted(f"{one.what}: {when}", one.by and f"By {one.by}", effect, one.note)
    if family := settings.family:
        asked = f"Asked: {', '.join(family.asked)}" if family.asked else ""
        consent = f"Consent is asked by: {family.consent_by}" if family.consent_by else ""
        if told := [part for part in (asked, consent, family.note) if part]:
            yield _noted(*told)
    if settings.challenge:
        yield _noted(settings.challenge.name, settings.challenge.note)


def _figures(settings: AuthoritySettings) -> Iterator[str]:
    policy = settings.figures
    if policy.least:
        yield f"Outside, nothing is told of groups with fewer than {policy.least} audits."
    yield f"Shares are told in percent from {policy.percent_from} audits on."
    if policy.standard:
        yield f"The grade that is expected: {policy.standard}."
    if policy.practitioner:
        yield "There are figures of single practitioners, for themselves, their manager, head of service and QA."


def _timetables(settings: AuthoritySettings) -> Iterator[str]:
    for table in settings.timetables:
        for step in table.steps:
            time = every_words(step.time).replace("every ", "", 1)
            yield _noted(f"{table.title}, {step.what}: {time} {step.when} {step.of}".replace("  ", " "), step.by)


def _regular(settings: AuthoritySettings) -> Iterator[str]:
    for one in settings.regular:
        when = every_words(one.every)
        yield _noted(
            f"{one.what}{', ' + when if when else ''}",
            one.by and f"By {one.by_words}",
            one.to and f"To {one.to}",
            one.note,
        )
