"""How fast the picture goes round: all waits of the plane in one place, so that a simulation can try others.

Numbers at MEDIUM_FAST (facts: airtime §3.5, §5.3); every wait is multiplied by the scale of the preset.
"""

from dataclasses import dataclass

Span = tuple[float, float]  # seconds, from and to; a moment between them is drawn


@dataclass(frozen=True, slots=True)
class Pace:
    """The defaults are the design.

    k               a state heard so often is told by enough others
    alarm_k         the same for a list with all our alarms: who lacks one of them hears some neighbour
    normal_s, urgent_s, cold_s  after news, after an alarm, and while everything is news
    begin_s         a process that begins shows what it lacks
    cold_for_s      so long after its start a process is cold; also when cold_pending states wait
    push_s          after hearing that somebody lacks a state, or has a newer one than we have
    push_again_s    one console pushes the same state twice as late each time, until it let it rest so long
    ask_again_s     a state that others have newer is asked for again, asks_max times for one sign of it
    doubt_s         a state told by us that nobody is heard telling is pushed after this, twice as late each time
    doubts_max      and so often; not at all when sure others were heard telling it before we did
    alarm_again_s   after asking for an alarm that others list; twice as long each time
    heartbeat_s     a packet at least so often (times heartbeat_spread)
    places          versions in the window of a packet
    all_places_s    a window shows everything at least so often, while the channel allows repairs
    stale_many      with so many states stale here the window is as wide as fits
    """

    k: int = 3
    alarm_k: int = 1
    normal_s: Span = (1.5, 7.0)
    urgent_s: Span = (0.5, 4.0)
    cold_s: Span = (8.0, 24.0)
    begin_s: Span = (1.0, 5.0)
    cold_for_s: float = 200.0
    cold_pending: int = 12
    push_s: Span = (3.0, 15.0)
    push_again_s: float = 600.0
    ask_again_s: Span = (30.0, 60.0)
    asks_max: int = 3
    doubt_s: Span = (12.0, 24.0)
    doubts_max: int = 2
    sure: int = 2
    alarm_again_s: float = 15.0
    heartbeat_s: float = 300.0
    heartbeat_spread: Span = (0.9, 1.1)
    places: int = 8
    all_places_s: float = 300.0
    stale_many: int = 16
