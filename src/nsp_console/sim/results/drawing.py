"""A small SVG writer: text, lines and marks that read well on a light and on a dark page, without colours alone.

Colours are Okabe and Ito's (apart for colour-blind eyes, too); every line has a dash pattern or mark of its own.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

Point = tuple[float, float]

CHARACTER_WIDTH = 0.6  # of the letter size, at most, on average: what a text needs at its widest
SIZE = 13.0
SMALL = 12.0

# class → (light, dark); the frame has its own ground, so that a page of the other colour does no harm
INKS = {
    "ground": ("fill:#ffffff", "fill:#161b22"),
    "ink": ("fill:#1f2328", "fill:#e6edf3"),
    "soft": ("fill:#59636e", "fill:#9da7b1"),
    "grid": ("stroke:#d8dee4", "stroke:#30363d"),
    "axis": ("stroke:#59636e", "stroke:#9da7b1"),
    "limit": ("stroke:#1f2328", "stroke:#e6edf3"),
    "line0": ("stroke:#0072b2", "stroke:#56b4e9"),
    "line1": ("stroke:#d55e00", "stroke:#e69f00"),
    "line2": ("stroke:#8a4f7d", "stroke:#cc79a7"),
    "mark0": ("fill:#0072b2", "fill:#56b4e9"),
    "mark1": ("fill:#d55e00", "fill:#e69f00"),
    "mark2": ("fill:#8a4f7d", "fill:#cc79a7"),
}
SHAPES = (
    "text{font-family:system-ui,'Segoe UI','DejaVu Sans',sans-serif}"
    ".grid,.axis{stroke-width:1}.limit{stroke-width:1.2;stroke-dasharray:2 4}"
    ".line0,.line1,.line2{fill:none;stroke-width:2.5;stroke-linejoin:round}"
    ".line1{stroke-dasharray:9 4}.line2{stroke-dasharray:2.5 4;stroke-linecap:round}"
)


class Drawing:
    """One picture. Coordinates in pixels, y downwards; `size` of letters in pixels."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width, self.height = width, height
        self._title, self._description = title, description
        self._parts: list[str] = []

    def line(self, start: Point, end: Point, ink: str) -> None:
        """A straight line."""
        x1, y1, x2, y2 = (_n(value) for value in (*start, *end))
        self._parts.append(f'<line class="{ink}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')

    def path(self, points: Sequence[Point], ink: str) -> None:
        """A line through points."""
        through = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._parts.append(f'<polyline class="{ink}" points="{through}"/>')

    def mark(self, at: Point, shape: int) -> None:
        """A circle, square or triangle in the colour of the line with that number."""
        x, y = at
        if shape == 0:
            self._parts.append(f'<circle class="mark0" cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>')
        elif shape == 1:
            self._parts.append(f'<rect class="mark1" x="{_n(x - 4.5)}" y="{_n(y - 4.5)}" width="9" height="9"/>')
        else:
            corners = " ".join(
                f"{_n(px)},{_n(py)}" for px, py in ((x, y - 5.5), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5))
            )
            self._parts.append(f'<polygon class="mark2" points="{corners}"/>')

    def text(self, at: Point, words: str, anchor: str = "start", ink: str = "ink", size: float = SIZE) -> None:
        """Words; `anchor` start, middle or end."""
        self._parts.append(
            f'<text class="{ink}" x="{_n(at[0])}" y="{_n(at[1])}" text-anchor="{anchor}" '
            f'font-size="{_n(size)}">{escape(words)}</text>'
        )

    def svg(self) -> str:
        """The whole file."""
        width, height = _n(self.width), _n(self.height)
        light = "".join(f".{name}{{{pair[0]}}}" for name, pair in INKS.items())
        dark = "".join(f".{name}{{{pair[1]}}}" for name, pair in INKS.items())
        head = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-labelledby="title description">',
            f'<title id="title">{escape(self._title)}</title>',
            f'<desc id="description">{escape(self._description)}</desc>',
            f"<style>{SHAPES}{light}@media (prefers-color-scheme:dark){{{dark}}}</style>",
            f'<rect class="ground" width="{width}" height="{height}" rx="6"/>',
        ]
        return "\n".join([*head, *self._parts, "</svg>", ""])


def width_of(words: str, size: float) -> float:
    """Pixels these words need at most."""
    return len(words) * size * CHARACTER_WIDTH


def _n(value: float) -> str:
    """A coordinate: one decimal, no needless zero, no minus zero."""
    return f"{round(value, 1) + 0.0:g}"
