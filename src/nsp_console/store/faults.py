"""What an error of SQLite means for the operator."""

import sqlite3

from nsp_console.domain.errors import StoreDamaged, StoreError

DISK_CODES = frozenset({"store_full", "store_io", "store_damaged"})
"""Codes that say the disk or file is at fault, not the fact that was offered."""

_CODES = {
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
    sqlite3.SQLITE_IOERR: "store_io",
    sqlite3.SQLITE_READONLY: "store_io",
    sqlite3.SQLITE_CANTOPEN: "store_io",
    sqlite3.SQLITE_BUSY: "store_io",
    sqlite3.SQLITE_LOCKED: "store_io",
    sqlite3.SQLITE_PROTOCOL: "store_io",
    sqlite3.SQLITE_NOMEM: "store_io",
}


def trouble(error: BaseException) -> StoreError:
    """The StoreError for `error` of sqlite3, or of SQLAlchemy around it."""
    original = getattr(error, "orig", None) or error
    code = _CODES.get(getattr(original, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF, "store_fault")
    kind = StoreDamaged if code == "store_damaged" else StoreError
    return kind(code, detail=str(original))
