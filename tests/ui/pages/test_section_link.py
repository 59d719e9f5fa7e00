"""The audit to which a record points is chosen from a list, and what came with it is closed."""

import pytest

from qa_desktop.domain import paths
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.pages.section_link import LinkField
from qa_desktop.ui.widgets.date_field import DateField
from tests.desks import OpenDesk, sign_an_audit
from tests.ui.pages.conftest import Opened, Opener

PANEL = "bra-validation-panel"


@pytest.fixture
def opened(opener: Opener, real: OpenDesk) -> Opened:
    sign_an_audit(real.desk)
    found = opener.on_real(real.desk, StartRequest(PANEL, "48-2207"))
    found.shell.go("about")
    found.settle()
    return found


def field_of(opened: Opened) -> LinkField:
    field: LinkField | None = opened.shell.page.findChild(LinkField)
    assert field is not None
    return field


def date_of(opened: Opened) -> DateField:
    """Return the field for the date of the audit that was sampled."""
    named = "Date of the audit that was sampled"
    return next(one for one in opened.shell.page.findChildren(DateField) if one.accessibleName().startswith(named))


def choose(opened: Opened) -> LinkField:
    field = field_of(opened)
    opened.qtbot.waitUntil(lambda: field.select.count() > 0)
    field.select.activated.emit(0)
    opened.qtbot.waitUntil(lambda: bool(field.words.text()))
    opened.settle()
    return field


def test_choosing_fills_in_what_is_known_and_closes_it(opened: Opened) -> None:
    field = choose(opened)

    assert field.words.text().startswith("Live Case File Audit, 48-2207")
    assert not field.select.isVisible()
    assert not date_of(opened).isEnabled()
    assert opened.shell.audit.value(paths.header("audit_grade")) == "requires_improvement"


def test_letting_go_opens_it_again_and_offers_the_list(opened: Opened) -> None:
    field = choose(opened)

    field.let_go.click()
    opened.qtbot.waitUntil(field.select.isVisible)
    opened.settle()

    assert date_of(opened).isEnabled()
    assert opened.shell.audit.value(paths.header("audit_grade")) is None


def test_where_nothing_fits_it_says_so(opener: Opener, real: OpenDesk) -> None:
    found = opener.on_real(real.desk, StartRequest(PANEL, "48-2207"))
    found.shell.go("about")
    found.settle()
    field = field_of(found)

    found.qtbot.waitUntil(lambda: "No signed audit" in field.hint.text())

    assert not field.select.isEnabled()
