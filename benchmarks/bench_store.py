"""How long the store takes to verify, to read back and to record. Prints seconds; nothing is asserted.

python benchmarks/bench_store.py [ROWS …]      (default 50000 250000)
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from nsp_console.clock import WallClock
from nsp_console.domain.facts import Fact, MessageQueued, MessageStepped, Purpose, Step, TextHeard, ValuesConfirmed
from nsp_console.domain.understanding import Outcome, Understanding
from nsp_console.domain.values import Means, Scalar, Source, Tier
from nsp_console.paths import DatabaseKind
from nsp_console.store.reader import Reader
from nsp_console.store.store import Store

CALL_FACTS = 400
SINGLE_CALLS = 200


def day(n: int) -> tuple[Fact, ...]:
    """Four facts as one report makes: heard, echo out, echo at the radio, klopt."""
    site = f"L-ZWO-{n % 125:02d}"
    values: dict[str, Scalar] = {"state": "open", "water_l": 300 + n % 900, "visitors": n % 200, "fuel_hours": 6.5}
    text = f"{site} open, water {300 + n % 900} l, {n % 200} bezoekers, aggregaat nog 6,5 uur"
    understood = Understanding(Outcome.STATUS, site, values)
    heard = TextHeard(text, n % 125, n, "nsp", Source(Means.LORA, Tier.C, n % 125), understood, site, snr=-7.25, hops=2)
    first = 4 * n + 1
    return (
        heard,
        MessageQueued(f"{site}: begrepen", Purpose.ECHO, site, n % 125, first),
        MessageStepped(first + 1, Step.AT_RADIO),
        ValuesConfirmed(first, "operator"),
    )


def timed(label: str, started: float, count: int) -> None:
    seconds = time.perf_counter() - started
    print(f"  {label:<34}{seconds:8.3f} s {count / seconds:12,.0f} /s")


def measure(rows: int) -> None:
    """Fill a database with `rows` facts, then open, verify and read it."""
    print(f"{rows:,} rows")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        store = Store.open(path, DatabaseKind.DEMO, WallClock())
        started = time.perf_counter()
        for n in range(0, rows // 4, CALL_FACTS // 4):
            store.record_now(*(fact for k in range(n, min(n + CALL_FACTS // 4, rows // 4)) for fact in day(k)))
        timed(f"record, {CALL_FACTS} facts a call", started, rows)
        started = time.perf_counter()
        for _ in range(SINGLE_CALLS):
            store.record_now(MessageQueued("x", Purpose.MESSAGE))
        timed("record, one fact a call", started, SINGLE_CALLS)
        asyncio.run(together(store))
        store.close()
        print(f"  {'file':<34}{path.stat().st_size / 1e6:8.1f} MB")
        with Reader(path) as reader:
            found = reader.verify()
        print(f"  {'verify':<34}{found.seconds:8.3f} s {found.rows / found.seconds:12,.0f} /s")
        started = time.perf_counter()
        store = Store.open(path, DatabaseKind.DEMO, WallClock())
        timed("open (lock, migrate, verify)", started, rows)
        started = time.perf_counter()
        count = sum(1 for _ in store.journal())
        timed("journal read back as facts", started, count)
        store.close()


async def together(store: Store) -> None:
    """Facts offered at the same moment share commits."""
    before, started = store.commits, time.perf_counter()
    await asyncio.gather(*(store.record(MessageQueued(str(n), Purpose.MESSAGE)) for n in range(1000)))
    timed(f"1000 at once in {store.commits - before} commits", started, 1000)


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or [50_000, 250_000]:
        measure(size)
