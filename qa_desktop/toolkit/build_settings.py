"""Makes an authority's settings out of checked values."""

from __future__ import annotations

from qa_desktop.domain.authority_settings import (
    AuthoritySettings,
    Challenge,
    Contact,
    DeadlineSetting,
    EscalationSetting,
    FamilyViews,
    FilingSetting,
    Grading,
    LookBackSetting,
    Meeting,
    Moderation,
    OwnTools,
    Programme,
    Quota,
    Recipient,
    RegularCheck,
    Rhythm,
    Safety,
    ScaleSetting,
    Selection,
    SettingsSource,
    Superseded,
    Terms,
    Timetable,
    TimetableStep,
    ToolTerms,
)
from qa_desktop.domain.figures.policy import LEAST, PERCENT_FROM, FigurePolicy
from qa_desktop.domain.figures.theme import ListedTheme
from qa_desktop.domain.fit_tool import term_names
from qa_desktop.domain.tool_outcome import LookBack
from qa_desktop.toolkit.build_outcome import escalation_from
from qa_desktop.toolkit.build_tool import scale_from
from qa_desktop.toolkit.values import Values


def build_settings(values: Values) -> AuthoritySettings:
    """Return the settings that the values describe, without their hash."""
    authority = _record(values, "authority")
    return AuthoritySettings(
        id=values.text("settings"),
        version=values.text("version"),
        code=authority.text("code"),
        name=authority.text("name"),
        source=_source(_record(values, "source")),
        own=_own(_record(values, "tools")),
        terms=_terms(_record(values, "terms")),
        tool_terms=tuple(ToolTerms(one.texts("tools"), _terms(one)) for one in values.records("tool_terms")),
        superseded=tuple(
            Superseded(one.text("printed"), one.text("now"), one.text("note")) for one in values.records("superseded")
        ),
        benchmark=values.text("benchmark"),
        scales=tuple(
            ScaleSetting(one.texts("tools"), scale_from(one), one.text("note")) for one in values.records("scales")
        ),
        look_back=tuple(
            LookBackSetting(one.texts("tools"), LookBack(one.whole("months") or 1, one.text("text")))
            for one in values.records("look_back")
        ),
        deadlines=tuple(_deadline(one) for one in values.records("deadlines")),
        escalation=_escalation(values.records("escalation")),
        recipients=tuple(_recipient(one) for one in values.records("recipients")),
        filing=tuple(_filing(one) for one in values.records("filing")),
        quotas=tuple(_quota(one) for one in values.records("quotas")),
        selection=tuple(_selection(one) for one in values.records("selection")),
        programmes=tuple(_programme(one) for one in values.records("programmes")),
        meetings=tuple(_meeting(one) for one in values.records("meetings")),
        grading=_grading(values.record("grading")),
        moderation=tuple(_moderation(one) for one in values.records("moderation")),
        family=_family(values.record("family")),
        challenge=_challenge(values.record("challenge")),
        timetables=tuple(_timetable(one) for one in values.records("timetables")),
        regular=tuple(_regular(one) for one in values.records("regular")),
        safety=_safety(values.record("safety")),
        figures=_figures(values.record("figures")),
        themes=tuple(
            ListedTheme(one.text("id"), one.text("name"), one.texts("words")) for one in values.records("themes")
        ),
    )


def _record(values: Values, key: str) -> Values:
    return values.record(key) or Values({}, (key,))


def _source(values: Values) -> SettingsSource:
    return SettingsSource(values.text("document"), values.text("note"), values.texts("gaps"))


def _own(values: Values) -> OwnTools:
    return OwnTools(values.texts("of"), values.texts("also"), values.texts("leave_out"))


def _terms(values: Values) -> Terms:
    return tuple((name, values.text(name)) for name in term_names() if values.has(name))


def _deadline(values: Values) -> DeadlineSetting:
    return DeadlineSetting(
        id=values.text("id"),
        tools=values.texts("tools"),
        label=values.text("label"),
        amount=values.whole("amount"),
        unit=values.text("unit"),
        owner=values.text("owner"),
        applies_to=values.text("applies_to"),
        grades=values.texts("grades"),
        source=values.text("source"),
        start=values.text("from"),
        shown_when=values.condition("shown_when"),
    )


def _escalation(records: tuple[Values, ...]) -> tuple[EscalationSetting, ...]:
    rules = escalation_from(records)
    return tuple(EscalationSetting(one.texts("tools"), rule) for one, rule in zip(records, rules, strict=True))


def _recipient(values: Values) -> Recipient:
    return Recipient(values.text("id"), values.text("name"), values.text("address"), values.text("note"))


def _filing(values: Values) -> FilingSetting:
    return FilingSetting(
        id=values.text("id"),
        tools=values.texts("tools"),
        title=values.text("title"),
        heading=values.text("heading"),
        text=values.text("text"),
        length_limit=values.whole("length_limit"),
        to=values.texts("to"),
        tell=values.texts("tell"),
        comment_by=values.texts("comment_by"),
    )


def _rhythm(values: Values | None) -> Rhythm | None:
    if values is None:
        return None
    return Rhythm(values.whole("amount"), values.text("unit"), values.texts("in"), values.text("words"))


def _quota(values: Values) -> Quota:
    return Quota(
        id=values.text("id"),
        role=values.text("role"),
        what=values.text("what"),
        least=values.whole("least") or 1,
        per=values.text("per"),
        for_each=values.text("for_each", "person"),
        tools=values.texts("tools"),
        note=values.text("note"),
    )


def _selection(values: Values) -> Selection:
    return Selection(
        id=values.text("id"),
        what=values.text("what"),
        how=values.text("how"),
        tools=values.texts("tools"),
        reach=values.text("reach"),
        day=values.whole("day"),
        notice=_rhythm(values.record("notice")),
        by=values.text("by"),
        auditors=values.texts("auditors"),
        note=values.text("note"),
    )


def _programme(values: Values) -> Programme:
    rows = tuple((one.text("period"), one.texts("themes")) for one in values.records("rows"))
    return Programme(values.text("id"), values.text("title"), values.texts("tools"), values.texts("columns"), rows)


def _meeting(values: Values) -> Meeting:
    return Meeting(
        values.text("id"), values.texts("with"), values.texts("tools"), values.text("before"), values.text("during")
    )


def _grading(values: Values | None) -> Grading | None:
    if values is None:
        return None
    agreed, disagreement = values.text("agreed_with"), values.text("disagreement")
    return Grading(agreed, disagreement, first_given=values.flag("first_given"), note=values.text("note"))


def _moderation(values: Values) -> Moderation:
    return Moderation(
        id=values.text("id"),
        what=values.text("what"),
        when=values.text("when"),
        by=values.text("by"),
        grade=values.text("grade"),
        every=_rhythm(values.record("every")),
        tools=values.texts("tools"),
        note=values.text("note"),
    )


def _family(values: Values | None) -> FamilyViews | None:
    if values is None:
        return None
    needed = values.flag("consent_needed")
    return FamilyViews(
        values.texts("asked"), values.text("consent_by"), consent_needed=needed, note=values.text("note")
    )


def _challenge(values: Values | None) -> Challenge | None:
    return Challenge(values.text("name"), values.text("note")) if values else None


def _timetable(values: Values) -> Timetable:
    steps = tuple(
        TimetableStep(
            one.text("id"),
            one.text("what"),
            one.text("when"),
            one.text("of"),
            _rhythm(one.record("time")),
            one.text("by"),
        )
        for one in values.records("steps")
    )
    return Timetable(values.text("id"), values.text("title"), steps, values.texts("tools"))


def _regular(values: Values) -> RegularCheck:
    return RegularCheck(
        id=values.text("id"),
        kind=values.text("kind"),
        what=values.text("what"),
        every=_rhythm(values.record("every")),
        by=values.text("by"),
        services=values.texts("services"),
        to=values.text("to"),
        tools=values.texts("tools"),
        when=values.condition("when"),
        note=values.text("note"),
    )


def _safety(values: Values | None) -> Safety | None:
    if values is None:
        return None
    contacts, workers = _contacts(values, "contacts"), _contacts(values, "worker_contacts")
    return Safety(contacts, values.texts("steps"), workers)


def _figures(values: Values | None) -> FigurePolicy:
    if values is None:
        return FigurePolicy()
    least, percent_from = values.whole("least"), values.whole("percent_from")
    return FigurePolicy(
        LEAST if least is None else least,
        PERCENT_FROM if percent_from is None else percent_from,
        practitioner=values.flag("practitioner"),
        standard=values.text("standard"),
    )


def _contacts(values: Values, key: str) -> tuple[Contact, ...]:
    return tuple(
        Contact(one.text("id"), one.text("name"), one.text("number"), one.text("when"), one.text("note"))
        for one in values.records(key)
    )
