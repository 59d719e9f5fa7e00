"""What is allocated stands first on the home page, with its date, and starts with one press."""

from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.samples import PAGES, home_allocated


def test_an_allocated_audit_is_asked_for_by_its_allocation(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = home_allocated()
    show(qtbot, page)

    with qtbot.waitSignal(page.allocation_requested) as asked:
        page.buttons[0].click()

    assert asked.args == ["a1"]
    assert page.buttons[0].accessibleName() == "Start: 48-2207 · Live Case File Audit"


def test_without_an_allocation_nothing_is_said_of_any(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = PAGES["home"]()
    show(qtbot, page)

    assert not page.allocated.isVisible()  # type: ignore[attr-defined] # the home page
