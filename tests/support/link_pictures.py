"""Pictures of the place Verbinding: the air of a night with histories, and each way in which a link can be broken."""

import math
from collections.abc import Callable
from dataclasses import replace

from nsp_console.domain.link_views import AirView, LinkExtras, NodeView, QueueView
from nsp_console.domain.moments import Age
from nsp_console.domain.selftest import MachineFacts
from nsp_console.domain.views import KeysState, KeysView, PeerView, PictureView, RadioView, Snapshot
from support.drawn import HOUR, MIN
from support.pictures import consoles, demo, first_start, night, radio_down

OWN = tuple(round(2.4 + 2.2 * math.sin(at / 9.0), 2) for at in range(60))
CHANNEL = tuple(round(14 + 12 * math.sin(at / 7.0 + 1), 1) for at in range(60))
AIR = AirView(own=OWN, channel=CHANNEL, snr_floor=-12.5)
NODES = (
    NodeView(0x7C3A0001, 2 * MIN, 214, 6.5, -61, 0, True, tuple((ago, 6.5 - ago / 3) for ago in range(20))),
    NodeView(0x7C3A0009, 4 * MIN, 96, -4.0, -98, 0, True, tuple((ago, -4.0 - (ago % 5)) for ago in range(0, 24, 2))),
    NodeView(0x7C3A0015, 17 * MIN, 40, -9.5, -112, 0, True, ((0, -9.5), (3, -8.0), (4, -11.0))),
    NodeView(0x7C3A0021, 31 * MIN, 12, 2.0, -80, 2, True, ()),
    NodeView(0x9E120044, 5 * HOUR, 3, -6.25, -101, 0, False, ((5, -6.25),)),
    NodeView(0x9E120045, 40 * MIN, 1, None, None, None, False, ()),
)
EXTRAS = LinkExtras("EU_868", "CLIENT_BASE", 101.0, air=AIR, nodes=NODES)
RADIO = RadioView(
    "goed",
    "serial:auto",
    since_s=5 * HOUR,
    own_node=0x7C3A0000,
    firmware="2.7.26",
    preset="MEDIUM_FAST",
    heard_nodes=5,
    last_heard_s=2 * MIN,
    air_pct=OWN[-1],
    channel_pct=CHANNEL[-1],
    refused={"vals_zegel": 2, "dubbel": 41, "herhaling": 1, "oud_tijdvak": 3},
    extras=EXTRAS,
)
QUEUED = (QueueView("L-DEV-04", 1, Age(9 * MIN)), QueueView("", 1, Age(1 * MIN)))
PEERS = (
    PeerView("C-RAA-01", True, Age(4 * MIN), skew_s=250.0, epoch=3, node=0x7C3A0009),
    PeerView("C-DEV-02", True, Age(6 * MIN), skew_s=3.0, epoch=3),
    PeerView("L-DEV-05", True, Age(8 * MIN), same_names=False, epoch=2, node=0x7C3A0001),
    PeerView("C-OLW-01", False, Age(55 * MIN), waiting=1),
    PeerView("L-RAA-03", False, None),
)
MACHINE = MachineFacts(True, 42_000_000_000, 51_200, 5 * HOUR, 2, 9 * HOUR, True, True)


def verbinding(**changes: object) -> Snapshot:
    """The night at C-DEV-01 with everything Verbinding can show."""
    picture = replace(
        consoles(),
        alarms=(),
        radio=RADIO,
        queued=QUEUED,
        peers=PEERS,
        nodes={0x7C3A0001: "L-DEV-05", 0x7C3A0015: "L-DEV-15"},
        picture=PictureView(118, 125, 3, 2),
    )
    return replace(picture, **changes)  # type: ignore[arg-type]


def broken(state: str, detail: str = "", **radio: object) -> Snapshot:
    """The same with the link broken in this way since 14:02."""
    view = replace(RADIO, state=state, detail=detail, since_s=4 * HOUR + 52 * MIN, retry_s=8.0, **radio)  # type: ignore[arg-type]
    queued = (QueueView("", 4, Age(70 * MIN)), QueueView("L-DEV-04", 2, Age(12 * MIN)))
    return verbinding(radio=view, queue=6, queued=queued)


def crowded() -> Snapshot:
    """An exhausted hour, a full channel and more radios than fit."""
    strangers = tuple(NodeView(0x5000 + n, n * MIN, 2, -10.0, -110, 0, False, ((0, -10.0),)) for n in range(80))
    extras = replace(EXTRAS, nodes=(*NODES, *strangers), battery_pct=12.0)
    return verbinding(radio=replace(RADIO, air_pct=8.4, channel_pct=47.0, extras=extras))


def unkeyed() -> Snapshot:
    """A key file that was not opened: nobody can be recognised."""
    return verbinding(keys=KeysView(KeysState.LOCKED, "KANO BERG 4711", 3), peers=())


LINK_PICTURES: dict[str, Callable[[], Snapshot]] = {
    "lucht": verbinding,
    "lucht-weg": lambda: broken("geen_apparaat", "geen_apparaat", heard_nodes=0),
    "lucht-stil": lambda: broken("niets_gehoord", last_heard_s=None, heard_nodes=0),
    "lucht-kanaal": lambda: broken("verkeerd_kanaal", "kanaal_ontbreekt: LongFast, Admin"),
    "lucht-hangt": lambda: broken("reageert_niet", "geen_antwoord"),
    "lucht-vol": crowded,
    "lucht-dicht": unkeyed,
    "lucht-leeg": first_start,
    "lucht-demo": demo,
    "lucht-nacht": night,
    "lucht-oud": radio_down,
}
