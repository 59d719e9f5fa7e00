"""What an authority says of itself and its server; only a file signed with its key is ever believed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.periods import LONGEST_MONTHS, STARTS, Period, PeriodStart, RecordKind
from qa_desktop.errors import Mistake, SeveralProblems

USUAL_LIMIT_DAYS = 1
"""Working days after which unsent work is said more loudly, where the authority sets no other limit (SYNC.md)."""

USUAL_PORT = 5432
USUAL_DATABASE = "qa_desktop"
"""As docs/server.md calls it."""
HIGHEST_PORT = 65535
LONGEST_LIMIT_DAYS = 60
LONGEST_WORD = 200
LONGEST_CERTIFICATE = 100_000
LONGEST_SETTINGS = 200_000
MOST_OFFICERS = 200
GROUP = 4


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who may be handed bundles, for as long as they hold office."""

    name: str
    address: str
    """age recipient ("age1...")."""
    until: date
    """The last day in office."""


@dataclass(frozen=True, slots=True)
class AuthorityProfile:
    """What a laptop takes over from its authority. Keys of a later version are kept in the file and ignored here."""

    serial: int
    """Grows with every profile that the authority signs; a lower one is never adopted."""
    id: str
    name: str
    host: str
    port: int
    database: str
    certificate: str
    """PEM of who vouches for the server; empty for those that every computer trusts."""
    recovery_key: str
    """age recipient that can open every profile of the authority on a bad day."""
    officers: tuple[Officer, ...]
    limit_days: int
    periods: tuple[Period, ...] = ()
    """How long which records are kept; a kind that is not named is kept."""
    settings: str = ""
    """The whole file that says how the authority works; empty where it signed none."""

    def officers_on(self, day: date) -> tuple[Officer, ...]:
        """Return who holds office on a day."""
        return tuple(officer for officer in self.officers if day <= officer.until)


def key_fingerprint(key: bytes) -> str:
    """Return the SHA-256 of a public key in hexadecimal: what people compare and what is pinned."""
    return hashlib.sha256(key).hexdigest()


def in_groups(fingerprint: str) -> str:
    """Return a fingerprint as people read it out: in groups of four."""
    return " ".join(fingerprint[start : start + GROUP] for start in range(0, len(fingerprint), GROUP))


def fingerprint_from(typed: str) -> str:
    """Return a fingerprint as it is kept from what somebody typed; empty where it is none."""
    plain = "".join(typed.split()).replace(":", "").replace("-", "").casefold()
    whole = len(plain) == hashlib.sha256().digest_size * 2 and not set(plain) - set("0123456789abcdef")
    return plain if whole else ""


def read_profile(raw: object) -> AuthorityProfile:
    """Return the profile that parsed JSON or YAML holds; raise SeveralProblems with everything that is wrong."""
    reader = _Reader()
    top = reader.mapping(raw, "the profile")
    authority = reader.mapping(top.get("authority"), "authority")
    server = reader.mapping(top.get("server"), "server")
    profile = AuthorityProfile(
        serial=reader.whole(top.get("serial"), "serial", 1, 2**53),
        id=reader.word(authority.get("id"), "authority.id"),
        name=reader.word(authority.get("name"), "authority.name"),
        host=reader.host(server.get("host")),
        port=reader.whole(server.get("port", USUAL_PORT), "server.port", 1, HIGHEST_PORT),
        database=reader.word(server.get("database", USUAL_DATABASE), "server.database"),
        certificate=reader.certificate(server.get("certificate", "")),
        recovery_key=reader.address(top.get("recovery_key"), "recovery_key"),
        officers=tuple(
            reader.officer(one, f"officers, number {number}")
            for number, one in enumerate(reader.listing(top.get("officers", []), "officers"), 1)
        ),
        limit_days=reader.whole(top.get("unsent_limit", USUAL_LIMIT_DAYS), "unsent_limit", 1, LONGEST_LIMIT_DAYS),
        periods=reader.periods(top.get("retention", [])),
        settings=reader.settings(top.get("settings", "")),
    )
    if reader.mistakes:
        raise SeveralProblems("This profile of an authority is not complete:", tuple(reader.mistakes))
    return profile


class _Reader:
    """Reads values of the right kind and gathers what is wrong; a wrong value is replaced by an empty one."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def wrong(self, where: str, words: str) -> None:
        self.mistakes.append(Mistake(words, where))

    def mapping(self, raw: object, where: str) -> Mapping[str, object]:
        if isinstance(raw, dict) and all(isinstance(name, str) for name in raw):
            return raw
        self.wrong(where, "is missing, or holds no names with values.")
        return {}

    def listing(self, raw: object, where: str) -> Sequence[object]:
        if isinstance(raw, list) and len(raw) <= MOST_OFFICERS:
            return raw
        self.wrong(where, f"is a list of at most {MOST_OFFICERS} entries.")
        return ()

    def word(self, raw: object, where: str) -> str:
        if isinstance(raw, str) and raw.strip() == raw and 0 < len(raw) <= LONGEST_WORD and raw.isprintable():
            return raw
        self.wrong(where, f"is a text of 1 to {LONGEST_WORD} characters, in one line.")
        return ""

    def host(self, raw: object) -> str:
        name = self.word(raw, "server.host")
        if set(name) & set(" /:@?'\"\\"):
            self.wrong("server.host", "is the name alone, without port or protocol.")
        return name

    def whole(self, raw: object, where: str, least: int, most: int) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool) and least <= raw <= most:
            return raw
        self.wrong(where, f"is a whole number from {least} to {most}.")
        return least

    def certificate(self, raw: object) -> str:
        if isinstance(raw, str) and len(raw) <= LONGEST_CERTIFICATE and (not raw or "BEGIN CERTIFICATE" in raw):
            return raw
        self.wrong("server.certificate", "is a certificate in PEM form (it begins with BEGIN CERTIFICATE), or empty.")
        return ""

    def settings(self, raw: object) -> str:
        if isinstance(raw, str) and len(raw) <= LONGEST_SETTINGS:
            return raw
        self.wrong("settings", f"is the text of a file of settings, at most {LONGEST_SETTINGS} characters.")
        return ""

    def address(self, raw: object, where: str) -> str:
        word = self.word(raw, where)
        if word and not word.startswith("age1"):
            self.wrong(where, "is a key that begins with age1.")
        return word

    def periods(self, raw: object) -> tuple[Period, ...]:
        found: dict[RecordKind, Period] = {}
        for number, one in enumerate(self.listing(raw, "retention"), 1):
            where = f"retention, number {number}"
            period = self.period(self.mapping(one, where), where)
            if period is not None and found.setdefault(period.kind, period) is not period:
                self.wrong(where, "names a kind of record that has a period already.")
        return tuple(found.values())

    def period(self, raw: Mapping[str, object], where: str) -> Period | None:
        kind = next((one for one in RecordKind if one.value == raw.get("kind")), None)
        if kind is None:
            self.wrong(f"{where}, kind", f"is one of {', '.join(one.value for one in RecordKind)}.")
            return None
        starts = sorted(one.value for one in STARTS[kind])
        if raw.get("from") not in starts:
            self.wrong(f"{where}, from", f"is for this kind one of {', '.join(starts)}.")
            return None
        months = self.whole(raw.get("months"), f"{where}, months", 1, LONGEST_MONTHS)
        return Period(kind, months, PeriodStart(raw["from"]), self.word(raw.get("law"), f"{where}, law"))

    def officer(self, raw: object, where: str) -> Officer:
        one = self.mapping(raw, where)
        until = one.get("until")
        try:
            day = until if type(until) is date else date.fromisoformat(str(until))
        except ValueError:
            self.wrong(f"{where}, until", "is the last day in office, for example 2027-03-31.")
            day = date.min
        return Officer(
            self.word(one.get("name"), f"{where}, name"), self.address(one.get("address"), f"{where}, address"), day
        )
