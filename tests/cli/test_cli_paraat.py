"""`nsp paraat`: questions, facts in the journal, and one dated line that never says more than people answered."""

import json
import re
from pathlib import Path

from nsp_console.clock import WallClock
from nsp_console.domain import facts
from nsp_console.paths import DatabaseKind
from nsp_console.store.reader import Reader
from nsp_console.store.store import Store
from support.command_line import Ran, nsp

RUNGS = 9


def own(home: Path) -> Path:
    """A station without a radio; the path of its database."""
    assert nsp(home, "instellen", "--station", "C-DEV-01", "--regio", "ijsselland", "--radio", "geen").code == 0
    return home / "inzet.db"


def journal(path: Path) -> list[facts.Fact]:
    """Everything recorded."""
    with Reader(path) as reader:
        return [entry.fact for entry in reader.journal()]


def test_the_proof_is_one_dated_line_and_every_answer_is_recorded(tmp_path: Path) -> None:
    """Answers become tests in the journal; without keys the line says NIET IN ORDE, and a verified backup is there."""
    path = own(tmp_path)
    ran = nsp(tmp_path, "paraat", typed="w\n" * RUNGS)
    assert ran.code == 1
    assert re.fullmatch(r"\d\d-\d\d-\d{4} \d\d:\d\d C-DEV-01 NIET IN ORDE: .*", ran.out.splitlines()[-1])
    assert "geen sleutelbestand" in ran.out
    kept = journal(path)
    assert sum(isinstance(fact, facts.LadderTested) for fact in kept) == RUNGS
    assert isinstance(kept[-1], facts.ReadinessProved)
    assert not kept[-1].sound
    assert len(list((tmp_path / "backups").glob("*.db"))) == 1


def test_what_was_not_tried_or_failed_is_not_sound_and_is_asked_again(tmp_path: Path) -> None:
    """An answer left open and a failure make their check unsound; what failed is asked again at once next time."""
    own(tmp_path)

    def checks(ran: Ran) -> dict[str, bool | None]:
        return {row["key"]: row["sound"] for row in json.loads(ran.out)["checks"]}

    first = nsp(tmp_path, "paraat", "--json", typed="w\n\nn\n" + "w\n" * (RUNGS - 3))
    assert checks(first) == {"LoRa": None, "sleutels": False, "reservekopie": True, "middelen": False}
    again = nsp(tmp_path, "paraat", "--json", typed="w\nw\nn\n")
    assert checks(again)["middelen"] is False
    assert checks(again)["LoRa"] is True


def test_stopping_halfway_makes_no_proof(tmp_path: Path) -> None:
    """The end of input stops with a sentence; what was answered is kept, and no proof is recorded."""
    path = own(tmp_path)
    ran = nsp(tmp_path, "paraat", typed="w\n")
    assert ran.code == 2
    assert "het bewijs is niet gemaakt" in ran.err
    kept = journal(path)
    assert sum(isinstance(fact, facts.LadderTested) for fact in kept) == 1
    assert not any(isinstance(fact, facts.ReadinessProved) for fact in kept)


def test_beside_a_running_console_it_is_refused_in_dutch(tmp_path: Path) -> None:
    """While a console holds the database nothing is asked and the sentence says to close it first."""
    path = own(tmp_path)
    store = Store.open(path, DatabaseKind.DEPLOYMENT, WallClock())
    try:
        ran = nsp(tmp_path, "paraat", typed="w\n" * RUNGS)
    finally:
        store.close()
    assert (ran.code, ran.out) == (2, "")
    assert "Sluit die console eerst af" in ran.err


def test_before_there_is_a_station_it_says_how_to_make_one(tmp_path: Path) -> None:
    """Without `nsp instellen` there is nothing to prove."""
    ran = nsp(tmp_path, "paraat")
    assert ran.code == 2
    assert "nsp instellen" in ran.err
