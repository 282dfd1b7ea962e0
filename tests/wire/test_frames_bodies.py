"""Bodies of mail and of signed frames: every content, to bytes and back."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.air_facts import Content
from nsp_console.domain.facts import Decided, DecisionKind, DeploymentStarted, HomeMoved, StationRevoked
from nsp_console.domain.understanding import Need
from nsp_console.wire.frames.bodies import (
    Body,
    BulletinBody,
    HungBody,
    OrderBody,
    ReadBody,
    RequestBody,
    RollCallBody,
    TextBody,
)
from nsp_console.wire.frames.limits import FUNCTION_BYTES_MAX, MAIL_BODY_BYTES_MAX, SIGNED_BODY_BYTES_MAX
from nsp_console.wire.frames.mail import content_of, decode_body, encode_body
from support.frames import MESSAGES, small_roster

ROSTER = small_roster()
LIMIT = max(MAIL_BODY_BYTES_MAX, SIGNED_BODY_BYTES_MAX)


def texts_of(thing: object) -> dict[str, str]:
    """The free texts of a body or an order by field."""
    inner = thing.order if isinstance(thing, OrderBody) else thing
    points = {"site", "home", "to", "station", "content", "what"}
    pairs = {field.name: getattr(inner, field.name) for field in fields(inner)}  # type: ignore[arg-type]
    return {name: str(value) for name, value in pairs.items() if type(value) is str and name not in points}


@given(body=MESSAGES)
@settings(max_examples=400)
def test_every_body_comes_back(body: Body) -> None:
    """A body comes back as it was; a text that was too long comes back as its beginning, ending in "…"."""
    data = encode_body(body, ROSTER)
    assert 0 < len(data) <= LIMIT
    read = decode_body(content_of(body), data, ROSTER)
    before, after = texts_of(body), texts_of(read)
    for name, text in before.items():
        if after[name] != text:
            assert after[name].endswith("…")
            assert text.startswith(after[name][:-1])
    if before == after:
        assert read == body
    assert encode_body(read, ROSTER) == data


@given(body=MESSAGES)
def test_a_body_is_read_as_its_own_content_only(body: Body) -> None:
    """The content stands in the sealed head; read as another content a body is refused or says something else."""
    data = encode_body(body, ROSTER)
    for content in Content:
        if content is content_of(body):
            continue
        try:
            read = decode_body(content, data, ROSTER)
        except ValueError:
            continue
        assert read != body


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (TextBody("water is op"), 11),
        (ReadBody(1, 2), 4),
        (HungBody(12), 2),
        (RollCallBody(), 2),
        (RollCallBody("C-ZWO-01"), 2),
        (BulletinBody(12, 6, "x" * 100), 103),
        (RequestBody("L-ZWO-09", (Need("drinkwater", 300, "l"), Need("deken", 50, "stuks"))), 10),
        (OrderBody(Decided("L-ZWO-09", DecisionKind.OPEN, "HS-C", "hitte", 1.0, "ZWO")), 22),
    ],
)
def test_bodies_are_small(body: Body, size: int) -> None:
    """Each body takes the bytes that the document says."""
    assert len(encode_body(body, ROSTER)) == size


@pytest.mark.parametrize(
    "body",
    [
        TextBody(""),
        TextBody("x", Content.ORDER),
        ReadBody(0, 0),
        ReadBody(0x1000, 1),
        HungBody(0),
        HungBody(1000),
        BulletinBody(0, 6, "x"),
        BulletinBody(1, 0, "x"),
        BulletinBody(1, 256, "x"),
        BulletinBody(1, 6, ""),
        RollCallBody("C-XXX-01"),
        RequestBody("X-ZWO-01", (Need("deken", 1, "stuks"),)),
        RequestBody("L-ZWO-09", ()),
        RequestBody("L-ZWO-09", (Need("deken", -1, "stuks"),)),
        RequestBody("L-ZWO-09", (Need("deken", float("inf"), "stuks"),)),
        RequestBody("L-ZWO-09", (Need("deken", float("nan"), "stuks"),)),
        RequestBody("L-ZWO-09", (Need("deken", 1, "stuks"),) * 16),
        RequestBody("L-ZWO-09", (Need("x" * 24, 1, "y" * 24),) * 3, "met notitie"),
        RequestBody("L-ZWO-09", (Need("x" * 25, 1, "stuks"),)),
        OrderBody(StationRevoked("L-ZWO-09", 0x10000, "HS-C")),
        OrderBody(DeploymentStarted("inzet", float("inf"), "lcms", "HS-C")),
        OrderBody(DeploymentStarted("inzet", float("nan"), "lcms", "HS-C")),
        OrderBody(DeploymentStarted("inzet", -1.0, "lcms", "HS-C")),
        OrderBody(HomeMoved("C-ZWO-01", "C-DEV-01", "HS-C", "", ("L-ZWO-09",) * 41)),
        OrderBody(HomeMoved("C-ZWO-01", "C-QQQ-01", "HS-C")),
    ],
)
def test_what_cannot_be_said_is_refused(body: Body) -> None:
    """Points without a number, numbers outside their range and empty texts are errors of the caller, told at once."""
    with pytest.raises(ValueError, match=r".+"):
        encode_body(body, ROSTER)


def test_long_texts_are_cut_visibly() -> None:
    """Every text of an order may be far too long: the whole still fits, and each cut shows."""
    long = "é" * 300
    order = Decided("L-ZWO-09", DecisionKind.EVACUATE, long, long, 5.0, long)
    data = encode_body(OrderBody(order), ROSTER)
    assert len(data) <= SIGNED_BODY_BYTES_MAX
    read = decode_body(Content.ORDER, data, ROSTER)
    assert isinstance(read, OrderBody)
    assert isinstance(read.order, Decided)
    assert read.order.by.endswith("…")
    assert len(read.order.by.encode()) <= FUNCTION_BYTES_MAX
    assert read.order.owner.endswith("…")
    assert read.order.reason.endswith("…")
    assert len(read.order.reason) > 20


def test_what_is_no_unicode_still_goes_out() -> None:
    """Half a character pair in a text becomes a question mark; the message is not lost for it."""
    read = decode_body(Content.TEXT, encode_body(TextBody("brand \ud83d daar"), ROSTER), ROSTER)
    assert read == TextBody("brand ? daar")


@given(order=st.just(Decided("L-ZWO-09", DecisionKind.OPEN, "HS-C", "hitte")), origin=st.text(max_size=9))
def test_origin_is_not_on_the_air(order: Decided, origin: str) -> None:
    """Who ordered it is told by the signature alone: `origin` of the fact does not travel."""
    assert encode_body(OrderBody(replace(order, origin=origin)), ROSTER) == encode_body(OrderBody(order), ROSTER)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (Content.TEXT, ""),
        (Content.TEXT, "ff"),
        (Content.TEXT, "78" * 151),
        (Content.READ, "0010001000"),
        (Content.READ, "00100000"),
        (Content.READ, "00100011"),
        (Content.HUNG, "0000"),
        (Content.HUNG, "fa00"),
        (Content.BULLETIN, "030100"),
        (Content.BULLETIN, "03018178"),
        (Content.ROLL_CALL, "ffc0"),
        (Content.ROLL_CALL, "00c1"),
        (Content.REQUEST, "0240"),
        (Content.REQUEST, "02410000"),
        (Content.ORDER, "00"),
        (Content.ORDER, "70"),
        (Content.ORDER, "2005"),
    ],
)
def test_odd_bodies_are_refused(content: Content, data: str) -> None:
    """Too short, too long, trailing bytes, filling bits, no UTF-8 and numbers nobody has are all refused."""
    with pytest.raises(ValueError, match=r".+"):
        decode_body(content, bytes.fromhex(data), ROSTER)
