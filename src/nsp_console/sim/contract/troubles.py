"""What goes wrong in a history. Each history draws which of these it has, and how bad the channel and machines are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from nsp_console.domain.facts import Content, Entry
from nsp_console.link.plane import Departure, Urgency
from nsp_console.sim.contract.console import Console
from nsp_console.sim.contract.history import HOUR_S, History, tell_busy
from nsp_console.sim.contract.people import somebody
from nsp_console.sim.contract.place import ROSTER, is_coordinator
from nsp_console.wire.frames.codec import seal_frame
from nsp_console.wire.frames.kinds import MailFrame

DAY_S = 24 * HOUR_S
FULL_RATE = 0.35  # of the rates below, in a history of days
FULL_LASTS = 4.0
MOST_S = 8 * HOUR_S  # nothing lasts longer
CHANCE = 0.6  # that a history has this trouble
OFF_AT_THE_END = 0.5  # that the last hours are a partition, and the channel is whole after it
JUMPS_S = (-10 * 365 * DAY_S, -DAY_S, -3 * HOUR_S, -600.0, 600.0, 3 * HOUR_S, 5 * DAY_S, 10 * 365 * DAY_S)
EMPTY = 0.25  # of the restores are a new laptop
TURNS_WITHIN_S = 1800.0  # on average, after the order for a new epoch
REPLAY_AGE_S = 60.0
REPLAYED_OF = 2000  # the last so many packets were recorded
REPLAYED_TO_RESTORED, REPLAYED_LATELY = 40, 300
REPLAYING_NODE = 999
BUSY_PCT = (30.0, 45.0)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`happens` so often per hour (in a short history) and lasts `mean_s` on average where it lasts."""

    happens: Callable[[History, float], None]
    per_h: float
    mean_s: float = 0.0


def plan_troubles(history: History) -> None:
    """Draw this history: its channel, its machines, and everything that will happen to them."""
    dice, world = history.world.dice, history.world
    world.loss = dice.choice((0.0, 0.2, 0.5, dice.uniform(0, 0.6)))
    world.double = dice.choice((0.0, 0.15))
    world.late = dice.choice((0.0, 0.05, 0.2))
    world.crash = dice.choice((0.0, 0.003, 0.02)) * (0.2 if history.story.full else 1.0)
    world.reboots = 0.3
    world.slow_s = dice.choice((0.0, 2.0, 10.0))
    history.quiet = dice.random() < OFF_AT_THE_END
    for trouble in TROUBLES:
        if dice.random() < CHANCE:
            _next(history, trouble)
    if history.quiet:
        world.plan(history.end_s - dice.uniform(1.0, 0.4 * history.story.hours) * HOUR_S, lambda: _fall_apart(history))


def _next(history: History, trouble: Trouble) -> None:
    rate = trouble.per_h * (FULL_RATE if history.story.full else 1.0)
    at_s = history.world.elapsed + history.world.dice.expovariate(rate / HOUR_S)
    if at_s >= history.end_s:
        return

    def act() -> None:
        lasts_s = 0.0
        if trouble.mean_s:
            mean_s = trouble.mean_s * (FULL_LASTS if history.story.full else 1.0)
            lasts_s = min(history.world.dice.expovariate(1 / mean_s), MOST_S)
        trouble.happens(history, lasts_s)
        _next(history, trouble)

    history.world.plan(at_s, act)


def _later(history: History, lasts_s: float, action: Callable[[], None]) -> None:
    """`action` ends a trouble; when the whole history is healed before, it was ended already."""

    def act() -> None:
        if history.healed_s == float("inf"):
            action()

    history.world.plan(history.world.elapsed + lasts_s, act)


# ── the channel ──────────────────────────────────────────────────────────────────────────────────────────────


def part(history: History, lasts_s: float) -> None:
    """Two consoles do not hear each other for a while."""
    pair = frozenset(history.world.dice.sample(history.story.codes, 2))
    history.world.cut.add(pair)
    _later(history, lasts_s, lambda: history.world.cut.discard(pair))


def isolate(history: History, lasts_s: float) -> None:
    """Nobody hears one console, and it hears nobody."""
    one = history.world.dice.choice(history.story.codes)
    pairs = {frozenset({one, other}) for other in history.story.codes if other != one}
    history.world.cut |= pairs
    _later(history, lasts_s, lambda: history.world.cut.difference_update(pairs))


def _fall_apart(history: History) -> None:
    """Until the end nobody hears anybody."""
    codes = history.story.codes
    history.world.cut |= {frozenset({one, other}) for one in codes for other in codes if one != other}


def deafen(history: History, lasts_s: float) -> None:
    """One does not hear the other, though the other hears it."""
    sender, listener = history.world.dice.sample(history.story.codes, 2)
    history.world.mute.add((sender, listener))
    _later(history, lasts_s, lambda: history.world.mute.discard((sender, listener)))


def change_weather(history: History, lasts_s: float) -> None:
    """Another loss from here on."""
    history.world.loss = history.world.dice.choice((0.0, 0.3, 0.5, 0.8))


def be_busy(history: History, lasts_s: float) -> None:
    """A radio reports a busy channel for a while."""
    console = history.world.dice.choice(history.consoles)
    tell_busy(console, history.world.dice.choice(BUSY_PCT))
    _later(history, lasts_s, lambda: tell_busy(console, 0.0))


def lose_radio(history: History, lasts_s: float) -> None:
    """The plug is out: what is sent is gone, and nothing comes in."""
    console = history.world.dice.choice(history.consoles)
    console.radio_on = False
    _later(history, lasts_s, lambda: setattr(console, "radio_on", True))


# ── somebody who means harm, or plays ────────────────────────────────────────────────────────────────────────


def replay(history: History, lasts_s: float) -> None:
    """A packet that was recorded off the air comes again, somewhere, long after."""
    _replay_to(history, history.world.dice.choice(history.story.codes), 0.1, REPLAYED_OF)


def _replay_to(history: History, code: str, wait_s: float, recorded: int) -> None:
    """One of the last `recorded` packets."""
    world = history.world
    one = world.dice.choice(world.sent[-recorded:]) if world.sent else None
    if one is not None and one.sender != code and one.at_s < world.elapsed - REPLAY_AGE_S:
        world.deliver(code, one.departure, REPLAYING_NODE, one.at_s, wait_s)


def forge(history: History, lasts_s: float) -> None:
    """A packet with one bit of it changed."""
    world = history.world
    if not world.sent:
        return
    one, code = world.dice.choice(world.sent[-200:]), world.dice.choice(history.story.codes)
    payload = bytearray(one.departure.payload)
    payload[world.dice.randrange(len(payload))] ^= 1 << world.dice.randrange(8)
    spoilt = Departure(bytes(payload), one.departure.urgency, 0, one.departure.kind, text=one.departure.text)
    if one.sender != code:
        world.deliver(code, spoilt, REPLAYING_NODE, world.elapsed, 0.1)


def play(history: History, lasts_s: float) -> None:
    """A mail of an exercise, sealed with the keys of the exercise, reaches a console that is not in it."""
    sender, listener = history.world.dice.sample(history.consoles, 2)
    keys, peer = sender.keys.of_other_domain(), listener.link.desk.memory.peers.get(sender.number)
    if keys is None or not is_coordinator(sender.code):
        return
    counter = max(peer.window.high if peer else 0, 0) + 1
    frame = MailFrame(sender.number, listener.number, counter, 1, 1, Content.TEXT, b"dit is een oefening", True)
    payload = seal_frame(frame, keys, ROSTER.functions, down=not is_coordinator(listener.code))
    if payload is not None:
        departure = Departure(payload, Urgency.MESSAGE, 0, "post")
        history.world.deliver(listener.code, departure, sender.number, history.world.elapsed, 0.1)


# ── machines and people ──────────────────────────────────────────────────────────────────────────────────────


def kill(history: History, lasts_s: float) -> None:
    """The program dies between two things, or the laptop starts again."""
    console = somebody(history)
    if console is not None:
        (console.reboot if history.world.dice.random() < 0.5 else console.start)()


def switch_off(history: History, lasts_s: float) -> None:
    """The laptop is off for a while."""
    console = somebody(history)
    if console is None:
        return
    console.on = False

    def on() -> None:
        if not console.on:
            console.reboot()

    _later(history, lasts_s, on)


def set_clock(history: History, lasts_s: float) -> None:
    """Somebody sets the wall clock, wrong or right."""
    console = history.world.dice.choice(history.consoles)
    right = history.world.dice.random() < 0.3
    console.clock.set_wall(-console.clock.wrong_s if right else history.world.dice.choice(JUMPS_S))


def make_copy(history: History, lasts_s: float) -> None:
    """The backup of one console."""
    console = history.world.dice.choice(history.consoles)
    history.copies[console.code] = console.copy()


def restore(history: History, lasts_s: float) -> None:
    """A console goes on from its copy (also twice from the same one), or as an empty laptop with the same keys."""
    console = history.world.dice.choice(history.consoles)
    empty = history.world.dice.random() < EMPTY
    copy: list[Entry] = [] if empty else history.copies.get(console.code, [])
    console.put_back(copy)
    for _ in range(REPLAYED_TO_RESTORED):  # the moment at which a recording does the most harm
        _replay_to(history, console.code, history.world.dice.uniform(0.1, 60.0), REPLAYED_LATELY)


def renew_keys(history: History, lasts_s: float) -> None:
    """A new epoch: every console turns to it at a moment of its own."""
    world = history.world
    following = max(console.keys.epoch for console in history.consoles) + 1

    def turn(console: Console) -> None:
        if console.keys.epoch < following:
            console.keys.previous = (console.keys.epoch,)
            console.keys.epoch = following

    if any(console.keys.epoch != following - 1 for console in history.consoles):
        return  # the one before is still under way
    for console in history.consoles:
        at_s = world.elapsed + world.dice.expovariate(1 / TURNS_WITHIN_S)
        world.plan(min(at_s, history.end_s), partial(turn, console))


TROUBLES = (
    Trouble(part, 0.6, 1800.0),
    Trouble(isolate, 0.3, 2400.0),
    Trouble(deafen, 0.5, 1800.0),
    Trouble(change_weather, 0.4),
    Trouble(be_busy, 0.6, 1200.0),
    Trouble(lose_radio, 0.15, 3600.0),
    Trouble(replay, 12.0),
    Trouble(forge, 4.0),
    Trouble(play, 1.0),
    Trouble(kill, 1.0),
    Trouble(switch_off, 0.3, 1800.0),
    Trouble(set_clock, 0.7),
    Trouble(make_copy, 1.0),
    Trouble(restore, 0.6),
    Trouble(renew_keys, 0.15),
)
