"""What is not taken: every reason, counted under its code, and nothing of it changes anything."""

from dataclasses import replace

import pytest

from nsp_console.domain.facts import Content, PeerMet, Purpose
from nsp_console.dutch.radio import REFUSED
from nsp_console.link.hello import STRANGER_ASKS_MAX
from nsp_console.link.plane import Heard
from nsp_console.wire.frames.codec import peek, seal_frame, seal_size, unpack
from nsp_console.wire.frames.kinds import HelloFrame, Kind, MailFrame, ReceiptFrame, SignedFrame, StreamMark
from nsp_console.wire.sealing import EVERYBODY, KEEPER, Domain
from support.link_checks import chat, replay_everything, trio
from support.link_rig import NUMBERS, ROSTER, Console, Rig, idle, keys_of
from support.plain_keys import PlainKeys

FAR = 900  # above every counter that was used in these rigs, within the same high half


def mail(rig: Rig, sender: str = "C-01", to: str = "C-02", keys: PlainKeys | None = None, ahead: int = FAR) -> bytes:
    """A mail as `sender` would seal it now, of which nobody heard before."""
    counter = (1 << 20) + ahead
    frame = MailFrame(NUMBERS[sender], NUMBERS[to], counter, 1, 50, Content.TEXT, b"proef")
    down = sender[0] == "C" and to[0] == "L"
    payload = seal_frame(frame, keys or keys_of(sender), ROSTER.functions, down)
    assert payload is not None
    return payload


def outcome(console: Console, payload: bytes) -> str:
    """The reason `payload` is refused at `console`; "" when it passed. Nothing may change when it is refused."""
    before = list(console.journal)
    hearing = console.hear(Heard(payload, 7, 1, hops=0))
    if hearing.refused is None:
        return ""
    assert hearing.facts == ()
    assert hearing.delivered is None
    assert console.journal == before
    assert hearing.refused.reason in REFUSED
    return hearing.refused.reason


def test_the_frame_these_tests_spoil_is_taken_when_whole() -> None:
    """The same mail unspoilt comes in, so a refusal below is for its own reason."""
    rig = trio()
    assert outcome(rig.consoles["C-02"], mail(rig)) == ""
    assert rig.consoles["C-02"].texts == [("C-01", "proef")]
    assert outcome(rig.consoles["L-11"], mail(rig, to="L-11")) == ""
    assert rig.consoles["L-11"].texts == [("C-01", "proef")]


@pytest.mark.parametrize("kind", ["post", "ontvangst", "groet", "ondertekend"])
def test_one_flipped_bit_is_refused(kind: str) -> None:
    """Every single bit of every kind of frame, at C and L: refused, and nothing changed."""
    rig = trio()
    rig.consoles["C-01"].send("C-02", "heel")
    rig.consoles["C-01"].send("L-11", "heel")
    rig.run(60)
    rig.consoles["C-01"].send("", "heel", Content.BULLETIN, Purpose.BULLETIN)
    rig.run(60)
    payload = next(payload for _, sender, what, payload in reversed(rig.air) if what == kind and sender != "L-11")
    reasons = set()
    for bit in range(8 * len(payload)):
        spoilt = bytearray(payload)
        spoilt[bit // 8] ^= 1 << bit % 8
        reasons |= {outcome(console, bytes(spoilt)) for console in rig.consoles.values()}
    # "herhaling": the flipped bit made the sender the console that heard it
    claimed = {"onbekend_station", "niet_voor_ons", "versheid_onbekend", "herhaling"}
    assert reasons <= {"vals_zegel", "onleesbaar"} | claimed
    assert "vals_zegel" in reasons


def test_another_domain_old_keys_revoked_and_unknown_are_told_apart() -> None:
    """Each is refused under its own code, which is what the operator acts on."""
    rig = trio()
    two = rig.consoles["C-02"]
    keys = keys_of("C-01")
    assert outcome(two, mail(rig, keys=replace(keys, domain=Domain.EXERCISE))) == "ander_domein"
    two.keys.epoch, two.keys.previous, two.keys.closed_epochs = 3, (2,), (1,)
    assert outcome(two, mail(rig)) == "oud_tijdvak"
    assert outcome(two, mail(rig, keys=replace(keys, epoch=9))) == "vals_zegel"
    assert outcome(two, mail(rig, keys=replace(keys, epoch=2))) == ""
    two.keys.revoked.add(1)
    assert outcome(two, mail(rig, keys=replace(keys, epoch=3))) == "ingetrokken"
    stranger = MailFrame(99, 2, 7, 1, 1, Content.TEXT, b"x")
    payload = seal_frame(stranger, PlainKeys(99, epoch=3), ROSTER.functions)
    assert payload is not None
    assert outcome(two, payload) == "onbekend_station"


@pytest.mark.parametrize("payload", [b"", b"\x20", b"\x00" * 40, b"\xff" * 40, b"\x20\x40\x01" * 90])
def test_rubbish_is_unreadable(payload: bytes) -> None:
    """Empty, short, long and meaningless bytes never get past the head."""
    assert outcome(trio().consoles["C-02"], payload) in ("onleesbaar", "onbekend_station", "vals_zegel")


def test_what_is_for_others_is_not_ours() -> None:
    """A C overhears mail of others and counts it as a sign of life; an L cannot even check it."""
    rig = trio()
    rig.add("C-03")
    rig.run(60)
    three = rig.consoles["C-03"]
    assert outcome(three, mail(rig)) == "niet_voor_ons"
    assert three.link.desk.memory.peer(1).heard == three.now
    assert outcome(three, mail(rig)) == "herhaling"
    assert outcome(rig.consoles["L-11"], mail(rig)) == "niet_voor_ons"


def test_our_own_frames_never_come_in() -> None:
    """What somebody repeats to us under our own number is refused, sealed or signed."""
    rig = trio()
    assert outcome(rig.consoles["C-01"], mail(rig)) == "herhaling"
    assert outcome(rig.consoles["C-01"], signed("C-01")) == "herhaling"


def signed(sender: str, station: int | None = None, content: Content = Content.ORDER, sequence: int = 60) -> bytes:
    number = NUMBERS[sender] if station is None else station
    frame = SignedFrame(number, 1, 1 if station else sequence, content, b"opdracht")
    payload = seal_frame(frame, PlainKeys(number), ROSTER.functions)
    assert payload is not None
    return payload


def test_only_a_c_or_the_keeper_gives_orders() -> None:
    """A signature of an L, however valid, gives no orders; the keeper's passes at an L that never met it."""
    rig = trio()
    for code in ("C-02", "L-11"):
        assert outcome(rig.consoles[code], signed("L-12")) == "niet_bevoegd"
        assert outcome(rig.consoles[code], signed("C-03")) == "versheid_onbekend"
        assert outcome(rig.consoles[code], signed("C-01", KEEPER)) == ""
        assert outcome(rig.consoles[code], signed("C-01", KEEPER)) == "herhaling"
        assert rig.consoles[code].texts == [("KEEPER", "opdracht")]
    spoilt = bytearray(signed("C-01", sequence=2))
    spoilt[-1] ^= 1
    assert outcome(rig.consoles["L-11"], bytes(spoilt)) == "vals_zegel"
    other = seal_frame(
        SignedFrame(1, 1, 1, Content.ORDER, b"x"), PlainKeys(1, domain=Domain.EXERCISE), ROSTER.functions
    )
    assert other is not None
    assert outcome(rig.consoles["L-11"], other) == "ander_domein"


@pytest.mark.parametrize("seed", range(3))
def test_replays_of_everything_are_refused(seed: int) -> None:
    """All that was on the air, twice and shuffled, changes nothing: while running, and after a restart."""
    rig = trio(seed=seed, loss=0.2)
    chat(rig, 10)
    rig.run_until(lambda: idle(rig), 7200)
    for console in rig.consoles.values():
        replay_everything(rig, console)
        console.start()
        replay_everything(rig, console)


def test_an_answer_to_another_nonce_makes_nobody_fresh() -> None:
    """A hello that echoes an old nonce, or somebody else's, changes nothing; only our present one does."""
    rig = trio()
    two = rig.consoles["C-02"]
    old = two.link.hello.nonce
    two.put_back(two.copy())
    frame = next(
        found
        for *_, payload in reversed(rig.air)
        if isinstance(found := _unpacked(payload), HelloFrame) and any(one.nonce == old for one in found.echoes)
    )
    again = replace(frame, counter=frame.counter + 100, wants_echo=False)
    payload = seal_frame(again, keys_of("C-01"), ROSTER.functions)
    assert payload is not None
    assert outcome(two, payload) == "versheid_onbekend"
    line = two.link.desk.counters.line
    mine = replace(again, echoes=tuple(replace(one, nonce=two.link.hello.nonce, line=line) for one in again.echoes))
    payload = seal_frame(mine, keys_of("C-01"), ROSTER.functions)
    assert payload is not None
    hearing = two.hear(Heard(payload, 7, 1))
    assert [type(fact) for fact in hearing.facts] == [PeerMet]


def _unpacked(payload: bytes) -> object:
    head = peek(payload)
    assert head is not None
    return unpack(payload[: -seal_size(head.kind)], ROSTER.functions) if head.kind is Kind.HELLO else None


def test_a_receipt_only_counts_for_what_was_sent() -> None:
    """A receipt of a console that was not asked, or for an older line, acknowledges nothing."""
    rig = trio()
    one = rig.consoles["C-01"]
    rig.cut.add(frozenset({"C-01", "C-02"}))
    number = one.send("C-02", "onderweg")
    for station, mark in (("C-02", StreamMark(0, 9)), ("L-11", StreamMark(1, 1))):
        frame = ReceiptFrame(NUMBERS[station], 1, (1 << 20) + FAR, own=mark)
        payload = seal_frame(frame, keys_of(station), ROSTER.functions)
        assert payload is not None
        outcome(one, payload)
    assert one.steps(number) == []
    assert EVERYBODY not in one.link.desk.memory.peers


def test_forged_strangers_cost_a_few_questions_and_then_nothing() -> None:
    """Frames in the name of a console that does not exist make us ask after it a handful of times, not for ever."""
    rig = Rig(1)
    (console,) = rig.add("C-01")
    rig.run(30)
    forged = mail(rig, "C-02", "C-01", PlainKeys(NUMBERS["C-02"], secret=b"ander"))
    assert outcome(console, forged) == "versheid_onbekend"
    rig.run(4 * 3600)
    asked = [at_s for at_s, sender, kind, _ in rig.air if sender == "C-01" and kind == "groet" and at_s > 30]
    assert 1 <= len(asked) <= STRANGER_ASKS_MAX + 1  # and one greeting to all may fall in those hours
    assert asked[-1] < 3600
