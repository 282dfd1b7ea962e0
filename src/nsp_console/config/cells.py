"""Reading the cells of a region file: Dutch and English column names, decimal commas, and never a silent guess."""

import math
import re
from dataclasses import dataclass

from nsp_console.config.problems import Problems
from nsp_console.domain.safetext import clean

# Column name in the file → our name. English as in the shared data, Dutch as people write it.
COLUMNS: dict[str, str] = {
    "id": "code",
    "code": "code",
    "number": "number",
    "nummer": "number",
    "region": "region",
    "regio": "region",
    "name": "name",
    "naam": "name",
    "municipality": "municipality",
    "gemeente": "municipality",
    "kind": "kind",
    "soort": "kind",
    "lat": "lat",
    "breedtegraad": "lat",
    "lon": "lon",
    "lengtegraad": "lon",
    "inhabitants_served": "inhabitants",
    "inwoners": "inhabitants",
    "nearest_c": "home",
    "thuis": "home",
    "thuis_c": "home",
    "distance_km": "distance",
    "afstand_km": "distance",
    "location_type": "location_type",
    "soort_locatie": "location_type",
    "coord_basis": "coord_basis",
    "coordinaten": "coord_basis",
    "owner": "owner",
    "eigenaar": "owner",
    "status": "status",
    "cluster": "cluster",
    "generator_kva": "generator_kva",
    "aggregaat_kva": "generator_kva",
    "norm_overrides": "norms",
    "normen": "norms",
}
REQUIRED = ("code", "name", "municipality", "kind", "lat", "lon", "home")
TEXT_CHARS_MAX = 80
NUMBER = re.compile(r"-?\d+([.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its cells by our column names, and where to complain."""

    line: int
    cells: dict[str, str]
    headers: dict[str, str]  # our column name → name in this file
    problems: Problems

    def complain(self, code: str, column: str, **data: object) -> None:
        """Note a problem with the cell in `column`."""
        self.problems.add(code, self.line, f"kolom {self.headers.get(column, column)}", **data)

    def text(self, column: str, required: bool = False) -> str:
        """The cleaned text of a cell. A formula is just text here: nothing ever computes it."""
        raw = self.cells.get(column, "").strip()
        if required and not raw:
            self.complain("region.empty_cell", column)
        if len(raw) > TEXT_CHARS_MAX:
            self.complain("region.too_long", column, value=raw, limit=TEXT_CHARS_MAX)
        return clean(raw, TEXT_CHARS_MAX)

    def number(self, column: str, low: float, high: float, required: bool = False) -> float | None:
        """The number of a cell, with decimal point or comma; None (and a complaint) when it is not one in range."""
        raw = self.cells.get(column, "").strip()
        if not raw:
            if required:
                self.complain("region.empty_cell", column)
            return None
        value = float(raw.replace(",", ".")) if NUMBER.match(raw) else math.nan
        if math.isnan(value):
            self.complain("region.not_a_number", column, value=raw)
            return None
        if not low <= value <= high:
            self.complain("region.out_of_range", column, value=raw, low=f"{low:g}", high=f"{high:g}")
            return None
        return value

    def whole(self, column: str, high: float) -> int | None:
        """A whole number from 0. "5.200" is refused: nobody can know whether it means 5.2 or 5200."""
        value = self.number(column, 0, high)
        if value is not None and not value.is_integer():
            self.complain("region.not_whole", column, value=self.cells[column])
            return None
        return None if value is None else int(value)
