"""What a C decides for others: checked here, signed to all, and never by an L."""

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError
from nsp_console.domain.facts import Content, DecisionKind, Purpose
from nsp_console.dutch.errors import sentence
from nsp_console.dutch.reasons import reason
from nsp_console.station import commands
from nsp_console.station.commands import Command
from support.consoles import BOEG, DEV, GUEST, HAR, OMM, RAA, START_WALL, ZANDWEERD, ZWO, PaperConsole, kinds, messages

ORDERS: tuple[Command, ...] = (
    commands.StartDeployment("Storm", START_WALL - 3600, "ROT"),
    commands.CorrectT0(START_WALL - 1800, "meldkamer"),
    commands.Decide(BOEG, DecisionKind.OPEN, "stroom weg", "burgemeester", START_WALL + 7200),
    commands.MoveHome(DEV, "kazerne leeg"),
    commands.MoveHome(""),
    commands.RevokeStation(ZANDWEERD, "laptop gestolen"),
    commands.EndDeployment("voorbij"),
)


def code_of(console: PaperConsole, command: Command) -> str:
    """The code of the complaint; it has a Dutch sentence with everything filled in, and nothing was recorded."""
    before = console.number
    with pytest.raises(CommandError) as caught:
        console.do(command)
    assert console.number == before
    assert "?" not in sentence(caught.value)
    return caught.value.code


def test_every_order_is_a_fact_here_and_the_same_fact_signed_everywhere() -> None:
    """What one C orders in a row arrives at another as the same facts with the signer as origin, and ends the same."""
    zwolle, deventer = PaperConsole(ZWO), PaperConsole(DEV)
    for command in ORDERS:
        made = zwolle.do(command)
        assert kinds(made)[1:] == ["bericht_uit"]
        (letter,) = messages(made)
        assert (letter.to, letter.content, letter.purpose) == ("", Content.ORDER, Purpose.ORDER)
        meaning, told = deventer.take(ZWO, letter)
        assert meaning.refused is None
        assert kinds(told) == ["post_aangenomen", kinds(made)[0]]
        assert getattr(told[1].fact, "origin", None) == ZWO
        assert zwolle.orders.notices_for(command, [entry.fact for entry in made]) == ()
    assert deventer.air.revoked == zwolle.air.revoked == {ZANDWEERD: 1}
    assert deventer.situation.deployment is None
    assert deventer.air.writers.unmanned() == zwolle.air.writers.unmanned() == {}
    ((_, decided),) = deventer.situation.records[BOEG].decisions
    assert (decided.by, decided.target_wall) == ("burgemeester", START_WALL + 7200)


def test_without_a_signing_key_an_order_holds_here_and_says_so() -> None:
    """The fact is recorded, nothing goes out, and the operator reads that nobody else was told."""
    console = PaperConsole(ZWO, signs=False)
    for command in ORDERS:
        made = console.do(command)
        assert len(made) == 1
        (notice,) = console.orders.notices_for(command, [entry.fact for entry in made])
        assert "alleen op deze console" in reason(notice)
    assert code_of(console, commands.CallRoll()) == "kan_niet_ondertekenen"
    bulletin = commands.IssueBulletin("water")
    made = console.do(bulletin)
    assert kinds(made) == ["bulletin_uit", "bericht_uit"]
    assert not messages(made)
    assert console.orders.notices_for(bulletin, [entry.fact for entry in made])
    assert console.orders.notices_for(commands.SendText("x"), []) == ()


def test_an_l_orders_nothing() -> None:
    """Every order at an L console is refused with whom to ask; nothing is recorded."""
    console = PaperConsole(BOEG)
    for command in (*ORDERS, commands.CallRoll(), commands.IssueBulletin("x")):
        assert code_of(console, command) == "alleen_c"


def test_a_decision_about_another_c_s_point_stays_here() -> None:
    """It is noted, not signed: the others would not take it from us. Standing in makes it ours."""
    console = PaperConsole(ZWO)
    decide = commands.Decide(ZANDWEERD, DecisionKind.CLOSE, "leeg", "burgemeester")
    assert kinds(console.do(decide)) == ["besluit"]
    console.record(facts.HomeMoved(DEV, ZWO, "kazerne", origin=DEV))
    assert kinds(console.do(decide)) == ["besluit", "bericht_uit"]


def test_points_that_joined_during_the_inzet_are_decided_on_here_only() -> None:
    """They have no number on the air: the decision is recorded and the operator told that it is only here."""
    console = PaperConsole(ZWO)
    console.do(commands.AddSite("X-ZWO-01", "Buurthuis"))
    decide = commands.Decide("X-ZWO-01", DecisionKind.OPEN, "vol", "burgemeester")
    made = console.do(decide)
    assert kinds(made) == ["besluit"]
    assert console.orders.notices_for(decide, [entry.fact for entry in made])


def test_moving_points_is_refused_with_the_reason() -> None:
    """Each way in which a move means nothing, or is not ours to order, has its own words."""
    console = PaperConsole(ZWO)
    assert code_of(console, commands.MoveHome("")) == "niets_terug_te_nemen"
    assert code_of(console, commands.MoveHome(GUEST)) == "geen_c"
    assert code_of(console, commands.MoveHome(BOEG)) == "geen_c"
    assert code_of(console, commands.MoveHome("C-XXX-99")) == "punt_onbekend"
    assert code_of(console, commands.MoveHome(RAA, home=DEV)) == "niet_bevoegd"
    assert code_of(console, commands.MoveHome(DEV, sites=(ZANDWEERD,))) == "andermans_punten"
    assert code_of(console, commands.MoveHome(DEV, sites=(BOEG,) * 41)) == "te_veel_punten"
    console.record(facts.HomeMoved(DEV, RAA, "kazerne", origin=DEV))
    assert code_of(console, commands.MoveHome(DEV)) == "zelf_onbemand"
    for home in (DEV, RAA, HAR):
        console.do(commands.MoveHome("", home=home))
    assert code_of(console, commands.MoveHome("", home=OMM)) == "te_veel_overgenomen"
    console.record(facts.HomeMoved(DEV, DEV, "kazerne", origin=DEV))
    assert code_of(console, commands.MoveHome("", home=DEV)) == "teruggenomen"


def test_revoking_names_what_cannot_be_revoked() -> None:
    """Not oneself, not what has no keys, not another C (the keeper does that), and not without a reason."""
    console = PaperConsole(ZWO)
    assert code_of(console, commands.RevokeStation(ZWO, "x")) == "niet_zichzelf"
    assert code_of(console, commands.RevokeStation(GUEST, "x")) == "geen_sleutels"
    assert code_of(console, commands.RevokeStation(BOEG)) == "reden_nodig"
    assert code_of(console, commands.RevokeStation(DEV, "gestolen")) == "c_niet_intrekken"


@settings(deadline=None)
@given(st.one_of(st.floats(), st.integers(-(2**40), 2**40).map(float), st.floats(-1e7, 1e7).map(START_WALL.__add__)))
def test_no_impossible_t0_is_recorded(t0: float) -> None:
    """Whatever number is given, T0 lies at most an hour ahead and sixty days back, and is a number at all."""
    console = PaperConsole(ZWO)
    possible = -60 * 86_400 <= t0 - console.now.wall <= 3600
    command = commands.StartDeployment("Storm", t0, "ROT")
    if possible:
        (entry, _) = console.do(command)
        assert isinstance(entry.fact, facts.DeploymentStarted)
    else:
        assert code_of(console, command) == "t0_onmogelijk"


def test_a_roll_call_asks_the_points_of_the_caller() -> None:
    """Own points and those stood in for answer; the points of another C do not."""
    zwolle = PaperConsole(ZWO)
    zwolle.record(facts.HomeMoved(DEV, ZWO, "kazerne", origin=DEV))
    (letter,) = messages(zwolle.do(commands.CallRoll()))
    boeg, zandweerd, deventer = PaperConsole(BOEG), PaperConsole(ZANDWEERD), PaperConsole(DEV)
    assert boeg.take(ZWO, letter)[0].roll_call
    assert not zandweerd.take(ZWO, letter)[0].roll_call
    zandweerd.record(facts.HomeMoved(DEV, ZWO, "kazerne", origin=DEV))
    assert zandweerd.take(ZWO, letter)[0].roll_call
    assert not deventer.take(ZWO, letter)[0].roll_call
