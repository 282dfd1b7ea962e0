"""The regional picture as a frame: what fits, what is refused, and receipts that hold for one console only."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.values import Tier
from nsp_console.link.airtime import packet_bytes
from nsp_console.link.own_status import version_after
from nsp_console.radio.base import PRIVATE_PORT
from nsp_console.wire.frames.codec import pack, peek, receipt_holds, receipt_tag, seal_frame, tag_opens, unpack
from nsp_console.wire.frames.gossip import (
    ALARMS_MAX,
    ENTRIES_MAX,
    ORIGINS,
    PLACES_MAX,
    RECEIPTS_MAX,
    gossip_bytes,
)
from nsp_console.wire.frames.kinds import (
    AlarmKnown,
    Frame,
    GossipEntry,
    GossipFrame,
    GossipReceipt,
    HelloFrame,
    MailFrame,
    ReceiptFrame,
    Versions,
)
from nsp_console.wire.frames.layouts import GOSSIP
from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from nsp_console.wire.frames.versions import VERSIONS, WHEEL, code_ahead, version_code
from nsp_console.wire.sealing import TAG_BYTES, Domain, Keyring
from support.frame_papers import full_pictures
from support.frame_vectors import example_frames, example_state
from support.frames import FRAMES, FUNCTIONS, gossip_frames
from support.gossip_bits import REFUSED_PICTURES, picture_bits
from support.plain_keys import PlainKeys

ENTRY = GossipEntry(9, 513, 300.0, example_state())
RECEIPT = GossipReceipt(9, 513, bytes(TAG_BYTES))
PICTURE = GossipFrame(3, 70_000, (ENTRY,), (RECEIPT,), Versions(4, (51, 0)), (AlarmKnown(9, 7),))
WINDOW = 8  # places in an ordinary packet
PER_STATION_MAX = 16  # bytes on the air, in a full packet (design: protocol, "Targets")
APART = WHEEL // 2


# ── what fits ────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(frame=gossip_frames())
def test_the_size_is_known_before_it_is_packed(frame: GossipFrame) -> None:
    """The sender counts the same bytes as the codec writes, its tag included."""
    counts = (len(frame.entries), len(frame.receipts), len(frame.alarms), len(frame.versions.codes))
    assert gossip_bytes(*counts) == len(pack(frame, FUNCTIONS)) + TAG_BYTES <= PAYLOAD_BYTES_MAX


@pytest.mark.parametrize("alarms", [0, ALARMS_MAX])
def test_a_point_costs_sixteen_bytes_on_the_air_at_most(alarms: int) -> None:
    """In a full packet head, window, tag and radio header included, and even with every alarm that can be listed."""
    entries = max(count for count in range(ENTRIES_MAX + 1) if _size(count, alarms) <= PAYLOAD_BYTES_MAX)
    told = tuple(replace(ENTRY, station=1 + at) for at in range(entries))
    known = tuple(AlarmKnown(9, at) for at in range(alarms))
    frame = GossipFrame(3, 70_000, told, (), Versions(0, (51,) * WINDOW), known)
    payload = seal_frame(frame, PlainKeys(3), FUNCTIONS)
    assert payload is not None
    assert packet_bytes(PRIVATE_PORT, len(payload)) <= PER_STATION_MAX * entries
    assert (0, alarms, WINDOW, entries, len(payload)) in [row[:5] for row in full_pictures()]
    with pytest.raises(ValueError, match="too long"):
        pack(replace(frame, entries=(*told, replace(ENTRY, station=1000))), FUNCTIONS)


def _size(entries: int, alarms: int) -> int:
    return gossip_bytes(entries, 0, alarms, WINDOW)


def test_the_counts_are_as_wide_as_they_say() -> None:
    """The limits are those of the fields that count; the window of a whole region fits an empty packet."""
    widths = dict(GOSSIP)
    limits = {"entries": ENTRIES_MAX, "receipts": RECEIPTS_MAX, "alarms": ALARMS_MAX, "places": PLACES_MAX}
    assert {name: (1 << widths[name]) - 1 for name in limits} == limits
    assert gossip_bytes(0, 0, ALARMS_MAX, PLACES_MAX) <= PAYLOAD_BYTES_MAX
    assert unpack(pack(replace(PICTURE, entries=(), receipts=(), versions=Versions(1023, (51,) * 127)), FUNCTIONS), ())


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("why", "packed"), REFUSED_PICTURES, ids=[why for why, _ in REFUSED_PICTURES])
def test_a_picture_that_is_written_otherwise_is_refused(why: str, packed: bytes) -> None:
    """One field outside its range, a part twice, or a count that is wrong: ValueError. As it was, the picture reads."""
    good = unpack(picture_bits(), FUNCTIONS)
    assert pack(good, FUNCTIONS) == picture_bits()
    with pytest.raises(ValueError, match=r".+"):
        unpack(packed, FUNCTIONS)


@pytest.mark.parametrize(
    "frame",
    [
        replace(PICTURE, entries=(ENTRY, ENTRY)),
        replace(PICTURE, entries=(replace(ENTRY, station=1023),)),
        replace(PICTURE, entries=(replace(ENTRY, version=0),)),
        replace(PICTURE, entries=(replace(ENTRY, version=0x10000),)),
        replace(PICTURE, entries=(replace(ENTRY, age_s=-1.0),)),
        replace(PICTURE, entries=(replace(ENTRY, tier=Tier.B),)),
        replace(PICTURE, entries=(replace(ENTRY, tier=Tier.C),)),
        replace(PICTURE, receipts=(RECEIPT, replace(RECEIPT, version=1))),
        replace(PICTURE, receipts=(replace(RECEIPT, tag=bytes(7)),)),
        replace(PICTURE, receipts=(replace(RECEIPT, version=0),)),
        replace(PICTURE, alarms=(AlarmKnown(9, 7),) * 2),
        replace(PICTURE, alarms=(AlarmKnown(9, 100),)),
        replace(PICTURE, alarms=(AlarmKnown(9, -1),)),
        replace(PICTURE, alarms=tuple(AlarmKnown(9, at) for at in range(8))),
        replace(PICTURE, versions=Versions(4, ())),
        replace(PICTURE, versions=Versions(1024, (1,))),
        replace(PICTURE, versions=Versions(0, (52,))),
        replace(PICTURE, versions=Versions(0, (-1,))),
        replace(PICTURE, versions=Versions(0, (1,) * 128), entries=(), receipts=()),
        replace(PICTURE, station=0),
        replace(PICTURE, station=1022),
    ],
)
def test_what_does_not_fit_is_not_packed(frame: GossipFrame) -> None:
    """What a reader would refuse is not written either."""
    assert unpack(pack(PICTURE, FUNCTIONS), FUNCTIONS) is not None
    with pytest.raises(ValueError, match=r".+"):
        pack(frame, FUNCTIONS)


def test_every_flipped_bit_of_a_full_packet_is_refused() -> None:
    """Each single bit of it turned over, one after the other: no frame at all, or a tag that does not hold."""
    keys = PlainKeys(3)
    entries = tuple(GossipEntry(1 + at, 500 + at, 60.0 * at, example_state(), *ORIGINS[at % 4]) for at in range(15))
    frame = GossipFrame(3, 70_000, entries, (RECEIPT,), Versions(4, (51,) * WINDOW), (AlarmKnown(9, 7),))
    payload = seal_frame(frame, keys, FUNCTIONS)
    assert payload is not None
    assert tag_opens(payload, frame, keys, 1)
    read = 0
    for bit in range(8 * len(payload)):
        bent = bytearray(payload)
        bent[bit // 8] ^= 1 << bit % 8
        head = peek(bytes(bent))
        try:
            heard = unpack(bytes(bent[:-TAG_BYTES]), FUNCTIONS)
        except ValueError:
            continue
        read += 1
        whole = replace(heard, counter=frame.counter) if isinstance(heard, GossipFrame) else heard
        assert head is not None
        assert not tag_opens(bytes(bent), whole, keys, 1), bit
    assert read > len(payload)  # the codec alone does not catch them


@pytest.mark.parametrize("origin", range(len(ORIGINS)))
def test_who_writes_and_what_it_had_comes_back(origin: int) -> None:
    """Writer and tier survive the air, and a point's own console is always tier A."""
    tier, kept = ORIGINS[origin]
    frame = replace(PICTURE, entries=(replace(ENTRY, tier=tier, kept=kept),))
    heard = unpack(pack(frame, FUNCTIONS), FUNCTIONS)
    assert isinstance(heard, GossipFrame)
    assert (heard.entries[0].tier, heard.entries[0].kept) == (tier, kept)
    assert {(Tier.A, False)} == {one for one in ORIGINS if not one[1]}


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(station=st.integers(1, 1000), version=st.integers(1, VERSIONS), data=st.data())
def test_a_receipt_holds_for_its_own_version_console_and_giver_only(
    station: int, version: int, data: st.DataObject
) -> None:
    """Another version, point, C, epoch, domain or region, or one bit of the tag: it does not hold."""
    keys, mine = PlainKeys(3, epoch=7, previous=(6,)), PlainKeys(station, holds=frozenset({station}), epoch=7)
    tag = receipt_tag(keys, 7, 3, station, version)
    assert tag is not None
    good = GossipReceipt(station, version, tag)
    assert receipt_holds(mine, 7, 3, good)
    bit = data.draw(st.integers(0, 8 * TAG_BYTES - 1))
    bent = (int.from_bytes(tag, "big") ^ 1 << bit).to_bytes(TAG_BYTES, "big")
    assert not receipt_holds(mine, 7, 3, replace(good, tag=bent))
    assert not receipt_holds(mine, 7, 3, replace(good, version=version % VERSIONS + 1))
    assert not receipt_holds(mine, 7, 4, good)
    assert not receipt_holds(keys, 6, 3, good)
    assert not receipt_holds(keys, 7, 3, replace(good, station=station % 1000 + 1))
    assert not receipt_holds(replace(mine, domain=Domain.EXERCISE), 7, 3, good)
    assert not receipt_holds(replace(mine, region=5), 7, 3, good)


def test_who_lacks_the_key_gives_and_believes_no_receipt() -> None:
    """An L gives none for another L, and does not believe one that is for another."""
    tag = receipt_tag(PlainKeys(3), 1, 3, 9, 5)
    assert tag is not None
    other = PlainKeys(12, holds=frozenset({12}))
    assert receipt_tag(other, 1, 12, 9, 5) is None
    assert not receipt_holds(other, 1, 3, GossipReceipt(9, 5, tag))


@dataclass
class Recording(PlainKeys):
    """Remembers what its tags were over, whosever key it was."""

    covered: list[bytes] = field(default_factory=list)

    def tag(self, holder: int, epoch: int, covered: bytes) -> bytes | None:
        self.covered.append(covered)
        return super().tag(holder, epoch, covered)


def covered_by(keys: Recording, frame: Frame, down: bool) -> bytes | None:
    keys.covered.clear()
    seal_frame(frame, keys, FUNCTIONS, down)
    return keys.covered[-1] if keys.covered else None


@given(frame=FRAMES, down=st.booleans(), version=st.integers(1, VERSIONS))
def test_no_other_tag_can_stand_for_a_receipt(frame: Frame, down: bool, version: int) -> None:
    """What a receipt covers is never what any frame covers, even from the same C to the same point with that number."""
    keys = Recording(3)
    station = getattr(frame, "to", 9)
    receipt_tag(keys, 1, frame.station, station, version)
    receipt = keys.covered[-1]
    counted = isinstance(frame, MailFrame | ReceiptFrame | HelloFrame | GossipFrame)
    same = replace(frame, counter=version) if counted else frame  # type: ignore[arg-type]
    assert covered_by(keys, frame, down) != receipt
    assert covered_by(keys, same, down) != receipt


def test_a_receipt_is_no_frame() -> None:
    """Head and tag of a receipt put on the air by themselves are no picture."""
    keyring: Keyring = PlainKeys(3)
    head = pack(GossipFrame(3, 0), FUNCTIONS)[:3]
    tag = receipt_tag(keyring, 1, 3, 9, 5)
    assert tag is not None
    assert peek(head + tag) is not None
    with pytest.raises(ValueError, match="too short"):
        unpack(head, FUNCTIONS)


def test_the_golden_pictures_hold_every_part() -> None:
    """Among the examples of the golden file each list of a picture is filled at least once, with every origin."""
    pictures = [frame for _, frame in example_frames() if isinstance(frame, GossipFrame)]
    assert {(entry.tier, entry.kept) for frame in pictures for entry in frame.entries} == set(ORIGINS)
    for part in ("receipts", "alarms"):
        assert any(getattr(frame, part) for frame in pictures), part
    assert any(frame.exercise for frame in pictures)


# ── versions by code ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_versions_near_each_other_compare_right() -> None:
    """For every version there is, 65535 → 1 included: which is newer and by how much, up to 25 apart both ways."""
    assert VERSIONS % WHEEL == 0
    for start in range(1, VERSIONS + 1):
        ours, version = version_code(start), start
        assert 1 <= ours <= WHEEL
        assert code_ahead(ours, ours) == 0
        for apart in (1, 2, APART - 1, APART):
            version = (start - 1 + apart) % VERSIONS + 1
            assert code_ahead(version_code(version), ours) == apart
            assert code_ahead(ours, version_code(version)) == -apart
        assert version_code(version_after(start)) == version_code(start % VERSIONS + 1)


@pytest.mark.parametrize(("jump", "ahead"), [(1024, 4), (1025, 5), (256, 1)])
@given(version=st.integers(1, VERSIONS))
def test_jumps_are_read_as_ahead(version: int, jump: int, ahead: int) -> None:
    """A restored console, and a C that takes over, go on so far ahead that all others see it, wherever they were."""
    on_wheel = (version - 1 + jump) % VERSIONS + 1
    assert code_ahead(version_code(on_wheel), version_code(version)) == ahead
    cut_to_16_bits = (version + jump) % (VERSIONS + 1)
    if cut_to_16_bits:
        assert code_ahead(version_code(cut_to_16_bits), version_code(version)) >= ahead - 1


@given(version=st.integers(1, VERSIONS))
def test_who_has_none_is_behind_everybody(version: int) -> None:
    """Code 0 is behind every version and level with itself."""
    code = version_code(version)
    assert code_ahead(code, version_code(0)) == 1
    assert code_ahead(version_code(0), code) == -1
    assert code_ahead(version_code(0), version_code(0)) == 0
