"""The outbox: bounded, prioritised, paced, and it tells truthfully how far each packet got."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.link.airtime import PRESETS
from nsp_console.radio import timings as limits
from nsp_console.radio.base import PRIVATE_PORT, TEXT_PORT, Outgoing, Priority, SendProgress, SendStep
from nsp_console.radio.ledger import HARD_STOP_PCT, AirtimeLedger
from nsp_console.radio.outbox import Item, Outbox, payload_max
from nsp_console.radio.timings import Timings
from nsp_console.radio.verdicts import FINAL_DETAILS

OWN, PEER, THIRD = 0xAAAA, 0xBBBB, 0xCCCC
T = Timings()


class Desk:
    """An outbox with a radio that takes everything, on a clock in the test's hand."""

    def __init__(self, seed: int = 1) -> None:
        self.now = 1000.0
        self.ledger = AirtimeLedger()
        self.ledger.preset = PRESETS["MEDIUM_FAST"]
        self.outbox = Outbox(T, self.ledger, Random(seed))
        self.told: list[SendProgress] = []

    def add(self, token: int = 1, payload: bytes = b"x", **how: object) -> bool:
        return self.outbox.add(replace(Outgoing(token, payload), **how), self.now)  # type: ignore[arg-type]

    def take(self) -> Item | None:
        return self.outbox.take(self.now)

    def taken(self) -> Item:
        item = self.take()
        assert item is not None
        return item

    def accept(self, item: Item, res: int = 0, free: int = 14) -> None:
        self.outbox.queue_state(res, free, item.packet_id, self.now)

    def hand_over(self) -> Item:
        item = self.taken()
        self.accept(item)
        return item

    def route(self, item: Item, sender: int, error: int = 0) -> None:
        self.outbox.routing(sender, item.packet_id, error, OWN, self.now)

    def wait(self, seconds: float, alive: bool = True) -> None:
        self.now += seconds
        self.outbox.tick(self.now, link_up=True, alive_at=self.now if alive else 0.0)

    def steps(self, token: int = 1) -> list[str]:
        self.told += self.outbox.events()
        return [
            event.step.name + ("!" if event.by_addressee else "") + (f":{event.detail}" if event.detail else "")
            for event in self.told
            if event.token == token
        ]


# ── the ladder ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_implicit_ack_is_only_a_relay() -> None:
    """An ACK from our own radio means "somebody passed it on"; only the addressed radio's own ACK says more."""
    desk = Desk()
    desk.add(node=PEER)
    item = desk.hand_over()
    desk.route(item, OWN)
    assert desk.steps() == ["HANDED_OVER", "RELAYED"]
    desk.route(item, PEER)
    assert desk.steps() == ["HANDED_OVER", "RELAYED", "RELAYED!"]


def test_acks_are_told_once() -> None:
    """Repeated ACKs change nothing."""
    desk = Desk()
    desk.add(node=PEER)
    item = desk.hand_over()
    for sender in (OWN, OWN, PEER, PEER, OWN):
        desk.route(item, sender)
    assert desk.steps() == ["HANDED_OVER", "RELAYED", "RELAYED!"]


def test_a_nak_is_not_final() -> None:
    """MAX_RETRANSMIT followed by NONE for the same packet ends as relayed, without ever telling "failed"."""
    desk = Desk()
    desk.add()
    item = desk.hand_over()
    desk.route(item, OWN, error=5)
    desk.wait(T.nak_grace_s / 2)
    desk.route(item, OWN)
    desk.wait(600)
    assert desk.steps() == ["HANDED_OVER", "RELAYED"]


def test_an_ack_long_after_giving_up_still_counts() -> None:
    """After "given up" a late ACK is told all the same."""
    desk = Desk()
    desk.add()
    item = desk.hand_over()
    desk.route(item, OWN, error=5)
    desk.wait(T.nak_grace_s + 1)
    assert desk.steps()[-1] == "GAVE_UP:niemand_gehoord"
    desk.wait(300)
    desk.route(item, OWN)
    assert desk.steps()[-1] == "RELAYED"


def test_a_nak_after_an_ack_changes_nothing() -> None:
    """Once somebody relayed it, a later NAK cannot undo that."""
    desk = Desk()
    desk.add()
    item = desk.hand_over()
    desk.route(item, OWN)
    desk.route(item, OWN, error=5)
    desk.wait(600)
    assert desk.steps() == ["HANDED_OVER", "RELAYED"]


def test_a_third_radio_cannot_acknowledge() -> None:
    """An ACK or NAK from a radio that is neither ours nor the addressee is ignored."""
    desk = Desk()
    desk.add(node=PEER)
    item = desk.hand_over()
    desk.route(item, THIRD)
    desk.route(item, THIRD, error=5)
    desk.wait(1)
    assert desk.steps() == ["HANDED_OVER"]


def test_silence_is_told_in_the_end() -> None:
    """A packet that wanted an ACK and never got one is told as given up, explicitly."""
    desk = Desk()
    desk.add()
    desk.hand_over()
    desk.wait(T.ack_wait_s + 1)
    assert desk.steps() == ["HANDED_OVER", "GAVE_UP:geen_antwoord"]


def test_an_ack_without_queue_state_is_proof_enough() -> None:
    """When the queue state got lost, an ACK shows that the radio had the packet."""
    desk = Desk()
    desk.add()
    desk.route(desk.taken(), OWN)
    assert desk.steps() == ["HANDED_OVER", "RELAYED"]


@pytest.mark.parametrize(("error", "reason"), [(7, "te_groot"), (39, "sleutel_onbekend"), (33, "geweigerd_door_radio")])
def test_final_naks(error: int, reason: str) -> None:
    """What can never succeed is given up at once, with its reason."""
    desk = Desk()
    desk.add()
    desk.route(desk.hand_over(), OWN, error=error)
    assert desk.steps()[-1] == f"GAVE_UP:{reason}"
    assert reason in FINAL_DETAILS
    assert "niemand_gehoord" not in FINAL_DETAILS


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_queue_full_is_tried_again_under_a_new_number() -> None:
    """res=32 is retried with growing waits and a new packet number, as the radio ignores a number it has seen."""
    desk = Desk()
    desk.add(want_ack=False, port=PRIVATE_PORT)
    numbers, waits = [], []
    for _ in range(4):
        item = desk.taken()
        numbers.append(item.packet_id)
        desk.accept(item, res=32)
        began = desk.now
        while desk.take() is None:
            desk.wait(0.25)
        waits.append(desk.now - began)
        desk.outbox.link_lost(desk.now)
    assert len(set(numbers)) == 4
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]


def test_refusals_end() -> None:
    """A radio that keeps refusing leads to "given up" after a fixed number of times."""
    desk = Desk()
    desk.add(port=PRIVATE_PORT)
    for _ in range(1000):
        item = desk.take()
        if item is not None:
            desk.accept(item, res=32)
        desk.wait(1)
    assert desk.steps().count("RETRYING:wachtrij_vol") == limits.REFUSALS_MAX - 1
    assert desk.steps()[-1] == "GAVE_UP:wachtrij_vol"


def test_rate_limit_nak_is_retried() -> None:
    """RATE_LIMIT_EXCEEDED after the radio had accepted the packet sends it again later."""
    desk = Desk()
    desk.add()
    first = desk.hand_over()
    number = first.packet_id
    desk.route(first, OWN, error=38)
    desk.wait(T.text_gap_s + 1)
    assert desk.taken().packet_id != number
    assert desk.steps() == ["HANDED_OVER", "RETRYING:te_snel"]


def test_duty_cycle_closes_the_outbox_for_a_while() -> None:
    """After DUTY_CYCLE_LIMIT nothing is written until the wait is over; then the packet goes, and is not given up."""
    desk = Desk()
    desk.add(1, port=PRIVATE_PORT)
    desk.add(2, port=PRIVATE_PORT, priority=Priority.ALARM)
    desk.accept(desk.taken(), res=9)
    desk.wait(T.duty_s - 1)
    assert desk.take() is None
    desk.wait(1)
    assert {desk.taken().packet.token, desk.taken().packet.token} == {1, 2}


def test_a_late_nak_for_a_refused_number_is_ignored() -> None:
    """The NAK that follows a refused queue state does not count twice."""
    desk = Desk()
    desk.add(port=PRIVATE_PORT)
    item = desk.taken()
    old = item.packet_id
    desk.accept(item, res=9)
    desk.outbox.routing(OWN, old, 9, OWN, desk.now)
    assert desk.steps() == ["RETRYING:zendtijd_op"]


# ── lost in the gap ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_unconfirmed_packet_is_written_again_under_the_same_number() -> None:
    """Written but never confirmed on a living link: again, same number, so the radio can tell it is the same."""
    desk = Desk()
    desk.add(port=PRIVATE_PORT)
    number = desk.taken().packet_id
    desk.wait(T.unconfirmed_s)
    assert desk.taken().packet_id == number


def test_a_silent_radio_costs_no_packet() -> None:
    """While the radio says nothing at all, unconfirmed packets wait for the watchdog instead of being given up."""
    desk = Desk()
    desk.add(port=PRIVATE_PORT)
    desk.taken()
    for _ in range(100):
        desk.wait(T.unconfirmed_s, alive=False)
    assert desk.steps() == []


def test_reboot_brings_back_what_nobody_acknowledged() -> None:
    """After a reboot of the radio its queue is gone: packets without an ACK go again, acknowledged ones do not."""
    desk = Desk()
    desk.add(1, port=PRIVATE_PORT)
    desk.add(2, port=PRIVATE_PORT)
    first, second = desk.hand_over(), desk.hand_over()
    desk.route(first, OWN)
    desk.outbox.rebooted(desk.now)
    assert desk.taken() is second
    assert desk.take() is None


def test_too_old_is_given_up() -> None:
    """A packet that waited an hour for its radio is given up, visibly."""
    desk = Desk()
    desk.add()
    desk.wait(T.keep_s + 1)
    assert desk.steps() == ["GAVE_UP:te_oud"]
    assert desk.take() is None


# ── order, pace and bounds ──────────────────────────────────────────────────────────────────────────────────────────
def test_an_alarm_overtakes_everything() -> None:
    """However much waits, an alarm is written next, even when the radio has only its last slots free."""
    desk = Desk()
    for token in range(limits.OUTBOX_MAX):
        desk.add(token, port=PRIVATE_PORT, priority=Priority.LOW)
    desk.hand_over()
    item = desk.taken()
    desk.accept(item, free=1)
    assert desk.take() is None
    assert desk.add(999, priority=Priority.ALARM)
    assert desk.taken().packet.token == 999


def test_texts_are_paced_and_private_packets_are_not() -> None:
    """Two texts are never closer than the firmware allows; private packets do not wait for them."""
    desk = Desk()
    desk.add(1)
    desk.add(2)
    desk.add(3, port=PRIVATE_PORT)
    assert desk.hand_over().packet.token == 1
    assert desk.hand_over().packet.token == 3
    assert desk.take() is None
    desk.wait(2.0)
    assert desk.take() is None
    desk.wait(T.text_gap_s - 2.0)
    assert desk.taken().packet.token == 2


def test_few_in_flight() -> None:
    """No more than the limit is written before the radio has said that it has them."""
    desk = Desk()
    for token in range(10):
        desk.add(token, port=PRIVATE_PORT)
    written = [item for _ in range(10) if (item := desk.take()) is not None]
    assert len(written) == limits.IN_FLIGHT_MAX


def test_the_outbox_is_bounded_and_keeps_room_for_alarms() -> None:
    """Ordinary packets are refused when the outbox is full; alarms still fit."""
    desk = Desk()
    taken = sum(desk.add(token) for token in range(500))
    assert taken == limits.OUTBOX_MAX - limits.ALARM_RESERVE
    alarms = sum(desk.add(token, priority=Priority.ALARM) for token in range(500))
    assert alarms == limits.ALARM_RESERVE


def test_hop_limit_zero_needs_no_ack() -> None:
    """hop_limit 0 with want_ack is refused: the radio would silently use its own limit."""
    desk = Desk()
    with pytest.raises(ValueError, match="hop_limit"):
        desk.add(hop_limit=0, want_ack=True)
    assert desk.add(hop_limit=0, want_ack=False)


@pytest.mark.parametrize(
    ("port", "node", "most"), [(TEXT_PORT, None, 232), (PRIVATE_PORT, None, 231), (256, PEER, 219)]
)
def test_the_largest_payload(port: int, node: int | None, most: int) -> None:
    """The measured limits of the air: one byte more is given up here instead of vanishing in the radio."""
    desk = Desk()
    desk.add(1, b"x" * most, port=port, node=node)
    desk.add(2, b"x" * (most + 1), port=port, node=node)
    assert desk.steps(1) == []
    assert desk.steps(2) == ["GAVE_UP:te_groot"]
    assert payload_max(Outgoing(1, b"", port=port, node=node)) == most


def test_the_hard_stop_spares_alarms() -> None:
    """Above eight percent of the hour nothing but alarms is sent, until the hour has moved on."""
    desk = Desk()
    desk.ledger.spend(HARD_STOP_PCT / 100 * 3600, desk.now)
    desk.add(1, port=PRIVATE_PORT)
    assert desk.take() is None
    desk.add(2, priority=Priority.ALARM)
    assert desk.hand_over().packet.token == 2
    desk.wait(3661 - T.keep_s + 3000)
    assert desk.ledger.used_pct(desk.now) >= 8
    desk.now += 1000
    assert desk.taken().packet.token == 1


def test_airtime_is_counted_at_the_table_of_the_facts() -> None:
    """A 21-byte private packet costs 160 ms at MEDIUM_FAST, and three times that when nobody relayed it."""
    desk = Desk()
    desk.add(1, b"x" * 21, port=PRIVATE_PORT)
    item = desk.hand_over()
    assert desk.ledger.used_s(desk.now) == pytest.approx(0.160, abs=0.001)
    desk.route(item, OWN, error=5)
    assert desk.ledger.used_s(desk.now) == pytest.approx(0.481, abs=0.002)


ACTIONS = st.lists(
    st.sampled_from(
        ["add", "alarm", "take", "ok", "full", "duty", "fast", "ack", "nak", "peer", "lost", "boot", "wait"]
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(ACTIONS, st.integers(0, 2**32))
def test_every_packet_ends_in_one_known_way(actions: list[str], seed: int) -> None:
    """Whatever a radio answers in whatever order: bounds hold, and after enough time every packet was told an end."""
    desk, rng = Desk(seed), Random(seed)
    accepted: set[int] = set()
    items: list[Item] = []
    for token, action in enumerate(actions):
        some = rng.choice(items) if items else None
        if action in ("add", "alarm"):
            priority = Priority.ALARM if action == "alarm" else Priority.NORMAL
            if desk.add(token, priority=priority, node=PEER, port=rng.choice([1, 256])):
                accepted.add(token)
        elif action == "take" and (item := desk.take()) is not None:
            items.append(item)
        elif action in ("ok", "full", "duty") and some:
            desk.accept(some, res={"ok": 0, "full": 32, "duty": 9}[action], free=rng.randint(0, 16))
        elif action in ("ack", "nak", "fast", "peer") and some:
            desk.route(some, PEER if action == "peer" else OWN, {"nak": 5, "fast": 38}.get(action, 0))
        elif action == "lost":
            desk.outbox.link_lost(desk.now)
        elif action == "boot":
            desk.outbox.rebooted(desk.now)
        elif action == "wait":
            desk.wait(rng.choice([0.1, 3.0, 20.0]))
        assert desk.outbox.waiting() <= limits.OUTBOX_MAX + limits.PENDING_MAX
    for _ in range(3):
        desk.wait(T.keep_s + T.ack_wait_s)
    desk.outbox.link_lost(desk.now)
    desk.wait(T.keep_s + 1)
    desk.told += desk.outbox.events()
    ended = {e.token for e in desk.told if e.step in (SendStep.RELAYED, SendStep.GAVE_UP)}
    assert ended == accepted
    assert desk.outbox.next_timer(desk.now, link_up=True) is None
