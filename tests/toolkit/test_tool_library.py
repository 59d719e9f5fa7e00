import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop.errors import NotAllowed, NotFound, SeveralProblems
from qa_desktop.toolkit import library as library_module
from qa_desktop.toolkit.checker import CheckedTool, check_tool
from qa_desktop.toolkit.guidance import GuidanceLibrary, Libraries, read_library
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.own_code import state_of_code

RESOURCES = Path(__file__).parents[2] / "resources"
PACKAGE = Path(library_module.__file__).parents[1]
FOUR = (
    "tools/bracknell-forest/bra-live-audit.yaml",
    "tools/rochdale/roc-observation.yaml",
    "tools/rochdale/roc-supervision-file.yaml",
    "tools/rochdale/roc-t2-hos.yaml",
)


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Four shipped tools and the libraries to which they refer; how many there are in all is another test's subject."""
    for place in FOUR:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RESOURCES / place, tmp_path / place)
    shutil.copytree(RESOURCES / "guidance", tmp_path / "guidance")
    return tmp_path


def opened(folders: Path) -> ToolLibrary:
    return ToolLibrary((folders / "tools",), (folders / "guidance",), folders / "cache")


def supervision(folders: Path) -> Path:
    return folders / "tools" / "rochdale" / "roc-supervision-file.yaml"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def no_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the checker was asked")

    monkeypatch.setattr(library_module, "check_tool", refuse)


def test_the_summaries_say_what_a_list_of_tools_shows(folders: Path) -> None:
    summaries = opened(folders).summaries()

    assert [(one.id, one.section_count, one.item_count) for one in summaries] == [
        ("bra-live-audit", 9, 11),
        ("roc-observation", 2, 6),
        ("roc-supervision-file", 2, 15),
        ("roc-t2-hos", 7, 31),
    ]
    assert summaries[0].authority_code == "BRA"
    assert summaries[0].authority == "Bracknell Forest"
    assert summaries[1].subject == "practitioner"


def test_an_unchanged_file_is_taken_from_the_cache(folders: Path, request: pytest.FixtureRequest) -> None:
    before = opened(folders)
    before.summaries()
    first = before.get("roc-t2-hos")
    request.getfixturevalue("no_checker")

    second = opened(folders)

    assert len(second.summaries()) == 4
    assert second.get("roc-t2-hos") == first


def test_a_changed_tool_file_is_noticed_by_a_library_that_is_open(folders: Path) -> None:
    library = opened(folders)
    before = library.get("roc-supervision-file")
    stamp = supervision(folders).stat()

    changed(supervision(folders), "title: Supervision File Audit Tool", "title: Supervision File Audit Form")
    os.utime(supervision(folders), ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert before.title == "Supervision File Audit Tool"
    assert library.get("roc-supervision-file").title == "Supervision File Audit Form"


def test_changed_guidance_is_noticed(folders: Path) -> None:
    before = opened(folders).get("roc-t2-hos")
    changed(folders / "guidance" / "W-ROC.yaml", "Someone got back", "Somebody got back")

    after = opened(folders).get("roc-t2-hos")

    assert after.sections[0].guidance[0].text.startswith("Somebody")
    assert after.content_hash != before.content_hash


def test_asking_for_one_tool_reads_no_other(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(data: bytes, libraries: Libraries) -> CheckedTool:
        read.append(str(check_tool(data, libraries).tool.id))
        return check_tool(data, libraries)

    monkeypatch.setattr(library_module, "check_tool", counting)

    opened(folders).get("roc-t2-hos")

    assert read == ["roc-t2-hos"]


@pytest.mark.parametrize(
    "line",
    [
        '"tool": roc-supervision-file',
        'tool: "roc-supervision\\x2dfile"',
        'tool: "roc-\\u0073upervision-file"',
        'tool: "roc-supervision-\\\n  file"',
        "tool:\n  roc-supervision-file",
    ],
)
def test_a_tool_is_found_however_its_id_is_written(folders: Path, line: str) -> None:
    text = supervision(folders).read_text(encoding="utf-8").replace("tool: roc-supervision-file", line, 1)
    supervision(folders).write_text(text, encoding="utf-8")

    assert opened(folders).get("roc-supervision-file").title == "Supervision File Audit Tool"


def test_guidance_is_read_once_for_all_tools(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def counting(data: bytes) -> GuidanceLibrary:
        read.append(data)
        return read_library(data)

    monkeypatch.setattr(library_module, "read_library", counting)

    ToolLibrary((folders / "tools",), (folders / "guidance",)).summaries()

    assert len(read) == len(set(read)) == len(list((folders / "guidance").iterdir()))


def another_summary(data: bytes) -> bytes:
    """Return a cache whose first summary has a field less, as another version of the program would have written it."""
    _, index, rest = data.split(b"\n", 2)
    entries = json.loads(index)
    del entries[0][-1]["review_by"]
    index = json.dumps(entries).encode()
    return b"\n".join([hashlib.sha256(index).hexdigest().encode(), index, rest])


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"nonsense",
        lambda _: b"\xff\n{}\n{}",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"Live Case File Audit", b"Live Case File Audio"),
        lambda data: data[:-500] + data[-500:].replace(b"a", b"o"),
        lambda data: data + data,
        another_summary,
    ],
    ids=range(9),
)
def test_a_damaged_or_older_cache_is_made_again(folders: Path, damage: Callable[[bytes], bytes]) -> None:
    library = opened(folders)
    before = [(one, library.get(one.id)) for one in library.summaries()]
    cache = folders / "cache" / "tools.cache"
    whole = cache.read_bytes()
    cache.write_bytes(damage(whole))

    after = opened(folders)
    found = [(one, after.get(one.id)) for one in after.summaries()]

    assert found == before
    assert damage(whole) == whole + whole or cache.read_bytes() == whole


def test_what_is_searched_comes_from_the_cache_and_is_what_the_tools_say(
    folders: Path, request: pytest.FixtureRequest
) -> None:
    without_cache = ToolLibrary((folders / "tools",), (folders / "guidance",)).search_texts()
    opened(folders).summaries()
    request.getfixturevalue("no_checker")

    assert opened(folders).search_texts() == without_cache
    assert len(without_cache) == 4


def test_damaged_texts_of_the_cache_are_made_again(folders: Path, request: pytest.FixtureRequest) -> None:
    whole = opened(folders).search_texts()
    cache = folders / "cache" / "tools.cache"
    before = cache.read_bytes()
    damaged = before.replace(b'["Question 1", "', b'["Question 9", "', 1)
    cache.write_bytes(damaged)

    found = opened(folders).search_texts()
    request.getfixturevalue("no_checker")
    again = opened(folders).search_texts()

    assert damaged != before
    assert found == again == whole


def test_the_cache_holds_what_lies_in_the_folders_and_nothing_that_went(folders: Path) -> None:
    opened(folders).summaries()
    before = (folders / "cache" / "tools.cache").read_bytes()
    supervision(folders).unlink()

    opened(folders).summaries()

    after = (folders / "cache" / "tools.cache").read_bytes()
    assert b"roc-supervision-file" in before
    assert b"roc-supervision-file" not in after
    assert [path.name for path in (folders / "cache").iterdir()] == ["tools.cache"]


def test_asking_for_one_tool_keeps_the_others_in_the_cache(folders: Path, request: pytest.FixtureRequest) -> None:
    opened(folders).summaries()
    changed(supervision(folders), "title: Supervision File Audit Tool", "title: Other")
    opened(folders).get("roc-supervision-file")
    request.getfixturevalue("no_checker")

    assert len(opened(folders).summaries()) == 4


def test_a_changed_rule_in_the_code_has_every_tool_checked_again(folders: Path) -> None:
    code = folders / "code" / "below"
    code.mkdir(parents=True)
    (code / "rules.py").write_text("LEAST = 1", encoding="utf-8")

    def cached() -> bytes:
        ToolLibrary((folders / "tools",), (folders / "guidance",), folders / "cache", (folders / "code",)).summaries()
        return (folders / "cache" / "tools.cache").read_bytes()

    first, again = cached(), cached()
    (code / "rules.py").write_text("LEAST = 20", encoding="utf-8")
    changed_rule = cached()
    (code / "more.py").write_text("", encoding="utf-8")

    assert again == first
    assert changed_rule != first
    assert cached() not in {first, changed_rule}


def test_the_state_of_the_code_covers_what_reads_and_checks_tools() -> None:
    told = state_of_code().decode()

    below = {Path(line.rsplit(" ", 2)[0]).relative_to(PACKAGE) for line in told.splitlines()[1:]}
    assert below == {
        file.relative_to(PACKAGE) for name in ("domain", "toolkit") for file in (PACKAGE / name).rglob("*.py")
    }


def test_a_cache_that_cannot_be_written_only_costs_time(folders: Path) -> None:
    (folders / "cache").write_text("a file in the place of the folder")

    assert opened(folders).get("bra-live-audit").title == "Live Case File Audit"


def test_a_library_without_a_cache_works(folders: Path) -> None:
    assert len(ToolLibrary((folders / "tools",), (folders / "guidance",)).summaries()) == 4


def test_an_unknown_tool_is_answered_with_the_nearest(folders: Path) -> None:
    with pytest.raises(NotFound, match=r'no audit tool "roc-t2-hso"\. Nearest: roc-t2-hos'):
        opened(folders).get("roc-t2-hso")


def test_an_unknown_version_is_answered_with_those_that_are_there(folders: Path) -> None:
    with pytest.raises(NotFound, match=r"no version 7 .* There is: 1\.0"):
        opened(folders).get("roc-t2-hos", "7")


def add_version(folders: Path, version: str, status: str = "active") -> None:
    text = supervision(folders).read_text(encoding="utf-8")
    text = text.replace('version: "1.0"', f'version: "{version}"').replace("status: active", f"status: {status}")
    supervision(folders).with_name(f"sup-{version}.yaml").write_text(text, encoding="utf-8")


def test_the_latest_active_version_is_offered(folders: Path) -> None:
    add_version(folders, "1.9")
    add_version(folders, "1.10")
    add_version(folders, "2.0", status="draft")

    library = opened(folders)

    assert library.get("roc-supervision-file").version == "1.10"
    assert library.get("roc-supervision-file", "2.0").status == "draft"
    assert [one.version for one in library.versions("roc-supervision-file")] == ["2.0", "1.10", "1.9", "1.0"]
    assert [one.version for one in library.summaries() if one.id == "roc-supervision-file"] == ["1.10"]


def test_a_tool_without_an_active_version_is_got_by_version_only(folders: Path) -> None:
    changed(supervision(folders), "status: active", "status: retired")

    with pytest.raises(NotFound, match=r"No version .* is active"):
        opened(folders).get("roc-supervision-file")
    assert opened(folders).get("roc-supervision-file", "1.0").status == "retired"


def test_a_faulty_file_takes_nothing_from_the_others_and_is_told(folders: Path) -> None:
    changed(supervision(folders), "status: active", "status: odd")
    library = opened(folders)

    assert len(library.summaries()) == 3
    assert [faulty.path.name for faulty in library.faulty()] == ["roc-supervision-file.yaml"]
    with pytest.raises(SeveralProblems, match="1 mistake"):
        library.get("roc-supervision-file")


def test_a_faulty_guidance_library_is_told(folders: Path) -> None:
    changed(folders / "guidance" / "W-ROC.yaml", "library: W-ROC", "libary: W-ROC")

    names = [faulty.path.name for faulty in opened(folders).faulty()]

    assert names == ["W-ROC.yaml", "roc-t2-hos.yaml"]


def test_a_checked_file_is_added_under_its_id_and_version(folders: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(supervision(folders), file)
    changed(file, "tool: roc-supervision-file", "tool: my-file")
    library = opened(folders)

    tool = library.add(file, folders / "tools")

    assert (folders / "tools" / "my-file-1.0.yaml").read_bytes() == file.read_bytes()
    assert library.get("my-file") == tool


def test_adding_the_same_again_changes_nothing(folders: Path) -> None:
    before = sorted(path for path in folders.rglob("*.yaml"))

    tool = opened(folders).add(supervision(folders), folders / "tools")

    assert tool.id == "roc-supervision-file"
    assert sorted(path for path in folders.rglob("*.yaml")) == before


def test_a_version_is_never_overwritten_with_other_content(folders: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    shutil.copy(supervision(folders), file)
    changed(file, "title: Supervision File Audit Tool", "title: Other")

    with pytest.raises(NotAllowed, match="give the file a new version number"):
        opened(folders).add(file, folders / "tools")


def test_a_faulty_file_is_not_added(folders: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("tool: x", encoding="utf-8")

    with pytest.raises(SeveralProblems):
        opened(folders).add(file, folders / "new")
    assert not (folders / "new").exists()


def test_a_missing_file_is_told(folders: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no file nowhere\.yaml"):
        opened(folders).check(folders / "nowhere.yaml")


def test_missing_folders_hold_no_tools(tmp_path: Path) -> None:
    library = ToolLibrary((tmp_path / "none",), (tmp_path / "none",))

    assert library.summaries() == ()
    with pytest.raises(NotFound, match="none is installed"):
        library.get("any")
