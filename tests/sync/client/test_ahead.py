"""The next page is on the line while one is kept: one page ahead, never more, and nothing that went wrong is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.exchange import Position
from qa_desktop.sync.client.ahead import Ahead
from qa_desktop.sync.client.transport import LineBroke

ENOUGH = 20


def page(number: int) -> RawPage:
    return RawPage([("revoke", number)], Position("epoch", 1, number))


class Pulled:
    """Gives so many pages, and tells which were asked for."""

    def __init__(self, pages: int, problem: Exception | None = None) -> None:
        self.pages = pages
        self.problem = problem
        self.asked: list[int] = []
        self.second_asked = threading.Event()

    def __call__(self, position: Position | None) -> RawPage | None:
        number = 1 if position is None else position.seq + 1
        self.asked.append(number)
        if number == 2:
            self.second_asked.set()
            if self.problem is not None:
                raise self.problem
        return page(number) if number <= self.pages else None


def test_the_next_page_is_asked_for_while_one_is_kept_and_no_more() -> None:
    pulled = Pulled(5)

    with Ahead(pulled, None) as feed:
        first = feed.next_page()
        came = pulled.second_asked.wait(ENOUGH)
        is_at_end = feed.is_at_end()

        assert not is_at_end
        assert first == page(1)
        assert came
        assert pulled.asked == [1, 2]


def test_every_page_comes_once_and_in_order() -> None:
    pulled, got = Pulled(5), []

    with Ahead(pulled, None) as feed:
        while came := feed.next_page():
            got.append(came)

    assert got == [page(number) for number in range(1, 6)]
    assert pulled.asked == [1, 2, 3, 4, 5, 6]


def test_the_only_page_is_known_to_be_the_last_before_it_is_kept() -> None:
    with Ahead(Pulled(1), None) as feed:
        first = feed.next_page()

        assert first == page(1)
        assert feed.is_at_end()
        assert feed.next_page() is None


def test_what_goes_wrong_behind_a_page_is_no_end() -> None:
    with Ahead(Pulled(1, LineBroke("The connection broke.")), None) as feed:
        feed.next_page()

        assert not feed.is_at_end()


def test_a_page_that_came_is_given_before_what_went_wrong_with_the_next() -> None:
    pulled = Pulled(5, LineBroke("The connection broke."))

    with Ahead(pulled, None) as feed:
        assert feed.next_page() == page(1)
        with pytest.raises(LineBroke):
            feed.next_page()


def test_a_server_that_stands_still_is_left() -> None:
    again: Callable[[Position | None], RawPage] = lambda _: page(1)  # noqa: E731 - a server that says one thing

    with Ahead(again, None) as feed:
        feed.next_page()
        with pytest.raises(LineBroke, match="again and again"):
            feed.next_page()
