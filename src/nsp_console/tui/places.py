"""The places of a C console, in the order of their keys: one row each, and everything that lists places reads it."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from nsp_console.tui.place import Place

PACKAGE = "nsp_console.tui"


@dataclass(frozen=True)
class Card:
    """One place.

    name      mode of the app and prefix of its bindings
    key       that goes there from everywhere
    title     behind its key above every screen
    answers   what it is for: first line of its help, and in the list of commands
    screen    `module:Class` of its Place, imported when it is first shown
    works     the acts that work everywhere work here too; a wall board only shows
    """

    name: str
    key: str
    title: str
    answers: str
    screen: str
    synonyms: str = ""
    works: bool = True

    @property
    def act(self) -> str:
        """Name of the act that goes here."""
        return f"go_{self.name}"

    @property
    def tab(self) -> str:
        """`1 Bord`"""
        return f"{self.key} {self.title}"

    def make(self) -> "Callable[..., Place]":
        """The class of its screen."""
        module, _, name = self.screen.partition(":")
        return cast("Callable[..., Place]", getattr(import_module(f"{PACKAGE}.{module}"), name))


CARDS = (
    Card(
        "bord",
        "1",
        "Bord",
        "Wie heeft mij nodig? Boven staat wie het eerst aandacht vraagt.",
        "board.screen:BoardScreen",
        "overzicht punten start",
    ),
    Card(
        "punt",
        "2",
        "Punt",
        "Alles van een punt, met per waarde hoe oud en van wie.",
        "point.screen:PointScreen",
        "detail",
    ),
    Card(
        "voorraad",
        "3",
        "Voorraad",
        "Wat raakt waar het eerst op, en welke levering helpt het meest?",
        "supplies.screen:SuppliesScreen",
        "water eten diesel stroom bezetting prognose levering voorstel tekort",
    ),
    Card(
        "paraatheid",
        "4",
        "Paraatheid",
        "Wie kan op tijd open, waarom niet, en wat levert nu het meeste op?",
        "readiness.screen:ReadinessScreen",
        "72 uur t0 normen dossier gereed gap regio",
    ),
    Card(
        "berichten",
        "5",
        "Berichten",
        "Wat binnenkwam beoordelen, en zien hoever uw berichten zijn.",
        "messages.screen:MessagesScreen",
        "inbox triage uit alarmen",
    ),
    Card(
        "logboek",
        "6",
        "Logboek",
        "Wat gebeurde er, en wat moet de volgende dienst weten?",
        "logbook.screen:LogScreen",
        "journaal log geschiedenis dienst overdracht aantekening",
    ),
    Card(
        "continuiteit",
        "7",
        "Continuïteit",
        "Ons eigen huis: stroom, dienst, middelen, uitwijk en afspraken.",
        "continuity.screen:ContinuityScreen",
        "bcp eigen organisatie stroom diesel rooster ladder uitwijk afspraken dares ncsc",
    ),
    Card(
        "verbinding",
        "8",
        "Verbinding",
        "Werkt LoRa, wie horen wij, en wat als het niet werkt? z test alles.",
        "link.screen:LinkScreen",
        "radio lora buren consoles peers klok sleutels zendtijd kanaal zelftest test",
    ),
    Card(
        "wand",
        "w",
        "Wand",
        "Voor aan de muur: wie het eerst hulp nodig heeft, leesbaar op drie meter. Alleen kijken.",
        "wall.screen:WallScreen",
        "wandscherm wandbord groot tv beamer muur",
        works=False,
    ),
    Card(
        "kaart",
        "0",
        "Kaart",
        "De regio als kaart: waar het is, hoe het er staat, en wie wie hoort over LoRa.",
        "map.screen:MapScreen",
        "plattegrond plaats ligging afstand links buren",
    ),
)
BY_NAME = {card.name: card for card in CARDS}
BY_ACT = {card.act: card for card in CARDS}
