"""Whom to telephone about a safety concern, as the authority's settings say it now (R-086, PRACTICE P-30)."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.authority_settings import AuthoritySettings, Contact, Safety

USUAL = Safety(
    contacts=(
        Contact("emergency", "Emergency services", "999", "A child is in danger now"),
        Contact("line-manager", "The manager of the child's social worker"),
        Contact("alternate", "The next manager up", when="The manager does not answer"),
        Contact("out-of-hours", "Emergency duty team (out of hours)", when="Evenings, nights, weekends, bank holidays"),
        Contact(
            "lado", "Local Authority Designated Officer (LADO)", when="It is about somebody who works with children"
        ),
    ),
    steps=(
        "Where a child is in danger now, call 999 first.",
        "Telephone the child's manager at once; do not wait for the end of the audit. Nobody there? Call the next one.",
        "Write down whom you told, when, and what they decided.",
    ),
    worker_contacts=(
        Contact("lado", "Local Authority Designated Officer (LADO)"),
        Contact("hr", "Human Resources"),
        Contact("whistleblowing", "Whistleblowing line", when="You cannot raise it with your own managers"),
    ),
)
"""What is shown where the authority's settings name nobody."""
MISSING = "No number here yet"
FILL_IN = (
    "Your authority has to fill in the numbers that are missing, in its settings. Until then use those that you have."
)


class SafetyContacts:
    """Reads the contacts. They are never pinned with an audit: a number that changed is the right one."""

    def __init__(self, settings: Callable[[], AuthoritySettings | None]) -> None:
        self._settings = settings

    def __call__(self) -> Safety:
        """Return what to do and whom to call."""
        settings = self._settings()
        return USUAL if settings is None or settings.safety is None else settings.safety


def missing_words(contacts: tuple[Contact, ...]) -> str:
    """Return who has to fill in the numbers that are missing; empty where none is."""
    return "" if all(one.number for one in contacts) else FILL_IN


def number_words(contact: Contact) -> str:
    """Return the number, or that there is none yet."""
    return contact.number or MISSING
