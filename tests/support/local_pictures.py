"""Hand-made Snapshots of an L console: L-ZWO-09 under C-ZWO-01, on the evening of the mock-ups."""

from dataclasses import replace

from nsp_console.domain.facts import AlarmKind, AlarmStep, Content, Handling, Mode, Purpose, Step, Why
from nsp_console.domain.moments import Age
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import SiteKind
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.views import (
    AlarmView,
    BulletinView,
    InboxLine,
    KeysState,
    KeysView,
    OutboxLine,
    OwnState,
    PeerView,
    RadioView,
    RegionTotals,
    SiteView,
    Snapshot,
)
from support.drawn import HOUR, MIN, PORTO, WALL, cell, point, site_of

CODE, HOME = "L-ZWO-09", "C-ZWO-01"
EIGEN = Source(Means.EIGEN, Tier.A)
SEALED = Source(Means.LORA, Tier.A, 0x7C3A0101)
OPEN_KEYS = KeysView(KeysState.OPEN, "KANO BERG 4711", 3)


def own_point() -> SiteView:
    """What L-ZWO-09 told 35 minutes ago."""
    extra = (
        cell("water_l", 420, 35, EIGEN),
        cell("fuel_hours", 9, 35, EIGEN),
        cell("bulletin", 6, 35, EIGEN),
        cell("temperature_c", 19, 200, PORTO),
    )
    hours = ((9, 10), (12, 15), None, None)
    view = point(CODE, "Stadshagen", minutes=35, hours=hours, people=(64, 120), extra=extra, home=HOME)
    cells = view.cells | {"visitors": cell("visitors", 64, 35, EIGEN), "state": cell("state", "open", 35, EIGEN)}
    return replace(view, cells=cells, writer=CODE)


def from_c(entry: int, text: str, minutes: float, handled: Handling | None = None) -> InboxLine:
    """A sealed line of our C."""
    return InboxLine(
        entry,
        HOME,
        0x7C3A0101,
        clean(text),
        Age(minutes * MIN),
        SEALED,
        Understanding(Outcome.MESSAGE),
        counts=True,
        confirmable=False,
        handled=handled,
        station=HOME,
    )


def to_c(entry: int, text: str, minutes: float, step: Step) -> OutboxLine:
    """A line of ours to C that got as far as `step`."""
    order = (Step.STORED, Step.AT_RADIO, Step.HEARD, Step.RECEIVED, Step.READ)
    steps = {one: Age(minutes * MIN) for one in order[: order.index(step) + 1]}
    by = {HOME: Age((minutes - 1) * MIN)}
    return OutboxLine(
        entry,
        HOME,
        None,
        clean(text),
        Purpose.MESSAGE,
        steps,
        step,
        awaits=() if step in (Step.RECEIVED, Step.READ) else (HOME,),
        received_by=by if step in (Step.RECEIVED, Step.READ) else {},
        read_by=by if step is Step.READ else {},
    )


BULLETIN = BulletinView(
    30,
    HOME,
    7,
    clean(
        "Drinkwater halen kan bij sporthal De Pelikaan tot 22:00. Neem zelf flessen mee. Warm blijven: trek lagen aan."
    ),
    Age(34 * MIN),
    12,
    mine=False,
)
INBOX = (
    from_c(41, "Diesel 120 l komt om 22:30 bij u. Hebt u iemand die kan tekenen?", 6),
    from_c(36, "Goed bezig. Volgende ronde 19:30.", 48, Handling.READ),
)
OUTBOX = (
    to_c(38, "Wanneer komt het water?", 21, Step.READ),
    to_c(39, "Er is een kind zoek geweest, is terecht.", 12, Step.RECEIVED),
)


def local(**changes: object) -> Snapshot:
    """An ordinary evening: the report was received, one message is unread, a bulletin waits to be hung."""
    home = point(HOME, "Kazerne Zwolle", kind=SiteKind.C, minutes=3, own=False)
    picture = Snapshot(
        revision=1,
        mode=Mode.DEPLOYED,
        station=site_of(CODE, "Sporthal Stadshagen", SiteKind.L, HOME),
        region="IJsselland",
        provenance="illustratief",
        illustrative=False,
        wall=WALL,
        clock_sure=True,
        sites=(own_point(), home),
        alarms=(),
        inbox=INBOX,
        outbox=OUTBOX,
        radio=RadioView("goed", "serial:auto", heard_nodes=5, air_pct=0.3, preset="MEDIUM_FAST"),
        totals=RegionTotals(100, 34, 9, 57, {}),
        deployment="Stroomuitval Salland",
        t0_wall=WALL - 26 * HOUR - 14 * MIN,
        t_plus_s=26 * HOUR + 14 * MIN,
        own=OwnState(12, Why.CHANGE, Age(35 * MIN), {HOME: Age(34 * MIN)}),
        bulletins=(BULLETIN,),
        keys=OPEN_KEYS,
        peers=(PeerView(HOME, True, Age(3 * MIN), skew_s=-12.0),),
    )
    return replace(picture, **changes)  # type: ignore[arg-type]


def local_fresh() -> Snapshot:
    """Just installed: nothing known, nothing sent."""
    empty = point(CODE, "Stadshagen", minutes=None, hours=(None,) * 4, home=HOME)
    return local(
        sites=(replace(empty, kern_missing=("state", "needs"), cells={}), local().sites[1]),
        own=OwnState(),
        inbox=(),
        outbox=(),
        bulletins=(),
        peers=(),
    )


def local_locked() -> Snapshot:
    """A key file that nobody opened yet: listening only."""
    return local(keys=KeysView(KeysState.LOCKED, "KANO BERG 4711"), own=OwnState(12, Why.CHANGE, Age(35 * MIN)))


def local_radio_down() -> Snapshot:
    """The radio is off since 14:02, and two things wait."""
    return local(radio=RadioView("geen_apparaat", since_s=4 * HOUR, retry_s=8), queue=2)


def local_unreceived() -> Snapshot:
    """Sent, and not received by C; something was changed since."""
    return local(
        own=OwnState(13, Why.CHANGE, Age(7 * MIN), changed=True, next_s=18),
        outbox=(to_c(39, "Er is een kind zoek", 2, Step.AT_RADIO),),
        queue=1,
    )


def local_alarm(*steps: tuple[str, AlarmStep], minutes: float = 2) -> Snapshot:
    """Our own alarm is on its way, as far as `steps` say."""
    alarm = AlarmView(
        60,
        AlarmKind.FIRE,
        CODE,
        clean("brand in de keuken"),
        Tier.A,
        Age(minutes * MIN),
        steps=dict(steps),
        stepped={code: Age((minutes - 1) * MIN) for code, _step in steps},
    )
    sent = replace(to_c(61, "ALARM", minutes, Step.AT_RADIO), purpose=Purpose.ALARM, answers=60, content=Content.TEXT)
    return local(alarms=(alarm,), outbox=(sent, *OUTBOX))


def local_taken() -> Snapshot:
    """Our C writes for us."""
    sites = tuple(
        replace(view, writer=HOME, taken_from=True) if view.site.code == CODE else view for view in local().sites
    )
    return replace(local(), sites=sites)
