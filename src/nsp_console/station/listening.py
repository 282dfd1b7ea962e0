"""What the radio told, to the facts it makes: texts, frames of other consoles, and how far our own lines got."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nsp_console.domain import facts
from nsp_console.domain.facts import Fact, Mode, Step
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Outcome
from nsp_console.radio.base import PRIVATE_PORT, LinkChanged, PacketReceived, RadioEvent, SendProgress
from nsp_console.station.consoles import Consoles
from nsp_console.station.hearing import hear
from nsp_console.station.radio_watch import RadioWatch
from nsp_console.station.sending import Sender
from nsp_console.wire.text.machine import is_bulletin_line

BATCH_EVENTS_MAX = 200  # recorded in one commit
ON_ITS_WAY = frozenset({Step.AT_RADIO, Step.HEARD, Step.RECEIVED})
READ_WINDOW_S = 1800.0  # a bare "ok" answers our last line to that point within half an hour


@dataclass(slots=True)
class Listener:
    """Takes radio events in. Nothing is recorded here; what is not taken is counted with the reason."""

    situation: Situation
    watch: RadioWatch
    sender: Sender
    consoles: Consoles
    mode: Callable[[], Mode]
    _packets: set[tuple[int, int]] = field(default_factory=set)  # of the batch in hand, not yet in the picture

    def take(self, events: deque[RadioEvent], now: Moment) -> tuple[list[Fact], list[RadioEvent]]:
        """Facts of the next events, to be recorded in one commit, and the events they came from.

        A frame of another console that made a fact ends the batch: what the next one means depends on it being in the
        journal (the same message twice in one batch would be accepted twice).
        """
        made: list[Fact] = []
        taken: list[RadioEvent] = []
        self._packets.clear()
        while events and len(taken) < BATCH_EVENTS_MAX:
            event = events.popleft()
            taken.append(event)
            facts_of_it = self._event(event, now)
            made.extend(facts_of_it)
            if facts_of_it and isinstance(event, PacketReceived) and event.port == PRIVATE_PORT:
                break
        return made, taken

    def _event(self, event: RadioEvent, now: Moment) -> list[Fact]:
        match event:
            case PacketReceived():
                return self._packet(event, now)
            case SendProgress():
                step = self.sender.progress(event, now)
                return [step] if step is not None else []
            case LinkChanged():
                self.watch.link_changed(event.status, now)
        return []

    def _packet(self, packet: PacketReceived, now: Moment) -> list[Fact]:
        self.watch.packet(packet, now)
        if packet.port == PRIVATE_PORT:
            return self._frame(packet, now)
        identity = (packet.sender, packet.packet)
        if identity in self._packets or identity in self.situation.seen:
            self.watch.refuse("dubbel")
            return []
        self._packets.add(identity)
        alarm = self.consoles.alarm_line(packet, now)
        fact = hear(packet, self.situation, now, self.mode(), alarm)
        if alarm is not None and alarm.refused:
            self.watch.refuse(alarm.refused)
        if fact is None:
            self.watch.refuse("dubbel" if alarm is not None else "geen_tekst")
            return []
        if self.consoles.open and is_bulletin_line(fact.text):
            fact = replace(fact, machine=True)  # consoles with keys get the bulletin itself, signed
        if not fact.counts:
            self.watch.refuse("vreemd_kanaal")
        return [fact, *self._read_receipts(fact, now)]

    def _frame(self, packet: PacketReceived, now: Moment) -> list[Fact]:
        if not packet.private or packet.via_mqtt:
            self.watch.refuse("vreemd_kanaal")
            return []
        made, refused = self.consoles.hear(packet, now, self.mode())
        if refused:
            self.watch.refuse(refused)
        return made

    def _read_receipts(self, fact: facts.TextHeard, now: Moment) -> list[Fact]:
        """A bare "ok" or a thumb from a point says a person read our last line to it, if that was a person's line.

        Not when the last thing it got was an echo of the computer, and never for a line that has not left the radio.
        """
        if fact.understood.outcome is not Outcome.RECEIPT or fact.site is None or not fact.counts:
            return []
        for line in reversed(self.situation.out.values()):
            if line.fact.to == fact.site and line.step in ON_ITS_WAY and not line.between_consoles:
                recent = age_between(line.at, now).seconds <= READ_WINDOW_S
                if recent and line.fact.purpose is facts.Purpose.MESSAGE:
                    return [facts.MessageStepped(line.entry, Step.READ)]
                break
        return []
