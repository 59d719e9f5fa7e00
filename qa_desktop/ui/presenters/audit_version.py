"""Says whether an audit can go on with a newer version of its tool, what that does, and what it left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.clock import local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.newer_version import Earlier, Move
from qa_desktop.domain.tool import Item, Need
from qa_desktop.domain.tool_difference import ChangeKind
from qa_desktop.services.desk import Desk
from qa_desktop.services.go_on import EarlierAnswer
from qa_desktop.ui.presenters.audit_words import count_words, list_words
from qa_desktop.ui.presenters.times import when
from qa_desktop.ui.presenters.tool_versions import ChangeView, DifferenceView, change_view
from qa_desktop.ui.widgets.date_field import long_date

QUESTION = "question"
LOOK_FIRST = "Nothing is changed until you go on. What falls away is kept, and can be read in the audit afterwards."
NEEDED = {
    Need.MANDATORY: "To be answered before signing",
    Need.RECOMMENDED: "Recommended",
    Need.OPTIONAL: "Optional",
}
SIGN_AGAIN = "Everybody who signed already has to sign again."


@dataclass(frozen=True, slots=True)
class VersionView:
    """What an open audit says of its version."""

    newer: str = ""
    """The newer version with which it can go on; empty where there is none."""
    offer: str = ""
    """The sentence that says so."""
    went_on: str = ""
    """How it came to its version; empty where it keeps the first."""
    earlier: int = 0
    """How many things that were written for earlier versions can be read."""


def read_version(desk: Desk, audit: Audit) -> VersionView:
    """Return what is said of the audit's version."""
    newer = desk.go_on.offered(audit)
    offer = f"Version {newer} of this tool is in use. This audit keeps version {audit.tool.version}." if newer else ""
    last = audit.record.fields.get(paths.TOOL)
    if last is None:
        return VersionView(newer, offer)
    first, *rest = audit.versions
    went_on = f"Begun with version {first}, gone on with {list_words(rest)} on {long_date(local_day(last.at))}."
    return VersionView(newer, offer, went_on, len(desk.go_on.earlier(audit.id)))


def move_view(plan: Move) -> DifferenceView:
    """Return what is shown of going on before anything is done."""
    changes = [
        (part.title, tuple(change_view(one) for one in part.changes if not _is_counted(one.kind, one.what)))
        for part in plan.difference.parts
    ]
    others = sum(len(some) for _, some in changes)
    counts = [count_words(plan.stays, "answer stays", "answers stay")]
    counts += [count_words(len(plan.falls_away), "entry falls away", "entries fall away")] if plan.falls_away else []
    counts += [f"{len(plan.comes_back)} come back"] if plan.comes_back else []
    counts += [count_words(len(plan.new), "new question", "new questions")] if plan.new else []
    counts += [count_words(others, "other change", "other changes")] if others else []
    signed = f" {SIGN_AGAIN}" if any(one.path.startswith("signature/") for one in plan.cleared) else ""
    parts = [
        ("Falls away", tuple(map(_fallen, plan.falls_away))),
        ("Comes back", tuple(map(_fallen, plan.comes_back))),
        ("New questions", tuple(map(_new, plan.new))),
        *changes,
    ]
    return DifferenceView(
        title=f"Go on with version {plan.after.version}",
        counts=f"{', '.join(counts)}. {LOOK_FIRST}{signed}",
        parts=tuple((title, some) for title, some in parts if some),
    )


def earlier_view(found: Sequence[EarlierAnswer], now: datetime) -> DifferenceView:
    """Return what is shown of what was written for earlier versions."""
    changes = tuple(
        ChangeView(one.told.why, f"{one.author}, {when(one.at, now)}", one.told.title, "", one.told.words)
        for one in found
    )
    lead = "What has no place in the version with which you go on. It is kept, and is no part of the note."
    return DifferenceView("Answers of earlier versions", lead, (("Kept", changes),) if changes else ())


def _is_counted(kind: ChangeKind, what: str) -> bool:
    """Tell whether a change is shown as a new question or as what falls away already."""
    return what == QUESTION and kind in (ChangeKind.ADDED, ChangeKind.REMOVED)


def _fallen(one: Earlier) -> ChangeView:
    return ChangeView(one.why, "", one.title, "", one.words)


def _new(item: Item) -> ChangeView:
    return ChangeView(NEEDED[item.need], "", f"{item.number} {item.label}".strip(), "", "")
