"""Keeps the installed packages exactly those that were chosen, wherever they are fetched from."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, str]:
    return {canonical(m["name"]): m["version"] for m in PIN.finditer((REQUIREMENTS / lock).read_text())}


def wanted(source: str) -> set[str]:
    lines = (REQUIREMENTS / source).read_text().splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line and not line.startswith(("#", "-")))
    return {canonical(match.group()) for match in names if match}


@pytest.mark.parametrize("lock", ["app.txt", "dev.txt"])
def test_every_pin_carries_a_hash(lock: str) -> None:
    logical_lines = (REQUIREMENTS / lock).read_text().replace("\\\n", " ").splitlines()
    requirements = [line for line in logical_lines if line.strip() and not line.lstrip().startswith("#")]

    unsafe = [line[:60] for line in requirements if not PIN.match(line) or "--hash=sha256:" not in line]

    assert requirements
    assert unsafe == []


@pytest.mark.parametrize("name", ["app.in", "app.txt", "dev.in", "dev.txt"])
def test_requirements_name_no_place_to_fetch_from(name: str) -> None:
    text = (REQUIREMENTS / name).read_text()

    assert re.findall(r"--(?:extra-)?index-url|--find-links|--trusted-host|\w+://", text) == []


@pytest.mark.parametrize(("source", "lock"), [("app.in", "app.txt"), ("dev.in", "dev.txt")])
def test_everything_asked_for_is_pinned(source: str, lock: str) -> None:
    assert wanted(source) - pins(lock).keys() == set()


def test_the_tests_run_with_the_versions_that_people_get() -> None:
    app, dev = pins("app.txt"), pins("dev.txt")

    assert {name: (version, dev.get(name)) for name, version in app.items() if dev.get(name) != version} == {}


def test_the_project_asks_for_what_the_application_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {canonical(re.split(r"[\s<>=!~\[;]", line)[0]) for line in project["dependencies"]}

    assert declared == wanted("app.in")
