"""What is asked for: nothing open is lost, the soonest needed is on top, and the same thing twice is told."""

from dataclasses import replace

import pytest

from nsp_console.domain.asks import Standing, open_asks
from nsp_console.domain.facts import Content, Handling
from nsp_console.domain.understanding import Need
from nsp_console.domain.views import Snapshot
from support.pictures import night, sealed_inbox
from support.supply_pictures import supply_night


def with_handling(handling: Handling | None) -> Snapshot:
    """One request in the inbox, dealt with like this."""
    line = replace(sealed_inbox()[0], handled=handling)
    return night(inbox=(line,), outbox=(), sites=())


def test_needs_of_points_and_requests_between_consoles_stand_in_one_list() -> None:
    """What points ask, what other consoles ask of us and what we asked are all there once."""
    standing = [ask.standing for ask in open_asks(supply_night())]
    assert sorted(standing) == ["gevraagd", "gevraagd", "ontvangen", "ontvangen", "verstuurd"]


def test_the_soonest_needed_is_on_top_and_what_has_no_end_is_below() -> None:
    """The order is that of when the supply may end there; a request for blankets races against nothing."""
    asks = open_asks(supply_night())
    ends = [ask.left.low_h if ask.left else 1e9 for ask in asks]
    assert ends == sorted(ends)
    assert asks[0].supply == "power"
    assert asks[-1].standing is Standing.SENT


def test_the_same_thing_for_the_same_point_is_told_as_double() -> None:
    """Diesel for Borgele asked by the point and through Raalte: the second is marked, the first is not."""
    doubled = [(ask.site, ask.doubled) for ask in open_asks(supply_night()) if ask.site == "L-DEV-05"]
    assert doubled == [("L-DEV-05", False), ("L-DEV-05", True)]


@pytest.mark.parametrize(
    ("handling", "waits"),
    [
        (None, True),
        (Handling.MORE_INFO, True),
        (Handling.READ, True),
        (Handling.DONE, False),
        (Handling.REJECTED, False),
    ],
)
def test_a_request_is_open_until_it_is_dealt_with(handling: Handling | None, waits: bool) -> None:
    """Read is not delivered: only done or rejected takes a request off the list."""
    assert bool(open_asks(with_handling(handling))) is waits


def test_ordinary_messages_are_no_requests() -> None:
    """Only sealed requests count; what a phone wrote stays in the inbox."""
    picture = night(sites=())
    assert all(line.content is not Content.REQUEST for line in picture.inbox)
    assert open_asks(picture) == []


def test_an_unconfirmed_need_is_open_and_says_so() -> None:
    """A need of an unproven radio is shown, as waiting for klopt."""
    picture = night(inbox=(), outbox=())
    own = next(view for view in picture.sites if view.own)
    asking = replace(own, needs=(Need("deken", 10, "stuks"),), needs_pending=True)
    (ask,) = open_asks(replace(picture, sites=(asking,)))
    assert ask.standing is Standing.UNCONFIRMED
