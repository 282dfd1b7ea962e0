"""Coming epochs: sealed in advance, opened by the code that is read out, and only by that one."""

from itertools import pairwise

import pytest

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import parts
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.sealed import CodeKeys
from nsp_console.keys.work import Work
from nsp_console.wire.sealing import Domain
from support.rings import for_station, region_keys

C, L = SiteKind.C, SiteKind.L
WEAK = Work(2, for_tests_only=True)
OWN = 30


def bundle_of(number: int, kind: SiteKind) -> Bundle:
    """A bundle with three coming epochs, sealed with next to no work."""
    keys = region_keys()
    return keys.keeper.bundle(number, kind, keys.roll, work=WEAK)


@pytest.mark.parametrize(("number", "kind"), [(OWN, L), (2, C)])
@pytest.mark.parametrize("epoch", [2, 3, 4])
def test_a_code_opens_exactly_its_epoch(number: int, kind: SiteKind, epoch: int) -> None:
    """The code of epoch e makes e the present one with the keeper's keys; earlier sealed ones are gone, later kept."""
    bundle = bundle_of(number, kind)
    opened = bundle.open_epoch(region_keys().keeper.code(epoch, kind, number).lower())
    ring = opened.ring(Domain.REAL)
    assert (ring.epoch, ring.epochs, ring.closed_epochs) == (epoch, (epoch, 1), ())
    assert [box.epoch for box in opened.coming] == list(range(epoch + 1, 5))
    expected = for_station(number, kind, Domain.REAL, epoch).tag(number, epoch, b"x")
    assert ring.tag(number, epoch, b"x") == expected
    assert ring.tag(number, 1, b"x") == bundle.ring(Domain.REAL).tag(number, 1, b"x")
    exercise = for_station(number, kind, Domain.EXERCISE, epoch).tag(number, epoch, b"x")
    assert ring.of_other_domain().tag(number, epoch, b"x") == exercise != expected


def test_the_code_of_another_opens_nothing() -> None:
    """Neither the code of the L's nor that of another C opens the epoch at this C: a thief who listens stays out."""
    keeper, stolen = region_keys().keeper, bundle_of(2, C)
    for code in (keeper.code(2, L, OWN), keeper.code(2, C, 3), keeper.code(5, C, 2), keeper.code(1, C, 2)):
        with pytest.raises(KeysError, match=r"keys\.code_opens_nothing"):
            stolen.open_epoch(code)
    assert keeper.code(2, L, OWN) == keeper.code(2, L, 31)


def test_a_wrong_letter_is_mostly_told_before_any_work() -> None:
    """Of all single wrong letters nearly all are caught by the check letter, the rest by the seal; none opens."""
    keeper, bundle = region_keys().keeper, bundle_of(OWN, L)
    code, told = keeper.code(2, L, OWN).replace("-", ""), {"keys.code_typo": 0, "keys.code_opens_nothing": 0}
    for place, letter in enumerate(code):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if other != letter:
                with pytest.raises(KeysError) as wrong:
                    bundle.open_epoch(code[:place] + other + code[place + 1 :])
                told[wrong.value.code] += 1
    assert sum(told.values()) == 310
    assert told["keys.code_typo"] > 280
    for typed in ("", "KORT", code + "0", "!" * 10, "U" * 10):
        with pytest.raises(KeysError, match=r"keys\.code_form"):
            bundle.open_epoch(typed)


def test_the_previous_epoch_is_accepted_until_it_is_closed() -> None:
    """After opening, frames of before still pass; closed ones are kept, at most two, only to name them."""
    keeper, bundle = region_keys().keeper, bundle_of(OWN, L)
    for epoch in (2, 3, 4):
        bundle = bundle.open_epoch(keeper.code(epoch, L, OWN))
    ring = bundle.ring(Domain.REAL)
    assert (ring.epochs, ring.closed_epochs) == ((4, 3), (2, 1))
    bundle = bundle.close_previous()
    ring = bundle.ring(Domain.REAL)
    assert (ring.epochs, ring.closed_epochs) == ((4,), (3, 2))
    assert ring.tag(OWN, 3, b"x") is not None
    assert ring.tag(OWN, 1, b"x") is None
    assert bundle.close_previous() == bundle
    with pytest.raises(KeysError, match=r"keys\.no_coming"):
        bundle.open_epoch(keeper.code(5, L, OWN))


def test_after_theft_of_a_c_the_old_epoch_closes_at_once() -> None:
    """With `stolen` nothing of the old epoch is accepted from that moment; it is only recognised."""
    bundle = bundle_of(OWN, L).open_epoch(region_keys().keeper.code(2, L, OWN), stolen=True)
    ring = bundle.ring(Domain.EXERCISE)
    assert (ring.epochs, ring.closed_epochs) == ((2,), (1,))


def test_epochs_survive_the_way_through_the_key_file() -> None:
    """Present, previous, closed and sealed epochs come back as they were."""
    keeper = region_keys().keeper
    for kind, number in ((L, OWN), (C, 2)):
        bundle = bundle_of(number, kind)
        for epoch in (2, 3):
            bundle = bundle.open_epoch(keeper.code(epoch, kind, number), stolen=epoch == 2)
        assert parts.merged(parts.bundle_bytes(bundle), None, own_file=True) == bundle


def test_stations_share_the_work_of_their_codes_and_nothing_else() -> None:
    """Two L's sealed with one stretched code have different boxes, and each opens its own only."""
    keys, shared = region_keys(), CodeKeys()
    made = [keys.keeper.bundle(number, L, None, work=WEAK, stretched=shared) for number in (OWN, OWN + 1, OWN + 2)]
    boxes = [bundle.coming[0].box for bundle in made]
    assert len(set(boxes)) == 3
    code = keys.keeper.code(2, L, OWN)
    for one, other in pairwise(made):
        assert one.open_epoch(code).present != other.open_epoch(code).present
