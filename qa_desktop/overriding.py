"""Marks methods that replace inherited ones, for what is loaded before the first page is painted.

`typing_extensions` takes a fiftieth of that time, and says nothing while the program runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

__all__ = ["override"]

Method = TypeVar("Method")

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: Method) -> Method:
        """Return the method as it is."""
        return method
