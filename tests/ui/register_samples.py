"""Pages of registers for tests, without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.register import Counted, Entry, Register, RegisterCounts, Span
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.exemplars import ExemplarsPage
from qa_desktop.ui.pages.registers import RegistersPage
from qa_desktop.ui.presenters.registers import line_of, table_of

TODAY = date(2026, 11, 21)
REGISTERS = (
    Register("slo-compliments-complaints", "Compliments and complaints", ("slo-feedback",)),
    Register("slo-pair-notices", "PAIR notices", ("slo-pair-notice",)),
)
COUNTS = RegisterCounts(
    ("2026-11", "2026-10", "2026-08"),
    (3, 2, 1),
    (
        Counted("notice_kind", "success", "A key success", (2, 2, 0)),
        Counted("notice_kind", "development", "An area for development", (1, 1, 1)),
    ),
)
SAID = "The worker went back twice to hear what the boy himself wanted"
ENTRIES = (
    Entry(AuditId("e1"), "2026-11-20", "48-2207", "P. Worker", SAID, "PAIR notice", is_signed=True, open=2, overdue=1),
    Entry(AuditId("e2"), "", "51-0093", "", "", "PAIR notice", is_signed=False),
    Entry(
        AuditId("e3"), "2025-12-31", "48-0001", "N. Worker", "", "PAIR notice", is_signed=True, counted=("Planning",)
    ),
)


EXEMPLARS = (
    Exemplar("x1", "Hearing a child who does not speak", "Drawings over six visits became the plan.\n" * 9, "Voice"),
    Exemplar("x2", "A plan in the family's words", "It was read aloud and changed there and then.", ""),
)


def registers_page() -> RegistersPage:
    page = RegistersPage()
    page.show_registers(REGISTERS)
    page.choose("slo-pair-notices")
    page.show_counts(table_of(COUNTS, Span.MONTH))
    page.show_rows(tuple(line_of(one, TODAY) for one in ENTRIES), more=False)
    return page


def registers_empty() -> RegistersPage:
    page = RegistersPage()
    page.show_registers(REGISTERS)
    page.show_counts(table_of(RegisterCounts((), (), ()), Span.MONTH))
    page.show_rows((), more=False)
    return page


def registers_none() -> RegistersPage:
    page = RegistersPage()
    page.show_registers(())
    return page


def exemplars_page() -> ExemplarsPage:
    page = ExemplarsPage(may_write=True)
    page.show_exemplars(EXEMPLARS)
    page.list.setCurrentIndex(page.model.index(0))
    return page


def exemplars_empty() -> ExemplarsPage:
    page = ExemplarsPage(may_write=False)
    page.show_exemplars(())
    return page


REGISTER_PAGES: dict[str, Callable[[], Page]] = {
    "exemplars": exemplars_page,
    "exemplars-empty": exemplars_empty,
    "registers": registers_page,
    "registers-empty": registers_empty,
    "registers-none": registers_none,
}
