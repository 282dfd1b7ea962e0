"""The tolerant Dutch grammar: one line of text to an Understanding, and back in one canonical form."""

from nsp_console.wire.text.alarms import alarm_kind
from nsp_console.wire.text.parser import parse
from nsp_console.wire.text.writer import write, write_lines

__all__ = ["alarm_kind", "parse", "write", "write_lines"]
