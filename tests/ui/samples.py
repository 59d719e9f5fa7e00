"""Pages of the window filled with plain view data, for walking and for pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QApplication

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.home_work import ALL, HomeWork, HomeWorkLine
from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.record import AuditState, AuditSummary, HomeData, Unsent
from qa_desktop.domain.settings_words import SettingsPart
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.services.read_inbox import InboxEntry
from qa_desktop.ui.item_models.tools import ToolRow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.pages.setup import SetUpPage
from qa_desktop.ui.pages.start import StartPage
from qa_desktop.ui.pages.start_form import StartDetails
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.pages.tools_versions import RetireBox
from qa_desktop.ui.pages.unlock import UnlockPage
from qa_desktop.ui.presenters.audits import AuditsPresenter
from qa_desktop.ui.presenters.authority_settings import NONE, WaysView
from qa_desktop.ui.presenters.home import home_view
from qa_desktop.ui.presenters.publishing import NOT_PUBLISHED, PublishView
from qa_desktop.ui.presenters.settings import SettingsView
from qa_desktop.ui.presenters.start import StartForm
from qa_desktop.ui.presenters.tools import PreviewItem, PreviewSection, ToolPreview
from tests.ui.action_samples import ACTION_PAGES
from tests.ui.due_samples import DUE_PAGES
from tests.ui.form_samples import FORM_PAGES
from tests.ui.hold_samples import HOLD_PAGES
from tests.ui.improvement_samples import IMPROVEMENT_PAGES
from tests.ui.insight_samples import INSIGHT_PAGES
from tests.ui.register_samples import REGISTER_PAGES
from tests.ui.report_samples import REPORT_PAGES
from tests.ui.sync_samples import SYNC_PAGES, inbox_rows
from tests.ui.theme_samples import THEME_PAGES
from tests.ui.tool_samples import TOOL_PAGES, VERSIONS
from tests.ui.trust_samples import CONNECTION, TRUST_PAGES
from tests.ui.work_samples import WORK_PAGES

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def summary(number: int, state: AuditState = AuditState.DRAFT) -> AuditSummary:
    return AuditSummary(
        id=AuditId(f"audit-{number}"),
        tool_id=ToolId("bra-live-audit"),
        tool_title="Live case file audit",
        authority="Bracknell Forest",
        subject=f"48-{2200 + number}",
        practitioner="Sam Practitioner",
        state=state,
        overall="requires_improvement",
        complete_sections=3,
        all_sections=7,
        place="Child's plan",
        changed_at=NOON - timedelta(hours=9 * number),
        unsent=2,
    )


def home_data(drafts: int = 2, signed: int = 2) -> HomeData:
    lines = (
        work_line("audit-5", "Chronology brought up to date and read back", "Worker", "2026-11-19"),
        work_line("audit-6", "Danger statement rewritten", "Team manager", "2026-12-04"),
    )
    return HomeData(
        person_name="Ana Auditor",
        drafts=tuple(summary(number) for number in range(drafts)),
        signed=tuple(summary(number, AuditState.SIGNED) for number in range(5, 5 + signed)),
        unsent=Unsent(3, NOON - timedelta(days=2)),
        signed_this_month=4,
        work=HomeWork(lines=lines, overdue=1) if signed else HomeWork(),
    )


def work_line(audit: str, what: str, whose: str, due: str) -> HomeWorkLine:
    return HomeWorkLine(AuditId(audit), f"48-220{audit[-1]}", what, whose, due, "plan")


TOOL_ROWS = tuple(
    ToolRow(
        name,
        title,
        authority,
        subject,
        f"{authority} · 7 sections, 30 questions",
        "",
        f"{title} {authority}".lower(),
        "1.0",
        origin,
    )
    for name, title, authority, subject, origin in (
        ("bra-live-audit", "Live Case File Audit", "Bracknell Forest", "Case", "Partly printed"),
        ("roc-t2-hos", "Tier 2 Head of Service Case File Audit", "Rochdale", "Case", "Printed"),
        ("roc-observation", "Observation of Practice", "Rochdale", "Practitioner", "Printed"),
        ("roc-supervision-file", "Supervision File Audit", "Rochdale", "Supervision file", "Our proposal"),
    )
)
PREVIEW = ToolPreview(
    id="bra-live-audit",
    title="Live Case File Audit",
    authority="Bracknell Forest",
    version="1.0",
    purpose="Worker and auditor look at one child's file together.",
    provenance="Bracknell Forest · Live Toolkit 2020 · Appendix 2 · partly printed",
    note="The form itself is not printed.",
    gaps=("The flow charts are missing.", "No word limit is given."),
    grades=("Outstanding", "Good", "Requires improvement", "Inadequate"),
    facts=(("What it is about", "Case"), ("Length", "7 standards, 30 questions"), ("Who answers", "Auditor")),
    sections=tuple(
        PreviewSection(
            title=f"{number} Child's plan",
            statement="The plan says what has to change for this child.",
            items=(PreviewItem("3.1", "What grade do you agree on?", "Grade, optional", "Agree it together.", True),),
            guidance=("Names the goals for a permanent home.", "Plain, direct language."),
            where_to_look=("The plan", "Case notes"),
        )
        for number in (1, 2, 3)
    ),
)
FORM = StartForm(
    tool_id="bra-live-audit",
    tool_title="Live Case File Audit",
    authority="Bracknell Forest",
    reference_label="Mosaic number",
    practitioner_label="Key worker",
    period_from=date(2025, 11, 21),
    period_to=TODAY,
    period_words="The last twelve months",
    is_about_a_case=True,
)
SETTINGS = SettingsView(
    name="Ana Auditor",
    role="Auditor",
    team="Quality assurance",
    address="age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq",
    has_pin=True,
    has_passphrase=True,
    data_folder="profile/qa-desktop",
)

WAYS = WaysView(
    "Rochdale, version 1.0, chosen on this laptop.",
    (("", NONE), ("durham", "Durham"), ("rochdale", "Rochdale")),
    "rochdale",
    (SettingsPart("Quotas", ("Head of Service: case audit, at least 1 a month for each person.",), "Shown."),),
)


def home() -> Page:
    page = HomePage()
    page.show_home(home_view(home_data(), NOON))
    return page


def home_allocated() -> HomePage:
    page = HomePage()
    me, tool = PersonId("me"), ToolId("bra-live-audit")
    allocated = (
        Allocation("a1", me, tool, "48-2207", date(2026, 11, 18), "Sam Worker", tool_title="Live Case File Audit"),
        Allocation("a2", me, tool, "48-3310", date(2026, 12, 18), note="Re-audit", tool_title="Live Case File Audit"),
        Allocation("a3", me, tool, "48-4001", None, tool_title="Live Case File Audit"),
    )
    page.show_home(home_view(replace(home_data(), allocated=allocated), NOON))
    return page


def home_of_an_officer() -> HomePage:
    page = HomePage()
    data = home_data()
    kinds = {"telling": 2, "advice": 1, "follow_up": 0}
    work = replace(data.work, scope=ALL, this_week=3, of_kind=kinds, poor="Requires improvement or inadequate")
    page.show_home(home_view(replace(data, work=work), NOON))
    page.show_reviews("“Live Case File Audit” is to be looked through by 30 November 2026.")
    return page


def home_with_reminders() -> HomePage:
    page = home_of_an_officer()
    page.show_checks("■ 3 regular checks missed\n2 due within a week")
    page.show_reviews("2 tools are to be looked through")
    return page


def home_first_day() -> Page:
    page = HomePage()
    page.show_home(home_view(home_data(0, 0), NOON))
    return page


def audits() -> Page:
    page = AuditsPage()
    page.show_rows(tuple(AuditsPresenter.row_of(summary(number), NOON) for number in range(60)), False)
    return page


def inbox() -> Page:
    page = InboxPage()
    needs = ((InboxNeed.INADEQUATE, InboxNeed.LATE_ENTRIES), (), (InboxNeed.REQUIRES_IMPROVEMENT,), ())
    entries = tuple(
        InboxEntry(summary(number, AuditState.SIGNED), "Tariq Teamlead", needs[number % 4], number < 3)
        for number in range(40)
    )
    page.show_rows(inbox_rows(entries), False)
    return page


def tools() -> Page:
    page = ToolsPage()
    page.picker.show_tools(TOOL_ROWS)
    page.picker.choose("bra-live-audit")
    page.show_preview(PREVIEW)
    return page


def show_every_card(page: ToolsPage) -> None:
    """Let the cards follow that a page shows one by one."""
    while page.is_filling:
        QApplication.processEvents()


def tools_to_publish() -> ToolsPage:
    page = ToolsPage()
    page.publishing_shown.connect(lambda _, card: card.show_view(PublishView(NOT_PUBLISHED, may_publish=True)))
    page.picker.show_tools(TOOL_ROWS)
    page.picker.choose("bra-live-audit")
    words = (
        "Version 9.0 of “bra-live-audit”, published by Olga Officer, has other content than the version of that name "
        "that is here. It is not used. Tell your QA team: it has to be published under a new version number."
    )
    page.show_notes((words,))
    page.show_preview(PREVIEW)
    return page


def tools_versions() -> ToolsPage:
    page = ToolsPage()
    page.versions_shown.connect(lambda _id, _version, card: card.show_versions(VERSIONS))
    page.picker.show_tools(TOOL_ROWS)
    page.picker.choose("bra-live-audit")
    page.offer_import()
    page.offer_adapting()
    page.show_preview(PREVIEW)
    show_every_card(page)
    page.findChildren(RetireBox)[-1].open_button.click()
    return page


def tools_sure() -> ToolsPage:
    page = tools_to_publish()
    show_every_card(page)
    page.findChildren(PublishCard)[-1].publish_button.click()
    return page


def start_tool() -> Page:
    page = StartPage(StartDetails(TODAY))
    page.picker.show_tools(TOOL_ROWS)
    page.picker.choose("roc-t2-hos")
    return page


def start_form() -> Page:
    page = StartPage(StartDetails(TODAY))
    page.picker.show_tools(TOOL_ROWS)
    page.show_form(FORM)
    page.details.reference.setText("Anna Smith 12/05/2014")
    page.show_warnings(("This looks like a name. Do not enter a child's name here",))
    return page


def settings() -> Page:
    page = SettingsPage(Appearance())
    page.show_settings(SETTINGS)
    page.show_connection(CONNECTION)
    page.ways.show_ways(WAYS)
    page.show_done("Everything is in order.")
    return page


def set_up() -> Page:
    page = SetUpPage()
    page.by_passphrase.setChecked(True)
    page.authority.show_authorities((("durham", "Durham"), ("slough", "Slough")))
    page.show_problem("The disk is full. Make room, then try again.")
    return page


def recovery_code() -> Page:
    page = SetUpPage()
    page.name.setText("Ana Auditor")
    page.show_code("7KQF-22WX-M4TA-9PDE-63HN-VR8C-JY5G-TB2L")
    return page


def unlock() -> Page:
    page = UnlockPage()
    page.show_problem("The passphrase is wrong. Nothing was changed; try again.")
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "home": home,
    "home: allocated": home_allocated,
    "home of an officer": home_of_an_officer,
    "home with reminders": home_with_reminders,
    "home on the first day": home_first_day,
    "audits": audits,
    "tools": tools,
    "tools: publish": tools_to_publish,
    "tools: sure": tools_sure,
    "tools: versions": tools_versions,
    "start: tool": start_tool,
    "start: about": start_form,
    "settings": settings,
    "set up": set_up,
    "recovery code": recovery_code,
    "unlock": unlock,
    "inbox": inbox,
    **SYNC_PAGES,
    **HOLD_PAGES,
    **DUE_PAGES,
    **WORK_PAGES,
    **IMPROVEMENT_PAGES,
    **ACTION_PAGES,
    **REGISTER_PAGES,
    **INSIGHT_PAGES,
    **REPORT_PAGES,
    **THEME_PAGES,
    **FORM_PAGES,
    **TRUST_PAGES,
    **TOOL_PAGES,
}
