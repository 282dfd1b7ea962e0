"""A console whose database was put back, and one on a new laptop: the others hear it again, and it hears them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.processes import nsp
from support.trio import HOME, OTHER, PHRASE, Trio, kind, trio_of


@pytest.fixture
def trio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trio]:
    """Three consoles that are set up, with keys; none of them runs yet."""
    monkeypatch.setenv("NSP_SLEUTELWOORD", PHRASE)
    with trio_of(tmp_path) as made:
        yield made


def both_ways(trio: Trio, words: str) -> None:
    """A message each way between the two C's, to the end of its ladder."""
    for one, to in ((HOME, OTHER), (OTHER, HOME)):
        trio.running[one].say(opdracht="stuur", aan=to, tekst=f"{words} aan {to}")
        sent = kind(trio.running[one], "bericht_uit", to=to)
        kind(trio.running[to], "tekst_gehoord", station=one, text=f"{words} aan {to}")
        kind(trio.running[one], "bericht_stap", entry=sent["nummer"], step="ontvangen")


def start_both(trio: Trio) -> None:
    for code in (HOME, OTHER):
        trio.start(code)
    trio.met(HOME, OTHER)
    trio.met(OTHER, HOME)


def test_a_backup_of_an_hour_ago_is_put_back(trio: Trio, tmp_path: Path) -> None:
    """`nsp backup`, more messages, `nsp terugzetten`: it goes on with numbers nobody used, and both are heard."""
    start_both(trio)
    both_ways(trio, "voor de kopie")
    copy = tmp_path / "kopie.db"
    made = nsp(trio.homes[HOME], "backup", str(copy))
    assert made.returncode == 0, made.stderr
    both_ways(trio, "na de kopie")
    assert trio.running[HOME].stop() == 0
    put_back = nsp(trio.homes[HOME], "terugzetten", str(copy))
    assert put_back.returncode == 0, put_back.stderr
    trio.start(HOME)
    both_ways(trio, "na het terugzetten")


def test_a_new_laptop_with_the_same_keys_takes_over(trio: Trio) -> None:
    """The old laptop is lost with its database: the new one with an empty one is believed and believes."""
    start_both(trio)
    both_ways(trio, "oude laptop")
    trio.running[HOME].kill()
    for left in trio.homes[HOME].glob("inzet.db*"):
        left.unlink()
    trio.start(HOME)
    both_ways(trio, "nieuwe laptop")
