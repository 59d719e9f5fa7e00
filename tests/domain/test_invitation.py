"""What a calendar and an e-mail program are given for an audit's meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from email import message_from_bytes, policy

import pytest

from qa_desktop.domain.invitation import Invitation, calendar_entry, email_draft

MADE = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
MEETING = Invitation(
    key="0193",
    audit_words="Live Case File Audit; Early Help, Fostering and the Safeguarding Hub of Börde",
    reference="48-2207",
    day=date(2026, 7, 14),
    at=time(14, 0),
    minutes=90,
    worker="Sam Worker",
    auditor="Ada Auditor",
    case_system="Mosaic",
    how="The record itself is looked at.",
)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_the_entry_begins_and_ends_in_utc_as_people_in_london_live_it() -> None:
    lines = unfolded(calendar_entry(MEETING, MADE))

    assert "DTSTART:20260714T130000Z" in lines
    assert "DTEND:20260714T143000Z" in lines
    assert "UID:0193@qa-desktop" in lines


def test_a_meeting_without_a_time_takes_the_day() -> None:
    lines = unfolded(calendar_entry(Invitation("1", "Audit", "48", date(2026, 12, 31)), MADE))

    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)


def test_lines_are_folded_between_characters_and_signs_are_escaped() -> None:
    data = calendar_entry(MEETING, MADE)

    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert (
        "SUMMARY:Live Case File Audit\\; Early Help\\, Fostering and the Safeguarding Hub of Börde: meeting"
        in unfolded(data)
    )


@pytest.mark.parametrize("name", ["Sam", "Worker", "Ada", "Auditor", "48-2207"])
def test_no_subject_carries_a_name_or_the_case(name: str) -> None:
    summary = next(line for line in unfolded(calendar_entry(MEETING, MADE)) if line.startswith("SUMMARY"))

    assert name not in summary
    assert name not in MEETING.subject
    assert "Sam" not in calendar_entry(MEETING, MADE).decode()


def test_the_email_is_a_draft_that_asks_to_bring_the_file_up_to_date() -> None:
    message = message_from_bytes(email_draft(MEETING), policy=policy.default)

    body = message.get_body()
    assert body is not None
    words = body.get_content()
    assert (message["X-Unsent"], message["To"]) == ("1", "")
    assert message["Subject"] == MEETING.subject
    assert "Tuesday 14 July 2026 at 14:00, for about 90 minutes" in words
    assert "please bring the file of this case in Mosaic up to date" in words
    assert "The record itself is looked at." in words
