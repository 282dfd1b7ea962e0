"""Bytes and time on the air of every kind of frame against its budget (design: protocol, "Targets")."""

import pytest

from nsp_console.wire.frames.limits import PAYLOAD_BYTES_MAX
from support.frame_papers import sizes

# what → (bytes on the air, milliseconds at MEDIUM_FAST) at most. MEDIUM_FAST steps by 10 ms per 4.5 bytes.
BUDGETS = {
    "status": (44, 160),
    "status in an exercise": (44, 160),
    "status that knows nothing": (44, 160),
    "guest status": (101, 294),
    "receipt of mail": (44, 160),
    "receipt of a status": (39, 150),
    "receipt of an alarm": (39, 150),
    "receipt with a gap": (44, 160),
    "receipt of everything": (54, 191),
    "hello": (60, 202),
    "hello with four answers": (115, 325),
    "mail: read": (46, 170),
    "mail: hung": (44, 160),
    "mail: request": (90, 273),
    "mail, largest": (192, 509),
    "signed: roll call of all": (97, 284),
    "signed: decided": (145, 396),
    "signed: bulletin": (131, 365),
    "signed, largest": (245, 622),
    "alarm line, largest": (153, 416),
}


@pytest.mark.parametrize("what", BUDGETS)
def test_budget_is_kept(what: str) -> None:
    """Each kind stays within its bytes and milliseconds on the air."""
    found = {name: (air, ms) for name, _, air, ms in sizes()}
    most_bytes, most_ms = BUDGETS[what]
    assert found[what][0] <= most_bytes
    assert round(found[what][1]) <= most_ms


def test_every_payload_fits_a_packet() -> None:
    """Nothing the codec makes is longer than one broadcast carries; the table is printed for the record."""
    for name, payload, air, ms in sizes():
        print(f"{name:38} {payload:4} B payload {air:4} B on air {ms:6.1f} ms")
        assert payload <= PAYLOAD_BYTES_MAX


def test_an_authenticated_status_is_21_bytes() -> None:
    """The status frame is 13 bytes and its tag, whatever it says."""
    assert {payload for name, payload, _, _ in sizes() if name.startswith("status")} == {21}
