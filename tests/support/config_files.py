"""Configuration folders and region files for tests: the shipped ones, changed where a test wants them wrong."""

import shutil
from pathlib import Path
from string import Formatter

from nsp_console.config.rules import SHAPES
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.dutch.errors import SENTENCES, sentence
from nsp_console.paths import shipped

HEADER = "id,name,municipality,kind,lat,lon,inhabitants_served,nearest_c"
C_ROW = "C-DEV-01,C-NSP Kazerne Deventer,Deventer,C,52.25,6.175,62390,"
L_ROW = "L-DEV-01,L-NSP Dorpshuis Lettele,Deventer,L,52.28,6.27,2000,C-DEV-01"


def rules_folder(folder: Path) -> Path:
    """A copy of the shipped rules files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        shutil.copy(shipped("config") / name, folder / name)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    """Replace text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def region_csv(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """A region file with these rows."""
    path = folder / "proef.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def problems_of(error: NspError) -> list[ConfigError]:
    """Every single problem inside an error, however deep."""
    inner = error.data.get("problems")
    if isinstance(inner, tuple) and inner:
        return [problem for each in inner for problem in problems_of(each)]
    assert isinstance(error, ConfigError)
    return [error]


def codes_of(error: NspError) -> list[str]:
    """The codes of every single problem."""
    return [problem.code for problem in problems_of(error)]


def plain(error: NspError) -> str:
    """The sentence, checked: there is one, and every place in it is filled in."""
    wanted = {name for _, name, _, _ in Formatter().parse(SENTENCES[error.code]) if name}
    assert wanted <= set(error.data), error.code
    return sentence(error)
