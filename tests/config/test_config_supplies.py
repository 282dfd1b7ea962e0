"""How to look ahead and share is configured, and a file from before these groups existed still works."""

import re
from pathlib import Path

import pytest

from nsp_console.config.rules import load_rules
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.limits import Sharing, SupplyLimits
from support.config_files import edit, rules_folder


def test_what_is_configured_is_what_a_screen_gets(tmp_path: Path) -> None:
    """The limits a screen looks ahead with are those of drempels.toml and planning.toml."""
    folder = rules_folder(tmp_path / "regels")
    edit(folder / "planning.toml", "levering_uur = 24", "levering_uur = 36")
    edit(folder / "planning.toml", "houden_uur = 24", "houden_uur = 48")
    edit(folder / "planning.toml", "afstand_km = 15", "afstand_km = 5")
    edit(folder / "planning.toml", "drukker = 0.5", "drukker = 0.25")
    rules = load_rules(folder)
    thresholds = rules.thresholds
    assert rules.supply_limits == SupplyLimits(thresholds.critical_h, thresholds.attention_h, Sharing(36, 48, 5))
    assert rules.planning.busier == 0.25


def test_a_file_from_before_has_what_it_always_did(tmp_path: Path) -> None:
    """Without the groups *verbruik* and *verdelen* the file loads: nothing is busier, and sharing is as it is built."""
    folder = rules_folder(tmp_path / "regels")
    path = folder / "planning.toml"
    old = re.sub(r"\[(verbruik|verdelen)\][^\[]*", "", path.read_text(encoding="utf-8"))
    assert "verdelen" not in old
    path.write_text(old, encoding="utf-8")
    rules = load_rules(folder)
    assert rules.planning.busier == 0
    assert rules.planning.sharing == Sharing()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("drukker = 0.5", "drukker = -1"),
        ("houden_uur = 24", "houden_uur = 0"),
        ("afstand_km = 15", 'afstand_km = "ver"'),
        ("afstand_km = 15", "afstand = 15"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, right: str, wrong: str) -> None:
    """A number that cannot be meant, or a word the program does not know, never passes silently."""
    folder = rules_folder(tmp_path / "regels")
    edit(folder / "planning.toml", right, wrong)
    with pytest.raises(ConfigError):
        load_rules(folder)
