"""The key tree: golden vectors that another implementation can use, and keys that never meet."""

import hashlib
import hmac
import json
from pathlib import Path
from struct import pack
from typing import Any

from hypothesis import assume, given, strategies as st

from nsp_console.domain.sites import SiteKind
from nsp_console.keys import armor, codes, parts, tree
from nsp_console.keys.signing import public_key
from nsp_console.keys.work import Work
from nsp_console.wire.sealing import KEEPER, Domain
from support.rings import MASTER, REGION, region_keys

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "golden-keys.json").read_text(encoding="utf-8"))

numbers = st.integers(1, 1000)
generations = st.integers(1, tree.GENERATION_MAX)
epochs = st.integers(0, tree.EPOCH_MAX)
regions = st.integers(1, 25)
domains = st.sampled_from(Domain)


def hkdf(secret: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 written out for one block and an empty salt, without the library under test."""
    extracted = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]


def test_the_golden_keys_follow_from_the_master_by_plain_hkdf() -> None:
    """Every vector in golden-keys.json is what RFC 5869 gives by hand, and what our tree gives."""
    roots, made = GOLDEN["roots"], 0
    for domain in Domain:
        for epoch in (1, 2):
            by_hand = hkdf(MASTER, b"NSP1 root" + pack(">BBH", REGION, domain, epoch), 32)
            assert roots[f"{domain.name.lower()}-{epoch}"] == by_hand.hex()
            assert by_hand == tree.root(MASTER, REGION, domain, epoch)
    root = bytes.fromhex(roots["real-1"])
    for name, key in GOLDEN["station_keys"].items():
        number, generation = map(int, name.split("-"))
        assert key == hkdf(root, b"NSP1 station" + pack(">HB", number, generation), 16).hex()
        assert key == tree.station_key(root, number, generation).hex()
        made += 1
    for name, seed in GOLDEN["seeds"].items():
        number, generation = map(int, name.split("-"))
        assert seed == hkdf(MASTER, b"NSP1 sign" + pack(">BHB", REGION, number, generation), 32).hex()
        assert seed == tree.signing_seed(MASTER, REGION, number, generation).hex()
        made += 1
    assert made == 9
    assert GOLDEN["keeper_public"] == public_key(bytes.fromhex(GOLDEN["seeds"][f"{KEEPER}-1"])).hex()


def test_the_golden_codes_fingerprints_and_sheet_stay_the_same() -> None:
    """What is on paper in envelopes today is made and read the same way by every later version."""
    keys = region_keys()
    keeper, bundle = keys.keeper, keys.bundle(30, SiteKind.L)
    assert GOLDEN["codes"] == {
        "L-2": keeper.code(2, SiteKind.L, 30),
        "C2-2": keeper.code(2, SiteKind.C, 2),
        "C3-2": keeper.code(2, SiteKind.C, 3),
        "L-3": keeper.code(3, SiteKind.L, 30),
    }
    station_2 = keys.bundle(2, SiteKind.C)
    marks = {"region": keeper.fingerprint, "station_30": bundle.fingerprint(), "station_2": station_2.fingerprint()}
    assert GOLDEN["fingerprints"] == marks
    assert GOLDEN["now_part_L30"] == parts.now_part(bundle).hex()
    assert tuple(GOLDEN["now_lines_L30"]) == armor.lines(parts.now_part(bundle))
    sealed = GOLDEN["sealed_epoch_2_L30"]
    made = keeper.bundle(30, SiteKind.L, None, coming=1, work=Work(sealed["log2n"], for_tests_only=True))
    assert made.coming[0].box.hex() == sealed["box"]
    covered = bytes.fromhex(GOLDEN["tag"]["cover_and_frame"])
    ring = keys.ring(30, SiteKind.L, Domain.REAL)
    assert ring.tag(30, 1, covered) == bytes.fromhex(GOLDEN["tag"]["tag"])


@given(
    a=st.tuples(regions, domains, epochs, numbers, generations),
    b=st.tuples(regions, domains, epochs, numbers, generations),
)
def test_two_places_in_the_tree_never_share_a_key(
    a: tuple[int, Domain, int, int, int], b: tuple[int, Domain, int, int, int]
) -> None:
    """Another region, domain, epoch, station or generation is another key."""
    assume(a != b)
    one, other = (
        tree.station_key(tree.root(MASTER, region, domain, epoch), number, generation)
        for region, domain, epoch, number, generation in (a, b)
    )
    assert one != other


@given(epoch=epochs, number=numbers, region=regions)
def test_no_purpose_uses_the_bytes_of_another(epoch: int, number: int, region: int) -> None:
    """Root, signing seed and spoken code of the same numbers have nothing in common, nor with the master."""
    made = {
        tree.root(MASTER, region, Domain.REAL, epoch)[: tree.CODE_BYTES],
        tree.signing_seed(MASTER, region, number, 1)[: tree.CODE_BYTES],
        tree.code_bits(MASTER, region, epoch, number),
        MASTER[: tree.CODE_BYTES],
    }
    assert len(made) == 4


@given(randomness=st.binary(min_size=codes.RANDOM_BYTES, max_size=codes.RANDOM_BYTES), data=st.data())
def test_a_code_survives_how_people_write_it(randomness: bytes, data: st.DataObject) -> None:
    """Small letters, spaces, no hyphen, O for 0 and I for 1 all read as the same code."""
    code = codes.made(randomness)
    bare = codes.read(code)
    worn = code.lower().replace("-", data.draw(st.sampled_from(("", " ", "-", " - "))))
    worn = worn.replace("0", data.draw(st.sampled_from("0oO"))).replace("1", data.draw(st.sampled_from("1iIlL")))
    assert codes.read(worn) == bare
    assert len(bare) == codes.CODE_LETTERS
    assert hashlib.sha256(b"NSP1 check" + bare[:-1].encode()).digest()[
        0
    ] & 31 == "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(bare[-1])
