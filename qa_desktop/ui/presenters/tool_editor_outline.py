"""The outline of a tool that is being written: its parts in order, which is open, and where something is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_desktop.domain.tool_edit.draft import Told
from qa_desktop.domain.tool_edit.tree import Keys, Path, records_at, text_at, value_at
from qa_desktop.ui.item_models.steps import Step, StepState
from qa_desktop.ui.presenters.languages import language_name
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.presenters.tool_editor_parts import PARTS, entry_name

ABOUT: Path = ()
SCALES: Path = ("scales",)
START: Path = ("header",)
OVERALL: Path = ("overall",)
PLAN: Path = ("action_plan",)
SIGNATURES: Path = ("signatures",)
PROBLEMS: Path = ("problems",)
PUBLISH: Path = ("publish",)
_MOST_LETTERS = 48
WORDS: Path = ("words",)
TRANSLATIONS: Path = ("translations",)
_ENDS = ((OVERALL, "Overall judgement"), (PLAN, "Action plan"), (SIGNATURES, "Signatures"))
_LISTS = ("header", "scales", *PARTS)
"""Lists whose entries have a page each."""
_PAGES = (*_LISTS, "words", "overall", "action_plan", "signatures", "translations", "problems", "publish")


_TITLES: dict[Path, str] = {
    WORDS: "Your own words",
    SCALES: "Scales",
    START: "Asked at the start",
    TRANSLATIONS: "Translations",
    **dict(_ENDS),
    **{(part,): page.title for part, page in PARTS.items()},
}


def place_of(path: Path, tree: Keys) -> Path:
    """Return the page on which a path is edited, as the tool is now."""
    match path:
        case ("sections", int(section), "questions", int(number), *_) if number < len(
            records_at(tree, ("sections", section, "questions"))
        ):
            return path[:4]
        case ("sections", int(), "weight"):
            return OVERALL  # where the sections are weighed against each other
        case ("sections", int(section), *_) if section < len(records_at(tree, ("sections",))):
            return path[:2]
        case ("sections", *_):
            return ("sections", 0) if records_at(tree, ("sections",)) else ABOUT
        case (str(name), int(number), *_) if name in _LISTS and number < len(records_at(tree, (name,))):
            return path[:2]
        case ("translations", str(), *_) if isinstance(value_at(tree, path[:2]), dict):
            return path[:2]
        case (str(name), *_) if name in _PAGES:
            return (name,)
        case _:
            return ABOUT


def step_id(place: Path) -> str:
    """Return a place as the id of a step."""
    return "/".join(str(step) for step in place) or "about"


def place_from(step: str) -> Path:
    """Return the place of a step's id."""
    return () if step == "about" else tuple(int(one) if one.isdigit() else one for one in step.split("/"))


def outline(tree: Keys, at: Path, told: Sequence[Told]) -> tuple[Step, ...]:
    """Return the steps of the outline; the questions of the section at hand stand under it."""
    wrong = {place_of(one.path, tree) for one in told}
    return tuple(_steps(tree, at, wrong))


def _steps(tree: Keys, at: Path, wrong: set[Path]) -> Iterator[Step]:
    yield _step(ABOUT, "About this tool", wrong)
    yield _step(WORDS, "Your own words", wrong)
    yield _step(SCALES, "Scales", wrong)
    for number, scale in enumerate(records_at(tree, SCALES)) if at[:1] == SCALES else ():
        yield _step((*SCALES, number), text_at(scale, ("title",)) or f"Scale {number + 1}", wrong, depth=1)
    yield from _entries("stages", tree, at, wrong)
    yield _step(START, "Asked at the start", wrong)
    for number, item in enumerate(records_at(tree, START)) if at[:1] == START else ():
        yield _step((*START, number), _question(item, number), wrong, depth=1)
    for number, section in enumerate(records_at(tree, ("sections",))):
        place: Path = ("sections", number)
        is_open = at[:2] == place
        inside = {("sections", number)} if any(one[:2] == place for one in wrong) and not is_open else set()
        yield _step(place, _section(section, number), wrong | inside)
        for index, item in enumerate(records_at(section, ("questions",))) if is_open else ():
            yield _step((*place, "questions", index), _question(item, index), wrong, depth=1)
    for place, title in _ENDS:
        yield _step(place, title, wrong)
    for part in PARTS:
        if part != "stages":
            yield from _entries(part, tree, at, wrong)
    yield _step(TRANSLATIONS, "Translations", wrong)
    languages = value_at(tree, TRANSLATIONS) if at[:1] == TRANSLATIONS else None
    for code in languages if isinstance(languages, dict) else ():
        yield _step((*TRANSLATIONS, code), language_name(code), wrong, depth=1)


def _entries(part: str, tree: Keys, at: Path, wrong: set[Path]) -> Iterator[Step]:
    yield _step((part,), PARTS[part].title, wrong)
    for number, _ in enumerate(records_at(tree, (part,))) if at[:1] == (part,) else ():
        yield _step((part, number), entry_name(part, tree, number), wrong, depth=1)


def _step(place: Path, title: str, wrong: set[Path], *, depth: int = 0) -> Step:
    has_problem = place in wrong or (
        depth == 0 and place[:1] not in (ABOUT, ("sections",)) and any(one[:1] == place[:1] for one in wrong)
    )
    state = StepState.ATTENTION if has_problem else StepState.PLAIN
    return Step(
        step_id(place),
        _shortened(title),
        state,
        "To put right" if has_problem else "",
        depth,
    )


def _shortened(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _MOST_LETTERS else f"{title[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"


def _section(section: Keys, number: int) -> str:
    title = text_at(section, ("title",))
    return f"{text_at(section, ('number',))} {title}".strip() if title else f"Section {number + 1}, without a title"


def _question(item: Keys, number: int) -> str:
    label = text_at(item, ("label",))
    return f"{text_at(item, ('number',))} {label}".strip() if label else f"Question {number + 1}, not yet worded"


def where_words(path: Path, tree: Keys) -> str:
    """Return where a path is, as a person would say it."""
    place = place_of(path, tree)
    match place:
        case ("header", int(number)):
            return f"Asked at the start, {_question(records_at(tree, START)[number], number)}"
        case ("scales", int(number)):
            return f"Scale {text_at(tree, (*place, 'title')) or number + 1}"
        case ("sections", int(section), "questions", int(number)):
            title = _section(records_at(tree, ("sections",))[section], section)
            return f"{title}, {_question(records_at(tree, ('sections', section, 'questions'))[number], number)}"
        case ("sections", int(section)):
            return _section(records_at(tree, ("sections",))[section], section)
        case ("translations", str(code)):
            return f"Translation: {language_name(code)}"
        case (str(part), int(number)) if part in PARTS:
            return f"{PARTS[part].title}, {entry_name(part, tree, number)}"
        case _:
            return _TITLES.get(place, "About this tool")


def problem_count(told: Sequence[Told], warnings: Sequence[Told] = ()) -> str:
    """Return how many things are to put right, or else to look at."""
    if warnings and not told:
        return f"{len(warnings)} to look at"
    return counted(len(told), "problem") if told else "No problems"
