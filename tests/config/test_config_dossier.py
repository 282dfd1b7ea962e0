"""dossier.toml: the shipped items are those of the seed, and a wrong file is refused with place and remedy."""

from pathlib import Path

import pytest

from nsp_console.config.rules import SHAPES, load_rules, load_rules_or_last_good
from nsp_console.domain.errors import ConfigError
from support.config_files import codes_of, edit, plain, rules_folder

FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie", "alarmering")
AGREEMENTS = ("taken", "bevoegdheden", "mandaten", "compensatie", "aansprakelijkheid")
SEED = (
    "draaiboek",
    "bemensing",
    "noodstroom",
    *(f"functie.{key}" for key in FUNCTIONS),
    *(f"afspraak_{key}" for key in AGREEMENTS),
    "herkenningsteken",
    "lora_proef",
)


def test_shipped_items_are_exactly_those_of_the_seed() -> None:
    """Draaiboek, bemensing, noodstroom, every function, five agreements, the sign outside and the LoRa test."""
    rules = load_rules()
    items = {item.key: item for item in rules.dossier}
    assert tuple(items) == SEED
    assert [item.key for item in rules.dossier if item.vital] == list(SEED[:10])
    assert items["functie.water"].label == "Water beoefend en getest"
    assert items["herkenningsteken"].valid_days is None
    assert all(item.kinds == (("L",) if key.startswith("functie.") else ("L", "C")) for key, item in items.items())
    assert [(q.key, q.choices) for q in items["noodstroom"].questions] == [
        ("bron", ("eigen", "gehuurd", "gedeeld")),
        ("losstaand", ("ja", "nee")),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        ('key = "bemensing"', 'key = "draaiboek"', "config.key_twice", "twee keer"),
        ('key = "losstaand"', 'key = "bron"', "config.key_twice", "onder vraag"),
        ('key = "draaiboek"', 'key = "Draai boek"', "config.bad_key", "kleine letters"),
        ("geldig_dagen = 365", "geldig_dagen = 0", "config.too_low", "grens is 1"),
        ("geldig_dagen = 365", "geldig_dag = 365", "config.unknown_key", "Bedoelt u: geldig_dagen"),
        ("elke_functie = true", "elke_functie = false", "config.no_function_place", "{functie}"),
        ('label = "Draaiboek"', 'label = "Draaiboek {functie}"', "config.no_function_place", "en anders niet"),
        ('keuzes = ["ja", "nee"]', 'keuzes = ["ja"]', "config.too_few", "ten minste 2"),
        ('soorten = ["L", "C"]', 'soorten = ["Q"]', "config.not_a_choice", "Kies uit: C, L, X"),
        ("verloopt_binnenkort_dagen = 30", "", "config.missing", "verloopt_binnenkort_dagen"),
    ],
)
def test_a_mistake_names_the_file_and_the_remedy(tmp_path: Path, old: str, new: str, code: str, remedy: str) -> None:
    """Each kind of mistake in dossier.toml is refused in one Dutch sentence with what to do."""
    folder = rules_folder(tmp_path / "config")
    edit(folder / "dossier.toml", old, new)
    with pytest.raises(ConfigError) as caught:
        load_rules(folder)
    assert code in codes_of(caught.value)
    assert remedy in plain(caught.value)
    assert "dossier.toml" in plain(caught.value)


def test_copies_of_before_there_were_dossiers_still_open(tmp_path: Path) -> None:
    """After an update a broken own file falls back to the last good ones; what they lack is the shipped file."""
    good, own = tmp_path / "good", tmp_path / "own"
    own.mkdir()
    rules_folder(good)
    edit(good / "drempels.toml", "kritiek_uur = 4", "kritiek_uur = 3")
    (good / "dossier.toml").unlink()
    (own / "drempels.toml").write_text("dit is geen toml", encoding="utf-8")
    rules, notices = load_rules_or_last_good(None, own, good)
    assert rules.thresholds.critical_h == 3
    assert rules.dossier == load_rules().dossier
    assert [notice.code for notice in notices] == ["config.last_good_used"]
    assert "dossier.toml" in SHAPES
