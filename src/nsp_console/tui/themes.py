"""Day, night and high contrast: what each role looks like. Colour is the fifth channel; every style also differs
without it (reverse, bold, dim), so that NO_COLOR loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.theme import Theme


@dataclass(frozen=True)
class Palette:
    """The colours of one theme by what they mean."""

    name: str
    dark: bool
    ground: str
    ink: str
    quiet: str
    rule: str
    good: str
    attention: str
    critical: str
    accent: str
    chosen: str

    def theme(self) -> Theme:
        """The Textual theme: only used for the few stock widgets (text inputs)."""
        return Theme(
            name=self.name,
            primary=self.accent,
            foreground=self.ink,
            background=self.ground,
            surface=self.ground,
            panel=self.ground,
            dark=self.dark,
            variables={"chosen": self.chosen, "quiet": self.quiet, "accent-ink": self.accent},
        )

    def styles(self) -> Mapping[str, Style]:
        """Role → style."""
        ink = Style(color=self.ink, bgcolor=self.ground)
        return {
            "": ink,
            "bold": ink + Style(bold=True),
            "dim": ink + Style(color=self.quiet),
            "rule": ink + Style(color=self.rule),
            "good": ink + Style(color=self.good),
            "attention": ink + Style(color=self.attention, bold=True),
            "critical": Style(color=self.ground, bgcolor=self.critical, bold=True),
            "critical_text": ink + Style(color=self.critical, bold=True),
            "out": ink + Style(color=self.quiet),
            "unknown": ink + Style(color=self.quiet),
            "pending": ink + Style(color=self.attention, underline=True),
            "accent": ink + Style(color=self.accent, bold=True),
            "key": ink + Style(color=self.accent, bold=True),
            "mode": Style(color=self.ground, bgcolor=self.accent, bold=True),
            "banner": Style(color=self.ground, bgcolor=self.critical, bold=True),
            "warning": Style(color=self.ground, bgcolor=self.attention, bold=True),
            "tab": Style(color=self.ground, bgcolor=self.ink, bold=True),
            "chosen": Style(bgcolor=self.chosen),
        }


PALETTES = (
    Palette(
        "nacht",
        True,
        ground="#0d0b08",
        ink="#d8c7a3",
        quiet="#8a7a5c",
        rule="#5a4e3a",
        good="#4fb8a5",
        attention="#f0a04b",
        critical="#ff6a4d",
        accent="#e9c46a",
        chosen="#2e2718",
    ),
    Palette(
        "dag",
        False,
        ground="#fbfaf6",
        ink="#1d1b16",
        quiet="#68635a",
        rule="#a9a294",
        good="#00695c",
        attention="#a34a00",
        critical="#b3200c",
        accent="#1a4f8a",
        chosen="#e2ddcd",
    ),
    Palette(
        "contrast",
        True,
        ground="#000000",
        ink="#ffffff",
        quiet="#c0c0c0",
        rule="#909090",
        good="#00ffd0",
        attention="#ffb000",
        critical="#ff7f6a",
        accent="#ffff00",
        chosen="#303030",
    ),
)
PALETTE_BY_NAME = {palette.name: palette for palette in PALETTES}
STYLES = {palette.name: palette.styles() for palette in PALETTES}
DEFAULT_THEME = "nacht"


def next_theme(name: str) -> str:
    """The theme after `name`, round and round."""
    names = [palette.name for palette in PALETTES]
    return names[(names.index(name) + 1) % len(names)] if name in names else DEFAULT_THEME
