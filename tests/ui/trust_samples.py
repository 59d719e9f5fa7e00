"""The screens about authority, connection and laptops, filled for walking and for pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from qa_desktop.domain.enrolment import Device, Standing, device_fingerprint
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.trouble import Step, Trouble
from qa_desktop.services.check_connection import WORKS, Finding
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.devices import DevicesPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.connection import ConnectionView, SignIn
from qa_desktop.ui.presenters.devices import devices_view

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
UNMANAGED = "This installation is not managed by an authority: everything was entered on this laptop."
CONNECTION = ConnectionView(
    sign_in=SignIn("audits.example.org", "qa_k2v4m7p9y3ab"),
    authority=(UNMANAGED,),
    standing=Standing.NEW,
    fingerprint=device_fingerprint(b"a" * 32),
    has_sign_in=True,
)
MANAGED = replace(
    CONNECTION,
    sign_in=SignIn("", "qa_k2v4m7p9y3ab"),
    settled="audits.northshire.gov.uk",
    authority=(
        f"Believes the authority key {device_fingerprint(b'k' * 32)}, pinned by the administrator of this computer.",
        "Northshire County Council, profile number 7: server audits.northshire.gov.uk.",
    ),
    is_pinned=True,
    standing=Standing.ENROLLED,
    keeps_laptops=True,
)
OFFICER = Person(PersonId("oli"), "Oli Officer", Role.QA_OFFICER, "QA", b"o" * 32, b"", "age1o")
STEPS = (Step.NAME, Step.REACH, Step.PROOF)


def device(name: str, days: float, *, approved: bool = True, proved: bool = True, revoked: bool = False) -> Device:
    """Return a laptop that asked so many days ago."""
    key = hashlib.sha256(name.encode()).digest()
    asked = NOON - timedelta(days=days)
    return Device(
        login=f"qa_{key.hex()[:12]}",
        person=Person(PersonId(name), name, Role.AUDITOR, "North", key, b"", "age1"),
        proof=b"",
        code_hash=b"",
        asked_at=asked,
        approved_at=asked + timedelta(hours=1) if approved else None,
        approved_by="Olga Officer" if approved else "",
        revoked_at=asked + timedelta(hours=5) if revoked else None,
        is_own=name == OFFICER.name,
        is_proved=proved,
    )


DEVICES = (
    device("Ada Auditor", 0.1, approved=False),
    device("Ben Auditor", 0.2, approved=False, proved=False),
    device("Oli Officer", 0.3, approved=False),
    device("Carys Manager", 40),
    device("Dai Auditor", 50, revoked=True),
)


def settings_waiting() -> Page:
    page = SettingsPage(Appearance())
    page.show_connection(replace(CONNECTION, standing=Standing.PENDING))
    page.laptop.say("The server took the code.")
    return page


def settings_managed() -> Page:
    page = SettingsPage(Appearance())
    page.show_connection(MANAGED)
    words = "The server does not accept this sign-in name or password. Enter them again in the settings."
    found = (
        *(Finding(step, WORKS[step].format(host="audits.northshire.gov.uk", port=5432)) for step in STEPS),
        Finding(Step.SIGN_IN, words, Trouble.WRONG_PASSWORD),
    )
    for finding in found:
        page.connection.show_finding(finding)
    page.connection.show_tested(found, "report")
    return page


def laptops() -> Page:
    page = DevicesPage()
    page.show_devices(devices_view(DEVICES, OFFICER, NOON))
    page.tell("Approved: a laptop of Eve Auditor. It begins to sync by itself.")
    page.rows[3].ask_button.click()
    return page


def laptops_of_my_own() -> Page:
    page = DevicesPage()
    mine = replace(device("Ada Auditor", 3), is_own=True)
    page.show_devices(devices_view((mine,), replace(OFFICER, role=Role.AUDITOR), NOON))
    page.show_problem("audits.northshire.gov.uk does not answer. Check whether the VPN is on, or try again later.")
    return page


TRUST_PAGES: dict[str, Callable[[], Page]] = {
    "settings: waiting for a second person": settings_waiting,
    "settings of an authority": settings_managed,
    "laptops": laptops,
    "laptops of my own": laptops_of_my_own,
}
