"""The questions of `nsp instellen`, in a plain terminal: a list, an answer, and why an answer will not do.

No screen library: this must work over a slow link and with a screen reader.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from nsp_console.config import choices
from nsp_console.config.region import load_region
from nsp_console.config.regionfiles import adopt, region_file, region_names
from nsp_console.config.settings import DEFAULT_CHANNEL, FUNCTIONS, default_function
from nsp_console.domain.errors import CommandError, NspError
from nsp_console.domain.sites import Region, Site, SiteKind
from nsp_console.dutch.errors import sentence

SHOWN_MAX = 30  # points listed at once; more are found by typing part of the name
TRIES_MAX = 20  # wrong answers to one question before we stop
Answer = TypeVar("Answer")
YES, NO = ("j", "ja"), ("n", "nee")
RADIOS = (
    ("serial:auto", "aan de USB, zelf zoeken"),
    ("tcp:", "via het netwerk (wifi of kabel); daarna het adres"),
    ("serial:", "aan een vaste poort; daarna de naam, bijvoorbeeld COM5"),
    ("geen", "geen radio: alles invoeren met de hand"),
)


class Dialog:
    """Asks what is needed, question by question; Enter keeps the value in brackets."""

    def __init__(
        self,
        folder: Path,
        kind: str | None = None,
        read: Callable[[str], str] = input,
        write: Callable[[str], None] = print,
    ) -> None:
        self._folder = folder
        self._kind = choices.station_kind(kind) if kind else None
        self._read = read
        self._write = write

    def ask(self, known: dict[str, str]) -> dict[str, str]:
        """All answers, by key of the settings file. Raises CommandError when the person stops: nothing was changed."""
        values = dict(known)
        self._write("Dit station instellen. Enter kiest wat tussen [haken] staat. Stoppen kan met Ctrl-C.")
        if self._kind is SiteKind.L:
            self._write("Dit wordt een L-NSP: een bladzijde met uw melding, het alarm, het bulletin en de berichten.")
        values["regio"] = self._region(values.get("regio", ""))
        name, source = adopt(values["regio"], self._folder)
        region = load_region(source or region_file(name, self._folder))
        values["station"] = self._station(region, values.get("station", ""))
        values["radio"] = self._radio(values.get("radio", choices.SERIAL_AUTO))
        channel = "Naam van uw eigen radiokanaal"
        values["kanaal"] = self._until(channel, values.get("kanaal", DEFAULT_CHANNEL), choices.channel_name)
        function = values.get("functie", "")
        if not function or function in FUNCTIONS.values():  # nobody chose it: it follows the kind of point
            function = default_function(SiteKind(values["station"][0]))
        values["functie"] = self._until("Uw functie (nooit uw naam)", function, choices.function_name)
        self._write("")
        for key, value in values.items():
            self._write(f"  {key:<8} {value}")
        if not self._yes("Klopt dit?"):
            raise CommandError("settings.stopped")
        return values

    def _region(self, current: str) -> str:
        names = region_names(self._folder)
        self._write("")
        self._list([(name, "") for name in names])
        default = current or (names[0] if names else "")

        def check(answer: str) -> str:
            name = _numbered(answer, names)
            found, source = adopt(name, self._folder)
            load_region(source or region_file(found, self._folder))
            return name if source else found

        return self._until("Welke regio? Nummer, naam, of pad van een CSV-bestand", default, check)

    def _station(self, region: Region, current: str) -> str:
        kind = self._kind or self._until("Is dit een C-NSP of een L-NSP?", current[:1] or "C", choices.station_kind)
        sites = [site for site in region.sites.values() if site.kind is kind]
        if not sites:
            raise CommandError("settings.no_such_sites", kind=kind.value, region=region.name)
        default = current if current in {site.code for site in sites} else ""
        offered = sites if len(sites) <= SHOWN_MAX else []
        self._write("")
        if not offered:
            self._write(f"Er zijn {len(sites)} punten van soort {kind.value}.")
        self._list_sites(offered)
        question = "Welk punt bent u? Code, nummer, of een deel van de naam"
        for _ in range(TRIES_MAX):
            answer = self._line(question, default)
            found = _matching(answer, offered, sites)
            if len(found) == 1:
                return found[0].code
            offered = found[:SHOWN_MAX]
            more = f"{len(found)} punten passen hierbij. Kies er een:"
            self._write(more if found else "Niets gevonden. Probeer een ander deel van de naam.")
            self._list_sites(offered)
        raise CommandError("settings.stopped")

    def _radio(self, current: str) -> str:
        self._write("")
        self._list(RADIOS)

        def check(answer: str) -> str:
            address = _numbered(answer, [radio for radio, _ in RADIOS])
            if address.endswith(":"):
                address += self._line("Welk adres of welke poort?", "")
            return choices.radio_address(address)

        return self._until("Welke radio? Nummer of adres", current, check)

    def _until(self, question: str, default: str, check: Callable[[str], Answer]) -> Answer:
        """Ask until `check` takes the answer; its complaint is shown."""
        for _ in range(TRIES_MAX):
            try:
                return check(self._line(question, default))
            except NspError as error:
                if isinstance(error, CommandError):
                    raise
                self._write(sentence(error))
        raise CommandError("settings.stopped")

    def _yes(self, question: str) -> bool:
        for _ in range(TRIES_MAX):
            answer = self._line(f"{question} (ja of nee)", "").casefold()
            if answer in YES + NO:
                return answer in YES
        return False

    def _line(self, question: str, default: str) -> str:
        hint = f" [{default}]" if default else ""
        try:
            return self._read(f"{question}{hint}: ").strip() or default
        except EOFError:
            raise CommandError("settings.stopped") from None

    def _list(self, rows: Sequence[tuple[str, str]]) -> None:
        for number, (name, explained) in enumerate(rows, start=1):
            self._write(f"  {number:>2}  {name:<12} {explained}".rstrip())

    def _list_sites(self, sites: Sequence[Site]) -> None:
        self._list([(site.code, site.name) for site in sites])


def _numbered(answer: str, names: Sequence[str]) -> str:
    """The name an answer like "2" stands for, or the answer itself."""
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    return answer


def _matching(answer: str, offered: Sequence[Site], sites: Sequence[Site]) -> list[Site]:
    """The sites an answer may mean: its number in the list, its code, or part of its code, name or municipality."""
    if answer.isdecimal() and 1 <= int(answer) <= len(offered):
        return [offered[int(answer) - 1]]
    wanted = answer.casefold()
    if not wanted:
        return []
    exact = [site for site in sites if site.code.casefold() == wanted]
    return exact or [site for site in sites if wanted in f"{site.code} {site.name} {site.municipality}".casefold()]
