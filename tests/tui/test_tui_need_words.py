"""How a request is worded when it is not known how much is asked for."""

import pytest

from nsp_console.domain.understanding import Need
from nsp_console.tui.wording import Wording
from nsp_console.wire.frames.articles import SLOTS, from_bitmap
from support.vocabulary import vocabulary


@pytest.mark.parametrize("slot", range(len(SLOTS)))
def test_an_amount_that_was_not_told_is_not_made_up(slot: int) -> None:
    """A need from the state on the air is worded without any number; one with an amount keeps it."""
    wording = Wording(vocabulary())
    (need,) = from_bitmap(128 >> slot)
    assert wording.need(need)
    assert not any(sign.isdigit() for sign in wording.need(need))
    assert wording.need(Need(need.article, 12, need.unit)).startswith("12 ")
