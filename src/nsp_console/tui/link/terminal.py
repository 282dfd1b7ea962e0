"""What the screen in front can draw, for the self-test."""

from textual.screen import Screen

from nsp_console.domain.selftest import Terminal

COLOURS = {"standard": 16, "windows": 16, "256": 256, "truecolor": 1 << 24}


def terminal_of(screen: Screen[None]) -> Terminal:
    """Glyphs, colours and size of the app that shows `screen`."""
    app = screen.app
    glyphs = getattr(getattr(app, "glyphs", None), "name", "unicode")
    colours = 0 if app.console.no_color else COLOURS.get(app.console.color_system or "", 0)
    return Terminal(glyphs, colours, app.size.width, app.size.height)
