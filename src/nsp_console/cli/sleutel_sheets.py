"""The words on the printed sheets."""

from nsp_console.domain.sites import Region, Site
from nsp_console.keys import parts
from nsp_console.keys.bundle import Bundle
from nsp_console.keys.keeper import Keeper
from nsp_console.keys.sheet import Block, html

WARNING = (
    "Geheim. Bewaar dit vel in een dichte envelop. Wie het leest, kan zich voor dit station uitgeven. "
    "Is de envelop open of weg? Meld het meteen aan het regiobeheer."
)
VAULT_WARNING = (
    "Zeer geheim. Dit vel hoort in de kluis. Wie het leest, kan zich voor elk station van de regio uitgeven. "
    "Zonder dit vel zijn bij verlies van de laptop alle sleutels weg."
)


def station_sheet(site: Site, region: Region, bundle: Bundle) -> str:
    """The A4 for the envelope of one station."""
    epoch = bundle.present.epoch
    coming = ", ".join(str(each.epoch) for each in bundle.coming)
    return html(
        f"NSP-sleutels van {site.code} {site.name}",
        (
            ("Regio", f"{region.name} ({region.number}), kenmerk {bundle.region_fingerprint}"),
            ("Kenmerk van dit station", bundle.fingerprint() or ""),
            ("Tijdvak en generatie", f"{epoch} en {bundle.generation}"),
        ),
        WARNING,
        (
            Block(
                f"1. Nu: tijdvak {epoch}",
                "Typ op de laptop: nsp sleutels lees. Scan de code, of typ de regels over. O is een nul, I is een 1.",
                parts.now_part(bundle),
            ),
            Block(
                f"2. Later: tijdvak {coming}, verzegeld",
                "Lees dit ook in, nu of later. Een tijdvak gaat pas open met een code die het regiobeheer voorleest.",
                parts.later_part(bundle),
            ),
            Block(
                f"3. Openbare lijst nummer {bundle.roll.serial if bundle.roll else 0}",
                "Niet geheim: wie er mag ondertekenen. Alleen scannen, of van een USB-stick lezen.",
                parts.list_part(bundle),
                typed=False,
            ),
        ),
    )


def keeper_sheet(keeper: Keeper, region: Region) -> str:
    """The A4 for the vault: from this everything can be made again."""
    return html(
        f"NSP-regiosleutel van {region.name}",
        (
            ("Regio", f"{region.name} ({region.number})"),
            ("Kenmerk van de regio", keeper.fingerprint),
            ("Tijdvak", str(keeper.epoch)),
        ),
        VAULT_WARNING,
        (
            Block(
                "Alles van het regiobeheer",
                "Op een nieuwe laptop van het regiobeheer: nsp sleutels lees. Print dit vel opnieuw na elke "
                "vernieuwing van een station, na elk nieuw tijdvak en na elke nieuwe buur.",
                parts.keeper_bytes(keeper),
            ),
        ),
    )
