"""The self-test: from facts about this console to findings. Pure: codes and numbers, the words are in `dutch.selftest`.

A green light is given only for what was looked at; what cannot be known is unknown, never good (design: rules).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from nsp_console.domain.facts import Mode
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import KeysState, PeerView, RadioView

HEARD_BUSY_S, HEARD_CALM_S = 1800.0, 6 * 3600.0  # something should have been heard: in an inzet, in peace
SKEW_S_MAX = 120.0  # the middle of the other clocks against ours
DISK_LOW_BYTES, DISK_FULL_BYTES = 2_000_000_000, 200_000_000
BACKUP_OLD_S, BACKUP_LOST_S = 7 * 86_400.0, 30 * 86_400.0
BATTERY_LOW_PCT, BATTERY_EMPTY_PCT, MAINS_PCT = 40.0, 15.0, 101.0
REGION = "EU_868"
DAMAGED = "store_damaged"
WAITS_FOR = "MEDIUM_FAST"  # the preset all waits and capacities of the design are meant for
SLOW = frozenset({"LONG_FAST", "LONG_MODERATE", "LONG_SLOW"})  # a region does not fit in them (facts: airtime)
ROLES_GOOD = frozenset({"CLIENT", "CLIENT_BASE"})
ROLES_MUTE = frozenset({"CLIENT_MUTE", "CLIENT_HIDDEN"})  # fine beside a base, useless as the only radio
FIRMWARE_CODES = ("firmware_te_oud", "firmware_onbekend")
NO_RADIO, UP, CONNECTING = "geen", "goed", "verbindt"
NOT_LOOKED = "onbekend"  # the state of a radio nobody asked: another process has it
SPEAKING = frozenset({UP, "niets_gehoord", "verkeerd_kanaal"})


class Light(StrEnum):
    """The result of one check; the order is worst first."""

    BAD = "mis"
    ATTENTION = "aandacht"
    UNKNOWN = "onbekend"
    GOOD = "goed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `code` names what was found, `data` fills its words."""

    check: str
    light: Light
    code: str
    data: tuple[tuple[str, Scalar], ...] = ()


@dataclass(frozen=True, slots=True)
class Relay:
    """The newest line of ours with a known fate: `passed` by another radio or received, or given up."""

    passed: bool
    age_s: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """What the laptop tells. None: it could not be looked at.

    writable     a file next to the database was written and synced just now
    verified_rows, verified_age_s  of the last full check of the journal
    backup_age_s  of the newest backup; None with `backups` 0: there is none
    awake        sleep is held off; awake_possible: this system offers a way
    """

    writable: bool | None = None
    free_bytes: int | None = None
    verified_rows: int | None = None
    verified_age_s: float | None = None
    backups: int | None = None
    backup_age_s: float | None = None
    awake: bool | None = None
    awake_possible: bool = True


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the screen can draw: `glyphs` is utf8, console or ascii; `colours` how many (0: none)."""

    glyphs: str
    colours: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Looked:
    """All that is judged. `relay` None: nothing of ours has a fate yet."""

    mode: Mode
    radio: RadioView
    keys: KeysState
    epoch: int
    clock_sure: bool
    peers: tuple[PeerView, ...] = ()
    relay: Relay | None = None
    store_error: str = ""
    machine: MachineFacts = field(default_factory=MachineFacts)


def judge(facts: Looked) -> tuple[Finding, ...]:
    """Every check, in the order a person would look: radio first, the laptop last."""
    return tuple(finding for check in CHECKS for finding in check(facts))


def worst(findings: tuple[Finding, ...]) -> Light:
    """The worst light; unknown does not outweigh what needs attention."""
    return min((finding.light for finding in findings), key=tuple(Light).index, default=Light.UNKNOWN)


def worst_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What must be done first on top; equal ones keep their order."""
    return tuple(sorted(findings, key=lambda finding: tuple(Light).index(finding.light)))


Found = Iterator[Finding]


def _radio(facts: Looked) -> Found:
    radio = facts.radio
    if radio.state in SPEAKING:
        yield Finding("radio", Light.GOOD, "antwoordt", (("waar", radio.where), ("firmware", radio.firmware)))
    elif radio.state == CONNECTING:
        yield Finding("radio", Light.ATTENTION, "verbindt")
    elif radio.state == NO_RADIO:
        yield Finding("radio", Light.ATTENTION, "geen_ingesteld")
    elif radio.state == NOT_LOOKED:
        yield Finding("radio", Light.UNKNOWN, "niet_gekeken")
    else:
        yield Finding("radio", Light.BAD, radio.state, (("detail", radio.detail),))


def _channel(facts: Looked) -> Found:
    if facts.radio.state not in SPEAKING:
        yield Finding("kanaal", Light.UNKNOWN, "geen_radio")
        return
    missing = facts.radio.extras.channels_missing
    if facts.radio.state == "verkeerd_kanaal" or missing:
        detail = facts.radio.detail or missing[0][1] if missing else facts.radio.detail
        yield Finding("kanaal", Light.BAD, "ontbreekt", (("detail", detail),))
    else:
        yield Finding("kanaal", Light.GOOD, "staat_erop")


def _settings(facts: Looked) -> Found:
    radio = facts.radio
    if radio.state not in SPEAKING or "instellingen_onbekend" in radio.warnings or not radio.preset:
        yield Finding("instelling", Light.UNKNOWN, "geen_radio")
        return
    data = (("regio", radio.extras.region), ("snelheid", radio.preset))
    stopping = next((code for code in ("regio", "zenden_uit", "zendtijd_onbegrensd") if code in radio.warnings), "")
    if stopping or (radio.extras.region and radio.extras.region != REGION):
        yield Finding("instelling", Light.BAD, stopping or "regio", data)
    elif "preset_onbekend" in radio.warnings:
        yield Finding("instelling", Light.ATTENTION, "preset_onbekend", data)
    elif radio.preset in SLOW:
        yield Finding("instelling", Light.ATTENTION, "traag", data)
    else:
        yield Finding("instelling", Light.GOOD, "goed" if radio.preset == WAITS_FOR else "anders", data)
    if "andere_client" in radio.warnings:
        yield Finding("alleen", Light.BAD, "andere_client")


def _role(facts: Looked) -> Found:
    role = facts.radio.extras.role
    data = (("rol", role),)
    if facts.radio.state not in SPEAKING or not role:
        yield Finding("rol", Light.UNKNOWN, "zegt_niet" if facts.radio.state in SPEAKING else "geen_radio")
    elif role in ROLES_GOOD:
        yield Finding("rol", Light.GOOD, "goed", data)
    else:
        yield Finding("rol", Light.ATTENTION, "zwijgt" if role in ROLES_MUTE else "verkeerd", data)


def _firmware(facts: Looked) -> Found:
    radio = facts.radio
    found = next((code for code in FIRMWARE_CODES if code in radio.warnings), "")
    data = (("firmware", radio.firmware),)
    if radio.state not in SPEAKING or not (radio.firmware or found):
        yield Finding("firmware", Light.UNKNOWN, "geen_radio")
    else:
        yield Finding("firmware", Light.ATTENTION if found else Light.GOOD, found or "goed", data)


def _heard(facts: Looked) -> Found:
    radio = facts.radio
    limit_s = HEARD_BUSY_S if facts.mode in (Mode.DEPLOYED, Mode.DEMO) else HEARD_CALM_S
    data: tuple[tuple[str, Scalar], ...] = (("binnen_s", limit_s),)
    if radio.last_heard_s is not None:
        data = (*data, ("geleden_s", radio.last_heard_s), ("aantal", radio.heard_nodes))
        good = radio.last_heard_s <= limit_s
        yield Finding("gehoord", Light.GOOD if good else Light.ATTENTION, "gehoord" if good else "lang_niet", data)
    elif radio.state not in SPEAKING:
        yield Finding("gehoord", Light.UNKNOWN, "geen_radio")
    else:
        quiet = radio.extras.quiet or radio.state == "niets_gehoord"
        yield Finding("gehoord", Light.BAD if quiet else Light.UNKNOWN, "niets" if quiet else "nog_niets", data)


def _relay(facts: Looked) -> Found:
    relay = facts.relay
    if relay is None:
        yield Finding("doorgegeven", Light.UNKNOWN, "nog_niets")
        return
    data = (("geleden_s", relay.age_s), ("detail", relay.detail))
    yield Finding("doorgegeven", *((Light.GOOD, "ja") if relay.passed else (Light.ATTENTION, "nee")), data)


def _keys(facts: Looked) -> Found:
    if facts.keys is KeysState.OPEN:
        others = sorted({peer.epoch for peer in facts.peers if peer.epoch and peer.epoch != facts.epoch})
        data = (("tijdvak", facts.epoch), ("ander", others[-1] if others else 0))
        if others:
            ahead = others[-1] > facts.epoch
            yield Finding("sleutel", Light.BAD if ahead else Light.ATTENTION, "achter" if ahead else "voor", data)
        else:
            known = any(peer.epoch for peer in facts.peers)
            yield Finding("sleutel", Light.GOOD, "gelijk" if known else "open", data)
    elif facts.keys is KeysState.LOCKED:
        yield Finding("sleutel", Light.ATTENTION, "dicht")
    elif facts.mode is Mode.DEMO:
        yield Finding("sleutel", Light.UNKNOWN, "demo")
    else:
        yield Finding("sleutel", Light.ATTENTION, "geen")


def middle_of(skews: list[float]) -> float:
    """The middle of the others' clocks against ours; of two middles the nearest, so that a tie accuses nobody."""
    ordered = sorted(skews)
    middles = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return min(middles, key=abs, default=0.0)


def _clock(facts: Looked) -> Found:
    skews = [peer.skew_s for peer in facts.peers if peer.skew_s is not None]
    middle = middle_of(skews)
    data = (("verschil_s", middle), ("consoles", len(skews)))
    if not facts.clock_sure:
        yield Finding("klok", Light.ATTENTION, "onzeker", data)
    elif abs(middle) > SKEW_S_MAX:
        yield Finding("klok", Light.ATTENTION, "wijkt_af", data)
    else:
        yield Finding("klok", Light.GOOD, "gelijk" if skews else "aannemelijk", data)


def _database(facts: Looked) -> Found:
    machine = facts.machine
    data: tuple[tuple[str, Scalar], ...] = ()
    if machine.verified_rows:
        data = (("regels", machine.verified_rows), ("geleden_s", machine.verified_age_s or 0.0))
    if facts.store_error == DAMAGED:
        yield Finding("opslag", Light.BAD, "stuk")
    elif facts.store_error or machine.writable is False:
        yield Finding("opslag", Light.BAD, "schrijft_niet", (("fout", facts.store_error),))
    elif machine.writable is None:
        yield Finding("opslag", Light.UNKNOWN, "niet_gekeken", data)
    else:
        yield Finding("opslag", Light.GOOD, "heel" if data else "schrijft", data)


def _disk(facts: Looked) -> Found:
    free = facts.machine.free_bytes
    if free is None:
        yield Finding("schijf", Light.UNKNOWN, "niet_gekeken")
        return
    light = Light.BAD if free < DISK_FULL_BYTES else Light.ATTENTION if free < DISK_LOW_BYTES else Light.GOOD
    yield Finding("schijf", light, "goed" if light is Light.GOOD else "vol", (("vrij", float(free)),))


def _backup(facts: Looked) -> Found:
    machine = facts.machine
    if facts.mode is Mode.DEMO:
        return  # a demo is thrown away
    if machine.backups is None:
        yield Finding("kopie", Light.UNKNOWN, "niet_gekeken")
    elif machine.backup_age_s is None:
        yield Finding("kopie", Light.ATTENTION, "geen")
    else:
        old = machine.backup_age_s > BACKUP_OLD_S
        light = Light.BAD if machine.backup_age_s > BACKUP_LOST_S else Light.ATTENTION if old else Light.GOOD
        yield Finding("kopie", light, "oud" if old else "vers", (("geleden_s", machine.backup_age_s),))


def _awake(facts: Looked) -> Found:
    machine = facts.machine
    if facts.mode is not Mode.DEPLOYED:
        return  # in peace the laptop may sleep
    if machine.awake is None:
        yield Finding("slaap", Light.UNKNOWN, "niet_gekeken")
    elif machine.awake:
        yield Finding("slaap", Light.GOOD, "wakker")
    else:
        yield Finding("slaap", Light.ATTENTION, "kan_slapen" if machine.awake_possible else "kan_niet")


def _battery(facts: Looked) -> Found:
    charge = facts.radio.extras.battery_pct
    if charge is None:
        return  # many radios on a cable say nothing, and then there is nothing to do
    data = (("procent", charge),)
    if charge >= MAINS_PCT:
        yield Finding("accu", Light.GOOD, "netstroom")
    else:
        low = charge < BATTERY_LOW_PCT
        light = Light.BAD if charge < BATTERY_EMPTY_PCT else Light.ATTENTION if low else Light.GOOD
        yield Finding("accu", light, "laag" if low else "goed", data)


CHECKS: tuple[Callable[[Looked], Found], ...] = (
    _radio,
    _channel,
    _settings,
    _role,
    _firmware,
    _battery,
    _heard,
    _relay,
    _keys,
    _clock,
    _database,
    _disk,
    _backup,
    _awake,
)
COLUMNS_MIN, ROWS_MIN = 80, 24


def judge_terminal(terminal: Terminal) -> Finding:
    """Whether everything can be drawn here; nothing of it stops the work."""
    data = (("kolommen", terminal.columns), ("regels", terminal.rows), ("kleuren", terminal.colours))
    if terminal.columns < COLUMNS_MIN or terminal.rows < ROWS_MIN:
        return Finding("scherm", Light.ATTENTION, "klein", data)
    if terminal.glyphs == "ascii":
        return Finding("scherm", Light.ATTENTION, "ascii", data)
    return Finding("scherm", Light.GOOD, "goed" if terminal.colours else "zonder_kleur", data)
