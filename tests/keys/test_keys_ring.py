"""Ring: what a C and an L can tag, sign and check, and above all what they cannot."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys import parts
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.signing import sign
from nsp_console.wire.sealing import KEEPER, Cover, Domain, Keyring, sealed, tag_holds
from support.rings import COORDINATORS, REGION, RegionKeys, for_station, region_keys

C, L = SiteKind.C, SiteKind.L
OWN, OTHER = 30, 31

covers = st.builds(
    Cover,
    domain=st.sampled_from(Domain),
    region=st.just(REGION),
    epoch=st.just(1),
    sender=st.just(OWN),
    to=st.integers(0, 1023),
    down=st.just(False),
    counter=st.integers(0, 2**32 - 1),
)


@given(cover=covers, frame=st.binary(max_size=200), kind=st.sampled_from((C, L)))
def test_every_c_and_the_station_itself_make_the_same_tag(cover: Cover, frame: bytes, kind: SiteKind) -> None:
    """What an L seals, any C opens, and the other way round when the C seals under the key of that L."""
    own, coordinator = for_station(OWN, L, cover.domain), for_station(2, C, cover.domain)
    keyring: Keyring = own if kind is L else coordinator
    checking: Keyring = coordinator if kind is L else own
    whole = sealed(keyring, cover, frame)
    assert whole is not None
    assert tag_holds(checking, cover, whole)
    down = replace(cover, sender=2, to=OWN, down=True)
    back = sealed(coordinator, down, frame)
    assert back is not None
    assert tag_holds(own, down, back)
    assert not tag_holds(own, replace(down, down=False, sender=OWN), back)


@given(cover=covers, frame=st.binary(min_size=1, max_size=60), data=st.data())
def test_a_flipped_bit_or_another_domain_or_epoch_never_passes(cover: Cover, frame: bytes, data: st.DataObject) -> None:
    """One bit of frame or tag, the other domain or another epoch: the tag does not hold."""
    own, coordinator = for_station(OWN, L, cover.domain), for_station(2, C, cover.domain, epoch=2)
    whole = sealed(own, cover, frame)
    assert whole is not None
    assert tag_holds(coordinator, cover, whole)  # epoch 1 is its previous one
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    flipped = bytearray(whole)
    flipped[bit // 8] ^= 1 << bit % 8
    assert not tag_holds(coordinator, cover, bytes(flipped))
    other = Domain.EXERCISE if cover.domain is Domain.REAL else Domain.REAL
    assert not tag_holds(coordinator.of_other_domain(), replace(cover, domain=other), whole)
    assert not tag_holds(coordinator.of_other_domain(), cover, whole)
    assert not tag_holds(coordinator, replace(cover, epoch=2), whole)
    assert not tag_holds(coordinator, replace(cover, epoch=3), whole)


@given(number=st.integers(1, 1023), epoch=st.integers(0, 10))
def test_an_l_has_nothing_for_anybody_else(number: int, epoch: int) -> None:
    """From an L's keys only its own tag of its own epochs can be made; it never signs."""
    own = for_station(OWN, L, Domain.REAL, epoch=4)
    tag = own.tag(number, epoch, b"x")
    assert (tag is not None) == (number == OWN and epoch in (3, 4))
    assert own.sign(b"x") is None
    assert not own.signs


def test_the_secrets_of_an_l_lead_to_no_other_tag() -> None:
    """None of the bytes an L holds, used as root or as key, gives the tag of a neighbour or of itself elsewhere."""
    keys = region_keys()
    bundle = keys.bundle(OWN, L)
    secrets = (bundle.present.real, bundle.present.exercise)
    wrong = [replace(bundle, number=OTHER), replace(bundle, kind=C), replace(bundle, generation=2)]
    wrong += [replace(bundle, kind=C, present=replace(bundle.present, real=each * 2)) for each in secrets]
    right = for_station(2, C, Domain.REAL)
    for number in (OTHER, 2, 1):
        expected = right.tag(number, 1, b"x")
        assert [each for each in wrong if each.ring(Domain.REAL).tag(number, 1, b"x") == expected] == []
    assert secrets[0] != secrets[1]


def test_a_signature_proves_which_c_said_it() -> None:
    """Everybody with the list checks a C's signature; another C's, another text and the keeper's do not pass for it."""
    signature = for_station(2, C, Domain.REAL).sign(b"opdracht")
    assert signature is not None
    for ring in (for_station(OWN, L, Domain.REAL), for_station(7, C, Domain.EXERCISE), for_station(2, C, Domain.REAL)):
        assert ring.verify(2, b"opdracht", signature)
        assert not ring.verify(3, b"opdracht", signature)
        assert not ring.verify(KEEPER, b"opdracht", signature)
        assert not ring.verify(OWN, b"opdracht", signature)
        assert not ring.verify(2, b"opdrachT", signature)
        assert not ring.verify(2, b"opdracht", signature[:-1])
        assert ring.verify(KEEPER, b"x", region_keys().keeper.sign(b"x"))


def test_without_the_list_only_the_keeper_is_believed() -> None:
    """A console that typed its sheet but has no list yet checks the keeper and itself, nobody else."""
    bundle = replace(region_keys().bundle(OWN, L), roll=None)
    ring = bundle.ring(Domain.REAL)
    signature = for_station(2, C, Domain.REAL).sign(b"x")
    assert signature is not None
    assert not ring.verify(2, b"x", signature)
    assert not ring.verify_guest(5, 2, b"x", signature)
    assert ring.verify(KEEPER, b"x", region_keys().keeper.sign(b"x"))


def test_a_revoked_station_stays_out_until_the_list_tells_of_new_keys() -> None:
    """After theft the old keys are refused in both domains; the new generation is heard, the old one no more."""
    keys = region_keys()
    stolen = keys.ring(OWN, L, Domain.REAL)
    ring = keys.ring(2, C, Domain.REAL)
    ring.revoke(OWN, 1)
    assert ring.is_revoked(OWN)
    assert ring.of_other_domain().is_revoked(OWN)
    assert not ring.is_revoked(OTHER)
    renewed = RegionKeys(keys.keeper.renewed(OWN))
    bundle = keys.bundle(2, C).with_roll(renewed.roll)
    ring = bundle.ring(Domain.REAL)
    ring.revoke(OWN, 1)
    assert not ring.is_revoked(OWN)
    assert ring.tag(OWN, 1, b"x") == renewed.ring(OWN, L, Domain.REAL).tag(OWN, 1, b"x")
    assert ring.tag(OWN, 1, b"x") != stolen.tag(OWN, 1, b"x")
    ring.revoke(OWN, 2)
    ring.revoke(OWN, 1)  # an old order heard again takes nothing back
    assert ring.is_revoked(OWN)


def test_a_revoked_c_signs_in_vain() -> None:
    """Its signatures are refused at once, and after renewal only those of its new key hold."""
    keys = region_keys()
    old = keys.ring(2, C, Domain.REAL).sign(b"x")
    renewed = RegionKeys(keys.keeper.renewed(2))
    new = renewed.ring(2, C, Domain.REAL).sign(b"x")
    assert old is not None
    assert new is not None
    ring = keys.ring(OWN, L, Domain.REAL)
    assert ring.verify(2, b"x", old)
    ring.revoke(2, 1)
    assert not ring.verify(2, b"x", old)
    ring = keys.bundle(OWN, L).with_roll(renewed.roll).ring(Domain.REAL)
    ring.revoke(2, 1)
    assert not ring.verify(2, b"x", old)
    assert ring.verify(2, b"x", new)


def test_an_older_list_or_one_of_another_keeper_is_refused() -> None:
    """A thief cannot bring back the list from before the renewal, nor one of his own making."""
    keys = region_keys()
    newer = keys.bundle(OWN, L).with_roll(RegionKeys(keys.keeper.renewed(OTHER)).roll)
    with pytest.raises(KeysError, match=r"keys\.list_older"):
        newer.with_roll(keys.roll)
    strange = Keeper(REGION, "proef", bytes(32)).roll(COORDINATORS)
    with pytest.raises(KeysError, match=r"keys\.list_other_region"):
        newer.with_roll(strange)
    assert newer.generation_of(OTHER) == 2


def test_a_stick_with_an_older_list_brings_its_keys_and_leaves_our_list() -> None:
    """Keys made before the newest list are still read and our list stays; an old list alone is refused."""
    keys = region_keys()
    newer = keys.bundle(OWN, L).with_roll(RegionKeys(keys.keeper.renewed(OTHER)).roll)
    stick = keys.bundle(OWN, L, epoch=2)
    read = parts.merged(parts.now_part(stick) + parts.list_part(stick), newer)
    assert (read.present, read.roll) == (stick.present, newer.roll)
    with pytest.raises(KeysError, match=r"keys\.list_older"):
        parts.merged(parts.list_part(stick), newer)
    strange = RegionKeys(Keeper(REGION, "proef", bytes(32))).bundle(OWN, L)
    with pytest.raises(KeysError, match=r"keys\.other_keeper"):
        parts.merged(parts.now_part(strange), newer)
    with pytest.raises(KeysError, match=r"keys\.older_than_ours"):
        parts.merged(parts.now_part(keys.bundle(OWN, L)), read)


def test_a_guest_is_believed_only_under_its_own_region_and_number() -> None:
    """A bordering C in the list passes `verify_guest`, and never as one of ours."""
    neighbour = Keeper(5, "buur", bytes(range(1, 33)))
    their_c = neighbour.bundle(3, C, None, coming=0)
    keys = RegionKeys(region_keys().keeper.with_guests({(5, 3): their_c.public}))
    ring = keys.ring(2, C, Domain.REAL)
    signature = their_c.ring(Domain.REAL).sign(b"x")
    assert signature is not None
    assert ring.verify_guest(5, 3, b"x", signature)
    assert not ring.verify_guest(5, 4, b"x", signature)
    assert not ring.verify_guest(6, 3, b"x", signature)
    assert not ring.verify(3, b"x", signature)
    assert sign(their_c.seed, b"x") == signature


def test_fingerprints_are_equal_on_both_sides_and_differ_for_everything_else() -> None:
    """Station, C and keeper read the same letters; another station, generation, epoch or keeper reads otherwise."""
    keys = region_keys()
    marks = {
        keys.bundle(OWN, L).fingerprint(),
        keys.bundle(OTHER, L).fingerprint(),
        keys.bundle(2, C).fingerprint(),
        keys.bundle(OWN, L, epoch=2).fingerprint(),
        RegionKeys(keys.keeper.renewed(OWN)).bundle(OWN, L).fingerprint(),
        RegionKeys(Keeper(REGION, "proef", bytes(32))).bundle(OWN, L).fingerprint(),
    }
    assert len(marks) == 6
    assert keys.bundle(2, C).fingerprint(OWN) == keys.bundle(OWN, L).fingerprint()
    assert keys.bundle(7, C).fingerprint(2) == keys.bundle(2, C).fingerprint()
    assert keys.bundle(OWN, L).fingerprint(OTHER) is None
    assert keys.bundle(OWN, L).region_fingerprint == keys.bundle(2, C).region_fingerprint == keys.keeper.fingerprint
