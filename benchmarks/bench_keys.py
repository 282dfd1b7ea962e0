"""How fast keys tag, check, sign and unlock. Prints what it measured; nothing is asserted.

python benchmarks/bench_keys.py
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from nsp_console.domain.sites import SiteKind
from nsp_console.keys import armor, keyfile, parts
from nsp_console.keys.work import STRONG, stretched
from nsp_console.wire.sealing import Cover, Domain, sealed, tag_holds
from support.rings import RegionKeys, region_keys

FRAME = bytes(range(13))  # a status frame without its tag
PHRASE = "vier gewone woorden samen"
UNLOCKS = 5


def rate(label: str, act: Callable[[], object], count: int) -> None:
    """Do `act` `count` times and print how many a second."""
    started = time.perf_counter()
    for _ in range(count):
        act()
    seconds = time.perf_counter() - started
    print(f"  {label:<44}{count / seconds:12,.0f} /s")


def quickest(act: Callable[[], object]) -> float:
    """Seconds of the quickest of a few: other work on the machine only adds."""
    times = []
    for _ in range(UNLOCKS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times)


def frames(keys: RegionKeys) -> None:
    """What the link does for every frame."""
    c, own = keys.ring(2, SiteKind.C, Domain.REAL), keys.ring(30, SiteKind.L, Domain.REAL)
    cover = Cover(Domain.REAL, 4, 1, 30, counter=7)
    whole = sealed(own, cover, FRAME)
    assert whole is not None
    covered = cover.bytes_over(FRAME)
    signature = c.sign(covered)
    assert signature is not None
    rate("tag of a covered frame", lambda: own.tag(30, 1, covered), 200_000)
    rate("seal a status frame (cover and tag)", lambda: sealed(own, cover, FRAME), 100_000)
    rate("check a status frame", lambda: tag_holds(c, cover, whole), 100_000)
    rate("sign", lambda: c.sign(covered), 5_000)
    rate("verify a signature", lambda: own.verify(2, covered, signature), 5_000)
    fresh = keys.ring(2, SiteKind.C, Domain.REAL)
    started = time.perf_counter()
    for number in range(1, 126):
        fresh.tag(number, 1, covered)
    print(f"  {'first tag for each of 125 stations':<44}{1e3 * (time.perf_counter() - started):9.2f} ms")


def unlocking(keys: RegionKeys) -> None:
    """The key file against scrypt alone, and a coming epoch."""
    bundle = keys.keeper.bundle(2, SiteKind.C, keys.roll)
    with tempfile.TemporaryDirectory() as folder:
        path = keyfile.save(Path(folder), bundle, PHRASE)
        alone = quickest(lambda: stretched(PHRASE, bytes(16), STRONG.log2n))
        whole = quickest(lambda: keyfile.open(Path(folder), PHRASE))
        print(f"  {'scrypt alone, N = 2^17':<44}{1e3 * alone:9.0f} ms")
        print(f"  {'open the key file of a C':<44}{1e3 * whole:9.0f} ms, {whole / alone:.2f} × scrypt alone")
        print(f"  {'key file of a C':<44}{path.stat().st_size:9} bytes")
    code = keys.keeper.code(2, SiteKind.C, 2)
    print(f"  {'open the next epoch with its code':<44}{1e3 * quickest(lambda: bundle.open_epoch(code)):9.0f} ms")


def paper(keys: RegionKeys) -> None:
    """Sizes of what is printed."""
    for number, kind in ((30, SiteKind.L), (2, SiteKind.C)):
        bundle = keys.keeper.bundle(number, kind, keys.roll)
        for word, made in (("now", parts.now_part(bundle)), ("later", parts.later_part(bundle))):
            print(f"  {f'sheet of {kind}: {word}':<44}{len(made):9} bytes, {len(armor.lines(made))} lines to type")
    roll = keys.roll.signed
    print(
        f"  {'public list with 25 C':<44}{len(roll):9} bytes, {len(armor.joined(armor.lines(roll)))} letters in its QR"
    )
    vault = parts.keeper_bytes(keys.keeper)
    print(f"  {'sheet of the keeper':<44}{len(vault):9} bytes, {len(armor.lines(vault))} lines to type")


if __name__ == "__main__":
    for measure in (frames, unlocking, paper):
        measure(region_keys())
