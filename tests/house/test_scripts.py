"""Keeps the commands of the front page honest: they run, say what is missing and change nothing unasked."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import yaml

ROOT = Path(__file__).parents[2]
SCRIPTS = ["run", "test", ".ci/run", "installer/build", "installer/check-deb"]
PIECES = ["installer/set-up.sh"]


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands that stand in for a Debian machine without any of our packages, used by root."""
    commands = tmp_path / "bin"
    commands.mkdir()
    provide(commands, "dpkg-query", "exit 1")
    provide(commands, "apt-get", f'echo "apt-get $*" >>{tmp_path}/said')
    provide(commands, "sudo", f'echo "sudo $*" >>{tmp_path}/said; [ "$1" != -n ]')
    provide(commands, "id", "echo 0")
    return commands


def provide(commands: Path, name: str, body: str) -> None:
    script = commands / name
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o755)


def install(machine: Path, *lists: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", 'source installer/set-up.sh; install_packages "$@"', "bash", *lists],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{machine}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def said(machine: Path) -> list[str]:
    log = machine.parent / "said"
    return log.read_text().splitlines() if log.exists() else []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    assert (ROOT / name).read_text().startswith("#!/usr/bin/env bash\n")


def test_the_scripts_hold_no_known_mistake() -> None:
    check = subprocess.run(
        ["shellcheck", "--external-sources", *SCRIPTS, *PIECES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.stdout == ""
    assert check.returncode == 0


def test_the_windows_build_server_can_read_its_steps() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/windows-installer.yml").read_text())

    steps = workflow["jobs"]["build"]["steps"]
    commands = " ".join(step.get("run", step.get("uses")) for step in steps)
    named = set(re.findall(r"\b(?:installer|requirements)/[\w./-]+", commands))

    assert "installer/qa_desktop.spec" in named
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("file", ["default.docx", "default-header.xml", "default-footer.xml", "default-styles.xml"])
def test_the_bundle_has_the_templates_of_word_documents(file: str) -> None:
    spec = (ROOT / "installer/qa_desktop.spec").read_text()
    named = re.findall(r'^    \*collect_data_files\("(\w+)"\)', spec, re.MULTILINE)
    listing = "import json, sys; from PyInstaller.utils.hooks import collect_data_files as found; "
    listing += "print(json.dumps([one for name in sys.argv[1:] for one in found(name)]))"

    done = subprocess.run([sys.executable, "-c", listing, *named], capture_output=True, text=True, check=True)

    collected = {(Path(source), Path(target)) for source, target in json.loads(done.stdout)}
    assert (Path(docx.__file__).parent / "templates" / file, Path("docx/templates")) in collected


def test_root_gets_the_missing_packages_installed(machine: Path) -> None:
    done = install(machine, "window")

    assert done.returncode == 0, done.stderr
    assert said(machine)[0] == "apt-get update -qq"
    assert "install -y -qq --no-install-recommends" in said(machine)[1]
    assert "libxkbcommon-x11-0" in said(machine)[1]


def test_nothing_is_asked_of_apt_when_all_is_installed(machine: Path) -> None:
    provide(machine, "dpkg-query", 'for name; do echo "$name installed"; done')

    done = install(machine, "window", "test")

    assert done.returncode == 0, done.stderr
    assert said(machine) == []


def test_a_package_counts_as_installed_under_its_later_name(machine: Path) -> None:
    renamed = 'for name; do case $name in libcups2) ;; *) echo "$name installed";; esac; done'
    provide(machine, "dpkg-query", renamed)

    done = install(machine, "window")

    assert done.returncode == 0, done.stderr
    assert said(machine) == []


def test_only_what_is_missing_is_installed(machine: Path) -> None:
    without_xvfb = 'for name; do case $name in xvfb) ;; *) echo "$name installed";; esac; done'
    provide(machine, "dpkg-query", without_xvfb)

    install(machine, "window", "test")

    assert said(machine)[1].endswith("--no-install-recommends xvfb")


def test_a_person_without_rights_is_told_the_exact_command(machine: Path) -> None:
    provide(machine, "id", "echo 1000")

    done = install(machine, "window")

    assert done.returncode == 1
    assert re.search(r"^    apt-get update && apt-get install .*\blibegl1\b", done.stderr, re.MULTILINE)
    assert said(machine) == ["sudo -n true"]


def test_sudo_is_used_where_it_asks_nothing(machine: Path) -> None:
    provide(machine, "id", "echo 1000")
    provide(machine, "sudo", f'echo "sudo $*" >>{machine.parent}/said')

    done = install(machine, "window")

    assert done.returncode == 0, done.stderr
    assert [line.split()[:2] for line in said(machine)] == [["sudo", "-n"], ["sudo", "apt-get"], ["sudo", "env"]]


def test_another_system_is_told_where_the_list_of_libraries_is(machine: Path) -> None:
    (machine / "dpkg-query").unlink()
    for tool in ("bash", "dirname", "readlink"):
        (machine / tool).symlink_to(f"/usr/bin/{tool}")

    done = subprocess.run(
        ["bash", "-c", "source installer/set-up.sh; install_packages window"],
        cwd=ROOT,
        env={"PATH": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "installer/debian/window.packages" in done.stderr


def test_the_front_page_sets_up_with_exactly_two_commands() -> None:
    blocks = re.findall(r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    set_up = [block for block in blocks if re.search(r"^\./(?:run|test)\b", block, re.MULTILINE)]
    commands = [line.split("#")[0].strip() for block in set_up for line in block.splitlines()]

    assert [command for command in commands if command] == ["./run", "./test"]


def test_the_front_page_opens_with_a_picture_that_exists() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text())

    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
