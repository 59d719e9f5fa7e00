"""What the page of themes shows: the authority's list with how often each was tagged, and its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qa_desktop.domain.figures.question import FiguredAudit, FigureFilter, Quotation, QuotedTheme, ThemeCount
from qa_desktop.domain.figures.theme import ListedTheme, ThemeKind
from qa_desktop.domain.figures.theme_list import ThemeList
from qa_desktop.services.desk import Desk
from qa_desktop.services.redact_quotations import WaitingQuotation
from qa_desktop.ui.presenters.audit_words import iso_day_words
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.widgets.two_line_list import TwoLines


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme, of the list or tagged only."""

    title: str
    caption: str
    right: str
    theme: str = ""
    """Its id on the list; empty where it stands there not."""
    is_offered: bool = False
    waiting: int = 0
    """How many of its quotations nobody redacted."""


@dataclass(frozen=True, slots=True)
class ThemesView:
    """What the page shows."""

    lead: str
    rows: tuple[ThemeLine, ...]
    waiting: int


def themes_view(desk: Desk, wanted: FigureFilter) -> ThemesView:
    """Return the list with what was tagged in a time."""
    listed, figures = desk.theming.themes(), desk.figures
    rows = tuple(theme_lines(listed, figures.themes(wanted), figures.quoted(wanted)))
    waiting = sum(one.waiting for one in rows)
    lead = f"{wanted.period_words}: {counted(waiting, 'quotation waits', 'quotations wait')} to be redacted."
    return ThemesView(lead, rows, waiting)


def theme_lines(listed: ThemeList, tagged: Iterable[ThemeCount], quoted: Iterable[QuotedTheme]) -> Iterator[ThemeLine]:
    """Yield a line for each theme: those in use by name, then those on no list, then those that are used no more."""
    cases: defaultdict[str, dict[ThemeKind, int]] = defaultdict(dict)
    names: dict[str, str] = {}
    for one in tagged:
        key = one.name.casefold()
        names.setdefault(key, one.name)
        cases[key][one.kind] = cases[key].get(one.kind, 0) + one.cases
    quotations = {one.name.casefold(): one for one in quoted}
    names = {**{key: one.name for key, one in quotations.items()}, **names}
    known = {one.name.casefold() for one in listed.every}

    def line(name: str, right: str, one: ListedTheme | None) -> ThemeLine:
        key = name.casefold()
        own = quotations.get(key, QuotedTheme(name, 0, 0))
        is_offered = one is not None and one.is_offered
        return ThemeLine(name, _caption(cases.get(key, {}), own), right, one.id if one else "", is_offered, own.waiting)

    in_use = sorted((one for one in listed.every if one.is_offered), key=lambda one: one.name.casefold())
    no_more = sorted((one for one in listed.every if not one.is_offered), key=lambda one: one.name.casefold())
    yield from (line(one.name, "", one) for one in in_use)
    yield from (line(names[key], "Not on the list", None) for key in sorted(names) if key not in known)
    for old in no_more:
        into = listed.by_id(old.merged_into)
        yield line(old.name, f"Now “{into.name}”" if into else "Retired", old)


def quotation_lines(found: Iterable[Quotation]) -> tuple[AuditLine, ...]:
    """Return quotations as a list shows them, with how far they may be told."""
    return tuple(
        AuditLine(
            one.audit,
            TwoLines(
                f"“{one.quote}”",
                " · ".join(part for part in (iso_day_words(one.day), one.subject, one.team) if part),
                "May be told" if one.public else "To be redacted",
            ),
        )
        for one in found
    )


def audit_lines(found: Iterable[FiguredAudit]) -> tuple[AuditLine, ...]:
    """Return signed audits as a list shows them, without their grades."""
    return tuple(AuditLine(one.id, TwoLines(one.subject, _place(one))) for one in found)


def _place(one: FiguredAudit) -> str:
    return " · ".join(part for part in (iso_day_words(one.day), one.tool_title, one.team) if part)


def place_words(one: WaitingQuotation) -> str:
    """Return where a quotation is from."""
    told = one.quotation
    return " · ".join(part for part in (iso_day_words(told.day), told.subject, told.team, one.tool_title) if part)


def _caption(cases: Mapping[ThemeKind, int], quoted: QuotedTheme) -> str:
    told = [
        f"{words} {counted(cases[kind], 'case', 'cases')}"
        for kind, words in ((ThemeKind.STRENGTH, "A strength in"), (ThemeKind.DEVELOPMENT, "to be developed in"))
        if cases.get(kind)
    ]
    tagged = ", ".join(told)
    tagged = tagged[:1].upper() + tagged[1:] if tagged else "Not tagged in this time"
    waiting = f", {quoted.waiting} to be redacted" if quoted.waiting else ""
    quotations = f" · {counted(quoted.quotations, 'quotation', 'quotations')}{waiting}" if quoted.quotations else ""
    return f"{tagged}{quotations}"


def progress_words(of: int, released: int, skipped: int) -> str:
    """Return which quotation is on the page, and what was decided so far."""
    here = min(released + skipped + 1, max(of, 1))
    told = [f"{released} may be told" if released else "", f"{skipped} skipped" if skipped else ""]
    return " · ".join([f"Quotation {here} of {max(of, here)}", *(one for one in told if one)])
