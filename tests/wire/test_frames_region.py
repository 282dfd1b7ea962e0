"""The shipped region on the air: every point can be named, and no two are the same."""

from nsp_console.config.region import load_region
from nsp_console.domain.air_facts import Content
from nsp_console.wire.frames.bodies import RollCallBody
from nsp_console.wire.frames.codec import pack, unpack
from nsp_console.wire.frames.kinds import State, StatusFrame
from nsp_console.wire.frames.mail import decode_body, encode_body
from nsp_console.wire.roster import Roster
from support.tree import ROOT
from support.vocabulary import vocabulary


def test_every_point_of_the_region_is_itself_on_the_air() -> None:
    """Each point of the shipped region sends under its own number and is named in a body by its own code."""
    region = load_region(ROOT / "config" / "ijsselland.csv")
    roster = Roster.of(region, vocabulary())
    seen = set()
    for code in region.sites:
        number = roster.number(code)
        assert number is not None
        packed = pack(StatusFrame(number, 1, 0.0, State({})), roster.functions)
        assert unpack(packed, roster.functions).station == number
        body = encode_body(RollCallBody(code), roster)
        assert decode_body(Content.ROLL_CALL, body, roster) == RollCallBody(code)
        seen |= {packed, body}
    assert len(seen) == 2 * len(region.sites)
