"""The fields of each form, and the command its answers make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nsp_console.domain.facts import DecisionKind
from nsp_console.domain.views import Snapshot
from nsp_console.dutch.labels import DECISION
from nsp_console.dutch.times import day_clock, parse_clock, since_t0
from nsp_console.station import commands
from nsp_console.station.commands import Command
from nsp_console.tui.ask.form import FormField, required
from nsp_console.tui.wording import Wording

if TYPE_CHECKING:
    from nsp_console.tui.place import Place

PARK_MINUTES = (("15", "15 minuten"), ("30", "30 minuten"), ("60", "1 uur"), ("240", "4 uur"))
PARK = (
    FormField("reden", "Reden", hint="waarom kan dit wachten?", check=required),
    FormField("minuten", "Bel weer over", "15", choices=PARK_MINUTES),
)
CLOSE = (FormField("reden", "Hoe opgelost", hint="wat is er gedaan?", check=required),)
CODE_CHARS_MAX = 12
NOT_A_TIME = "Schrijf een tijd als 18:30, of met datum: 20-01 18:30."


def decision_fields(place: Place) -> tuple[FormField, ...]:
    """What a besluit needs: what, by whom, why, before when, who does it."""

    def time_or_nothing(text: str) -> str:
        return NOT_A_TIME if text and parse_clock(text, place.picture.wall, place.wording.zone) is None else ""

    kinds = tuple((kind.value, words) for kind, words in DECISION.items())
    return (
        FormField("wat", "Besluit", DecisionKind.OPEN.value, choices=kinds),
        FormField("door", "Door (functie)", hint="bijvoorbeeld: burgemeester, ROT", check=required),
        FormField("reden", "Reden", hint="waarom", check=required),
        FormField("tijd", "Klaar om", hint="bijvoorbeeld 21:00 (mag leeg)", check=time_or_nothing),
        FormField("eigenaar", "Uitvoering", hint="functie die het doet (mag leeg)"),
    )


def decision(code: str, values: dict[str, str], place: Place) -> Command:
    """The besluit as a command."""
    target = parse_clock(values["tijd"], place.picture.wall, place.wording.zone) if values["tijd"] else None
    kind = DecisionKind(values["wat"])
    return commands.Decide(code, kind, values["reden"], values["door"], target, values["eigenaar"])


def site_fields(snapshot: Snapshot) -> tuple[FormField, ...]:
    """Code, name and owner of a point that joins."""
    taken = {view.site.code for view in snapshot.sites}
    area = snapshot.station.code.split("-")[1] if snapshot.station.code.count("-") == 2 else "NSP"
    numbers = (f"X-{area}-{number:02d}" for number in range(1, 100))
    free = next((code for code in numbers if code not in taken), "")

    def check_code(text: str) -> str:
        code = text.upper()
        if code in taken:
            return "Deze code bestaat al."
        plain = code.replace("-", "")
        ok = plain.isascii() and plain.isalnum() and len(code) <= CODE_CHARS_MAX
        return "" if ok else "Gebruik letters, cijfers en streepjes, bijvoorbeeld X-DEV-01."

    return (
        FormField("code", "Code", free, check=check_code),
        FormField("naam", "Naam", hint="bijvoorbeeld: Buurthuis De Schakel", check=required),
        FormField("eigenaar", "Van wie", hint="organisatie, geen naam (mag leeg)"),
    )


def deployment_words(snapshot: Snapshot, wording: Wording) -> str:
    """What is known of the inzet."""
    if snapshot.t0_wall is None:
        return "Er is geen inzet. T0 is het begin van de crisis: daarna telt de klok naar de norm."
    plus = since_t0(snapshot.t_plus_s) if snapshot.t_plus_s is not None else ""
    name = snapshot.deployment or "inzet"
    return f"{name}: T0 was {day_clock(snapshot.t0_wall, wording.zone)}, nu {plus}."


def deployment_fields(what: str, place: Place) -> tuple[str, tuple[FormField, ...]]:
    """Title and fields for beginning, correcting or ending."""

    def check_time(text: str) -> str:
        return "" if parse_clock(text, place.picture.wall, place.wording.zone) is not None else NOT_A_TIME

    source = FormField("bron", "Wie stelde vast", hint="functie of bron, bijvoorbeeld meldkamer", check=required)
    t0 = FormField("t0", "T0", hint="18:30, of 20-01 18:30", check=check_time)
    if what == "begin":
        name = FormField("naam", "Naam inzet", hint="bijvoorbeeld: Stroomuitval Salland", check=required)
        return "Inzet beginnen", (name, t0, source)
    if what == "t0":
        return "T0 corrigeren", (t0, source)
    return "Inzet beëindigen", (FormField("reden", "Reden", check=required),)


def deployment_command(what: str, values: dict[str, str], place: Place) -> tuple[Command, str]:
    """The command, and the words once it is committed."""
    if what == "einde":
        return commands.EndDeployment(values["reden"]), "Inzet beëindigd"
    wall = parse_clock(values["t0"], place.picture.wall, place.wording.zone) or place.picture.wall
    shown = day_clock(wall, place.wording.zone)
    if what == "t0":
        return commands.CorrectT0(wall, values["bron"]), f"T0 is nu {shown}"
    return commands.StartDeployment(values["naam"], wall, values["bron"]), f"Inzet begonnen, T0 {shown}"
