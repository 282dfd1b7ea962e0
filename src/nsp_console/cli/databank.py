"""`nsp controle`, `nsp backup`, `nsp terugzetten`: looking after the database by hand."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from nsp_console import paths
from nsp_console.domain.errors import NspError
from nsp_console.dutch.errors import sentence
from nsp_console.paths import DatabaseKind

OK = 0
FAILED = 1


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three commands; each sets `func`, which takes the parsed arguments and returns the exit code."""
    check = subparsers.add_parser("controle", help="kijk of de databank heel is")
    check.set_defaults(run=lambda chosen: controle(_file(chosen)))
    copy = subparsers.add_parser("backup", help="maak een reservekopie (mag terwijl de console draait)")
    copy.add_argument("doel", nargs="?", type=Path, metavar="DOEL", help="nieuw bestand of map")
    copy.set_defaults(run=lambda chosen: backup(_file(chosen), chosen.doel))
    back = subparsers.add_parser("terugzetten", help="zet een reservekopie terug (sluit eerst de console)")
    back.add_argument("bron", type=Path, metavar="BRON", help="de reservekopie")
    back.set_defaults(run=lambda chosen: terugzetten(_file(chosen), chosen.bron))
    for command in (check, copy, back):
        command.add_argument(
            "--databank",
            choices=[DatabaseKind.DEMO.value, DatabaseKind.DEPLOYMENT.value],
            help="demo of inzet; standaard inzet zodra de console is ingesteld",
        )


def controle(path: Path) -> int:
    """Verify the database at `path` beside a running console; 0 when it is sound."""
    from nsp_console.store.reader import Reader

    def work() -> None:
        print(f"{path.name} wordt gecontroleerd …", flush=True)
        with Reader(path) as reader:
            found = reader.verify(_progress)
        print(f"De databank is heel: {_count(found.rows)} in {_seconds(found.seconds)}.")
        print(f"Kenmerk van de laatste regel: {found.head_hash.hex()[:16]}")

    return _told(work)


def backup(path: Path, target: Path | None) -> int:
    """Make a verified copy of `path` as `target` (a new file, a folder, or None for the usual place)."""
    from nsp_console.store import backup as store_backup

    def work() -> None:
        place = store_backup.place_for(path, target)
        print(f"{path.name} wordt gekopieerd en nagekeken …", flush=True)
        found = store_backup.backup(path, place, _progress)
        print(f"Reservekopie gemaakt en nagekeken: {_count(found.rows)}.")
        print(str(place))

    return _told(work)


def terugzetten(path: Path, source: Path) -> int:
    """Put backup `source` in the place of `path`; refused while a console runs, the old file is kept."""
    from nsp_console.store import backup as store_backup

    def work() -> None:
        print(f"{source.name} wordt nagekeken en teruggezet …", flush=True)
        kind = DatabaseKind(path.stem)
        restoration, aside = store_backup.restore(path, source, kind, time.time(), _progress)
        print(f"Teruggezet: {_count(restoration.rows)}. Oude berichten worden niet opnieuw verstuurd.")
        if aside is not None:
            print(f"De vorige databank is bewaard als {aside.name}.")

    return _told(work)


def _file(chosen: argparse.Namespace) -> Path:
    kind = DatabaseKind(chosen.databank) if chosen.databank else paths.current_kind()
    return paths.database_file(kind)


def _told(work: Callable[[], None]) -> int:
    """Run `work`; an expected error becomes one Dutch line and exit code 1."""
    try:
        work()
    except NspError as error:
        print(sentence(error))
        return FAILED
    return OK


def _progress(rows: int) -> None:
    print(f"  {_count(rows)} nagekeken …", flush=True)


def _count(rows: int) -> str:
    return f"{rows:,}".replace(",", ".") + (" regel" if rows == 1 else " regels")


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",") + " s"
