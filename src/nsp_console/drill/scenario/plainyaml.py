"""YAML without its surprises: maps, lists and text only, with the line of everything. Raises ConfigError with a remedy.

No anchors, aliases, tags, merges, second documents or doubled keys; bounded in size and depth. Every value stays the
text that was written ("no" is not False and 1:30 is not 90): the model decides what it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml import events

from nsp_console.config.problems import quote
from nsp_console.domain.errors import ConfigError

DEPTH_MAX = 6
EVENTS_MAX = 20_000

Place = tuple[str | int, ...]
Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Lines:
    """The line (from 1) of every place in the file; of the nearest place around it when it is not there itself."""

    of_place: dict[Place, int] = field(default_factory=dict)

    def find(self, where: Place) -> int:
        for end in range(len(where), 0, -1):
            if where[:end] in self.of_place:
                return self.of_place[where[:end]]
        return 1


def parse_plain(text: str, file: str) -> tuple[dict[str, Plain], Lines]:
    """The file as maps, lists and text, with lines. `file` is how messages call it."""
    reader = _Reader(file)
    try:
        content = reader.document(yaml.parse(text, Loader=yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise reader.wrong("scenario.not_yaml", (mark.line if mark else 0) + 1) from None
    except (yaml.YAMLError, ValueError, OverflowError):  # characters that YAML does not allow, impossible escapes
        raise reader.wrong("scenario.bad_character", reader.line) from None
    if not isinstance(content, dict):
        raise reader.wrong("scenario.not_a_map", 1)
    return content, reader.lines


def _line(event: events.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reader:
    """Builds the content from the parser's events; never recurses deeper than DEPTH_MAX."""

    def __init__(self, file: str) -> None:
        self.lines = Lines()
        self.line = 1
        self._file = file
        self._count = 0

    def wrong(self, code: str, line: int, **data: object) -> ConfigError:
        shown = {name: quote(value) for name, value in data.items()}
        return ConfigError(code, file=self._file, where=f"regel {line}", line=line, **shown)

    def document(self, stream: Iterator[events.Event]) -> Plain:
        """The one document of the file; an empty file is an empty text."""
        content: Plain = ""
        documents = 0
        checked = self._checked(stream)
        for event in checked:
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.wrong("scenario.two_documents", self.line)
            elif isinstance(event, (events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent)):
                content = self._value(event, checked, ())
        return content

    def _checked(self, stream: Iterator[events.Event]) -> Iterator[events.Event]:
        for event in stream:
            self._count += 1
            self.line = _line(event)
            if self._count > EVENTS_MAX:
                raise self.wrong("scenario.too_long", self.line, maximum=EVENTS_MAX)
            if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None) is not None:
                raise self.wrong("scenario.anchor", self.line)
            if getattr(event, "tag", None) is not None:
                raise self.wrong("scenario.tag", self.line)
            yield event

    def _value(self, event: events.Event, stream: Iterator[events.Event], where: Place) -> Plain:
        self.lines.of_place.setdefault(where, _line(event))
        if isinstance(event, events.ScalarEvent):
            return str(event.value)
        if len(where) >= DEPTH_MAX:
            raise self.wrong("scenario.too_deep", self.line, maximum=DEPTH_MAX)
        if isinstance(event, events.SequenceStartEvent):
            return self._list(stream, where)
        return self._map(stream, where)

    def _list(self, stream: Iterator[events.Event], where: Place) -> list[Plain]:
        items: list[Plain] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                break
            items.append(self._value(event, stream, (*where, len(items))))
        return items

    def _map(self, stream: Iterator[events.Event], where: Place) -> dict[str, Plain]:
        content: dict[str, Plain] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                break
            if not isinstance(event, events.ScalarEvent):
                raise self.wrong("scenario.key_not_text", self.line)
            key = str(event.value)
            if key in content:
                raise self.wrong("scenario.doubled", self.line, value=key)
            self.lines.of_place[(*where, key)] = self.line
            content[key] = self._value(next(stream), stream, (*where, key))
        return content
