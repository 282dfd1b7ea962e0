"""Two hundred hostile texts through a station and a real database: kept as received, shown clean, never fatal."""

import base64
import random
import unicodedata
from pathlib import Path

from nsp_console.clock import PlayClock
from nsp_console.domain.facts import TextHeard
from nsp_console.paths import DatabaseKind
from nsp_console.store.store import Store
from support.station_rig import START_WALL, running

PIECES = (
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "[/foo] [red]x[/] [@click=app.quit]klik[/]",
    "\u202etxet nedroev\u202c",
    "שלום مرحبا",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "\x00\x01\x7f",
    "👩‍👩‍👧‍👦🆘🔥" * 3,
    "\u0316" * 60,
    "%s %n {0} ${x}",
    "'; DROP TABLE journaal; --",
    "<script>alert(1)</script>",
    "L-ZWO-09 water 300 l",
    "\n\n\r\n\t",
    "\u2028\u2029",
    "a" * 10_000,
    "\ufeff\u200b\u200d",
    "\ud800",
    "12",
    "HULP",
)


def hostile(rng: random.Random) -> str:
    """A few pieces in random order, sometimes cut or repeated."""
    text = "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 4)))
    return text[: rng.randint(1, len(text))] if rng.random() < 0.3 else text


async def test_hostile_texts_are_kept_as_received_and_shown_clean(tmp_path: Path) -> None:
    """No text crashes the station, every one is in the journal to the character, and no view holds a raw one."""
    rng = random.Random(1)
    clock = PlayClock.manual(START_WALL)
    store = Store.open(tmp_path / "inzet.db", DatabaseKind.DEPLOYMENT, clock)
    texts = [hostile(rng) for _ in range(200)]
    try:
        async with running(store, clock=clock) as rig:
            for number, text in enumerate(texts):
                rig.radio.hear(text, sender=0x1000 + number, private=rng.random() < 0.8)
                clock.advance(5)
            await rig.settle()
            snapshot = rig.station.snapshot()
            shown: list[str] = []
            for lines in (snapshot.inbox, snapshot.alarms, snapshot.outbox):
                shown += [line.text for line in lines]
            shown += [part for line in snapshot.inbox for _, part in line.understood.unclear]
            shown += [line.text for view in snapshot.sites for line in rig.station.timeline(view.site.code)]
        kept = [entry.fact for entry in store.journal() if isinstance(entry.fact, TextHeard)]
    finally:
        store.close()
    as_sent = [text.encode("utf-8", errors="surrogatepass") for text in texts]
    for fact, sent in zip(kept, as_sent, strict=True):
        if fact.raw:  # not valid UTF-8: kept to the byte beside the readable guess
            assert base64.b64decode(fact.raw) == sent
        else:
            assert fact.text.encode("utf-8") == sent
    for text in shown:
        assert not any(unicodedata.category(char).startswith("C") for char in text), repr(text)
