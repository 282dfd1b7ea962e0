"""What `nsp zelftest` looks at: the journal read only, the key file, the laptop, and the radio when it is free."""

import contextlib
import os
import threading
from collections import deque
from pathlib import Path

from nsp_console.cli.own_station import PHRASE_VARIABLE, own_settings
from nsp_console.clock import WallClock
from nsp_console.config.opened import Configuration, open_configuration
from nsp_console.domain.air_facts import PeerMet
from nsp_console.domain.errors import ConfigError, NspError, StoreError, StoreLocked
from nsp_console.domain.facts import Mode
from nsp_console.domain.moments import HOUR_S, Age, Moment, age_between
from nsp_console.domain.selftest import NOT_LOOKED, Finding, judge
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import KeysView, PeerView, RadioView
from nsp_console.paths import DatabaseKind, data_folder, database_file
from nsp_console.radio.base import LinkChanged, NoRadio, PacketReceived, RadioEvent
from nsp_console.radio.opening import open_radio
from nsp_console.station.machine import Laptop
from nsp_console.station.opening import key_box
from nsp_console.station.picture import Others, Painter
from nsp_console.station.radio_watch import RadioWatch
from nsp_console.station.selftest import looked
from nsp_console.store.beside import take_lock
from nsp_console.store.reader import Reader

LATELY_S = 24 * HOUR_S  # a console met longer ago says nothing of today's clock or epoch
EVENTS_MAX = 2000


def own_findings(listen_s: float) -> tuple[Finding, ...]:
    """Every check of the own station; listens at most `listen_s` seconds to the radio and as long again for answers."""
    settings, _ = own_settings()
    if settings is None:
        raise ConfigError("settings.none_yet")
    configuration = open_configuration(data_folder(), settings)
    path, clock = database_file(DatabaseKind.DEPLOYMENT), WallClock()
    situation = Situation(configuration.region, configuration.rules)
    peers, trouble, rows = _read(path, situation, clock)
    laptop = Laptop(path) if rows is None else Laptop.just_verified(path, rows)
    radio = _radio(path, configuration, clock, listen_s)
    now = clock.now()
    painter = Painter(situation, settings.station, Mode.READY)
    others = Others(keys=_keys(configuration), peers=tuple(peers.values()))
    snapshot = painter.paint(now, True, radio, trouble, (), others)
    return judge(looked(snapshot, situation.out.values(), now, laptop.look()))


def _read(path: Path, situation: Situation, clock: WallClock) -> tuple[dict[str, PeerView], str, int | None]:
    """Verify and fold the journal: consoles met lately, an error code, and the rows. No database yet is no error."""
    peers: dict[str, PeerView] = {}
    if not path.exists():
        return peers, "", None
    try:
        with Reader(path) as reader:
            rows = reader.verify().rows
            last = reader.last_wall()
            if last is not None:
                clock.not_before(last)
            now = clock.now()
            for entry in reader.journal():
                situation.apply(entry)
                if isinstance(entry.fact, PeerMet):
                    peers[entry.fact.station] = _met(entry.fact, entry.at, now)
    except StoreError as error:
        return peers, error.code, None
    return peers, "", rows


def _met(fact: PeerMet, at: Moment, now: Moment) -> PeerView:
    age: Age = age_between(at, now)
    lately = age.seconds <= LATELY_S and not age.at_least
    return PeerView(fact.station, lately, age, fact.skew_s, epoch=fact.epoch)


def _keys(configuration: Configuration) -> KeysView:
    """The key file; opened when the passphrase is in the environment, so that it is proved to fit."""
    box = key_box(data_folder(), DatabaseKind.DEPLOYMENT, configuration.region, configuration.settings.station)
    if box is None:
        return KeysView()
    phrase = os.environ.get(PHRASE_VARIABLE, "")
    if phrase and box.present:
        with contextlib.suppress(NspError):  # then it reads as closed, which is what it is
            box.unlock(phrase)
    return box.view()


def _radio(path: Path, configuration: Configuration, clock: WallClock, listen_s: float) -> RadioView:
    """What the radio tells; `onbekend` while a console runs and has it."""
    try:
        lock = take_lock(path)
    except StoreLocked:
        return RadioView(NOT_LOOKED)
    try:
        return _listen(configuration, clock, listen_s)
    finally:
        lock.release()


def _listen(configuration: Configuration, clock: WallClock, listen_s: float) -> RadioView:
    settings = configuration.settings
    watch = RadioWatch()
    radio = open_radio(settings.radio, settings.channel)
    watch.link_changed(radio.status(), clock.now())
    if isinstance(radio, NoRadio):
        return watch.view(clock.now())
    events: deque[RadioEvent] = deque(maxlen=EVENTS_MAX)
    answered = threading.Event()

    def deliver(event: RadioEvent) -> None:
        events.append(event)
        if isinstance(event, LinkChanged) and event.status.own_node is not None:
            answered.set()

    radio.start(deliver)
    try:
        if answered.wait(listen_s):
            threading.Event().wait(listen_s)
        watch.link_changed(radio.status(), clock.now())
    finally:
        radio.close()
    for event in tuple(events):
        if isinstance(event, PacketReceived):
            watch.packet(event, clock.now())
    return watch.view(clock.now())
