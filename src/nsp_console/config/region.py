"""From a CSV file to `domain.sites.Region`, strictly, listing everything that is wrong with its line and remedy.

Made for what people really save: `;` or `,`, decimal commas, a byte order mark, Excel's `sep=;`. Lines that start with
`#` before the header tell where the file comes from: `# naam: …`, `# nummer: 4`, `# herkomst: …`, `# illustratief: ja`.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from nsp_console.config.cells import COLUMNS, REQUIRED, Row
from nsp_console.config.problems import Problems
from nsp_console.config.siterows import REGION_MAX, check_homes, fill_distance, number_sites, site_of
from nsp_console.config.textfile import read_text
from nsp_console.domain.safetext import clean
from nsp_console.domain.sites import Region, Site

SITES_MAX = 1000
DELIMITERS = (";", ",", "\t")
PROVENANCE_CHARS_MAX = 400


def load_region(path: Path) -> Region:
    """All points of `path`, in file order. Raises ConfigError with every problem in `data["problems"]`."""
    text = read_text(path)
    problems = Problems(path)
    notes, body, skipped = _split_notes(text)
    records = _records(body, skipped, problems)
    sites = _sites(records, problems)
    problems.stop_if_any()
    return Region(
        name=clean(notes.get("naam", "")) or path.stem.capitalize(),
        sites={code: fill_distance(site, sites) for code, site in sites.items()},
        provenance=clean(notes.get("herkomst", ""), PROVENANCE_CHARS_MAX),
        illustrative=notes.get("illustratief", "").casefold() in ("ja", "yes", "true", "1"),
        number=_region_number(notes.get("nummer", "")),
    )


def _region_number(text: str) -> int:
    """The number of the veiligheidsregio in the notes; 0 when it is not told or cannot be one."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return number if number <= REGION_MAX else 0


def _split_notes(text: str) -> tuple[dict[str, str], str, int]:
    """The notes above the header, the rest, and how many lines came before it."""
    notes: dict[str, str] = {}
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        bare = line.strip().strip('"')
        if bare.startswith("#"):
            name, _, value = bare.lstrip("# ").partition(":")
            notes[name.strip().casefold()] = value.strip().rstrip(';,\t"').strip()
        elif bare and not bare.casefold().startswith("sep="):
            return notes, "".join(lines[number:]), number
    return notes, "", len(lines)


def _records(body: str, skipped: int, problems: Problems) -> list[tuple[int, list[str]]]:
    """The header and the rows that hold anything, each with its line number."""
    header = body.partition("\n")[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, cells))
            line = skipped + reader.line_num + 1
    except csv.Error:
        problems.add("region.bad_quotes", line)
    if not records:
        problems.add("region.empty")
    return records


def _rows(records: list[tuple[int, list[str]]], problems: Problems) -> Iterator[Row]:
    header_line, names = records[0]
    columns = [COLUMNS.get(name.strip().casefold(), "") for name in names]
    headers = {column: name.strip() for column, name in zip(columns, names, strict=True) if column}
    for name, column in zip(names, columns, strict=True):
        if name.strip() and not column:
            problems.add("region.unknown_column", header_line, value=name, known=", ".join(COLUMNS))
        if column and columns.count(column) > 1:
            problems.add("region.column_twice", header_line, value=name)
    for column in REQUIRED:
        if column not in columns:
            known = ", ".join(name for name, ours in COLUMNS.items() if ours == column)
            problems.add("region.no_column", header_line, value=known)
    problems.stop_if_any()
    for line, cells in records[1:]:
        if len(cells) < len(names) or any(cell.strip() for cell in cells[len(names) :]):
            problems.add("region.cell_count", line, found=len(cells), expected=len(names))
            continue
        yield Row(
            line, {column: cell for column, cell in zip(columns, cells, strict=False) if column}, headers, problems
        )


def _sites(records: list[tuple[int, list[str]]], problems: Problems) -> dict[str, Site]:
    sites: dict[str, Site] = {}
    lines: dict[str, Row] = {}
    for row in _rows(records, problems) if records else ():
        site = site_of(row)
        if site is None:
            continue
        if site.code in sites:
            row.complain("region.code_twice", "code", value=site.code, first=lines[site.code].line)
            continue
        sites[site.code], lines[site.code] = site, row
    if len(sites) > SITES_MAX:
        problems.add("region.too_many", found=len(sites), limit=SITES_MAX)
    if not sites and not problems.found:
        problems.add("region.empty")
    check_homes(sites, lines)
    return number_sites(sites, lines)
