"""The keys of a running station: opened by their word only, for this station only, and epochs survive a restart."""

import random
from pathlib import Path

import pytest

from nsp_console.domain.errors import NspError
from nsp_console.domain.facts import Entry, StationRevoked
from nsp_console.domain.moments import Moment
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.situation import Situation
from nsp_console.domain.views import KeysState
from nsp_console.keys import keyfile
from nsp_console.keys.work import Work
from nsp_console.link.air import AirGate
from nsp_console.link.airtime import PRESETS
from nsp_console.station.consoles import Consoles
from nsp_console.station.keybox import KeyBox
from nsp_console.wire.sealing import Domain
from support.console_mesh import REGION, RULES
from support.rings import region_keys

PHRASE = "vier gewone woorden samen"
WEAK = Work(2, for_tests_only=True)
HOME, POINT = REGION.sites["C-ZWO-01"], REGION.sites["L-ZWO-09"]


@pytest.fixture
def box(tmp_path: Path) -> KeyBox:
    """A locked key box of C-ZWO-01, with three coming epochs in the file."""
    keys = region_keys()
    bundle = keys.keeper.bundle(HOME.number, SiteKind.C, keys.roll, work=WEAK)
    keyfile.save(tmp_path, bundle, PHRASE, work=WEAK)
    return KeyBox(tmp_path, Domain.REAL, REGION.number, HOME.number)


def code_of(wanted: str, act: object) -> None:
    """`act` is refused with the code `wanted`."""
    assert callable(act)
    with pytest.raises(NspError) as refused:
        act()
    assert refused.value.code == wanted


def test_only_the_word_opens_it(box: KeyBox) -> None:
    """Locked it shows its fingerprint and nothing else; a wrong word leaves it locked; the right one opens it."""
    assert box.view().state is KeysState.LOCKED
    shown = box.view().fingerprint
    code_of("keys.wrong_passphrase", lambda: box.unlock("niet het goede woord"))
    code_of("sleutel_dicht", lambda: box.open_epoch("4711", stolen=False))
    assert box.view().state is KeysState.LOCKED
    ring = box.unlock(PHRASE)
    assert box.view().state is KeysState.OPEN
    assert (box.view().fingerprint, box.view().signs) == (shown, True)
    assert ring.tag(POINT.number, 1, b"x") is not None


def test_keys_of_another_station_are_not_ours(box: KeyBox) -> None:
    """A file that was copied from another laptop does not open here, whatever the word."""
    other = KeyBox(box.folder, Domain.REAL, REGION.number, HOME.number + 1)
    code_of("sleutel_van_ander", lambda: other.unlock(PHRASE))
    assert other.view().state is KeysState.LOCKED


def test_without_a_file_there_is_nothing_to_open(tmp_path: Path) -> None:
    """A station without keys says so, and how to get them."""
    empty = KeyBox(tmp_path, Domain.REAL, REGION.number, HOME.number)
    assert empty.view().state is KeysState.NONE
    code_of("geen_sleutelbestand", lambda: empty.unlock(PHRASE))


@pytest.mark.parametrize(("stolen", "accepted"), [(False, (2, 1)), (True, (2,))])
def test_an_opened_epoch_is_still_open_after_a_restart(box: KeyBox, stolen: bool, accepted: tuple[int, ...]) -> None:
    """The spoken code moves on, the old epoch is accepted unless a C was stolen, and the file remembers."""
    box.unlock(PHRASE)
    code = region_keys().keeper.code(2, SiteKind.C, HOME.number)
    assert box.open_epoch(code, stolen=stolen).epochs == accepted
    again = KeyBox(box.folder, Domain.REAL, REGION.number, HOME.number)
    assert again.unlock(PHRASE).epochs == accepted
    assert again.view().epoch == 2


def test_a_revoked_station_stays_revoked_in_the_next_epoch(box: KeyBox) -> None:
    """Opening an epoch while the console runs forgets no revocation."""
    gate = AirGate(SiteKind.C, PRESETS["MEDIUM_FAST"])
    consoles = Consoles(HOME.code, Situation(REGION, RULES), random.Random(1), gate)
    consoles.unlock(box.unlock(PHRASE), [], restored=False)
    fact = StationRevoked(POINT.code, 1, "proef")
    consoles.apply(Entry(1, Moment(1.8e9, 1.0, "proef"), fact))
    ring = box.open_epoch(region_keys().keeper.code(2, SiteKind.C, HOME.number), stolen=False)
    assert not ring.is_revoked(POINT.number)
    consoles.renew(ring)
    assert ring.is_revoked(POINT.number)
