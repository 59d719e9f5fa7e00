"""The calendar entry and the e-mail for an audit's meeting; their subjects carry no grade and no name (P-43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from qa_desktop.clock import LONDON

RECORD = "The record itself is looked at, not only what we talk about."
LONGEST_LINE = 75
"""Octets after which a line of a calendar file is folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is known of a meeting. The subject says what kind of audit it is and nothing else."""

    key: str
    """What tells the entry from others: of an allocation its id."""
    audit_words: str
    """What the tool calls an audit, as “Live Case File Audit”."""
    reference: str
    day: date
    at: time | None = None
    """None for the whole day."""
    minutes: int = 60
    worker: str = ""
    auditor: str = ""
    case_system: str = ""
    how: str = ""
    """What the authority says about such meetings."""

    @property
    def subject(self) -> str:
        """The heading of both."""
        return f"{self.audit_words}: meeting"


def calendar_entry(meeting: Invitation, made_at: datetime) -> bytes:
    """Return the meeting as a calendar file (.ics), in UTF-8."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//QA Desktop//Audit meeting//EN",
        "BEGIN:VEVENT",
        f"UID:{meeting.key}@qa-desktop",
        f"DTSTAMP:{_in_utc(made_at)}",
        *_times(meeting),
        f"SUMMARY:{_escaped(meeting.subject)}",
        f"DESCRIPTION:{_escaped(f'Case {meeting.reference}')}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8")


def email_draft(meeting: Invitation) -> bytes:
    """Return an e-mail to the worker as a draft (.eml): when, about which case, and to bring the file up to date."""
    message = EmailMessage(policy=SMTP)
    message["To"] = ""
    message["Subject"] = meeting.subject
    message["X-Unsent"] = "1"
    message.set_content(email_words(meeting))
    return message.as_bytes()


def letter(meeting: Invitation, written: date) -> bytes:
    """Return the same as a letter in plain text with its day, for a worker who has no e-mail."""
    day = f"{written.day} {written:%B %Y}"
    return "\r\n".join((day, "", meeting.subject, "", *email_words(meeting).splitlines(), "")).encode("utf-8-sig")


def email_words(meeting: Invitation) -> str:
    """Return what the e-mail says."""
    when = f"{meeting.day:%A} {meeting.day.day} {meeting.day:%B %Y}"
    if meeting.at is not None:
        when += f" at {meeting.at:%H:%M}, for about {meeting.minutes} minutes"
    system = f" in {meeting.case_system}" if meeting.case_system else ""
    parts = [
        f"Hello {meeting.worker}," if meeting.worker else "Hello,",
        f"I would like to look at case {meeting.reference} together with you: {meeting.audit_words}, on {when}.",
        f"Before we meet, please bring the file of this case{system} up to date. {RECORD}",
        meeting.how,
        "If this time does not suit you, please tell me and we find another.",
        meeting.auditor,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _times(meeting: Invitation) -> list[str]:
    if meeting.at is None:
        following = meeting.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{meeting.day:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    begin = datetime.combine(meeting.day, meeting.at, LONDON).astimezone(UTC)
    return [f"DTSTART:{_in_utc(begin)}", f"DTEND:{_in_utc(begin + timedelta(minutes=meeting.minutes))}"]


def _in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Return a line in parts of at most 75 octets, each but the first begun with a space; no character is cut."""
    parts, now = [], ""
    for letter in line:
        if len((now + letter).encode("utf-8")) > LONGEST_LINE:
            parts.append(now)
            now = " "
        now += letter
    return [*parts, now]
