"""What drawing in the window shows and asks for, as plain values, and how it is read on a worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.domain.authority_settings import Selection
from qa_desktop.domain.exports.safe_text import safe, unprintable
from qa_desktop.domain.sampling.draw import Scheme, Spread
from qa_desktop.domain.sampling.population import COLUMNS, SERVICE, STATUS, TEAM, TITLES, WORKER, Why
from qa_desktop.services.draw_cases import MONTHS_A_YEAR, DrawWish, ListLook, ListWish, ReadList

MOST_ROWS_SHOWN = 500
GROUPS = (TEAM, SERVICE, STATUS, WORKER)
"""Our columns by which cases can be drawn."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """How somebody wants a list to be read."""

    file: Path
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The heading by our column; empty for one that the list does not have."""
    any_team: bool = False
    looked_at: bool = False

    def wish(self, further: tuple[str, ...] = ()) -> ListWish:
        """Return it as the service takes it."""
        columns = {ours: heading for ours, heading in self.columns.items() if heading}
        return ListWish(columns, further, self.sheet, self.any_team, self.looked_at)


@dataclass(frozen=True, slots=True)
class WrongView:
    """One row that cannot be taken."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class ListView:
    """What is known of a list."""

    file_name: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    sheets: tuple[str, ...]
    sheet: str = ""
    summary: str = ""
    """Empty until it was read."""
    notices: tuple[str, ...] = ()
    wrong: tuple[WrongView, ...] = ()
    more_wrong: int = 0
    offers_any_team: bool = False
    offers_looked_at: bool = False

    @property
    def is_read(self) -> bool:
        """Whether its cases are known."""
        return bool(self.summary)


@dataclass(frozen=True, slots=True)
class WishView:
    """What can be chosen of what is drawn."""

    list_words: str
    columns: tuple[tuple[str, str], ...]
    """(our column or heading, how people read it) by which groups can be made."""
    statuses: tuple[tuple[str, int], ...]
    services: tuple[tuple[str, int], ...]
    selections: tuple[Selection, ...]
    usually_open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawChoice:
    """What somebody wants drawn."""

    spread: Spread
    number: int
    column: str = ""
    selection: str = ""
    seed: str = ""
    open_statuses: tuple[str, ...] | None = None
    """None where the list has no status."""
    without_services: tuple[str, ...] = ()
    months: int = MONTHS_A_YEAR

    @property
    def further(self) -> tuple[str, ...]:
        """The heading that has to be read beside our columns."""
        return (self.column,) if self.column and self.column not in COLUMNS else ()

    def wish(self, all_statuses: int) -> DrawWish:
        """Return it as the service takes it; `all_statuses` is how many the list has."""
        columns = (self.column,) if self.column and self.spread is not Spread.WHOLE else ()
        statuses = self.open_statuses
        is_any = statuses is not None and len(statuses) == all_statuses
        return DrawWish(
            scheme=Scheme(self.spread, self.number, columns),
            seed=self.seed,
            open_statuses=None if is_any else statuses,
            any_status=is_any,
            without_services=self.without_services,
            months=self.months,
            selection=self.selection,
        )


def looked_at(choice: ListChoice, look: ListLook) -> ListView:
    """Return what can be chosen before a list is read."""
    return ListView(choice.file.name, look.headings, look.columns, look.sheets, choice.sheet)


def list_view(choice: ListChoice, look: ListLook, found: ReadList) -> ListView:
    """Return what there is to see of a list that was read."""
    cases = len(found.population.cases)
    wrong = tuple(WrongView(one.row, one.words) for one in found.wrong[:MOST_ROWS_SHOWN])
    return ListView(
        file_name=choice.file.name,
        headings=look.headings,
        columns=found.columns,
        sheets=look.sheets,
        sheet=found.sheet,
        summary=f"{cases:,} cases in {found.rows:,} rows",
        notices=found.notices,
        wrong=wrong,
        more_wrong=len(found.wrong) - len(wrong),
        offers_any_team=Why.UNKNOWN_TEAM in found.left_out or choice.any_team,
        offers_looked_at=Why.LOOKS_ELSE in found.left_out or choice.looked_at,
    )


def wish_view(view: ListView, found: ReadList, selections: tuple[Selection, ...], usual: tuple[str, ...]) -> WishView:
    """Return what can be chosen of what is drawn from a list."""
    ours = [(one, TITLES[one]) for one in GROUPS if one in found.columns]
    taken = set(found.columns.values())
    others = [(heading, heading) for heading in view.headings if heading and heading not in taken]
    cases = found.population.cases
    return WishView(
        list_words=f"{view.file_name}: {view.summary}",
        columns=(*ours, *others),
        statuses=_counted(case.status for case in cases) if STATUS in found.columns else (),
        services=_counted(case.service for case in cases) if SERVICE in found.columns else (),
        selections=selections,
        usually_open=usual,
    )


def wrong_rows_file(found: ReadList) -> bytes:
    """Return every row that cannot be taken as CSV, as spreadsheets open it."""
    told = ((one.row, safe(unprintable(one.words)).replace('"', '""')) for one in found.wrong)
    lines = ["row,why", *(f'{row},"{words}"' for row, words in told)]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda one: one[0].casefold()))
