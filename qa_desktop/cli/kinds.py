"""Types and words that the command modules share."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it no other way
YES = frozenset({"y", "yes"})
"""What a person answers to agree."""
