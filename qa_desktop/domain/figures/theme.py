"""Themes: what an audit says that others say too, tagged by a person, each with the words that it rests on (P-34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain.operation import Value
from qa_desktop.domain.paths import Path
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.record import FieldState

GROUP = "theme"


class ThemeKind(Enum):
    """What a theme is: strengths are told as readily as what is to be developed."""

    STRENGTH = "strength"
    DEVELOPMENT = "development"

    @property
    def label(self) -> str:
        """The words for one."""
        return {"strength": "Strength", "development": "Area for development"}[self.value]

    @property
    def heading(self) -> str:
        """The words for several."""
        return {"strength": "Good practice", "development": "Areas for development"}[self.value]


@dataclass(frozen=True, slots=True)
class ListedTheme:
    """One theme of the list. The same theme may be a strength of one audit and to be developed in another."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    """Words that speak of it, by which it is suggested before anybody has tagged it."""
    is_retired: bool = False
    merged_into: str = ""
    """The id of the theme that it has become; empty where it stands for itself."""

    @property
    def is_offered(self) -> bool:
        """Whether audits are still tagged with it."""
        return not self.is_retired and not self.merged_into


@dataclass(frozen=True, slots=True)
class Theme:
    """One tag of one audit."""

    id: str
    kind: ThemeKind
    name: str
    quote: str
    """The words of the audit that it rests on."""
    public: str
    """The same, redacted by a person: what may leave the team. Empty where nobody did."""
    item: str
    """The key of the question from which the words are; empty where they are from the whole audit."""
    struck: tuple[str, ...] = ()
    """What of the words whoever redacted them took out."""
    redacted_by: str = ""
    redacted_on: date | None = None


def themes_in(fields: Mapping[str, FieldState]) -> tuple[Theme, ...]:
    """Return the themes of an audit in the order in which they were tagged; one without name or words is none."""
    entries: dict[str, dict[str, Value]] = {}
    for path, state in fields.items():
        parsed = Path.parse(path)
        if parsed.group == GROUP and parsed.key and state.value is not None:
            entries.setdefault(parsed.key, {})[parsed.field] = state.value
    found = []
    for key, told in sorted(entries.items()):
        name, quote = (" ".join(str(told.get(field, "")).split()) for field in ("name", "quote"))
        kind = next((one for one in ThemeKind if one.value == told.get("kind")), None)
        if kind is None or not name or not quote or told.get("removed") is True:
            continue
        public = " ".join(str(told.get("public", "")).split())
        found.append(
            Theme(
                key,
                kind,
                name,
                quote,
                public,
                str(told.get("item", "")),
                tuple(str(told.get("struck", "")).split("\n")) if told.get("struck") else (),
                str(told.get("redacted_by", "")),
                as_day(told.get("redacted_on")),
            )
        )
    return tuple(found)
