"""The figures of a run, under the keys that are printed."""

from collections.abc import Sequence
from math import inf
from statistics import mean

from nsp_console.domain.facts import Why
from nsp_console.sim.region.driving import Readings
from nsp_console.sim.region.measures import HORIZON_S, SHARES_S, Record, per, quantile, rounded, share
from nsp_console.sim.region.purpose import Purposes
from nsp_console.sim.region.workload import HOUR_S, Workload
from nsp_console.sim.region.world import World

KEYS = (
    "update_p50_s", "update_p95_s", "share_60s", "share_120s", "share_300s", "updates_per_h", "channel_use",
    "node_duty_max", "picture_airtime_s", "cold_start_99_s", "alarm_p95_s", "alarm_share_60s", "messages_sent",
    "messages_delivered", "messages_duplicated", "frames_per_message", "tx_per_message", "status_bytes_on_air",
    "bytes_per_station", "simulated_s", "wall_s",
)  # fmt: skip
# Where the distribution of latencies is told, for the drawing of it.
REACH_S = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 600)

PICTURE_PARTS = (0.5, 0.9, 0.95, 0.99, 1.0)  # of the picture, of which the details tell when it was there


def figures(
    world: World, read: Readings, for_messages: Sequence[str], weights: Purposes, wall_s: float
) -> dict[str, object]:
    """Of our own region. What never arrived is null where it decides the figure."""
    side = world.sides[0]
    record, work, hours = side.record, side.work, world.plan.hours
    latencies = record.latencies(work.starts_s, work.ends_s)
    issued = record.issued(work.starts_s, work.ends_s)
    changes = sum(why != Why.HEARTBEAT.value for why in issued)
    busy = [read.busy_end_s[code] - read.busy_s[code] for code in side.coordinators]
    found: dict[str, object] = {
        "update_p50_s": quantile(latencies, 0.50),
        "update_p95_s": quantile(latencies, 0.95),
        **{f"share_{limit}s": share(latencies, limit) for limit in SHARES_S},
        "updates_per_h": rounded(changes / hours),
        "channel_use": rounded(100 * mean(busy) / (hours * HOUR_S)),
        "node_duty_max": rounded(100 * world.meter.busiest(world.now_s)),
        "picture_airtime_s": None if record.picture_air_s is None else rounded(record.picture_air_s),
        "cold_start_99_s": None if record.picture_s is None else rounded(record.picture_s - work.last_boot_s),
        **_alarms(record),
        **_messages(world, record, read, for_messages),
        "status_bytes_on_air": weights.status_bytes,
        "bytes_per_station": per(weights.bulk_bytes, weights.bulk_entries),
        "simulated_s": rounded(world.now_s),
        "wall_s": rounded(wall_s),
    }
    assert tuple(found) == KEYS
    return found | {"details": _details(world, read, latencies, issued, work)}


def _alarms(record: Record) -> dict[str, object]:
    latencies = [alarm.latency_s(at) for alarm in record.alarms.values() for at in alarm.to]
    return {"alarm_p95_s": quantile(latencies, 0.95), "alarm_share_60s": share(latencies, 60.0)}


def _messages(world: World, record: Record, read: Readings, for_messages: Sequence[str]) -> dict[str, object]:
    """Until the end of the run: what a message sets going goes on after the measured hours."""
    messages = record.messages.values()
    since = world.meter.tally.since(read.began)
    return {
        "messages_sent": len(messages),
        "messages_delivered": sum(one.latency_s(at) <= HORIZON_S for one in messages for at in one.to),
        "messages_duplicated": sum(len(moments) > 1 for one in messages for moments in one.there_s.values()),
        "frames_per_message": per(sum(since.began[kind] for kind in for_messages), len(messages)),
        "tx_per_message": per(sum(since.sent[kind] for kind in for_messages), len(messages)),
    }


def _details(
    world: World, read: Readings, latencies: list[float], issued: list[str], work: Workload
) -> dict[str, object]:
    """What the figures rest on, and where the airtime went in the measured hours (seconds and packets per hour)."""
    hours, measured = world.plan.hours, read.ended.since(read.began)
    counts, record = world.meter.counts, world.sides[0].record
    alarms = [alarm.latency_s(at) for alarm in record.alarms.values() for at in alarm.to]
    messages = [one.latency_s(at) for one in record.messages.values() for at in one.to]
    return {
        "update_samples": len(latencies),
        "reach": [[seconds, share(latencies, seconds)] for seconds in REACH_S] if latencies else [],
        "update_never": sum(value == inf for value in latencies),
        "alarm_samples": len(alarms),
        "alarm_never": sum(value == inf for value in alarms),
        "message_p95_s": quantile(messages, 0.95),
        "heartbeats_per_h": rounded(sum(why == Why.HEARTBEAT.value for why in issued) / hours),
        "pairs_known": record.pairs,
        "pairs": record.pairs_wanted,
        "cold_start_s": {
            f"{part:.0%}": None if (at_s := record.known_s(part)) is None else rounded(at_s - work.last_boot_s)
            for part in PICTURE_PARTS
        },
        "boot_s": rounded(work.last_boot_s),
        "air_s_per_h": {kind: rounded(seconds / hours) for kind, seconds in sorted(measured.air_s.items())},
        "began_per_h": {kind: rounded(count / hours) for kind, count in sorted(measured.began.items())},
        "sent_per_h": {kind: rounded(count / hours) for kind, count in sorted(measured.sent.items())},
        "cold_air_s": {kind: rounded(seconds) for kind, seconds in sorted(read.began.air_s.items())},
        "receptions": counts.received,
        "spoiled": counts.spoiled,
        "dropped": counts.dropped,
    }
