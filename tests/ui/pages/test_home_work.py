"""Due work on the home page leads to the audit's own page, or to the list, narrowed."""

from pytestqt.qtbot import QtBot

from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.samples import PAGES, home_of_an_officer


def test_a_line_opens_its_audit_at_the_page_where_it_is_looked_after(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = home_of_an_officer()
    show(qtbot, page)
    (button,) = (one for one in page.buttons if "Danger statement" in one.accessibleName())

    with qtbot.waitSignal(page.work_line_requested) as asked:
        button.click()

    assert asked.args == ["audit-6", "plan"]


def test_each_sort_of_work_leads_to_the_list_narrowed_to_it(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = home_of_an_officer()
    show(qtbot, page)
    asked: list[tuple[str, str]] = []
    page.work_requested.connect(lambda which, kind: asked.append((which, kind)))

    for button in page.buttons:
        if button.text() == "See":
            button.click()

    assert asked == [("overdue", ""), ("week", ""), ("all", "telling"), ("all", "advice"), ("poor", "")]


def test_nothing_is_said_of_work_where_there_is_none(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = PAGES["home on the first day"]()
    show(qtbot, page)

    assert not page.needs_you.isVisible()  # type: ignore[attr-defined] # the home page
