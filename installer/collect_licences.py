"""Gathers the licence of every package that the bundle carries, so that it can travel with the program."""

import re
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


def main(target: Path) -> None:
    """Fill the target folder: a folder a package with its licence files, and a list of all packages."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "installer" / "licences", target)  # of Qt and SQLCipher: their packages bring none
    packages = [found for name in pinned_names() if (found := installed(name))]
    lines = [summary(package) for package in packages]
    for package in packages:
        copy_licences(package, target / package.name)
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    debian = Path("/usr/share/doc") / f"python3.{sys.version_info.minor}" / "copyright"
    (target / "Python").mkdir(parents=True)
    shutil.copy(python if python.exists() else debian, target / "Python")
    (target / "LIST.txt").write_text("\n".join([f"Python {sys.version.split()[0]}: PSF-2.0", *lines]) + "\n")


def pinned_names() -> list[str]:
    """Name every package of the application's own requirements."""
    lock = (ROOT / "requirements" / "app.txt").read_text()
    return re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)


def installed(name: str) -> Distribution | None:
    """Find the package, or nothing where it belongs to another operating system."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def summary(package: Distribution) -> str:
    """Name the package, its version and its licence as its makers state it."""
    facts = package.metadata
    classifiers = facts.get_all("Classifier") or []
    named = [line.rsplit(" :: ", 1)[-1] for line in classifiers if line.startswith("License ::")]
    stated = facts.get_all("License-Expression") or named or facts.get_all("License") or ["see its folder"]
    return f"{package.name} {package.version}: {', '.join(stated).splitlines()[0]}"


def copy_licences(package: Distribution, target: Path) -> None:
    """Copy the licence files that came with the package, if it brought any."""
    for file in package.files or []:
        if ".dist-info/" in file.as_posix() and LICENCE.search(file.as_posix()):
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(str(file.locate())), target / file.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
