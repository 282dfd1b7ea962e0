"""`nsp paraat`: the weekly proof in five minutes. Questions in the terminal, one dated line for the BCP at the end.

It opens this station's own database, so no console may run on it: the lock refuses in plain Dutch. The radio stays
closed: how LoRa did is what people tried this week, and they are asked.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from nsp_console.cli.own_station import own_settings
from nsp_console.domain.continuity_views import ContinuityView, RungView
from nsp_console.domain.errors import CommandError, ConfigError, NspError
from nsp_console.domain.facts import Trial
from nsp_console.domain.views import KeysState, KeysView
from nsp_console.dutch.errors import sentence
from nsp_console.dutch.house import TRIAL
from nsp_console.dutch.times import age, moment, number
from nsp_console.paths import DatabaseKind, data_folder, database_file
from nsp_console.station.commands import Command, LogTest, ProveReadiness

OK, NOT_SOUND = 0, 1
TRIES_MAX = 20  # wrong answers to one question before we stop
ANSWERS = {"w": Trial.WORKS, "b": Trial.LIMITED, "n": Trial.FAILS, "": None}
LORA = "lora"
Submit = Callable[[Command], Awaitable[object]]


@dataclass(frozen=True)
class Check:
    """One check of the proof. `sound` None: left open, which is not sound either."""

    key: str
    sound: bool | None
    words: str


@dataclass(frozen=True)
class Asker:
    """A person at a terminal. Questions go to `write`, answers come from `read`."""

    read: Callable[[], str]
    write: Callable[[str], None]

    def line(self, question: str) -> str:
        """One answer; CommandError when the person stops."""
        self.write(question)
        try:
            return self.read().strip().casefold()
        except EOFError:
            raise CommandError("paraat_gestopt") from None

    def trial(self, question: str) -> Trial | None:
        """werkt, beperkt, niet; None when it was not tried."""
        for _ in range(TRIES_MAX):
            answer = self.line(f"{question} w = werkt, b = beperkt, n = werkt niet, Enter = niet geprobeerd")
            if answer in ANSWERS:
                return ANSWERS[answer]
        raise CommandError("paraat_gestopt")

    def yes(self, question: str) -> bool | None:
        """ja or nee; None when nobody looked."""
        for _ in range(TRIES_MAX):
            answer = self.line(f"{question} j = ja, n = nee, Enter = niet gekeken")
            if answer in ("j", "ja", "n", "nee", ""):
                return None if not answer else answer.startswith("j")
        raise CommandError("paraat_gestopt")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp paraat`."""
    parser = subparsers.add_parser("paraat", help="het wekelijkse bewijs in vijf minuten (sluit eerst de console)")
    parser.add_argument("--json", action="store_true", help="de uitslag als JSON, voor een programma")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, record, print. 0 when everything is sound, 1 when something is not or was left open."""
    out = sys.stderr if arguments.json else sys.stdout

    def write(words: str) -> None:
        print(words, file=out, flush=True)

    return asyncio.run(_prove(Asker(input, write), as_json=arguments.json))


async def _prove(asker: Asker, as_json: bool) -> int:
    from nsp_console.config.opened import open_configuration
    from nsp_console.radio.base import NoRadio
    from nsp_console.station.opening import open_console

    settings, _notices = own_settings()
    if settings is None:
        raise ConfigError("settings.none_yet")
    configuration = await asyncio.to_thread(open_configuration, data_folder(), settings)
    path = database_file(DatabaseKind.DEPLOYMENT)
    console = await open_console(
        settings,
        configuration.region,
        configuration.rules,
        path=path,
        kind=DatabaseKind.DEPLOYMENT,
        radio=NoRadio(),
        keys_folder=data_folder(),
    )
    try:
        snapshot = console.station.snapshot()
        view = snapshot.continuity
        if view is None or view.plan is None:
            raise CommandError("geen_continuiteit", bestand=view.place if view else "")
        asker.write(f"Wekelijks bewijs voor {settings.station}. Stoppen kan met Ctrl-C.")
        checks = await gather(asker, view, snapshot.keys, console.station.submit, path)
        sound = all(check.sound for check in checks)
        lines = tuple(f"{check.key}: {check.words}" for check in checks)
        await console.station.submit(ProveReadiness(lines, sound))
        print(
            _json(settings.station, snapshot.wall, checks)
            if as_json
            else proof_line(settings.station, settings.function, snapshot.wall, checks)
        )
    finally:
        await console.close()
    return OK if sound else NOT_SOUND


async def gather(asker: Asker, view: ContinuityView, keys: KeysView, submit: Submit, path: Path) -> list[Check]:
    """Every check in order; tests of the ladder are recorded as soon as they are answered."""
    rungs = [rung for rung in view.ladder if rung.rung.means == LORA]
    lora = await _ladder(asker, rungs, submit, "LoRa")
    proved_keys = _keys(asker, keys)
    backup = await asyncio.to_thread(_backup, path, asker.write)
    due = [rung for rung in view.ladder if rung.rung.means != LORA and to_try(rung)]
    others = await _ladder(asker, due, submit, "middelen")
    return [lora, proved_keys, backup, others]


def to_try(rung: RungView) -> bool:
    """Due, or not well the last time: a means that failed yesterday is not sound because its week is not over."""
    return rung.due or rung.result is not Trial.WORKS


async def _ladder(asker: Asker, rungs: list[RungView], submit: Submit, key: str) -> Check:
    if not rungs:
        known = key != "LoRa"
        return Check(key, True if known else None, "op tijd getest" if known else "staat niet in het plan")
    told: list[str] = []
    results: list[Trial | None] = []
    for rung in rungs:
        what = rung.rung
        last = f"laatst {TRIAL[rung.result]}, {age(rung.age)} geleden" if rung.result else "nooit getest"
        result = asker.trial(f"{what.label} met {what.counterpart} ({last})? {what.how}".rstrip() + "\n ")
        results.append(result)
        told.append(f"{what.label} met {what.counterpart} {TRIAL[result] if result else 'niet geprobeerd'}")
        if result is not None:
            await submit(LogTest(what.means, what.counterpart, result))
    if Trial.FAILS in results or Trial.LIMITED in results:
        return Check(key, sound=False, words=", ".join(told))
    return Check(key, None if None in results else True, ", ".join(told))


def _keys(asker: Asker, keys: KeysView) -> Check:
    if keys.state is KeysState.NONE:
        return Check("sleutels", sound=False, words="geen sleutelbestand op deze laptop")
    if not keys.fingerprint:
        return Check("sleutels", sound=False, words="sleutelbestand niet te lezen")
    words = f"kenmerk {keys.fingerprint}, tijdvak {keys.epoch}"
    same = asker.yes(f"Sleutels: {words}. Is dat hetzelfde als bij de andere C's?\n ")
    told = {True: "vergeleken", False: "WIJKT AF", None: "niet vergeleken"}[same]
    return Check("sleutels", same, f"{words}, {told}")


def _backup(path: Path, write: Callable[[str], None]) -> Check:
    from nsp_console.store import backup as store_backup

    write("Reservekopie wordt gemaakt en nagekeken …")
    try:
        found = store_backup.backup(path, store_backup.place_for(path, None))
    except NspError as error:
        return Check("reservekopie", sound=False, words=sentence(error))
    return Check("reservekopie", sound=True, words=f"gemaakt en nagekeken, {number(found.rows)} regels")


def proof_line(station: str, function: str, wall: float, checks: list[Check]) -> str:
    """One dated line for the BCP."""
    verdict = "IN ORDE" if all(check.sound for check in checks) else "NIET IN ORDE"
    told = "; ".join(f"{check.key}: {check.words}" for check in checks)
    return f"{moment(wall, None):%d-%m-%Y %H:%M} {station} {verdict}: {told} ({function})"


def _json(station: str, wall: float, checks: list[Check]) -> str:
    rows = [{"key": check.key, "sound": check.sound, "text": check.words} for check in checks]
    sound = all(check.sound for check in checks)
    told = {"time": moment(wall, None).isoformat(timespec="seconds"), "station": station, "sound": sound}
    return json.dumps({**told, "checks": rows}, ensure_ascii=False)
