"""A month as a row of scenes, each on its day; whoever plays it may look at everybody between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from qa_desktop.bootstrap.months.stage import Stage
from qa_desktop.services.draw_cases import months_before
from qa_desktop.ui.demo_sights import Sight


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens on one day. `month` counts from that of the draw, 0 being its own."""

    day: int
    title: str
    play: Callable[[], None]
    month: int = 0

    def on(self, first: date) -> date:
        """Return its day, where the month of the story begins on `first`."""
        return months_before(first, -self.month).replace(day=self.day)


@dataclass(frozen=True, slots=True)
class Shot:
    """Whose window is looked at when a scene is over, and which of its pages."""

    after: str
    """The title of the scene."""
    who: str
    sights: tuple[Sight, ...]


class Story(Protocol):
    """A month of an authority; made on a stage, where it gathers its people."""

    settings: ClassVar[str]
    """The id of the authority's settings."""
    months: ClassVar[int]
    """How many months before today it has to begin so that everything in it is over."""
    shots: ClassVar[tuple[Shot, ...]]

    def __init__(self, stage: Stage) -> None: ...

    def scenes(self) -> tuple[Scene, ...]:
        """Return what happens, in order."""
        ...


def play(scenes: Iterable[Scene], stage: Stage, after: Callable[[Scene], None] = lambda _: None) -> None:
    """Play every scene on its day. `after` is called when a scene is over."""
    for one in scenes:
        stage.go(one.on(stage.first))
        stage.say(f"\n{stage.today:%A} {stage.today.day} {stage.today:%B %Y}: {one.title}")
        one.play()
        after(one)
