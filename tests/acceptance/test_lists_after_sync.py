"""Whatever list is on screen when a sync ends: it shows what came, and stays where somebody is at a row of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel

from qa_desktop.domain import paths
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.exemplars import ExemplarsPage
from qa_desktop.ui.pages.registers import RegistersPage
from tests.acceptance.due import tell_people
from tests.acceptance.registers import noted
from tests.acceptance.test_supervision_files import files_page
from tests.acceptance.window import Screen, choose
from tests.desks import OpenDesk
from tests.full_audits import actions, signed_in_full


def a_record(opened: OpenDesk) -> None:
    noted(opened, "roc-complaints-log", {}, subject="Came later")


def an_audit(opened: OpenDesk) -> None:
    signed_in_full(opened.desk, "roc-t1-generic", actions(("later", "2026-12-21")), "Came later")


def a_supervision_file(opened: OpenDesk) -> None:
    signed_in_full(opened.desk, "roc-supervision-file", {paths.header("supervisor"): "Later"}, "File 7")


def an_exemplar(opened: OpenDesk) -> None:
    opened.desk.exemplars.add(Exemplar("", "Came later", "Drawn with the grandmother"))


def audits(screen: Screen) -> QAbstractItemModel:
    screen.navigator.go(Place.AUDITS)
    return screen.wait(AuditsPage).model


def due_work(screen: Screen) -> QAbstractItemModel:
    screen.navigator.go(Place.WORK)
    return screen.listed().model


def tracked(screen: Screen) -> QAbstractItemModel:
    screen.navigator.go(Place.ACTIONS)
    return screen.wait(ActionsPage).model


def entries(screen: Screen) -> QAbstractItemModel:
    screen.navigator.go(Place.REGISTERS)
    page = screen.wait(RegistersPage)
    screen.until(lambda: page.register.findData("roc-complaints") >= 0)
    page.choose("roc-complaints")
    return page.entries.model


def library(screen: Screen) -> QAbstractItemModel:
    screen.navigator.go(Place.REGISTERS)
    screen.wait(RegistersPage).library_button.click()
    return screen.wait(ExemplarsPage).model


def files(screen: Screen) -> QAbstractItemModel:
    return files_page(screen).managers.model


LISTS = {
    "audits": (audits, an_audit, "Came later"),
    "due work": (due_work, an_audit, "Do later and say so"),
    "actions": (tracked, an_audit, "Do later and say so"),
    "registers": (entries, a_record, "Came later"),
    "good practice": (library, an_exemplar, "Came later"),
    "supervision files": (files, a_supervision_file, "Later"),
}


def told(model: QAbstractItemModel) -> str:
    return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def there(opened: OpenDesk) -> None:
    """Let every list have a row before."""
    opened.desk.authority_settings.choose("rochdale")
    tell_people(opened, ("m-1", "Mo", Role.MANAGER))
    signed_in_full(opened.desk, "roc-t1-generic", actions(("first", "2026-12-20")), "48-1")
    noted(opened, "roc-complaints-log", {}, subject="48-2")
    opened.desk.exemplars.add(Exemplar("", "There before", "The visit was moved"))


@pytest.mark.parametrize(("show", "come", "words"), LISTS.values(), ids=LISTS)
def test_a_list_on_screen_shows_what_came_with_a_sync(
    screen: Screen, show: Callable[[Screen], QAbstractItemModel], come: Callable[[OpenDesk], None], words: str
) -> None:
    there(screen.opened)
    model = show(screen)
    screen.until(lambda: model.rowCount() > 0)
    assert words not in told(model)
    come(screen.opened)

    screen.navigator._look_after_sync()

    screen.until(lambda: words in told(model))


def test_a_list_stays_where_somebody_has_chosen_a_row(screen: Screen) -> None:
    there(screen.opened)
    model = audits(screen)
    screen.until(lambda: model.rowCount() > 0)
    page = screen.wait(AuditsPage)
    choose(page.list, 1)
    before = told(model)
    an_audit(screen.opened)

    screen.navigator._look_after_sync()

    assert told(model) == before
    assert page.list.currentIndex().row() == 1
