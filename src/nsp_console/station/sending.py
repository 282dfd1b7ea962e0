"""From the journal to the radio: what waits is handed over, what the radio tells becomes steps of the ladder."""

import random
from dataclasses import dataclass, field

from nsp_console.domain.facts import MessageStepped, Purpose, Step
from nsp_console.domain.ladder import may_step
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.picture_records import OutRecord
from nsp_console.domain.situation import Situation
from nsp_console.link.air import TEXT_URGENCY, AirGate, airtime_s
from nsp_console.link.delivery import RETRY_S, is_stale, retry_wait_s
from nsp_console.radio.base import Outgoing, Priority, Radio, SendProgress, SendStep
from nsp_console.radio.verdicts import FINAL_DETAILS

PRIORITIES = {
    Purpose.ALARM: Priority.ALARM,
    Purpose.ALARM_ANSWER: Priority.ALARM,
    Purpose.MESSAGE: Priority.HIGH,
    Purpose.NOTE: Priority.NORMAL,
    Purpose.ECHO: Priority.NORMAL,
    Purpose.HINT: Priority.LOW,
}
WANTS_ACK = frozenset({Purpose.ALARM, Purpose.ALARM_ANSWER, Purpose.MESSAGE})  # an echo is not worth retransmissions
STEPS = {
    SendStep.HANDED_OVER: Step.AT_RADIO,
    SendStep.RELAYED: Step.HEARD,
    SendStep.RETRYING: Step.RETRYING,
    SendStep.GAVE_UP: Step.FAILED,
}
STALE = "verlopen"
FENCED = "teruggezet"  # queued before this database was put back: never sent as new
UNANSWERED_S = 180.0  # longer than the radio itself waits; then a line without any word is tried again


@dataclass(slots=True)
class Sender:
    """Hands lines to the radio in journal order, priorities inside the radio's own outbox."""

    situation: Situation
    radio: Radio
    rng: random.Random
    gate: AirGate
    fence: int = 0  # entries up to this number are from before a restore
    _handed: set[int] = field(default_factory=set)
    _not_before: dict[int, float] = field(default_factory=dict)
    _attempt: dict[int, int] = field(default_factory=dict)

    def hand_over(self, now: Moment, up: bool) -> list[MessageStepped]:
        """Give the radio what waits; returns steps to record (lines given up because they are too old).

        While the link is not up nothing is handed over: an answer must not go out hours late from the radio's outbox.
        """
        given_up: list[MessageStepped] = []
        for line in self.situation.waiting():
            age = age_between(line.at, now)
            if line.entry <= self.fence:
                given_up.append(MessageStepped(line.entry, Step.FAILED, FENCED))
            elif is_stale(age.seconds, line.fact.purpose in (Purpose.ECHO, Purpose.HINT)):
                self._forget(line.entry)
                given_up.append(MessageStepped(line.entry, Step.FAILED, STALE, self._attempt.get(line.entry, 0)))
            elif up and line.entry not in self._handed and now.elapsed >= self._not_before.get(line.entry, 0.0):
                if not self._affordable(line, now):
                    continue  # what is more urgent may still go
                if not self.radio.send(self._packet(line)):
                    break  # outbox full or no radio: keep the order, try again at the next tick
                self._pay(line, now)
                self._handed.add(line.entry)
        return given_up

    def _cost_s(self, line: OutRecord) -> float:
        return airtime_s(self.gate.preset, len(line.fact.text.encode("utf-8", "replace")), text=True)

    def _affordable(self, line: OutRecord, now: Moment) -> bool:
        return self.gate.allows(TEXT_URGENCY[line.fact.purpose], self._cost_s(line), now.elapsed)

    def _pay(self, line: OutRecord, now: Moment) -> None:
        self.gate.spend(self._cost_s(line), now.elapsed, TEXT_URGENCY[line.fact.purpose])

    def _packet(self, line: OutRecord) -> Outgoing:
        self._attempt[line.entry] = self._attempt.get(line.entry, line.attempt) + 1
        return Outgoing(
            token=line.entry,
            payload=line.fact.text.encode("utf-8"),
            node=line.fact.node,
            priority=PRIORITIES[line.fact.purpose],
            want_ack=line.fact.purpose in WANTS_ACK,
        )

    def progress(self, told: SendProgress, now: Moment) -> MessageStepped | None:
        """The step to record for what the radio told about one of our lines; None when it is no news."""
        line = self.situation.out.get(told.token)
        step = STEPS[told.step]
        if line is None or not may_step(line.step, step):
            return None
        if line.between_consoles and step is not Step.AT_RADIO:
            return None  # only the other console's own receipt says more, and the link tries again by itself
        attempt = self._attempt.get(line.entry, 1)
        if told.step is SendStep.GAVE_UP:
            self._handed.discard(line.entry)
            again = line.fact.purpose in WANTS_ACK and told.detail not in FINAL_DETAILS and attempt <= len(RETRY_S)
            if again:
                step = Step.RETRYING
                self._not_before[line.entry] = now.elapsed + retry_wait_s(attempt, self.rng.random())
        if step in (Step.HEARD, Step.FAILED):
            self._forget(line.entry)
        return MessageStepped(line.entry, step, told.detail, attempt)

    def settle(self, now: Moment) -> list[MessageStepped]:
        """Lines under way of which the radio told nothing for long: tried again, or settled when no ack was asked."""
        steps: list[MessageStepped] = []
        for line in self.situation.under_way():
            if line.fact.purpose not in WANTS_ACK:
                continue
            handed = line.steps.get(Step.AT_RADIO, line.at)
            if age_between(handed, now).seconds > UNANSWERED_S * max(1, self._attempt.get(line.entry, 1)):
                self._handed.discard(line.entry)
                attempt = self._attempt.get(line.entry, line.attempt)
                step = Step.RETRYING if attempt <= len(RETRY_S) else Step.FAILED
                steps.append(MessageStepped(line.entry, step, "geen_antwoord", attempt))
        return steps

    def _forget(self, entry: int) -> None:
        self._handed.discard(entry)
        self._not_before.pop(entry, None)
        self._attempt.pop(entry, None)
