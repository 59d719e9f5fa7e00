"""Keeps the sources readable and free of anything that belongs to one machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400

MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:home|Users|root|work)/\w+|\b[A-Z]:\\Users\\\w+")
REGISTRY = re.compile(
    r"(?:pypi|pythonhosted|npmjs|jfrog|artifactory|nexus)[\w-]*\.\w+"
    r"|--(?:extra-)?index-url\s+\S|--find-links\s+\S|//\w+\.debian\.org/debian\b"
)


def tracked_files() -> list[Path]:
    # a build server's checkout may belong to another user
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listing = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    present = [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert present, "git lists no file here"
    return present


def tracked_text() -> dict[str, str]:
    texts = {}
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[path.relative_to(ROOT).as_posix()] = content.decode()
    return texts


def test_no_python_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {name: text.count("\n") for name, text in tracked_text().items() if name.endswith((".py", ".spec"))}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        (MACHINE_PATH, 'open("/home/' + 'sam/audit.yaml")'),
        (MACHINE_PATH, "C:\\Users\\" + "sam"),
        (REGISTRY, "https://files.python" + "hosted.org/x.whl"),
        (REGISTRY, "--index-url" + " https://example.org/simple"),
    ],
)
def test_the_pattern_for_foreign_addresses_finds_one(pattern: re.Pattern[str], sample: str) -> None:
    assert pattern.search(sample)


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_tracked_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_text().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]

    assert found == []


def test_every_inline_lint_exception_names_its_rule_and_reason() -> None:
    reasoned = re.compile(r"# (?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\])\W+.*\w{3,}")
    exception = re.compile(r"#\s*(?:noqa\b|type:\s*ignore\b|ruff:\s*noqa\b)")

    bare = [
        f"{name}:{number}: {line.strip()}"
        for name, text in tracked_text().items()
        if name.endswith(".py") and name != "tests/house/test_sources.py"
        for number, line in enumerate(text.splitlines(), start=1)
        if exception.search(line) and not reasoned.search(line)
    ]

    assert bare == []


def test_every_lint_rule_left_out_has_a_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    ignored = [*lint["ignore"], *(rule for rules in lint["per-file-ignores"].values() for rule in rules)]

    without = [rule for rule in ignored if not re.search(rf'"{rule}"(?:, "\w+")*\]?,?\s*# \w', text)]

    assert ignored
    assert without == []
