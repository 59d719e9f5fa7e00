"""The one catalogue of the store's tables, so that their definitions can stand in several modules."""

from __future__ import annotations

from sqlalchemy import MetaData

metadata = MetaData()
