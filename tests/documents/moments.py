"""The moments at which the made-up notes were made, sealed and read."""

from __future__ import annotations

from datetime import UTC, datetime

MADE_AT = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
SEALED_AT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
READ_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
