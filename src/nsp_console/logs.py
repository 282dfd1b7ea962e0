"""The technical log: JSON lines in a rotating file in the data folder. Nothing is ever logged to the screen.

JSON with escapes keeps received text harmless when somebody looks at the file in a terminal.
"""

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_NAME = "nsp.log"
LOG_BYTES_MAX = 1_000_000
LOG_FILES_MAX = 5
OWN = "nsp_console"


class JsonLines(logging.Formatter):
    """One record as one line of ASCII JSON; `extra={"data": {...}}` is added under `data`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        data = getattr(record, "data", None)
        if data is not None:
            line["data"] = data
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def start(folder: Path, level: int = logging.INFO) -> Path:
    """Send all logging to `folder`/nsp.log and nowhere else; returns that file. Call once per process."""
    path = folder / LOG_NAME
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES_MAX, backupCount=LOG_FILES_MAX, encoding="utf-8", delay=True)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)  # on the root: a library without a handler would otherwise write to the screen
    root.setLevel(logging.WARNING)
    logging.getLogger(OWN).setLevel(level)
    logging.captureWarnings(True)
    return path
