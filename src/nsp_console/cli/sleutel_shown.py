"""What `nsp sleutels toon` tells, as words or as JSON: never a secret."""

from nsp_console.cli.sleutel_asking import name_of
from nsp_console.domain.sites import Region
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.facts import KEEPER_KIND, Facts
from nsp_console.wire.sealing import Domain

WORDS = {
    "bestand": "Bestand",
    "van": "Sleutels van",
    "kenmerk": "Kenmerk",
    "regio": "Regio",
    "regiokenmerk": "Kenmerk regio",
    "tijdvak": "Tijdvak",
    "generatie": "Generatie",
    "vorig_tijdvak": "Geldt ook nog",
    "gesloten": "Gesloten",
    "komend": "Verzegeld",
    "ondertekent": "Ondertekent",
    "lijst": "Openbare lijst",
    "coordinatoren": "C-NSP's",
    "vernieuwd": "Vernieuwd",
    "buren": "Buren",
    "ingetrokken": "Ingetrokken",
}
Told = dict[str, object]


def public(facts: Facts, file: str, region: Region | None) -> Told:
    """What the file tells without its passphrase."""
    whose = "regiobeheer" if facts.kind == KEEPER_KIND else name_of(region, facts.number)
    told: Told = {"bestand": file, "van": whose, "kenmerk": facts.fingerprint, "regio": facts.region}
    if facts.kind != KEEPER_KIND:
        told |= {"regiokenmerk": facts.region_fingerprint, "generatie": facts.generation}
    return told | {"tijdvak": facts.epoch}


def inside(bundle: Bundle, revoked: dict[str, int]) -> Told:
    """What is in it, in numbers and names."""
    roll = bundle.roll
    ring = bundle.ring(Domain.REAL)
    return {
        "vorig_tijdvak": bundle.previous.epoch if bundle.previous else None,
        "gesloten": list(ring.closed_epochs),
        "komend": [box.epoch for box in bundle.coming],
        "ondertekent": ring.signs,
        "lijst": roll.serial if roll else None,
        "coordinatoren": len(roll.signers) if roll else 0,
        "vernieuwd": dict(roll.renewed) if roll else {},
        "buren": [f"{region}:{number}" for region, number in roll.guests] if roll else [],
        "ingetrokken": revoked,
    }


def revoked_in_journals() -> dict[str, int]:
    """Code → last generation that is not trusted any more, from the journals of inzet and oefening."""
    from nsp_console.domain.facts import StationRevoked
    from nsp_console.paths import DatabaseKind, database_file
    from nsp_console.store.reader import Reader

    found: dict[str, int] = {}
    for kind in (DatabaseKind.DEPLOYMENT, DatabaseKind.EXERCISE):
        if not database_file(kind).exists():
            continue
        with Reader(database_file(kind)) as reader:
            for entry in reader.journal():
                if isinstance(entry.fact, StationRevoked):
                    found[entry.fact.station] = max(entry.fact.generation, found.get(entry.fact.station, 0))
    return found


def lines(told: Told) -> str:
    """As words, one thing a line."""
    return "\n".join(f"{WORDS[key]:<15} {_worded(value)}" for key, value in told.items())


def _worded(value: object) -> str:
    if value is None or value == [] or value == {}:
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dict):
        return ", ".join(f"{key} (generatie {number})" for key, number in value.items())
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
