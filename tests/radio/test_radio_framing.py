"""Frames are found among anything."""

from hypothesis import given, strategies as st

from nsp_console.radio.framing import FRAME_BYTES_MAX, WAKE, Deframer, frame

BODIES = st.lists(st.binary(max_size=FRAME_BYTES_MAX), max_size=8)
NOISE = st.binary(max_size=60).map(lambda data: data.replace(b"\x94", b"."))  # no start byte: certain to be noise


def feed(data: bytes, cuts: list[int]) -> list[bytes]:
    deframer, found, last = Deframer(), [], 0
    for cut in [*sorted(cut % (len(data) + 1) for cut in cuts), len(data)]:
        found += deframer.feed(data[last:cut])
        last = cut
    return found


@given(BODIES, st.lists(NOISE, min_size=9, max_size=9), st.lists(st.integers(0, 10_000), max_size=12))
def test_frames_survive_noise_and_any_cutting(bodies: list[bytes], noise: list[bytes], cuts: list[int]) -> None:
    """Every frame comes out once and in order, however the stream is cut and whatever stands between frames."""
    stream = noise[-1] + b"".join(frame(body) + gap for body, gap in zip(bodies, noise, strict=False))
    assert feed(stream, cuts) == bodies


@given(st.binary(max_size=2000), st.lists(st.integers(0, 2000), max_size=5))
def test_any_bytes_are_survived_and_little_is_held(data: bytes, cuts: list[int]) -> None:
    """Arbitrary bytes never raise, and a long enough run of wake bytes resynchronises: the next frame is found."""
    assert feed(data + WAKE * 17 + frame(b"goed"), cuts)[-1:] == [b"goed"]


def test_an_absurd_length_is_not_a_frame() -> None:
    """A length above the radio's own limit is skipped, and the real frame behind it is found at once."""
    assert feed(b"\x94\xc3\xff\xff" + frame(b"goed"), []) == [b"goed"]
