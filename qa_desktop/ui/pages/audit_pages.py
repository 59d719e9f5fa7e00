"""Makes the pages of an open audit, each when it is first opened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain import flow
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.about import AboutPage
from qa_desktop.ui.pages.audit_home import AuditHomePage
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.audit_themes_page import AuditThemesPage
from qa_desktop.ui.pages.check import CheckPage
from qa_desktop.ui.pages.concern import ConcernPage
from qa_desktop.ui.pages.filing import FilingPage
from qa_desktop.ui.pages.follow_up import FollowUpPage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.seats import SeatsPage
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.sign import SignPage
from qa_desktop.ui.pages.telling import TellPage
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_steps import CHECK, FILING, FOLLOW_UP, SEATS, TELL, THEMES


def make_page(session: AuditSession, documents: Worker, step: str, parent: QWidget) -> AuditPage:
    """Return the page of a step; the home of the audit for a step that is none."""
    section = flow.section_at(session.audit, step)
    if section is not None:
        return SectionPage(session, section, parent)
    if step in (flow.SIGN, CHECK):
        return SignPage(session, documents, parent) if step == flow.SIGN else CheckPage(session, documents, parent)
    if step == THEMES:
        return AuditThemesPage(session, documents, parent)
    plain: dict[str, type[AuditPage]] = {
        flow.ABOUT: AboutPage,
        flow.PLAN: PlanPage,
        FILING: FilingPage,
        FOLLOW_UP: FollowUpPage,
        TELL: TellPage,
        SEATS: SeatsPage,
        flow.SAFETY: ConcernPage,
    }
    return plain.get(step, AuditHomePage)(session, parent)
