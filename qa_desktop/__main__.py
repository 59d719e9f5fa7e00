"""Starts QA Desktop: the window without a command, else the command line."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] == "--data":
        gc.disable()  # Loading makes hardly any garbage; the window collects it from the moment that it is there.
        from qa_desktop import bootstrap  # noqa: PLC0415 - the command line does not need the window

        return bootstrap.open_window(given[1] if given[1:] else None)
    from qa_desktop import cli  # noqa: PLC0415 - the window does not need the command line

    return cli.run(given)


if __name__ == "__main__":
    sys.exit(main())
