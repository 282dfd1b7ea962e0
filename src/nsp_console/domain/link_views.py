"""What a screen draws of the air: who was heard and how well, how full the hour and the channel are, what waits.

Histories live in the running process only (nothing of them is journalled): a restart begins them anew.
"""

from dataclasses import dataclass, field

from nsp_console.domain.moments import Age


@dataclass(frozen=True, slots=True)
class NodeView:
    """One radio heard off the air.

    heard_s  seconds since its last packet; `packets` since it was first heard here
    snr      of that packet, dB; `rssi` dBm; None when the radio did not tell
    hops     radios in between on its way here; 0: heard directly
    ours     something of it came over the station's own channel
    history  (slices ago, strongest snr in that slice), newest first; only slices in which it was heard
    """

    node: int
    heard_s: float
    packets: int
    snr: float | None = None
    rssi: int | None = None
    hops: int | None = None
    ours: bool = False
    history: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class AirView:
    """Use of the air, in percent, with the lines that are drawn in it.

    own      our own airtime of the sliding hour as it stood in each slice of `slice_s`, oldest first; None: not told
    channel  the highest channel use in each slice
    legal_pct, stop_pct  what the law allows of an hour, and where we stop ourselves
    busy_pct, full_pct   channel use above which repairs, and all but alarms and receipts, wait
    snr_floor  dB below which this preset can no longer be read; None: preset unknown
    node_slice_s, node_slices  length and number of the slices in `NodeView.history`
    """

    own: tuple[float | None, ...] = ()
    channel: tuple[float | None, ...] = ()
    slice_s: float = 300.0
    legal_pct: float = 10.0
    stop_pct: float = 8.0
    busy_pct: float = 25.0
    full_pct: float = 40.0
    snr_floor: float | None = None
    node_slice_s: float = 3600.0
    node_slices: int = 24


@dataclass(frozen=True, slots=True)
class QueueView:
    """Lines of ours that wait to leave, per addressee ("" is everybody). `oldest`: of the one that waits longest."""

    to: str
    count: int
    oldest: Age


@dataclass(frozen=True, slots=True)
class LinkExtras:
    """Facts of the radio beside its state.

    region, role  as the radio calls them; battery_pct: 101 or more means mains; None: it does not tell
    channels_missing  (channel, detail code) of each channel of ours the radio lacks
    quiet             attached, but nothing heard for long
    """

    region: str = ""
    role: str = ""
    battery_pct: float | None = None
    channels_missing: tuple[tuple[str, str], ...] = ()
    quiet: bool = False
    air: AirView = field(default_factory=AirView)
    nodes: tuple[NodeView, ...] = ()  # newest heard first
