"""The machine-readable board tells of other consoles what the picture holds, with nothing left out."""

import json
from dataclasses import replace

from nsp_console.domain.facts import AlarmKind, AlarmStep, Mode, Why
from nsp_console.domain.moments import Age
from nsp_console.domain.safetext import SafeText
from nsp_console.domain.values import Tier
from nsp_console.domain.views import AlarmView, BulletinView, KeysState, KeysView, OwnState, PeerView, RadioView
from nsp_console.station.board_json import board
from nsp_console.station.picture import Painter
from support.consoles import BOEG, DEV, RAA, ZWO, PaperConsole


def test_an_empty_exchange_is_told_as_such() -> None:
    """Before any key or console is known every key is there, and empty."""
    zwolle = PaperConsole(ZWO)
    snapshot = Painter(zwolle.situation, ZWO, Mode.READY).paint(zwolle.now, True, RadioView("geen"), "", ())
    told = json.loads(json.dumps(board(snapshot)))
    assert told["own"] == {"version": 0, "why": None, "issued_age_s": None, "received": {}, "changed": False}
    assert (told["peers"], told["bulletins"], told["unmanned"]) == ([], [], {})
    assert told["keys"] == {"state": "geen", "fingerprint": "", "epoch": 0, "signs": False, "revoked": []}
    assert all(row["passed_to"] is None for row in told["sites"])


def test_everything_known_of_the_exchange_is_on_the_board() -> None:
    """Peers, bulletins, keys, own state, writers, steps of alarms and refused frames, each with its numbers."""
    zwolle = PaperConsole(ZWO)
    radio = RadioView("goed", refused={"vals_zegel": 3, "herhaling": 1})
    snapshot = Painter(zwolle.situation, ZWO, Mode.READY).paint(zwolle.now, True, radio, "", ())
    alarm = AlarmView(
        7,
        AlarmKind.FIRE,
        ZWO,
        SafeText("brand"),
        Tier.A,
        Age(30),
        steps={DEV: AlarmStep.TAKEN_ON, RAA: AlarmStep.RECEIVED},
    )
    told = board(
        replace(
            snapshot,
            sites=(replace(snapshot.sites[0], writer=DEV, passed_to=DEV),),
            alarms=(alarm,),
            own=OwnState(9, Why.DRIFT, Age(61.4), {DEV: Age(20)}, True),
            peers=(PeerView(BOEG, True, Age(5), -12.6, False, 2), PeerView(DEV, False, None)),
            bulletins=(BulletinView(4, ZWO, 2, SafeText("water"), Age(7200), 1, True, {BOEG: Age(60)}),),
            keys=KeysView(KeysState.OPEN, "12345 67890", 3, True, (RAA,)),
            unmanned={RAA: DEV},
        )
    )
    told = json.loads(json.dumps(told))
    assert told["radio"]["refused"] == {"vals_zegel": 3, "herhaling": 1}
    assert told["alarms"][0]["trust"] == "A"
    assert told["alarms"][0]["steps"] == {DEV: "bevestigd", RAA: "ontvangen"}
    assert (told["sites"][0]["writer"], told["sites"][0]["passed_to"]) == (DEV, DEV)
    assert told["own"] == {
        "version": 9,
        "why": "afwijking",
        "issued_age_s": 61,
        "received": {DEV: 20},
        "changed": True,
    }
    assert told["peers"] == [
        {"code": BOEG, "fresh": True, "heard_age_s": 5, "skew_s": -13, "same_names": False, "waiting": 2},
        {"code": DEV, "fresh": False, "heard_age_s": None, "skew_s": None, "same_names": True, "waiting": 0},
    ]
    assert told["bulletins"] == [
        {
            "entry": 4,
            "number": 2,
            "station": ZWO,
            "text": "water",
            "age_s": 7200,
            "valid_h": 1,
            "expired": True,
            "mine": True,
            "hung": {BOEG: 60},
        }
    ]
    assert told["keys"] == {"state": "open", "fingerprint": "12345 67890", "epoch": 3, "signs": True, "revoked": [RAA]}
    assert told["unmanned"] == {RAA: DEV}
