"""Facts of what this console sends to people and to other consoles, and how far each got. Part of `facts`."""

from dataclasses import dataclass
from enum import StrEnum

from nsp_console.domain.air_facts import Content


class Step(StrEnum):
    """The delivery ladder. Four different words that are never mixed up (design: mission, principle 3)."""

    STORED = "opgeslagen"
    AT_RADIO = "bij_radio"
    HEARD = "gehoord"  # some radio passed it on
    RECEIVED = "ontvangen"  # the other console has it in its journal
    READ = "gelezen"  # a person said so
    RETRYING = "opnieuw"  # the radio could not; we try again
    FAILED = "mislukt"  # given up, visibly


class Purpose(StrEnum):
    """Why something goes out; sets its priority and whether it costs echo budget."""

    ALARM = "alarm"  # our own alarm line
    ALARM_ANSWER = "alarm_antwoord"
    ECHO = "echo"
    HINT = "hint"
    MESSAGE = "bericht"
    ORDER = "opdracht"  # signed: T0, openings, take-overs, revocations, roll calls
    BULLETIN = "bulletin"
    NOTE = "melding"  # between consoles, nobody has to read it: read, hung, a report passed on


@dataclass(frozen=True, slots=True)
class MessageQueued:
    """A line that must go out. Its number in the ladder is its journal entry.

    to       site code, or "" for the whole channel
    node     radio number to address, None for a broadcast
    answers  entry it answers
    content  what it is about, when it goes from console to console
    line, sequence  place in the stream to its addressee (`link`): dense from 1 per line; 0: a text line for people
    awaits   consoles that must have it before it is done: one, or for a signed broadcast many
    body     base64 of the bytes that go on the air (`wire.mail`); `text` is the same for people
    """

    text: str
    purpose: Purpose
    to: str = ""
    node: int | None = None
    answers: int | None = None
    by: str = ""
    content: Content = Content.TEXT
    line: int = 0
    sequence: int = 0
    awaits: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class MessageStepped:
    """Message `entry` reached `step`. `detail` is a code (for instance the radio's error name).

    by  the console that has it (RECEIVED) or where a person read it (READ)
    """

    entry: int
    step: Step
    detail: str = ""
    attempt: int = 1
    by: str = ""
