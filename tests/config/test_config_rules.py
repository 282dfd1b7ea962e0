"""The rules files: the shipped ones say what the design says, and a wrong one is refused with place and remedy."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.config.norms import KNOWN_NORMS
from nsp_console.config.rules import SHAPES, load_rules, load_rules_or_last_good
from nsp_console.config.toml import key_path, line_numbers
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.rules import RegionNorms, Thresholds
from support.config_files import codes_of, edit, plain, problems_of, rules_folder

DESIGN = Thresholds(
    critical_h=4,
    attention_h=12,
    temperature_low_c=18,
    temperature_high_c=28,
    interval_min=60,
    interval_attention_min=30,
    interval_ready_min=24 * 60,
    silent_factor=2,
    jump_factor=10,
    contradiction_s=3600,
    repeat_window_s=15 * 60,
)
FUNCTIONS = ("water", "voedsel", "opwarmen", "zorg_hygiene", "stroom", "informatie", "alarmering")


def test_shipped_thresholds_are_those_of_the_design() -> None:
    """The limits of severity and ageing are exactly those of design/rules."""
    assert load_rules().thresholds == DESIGN


def test_shipped_region_norms_and_functions_are_those_of_the_seed() -> None:
    """One L per 5,000 inhabitants, four L per C, 72 hours, and the seven functions in the seed's order."""
    rules = load_rules()
    assert rules.region == RegionNorms(5000, 4, 72)
    assert tuple(term.key for term in rules.vocabulary.functions) == FUNCTIONS
    assert rules.vital_functions == FUNCTIONS
    assert tuple(term.key for term in rules.vocabulary.roles)[:3] == ("ehbo", "ambtenaar", "vrijwilliger")


def test_shipped_norms_cover_every_check_and_name_a_source() -> None:
    """Every check the program knows has a shipped norm, with the document it comes from."""
    norms = {norm.key: norm for norm in load_rules().norms}
    assert set(norms) == set(KNOWN_NORMS)
    assert all(norm.source for norm in norms.values())
    assert (norms["first_aid"].value, norms["official"].value, norms["crew_c"].value) == (1, 1, 2)
    assert norms["temperature"].value == 18
    assert norms["internet"].kinds == norms["crew_c"].kinds == ("C",)


def test_shipped_planning_numbers_agree_with_their_derivation() -> None:
    """72 hours at half load cost 180, 446 and 900 litres for 20, 50 and 100 kVA, as the facts derive."""
    planning = load_rules().planning
    half_load = {kva: litres[1] for kva, litres in planning.generator_l_per_h}
    assert [round(half_load[kva] * 72) for kva in (20, 50, 100)] == [180, 446, 900]
    assert planning.water_l_ppd == 3
    assert planning.fuel_reserve == 0.1


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "remedy"),
    [
        ("drempels.toml", "kritiek_uur = 4", 'kritiek_uur = "vier"', "config.needs_number", "zonder aanhalingstekens"),
        ("drempels.toml", "kritiek_uur = 4", "kritiek_uur = 40", "config.not_below", "lager zijn dan aandacht_uur"),
        ("drempels.toml", "kritiek_uur = 4", "kritiek_uur = nan", "config.needs_number", "getal"),
        ("drempels.toml", "kritiek_uur = 4", "kritiek_uur = 0", "config.too_low", "grens is 0"),
        ("drempels.toml", "kritiek_uur = 4", "kritiek_uren = 4", "config.unknown_key", "Bedoelt u: kritiek_uur"),
        ("drempels.toml", "[meldtijd]", "[meldtijden]", "config.unknown_key", "Bedoelt u: meldtijd"),
        ("drempels.toml", "sprong_keer = 10", "", "config.missing", "[vertrouwen] sprong_keer"),
        ("drempels.toml", "kritiek_uur = 4", "kritiek_uur = 4,5", "config.not_toml", "regel 6"),
        ("normen.toml", 'key = "crew_c"', 'key = "crew"', "config.unknown_norm", "crew_c"),
        ("normen.toml", 'key = "crew_c"', 'key = "staff.kok"', "config.unknown_role", "vrijwilliger"),
        ("normen.toml", 'key = "crew_c"', 'key = "open"', "config.key_twice", "twee keer"),
        ("normen.toml", 'soorten = ["C"]', 'soorten = ["Q"]', "config.not_a_choice", "Kies uit: C, L, X"),
        ("normen.toml", "vitaal = true", 'vitaal = "ja"', "config.needs_bool", "true of false"),
        ("normen.toml", '"voedsel", "opw', '"vodsel", "opw', "config.unknown_function", "woorden.toml"),
        ("planning.toml", "kva = 30", "kva = 3", "config.not_rising", "oplopen"),
        ("planning.toml", "[2.2, 3.7, 5.4, 7.2]", "[2.2, 3.7, 5.4]", "config.too_few", "ten minste 4"),
        ("planning.toml", "belasting = 0.5", "belasting = 1.5", "config.too_high", "grens is 1"),
        ("woorden.toml", 'key = "voedsel"', 'key = "Voedsel"', "config.bad_key", "kleine letters"),
        ("woorden.toml", 'label = "Voedsel"', 'label = ""', "config.empty", "Vul iets in"),
        ("woorden.toml", '["voedsel", ', '["Water", ', "config.word_twice", "woord water"),
        ("woorden.toml", '["voedsel", ', '"eten" #', "config.needs_list", "rechte haken"),
    ],
)
def test_a_mistake_names_file_place_and_remedy(
    tmp_path: Path, name: str, old: str, new: str, code: str, remedy: str
) -> None:
    """Each kind of mistake is refused, naming the file and what to do, in Dutch."""
    folder = rules_folder(tmp_path / "config")
    edit(folder / name, old, new)
    with pytest.raises(ConfigError) as caught:
        load_rules(folder)
    assert code in codes_of(caught.value)
    assert all(problem.data["file"] == str(folder / name) for problem in problems_of(caught.value))
    assert remedy in plain(caught.value)
    assert name in plain(caught.value)


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    """Three mistakes in two files cost one round of mending, and each names its line."""
    folder = rules_folder(tmp_path / "config")
    edit(folder / "drempels.toml", "kritiek_uur = 4", 'kritiek_uur = "x"')
    edit(folder / "drempels.toml", "sprong_keer = 10", "sprong_keer = -1")
    edit(folder / "normen.toml", "l_per_c = 4", "l_per_c = 0")
    with pytest.raises(ConfigError) as caught:
        load_rules(folder)
    found = {(Path(str(problem.data["file"])).name, problem.data["line"]) for problem in problems_of(caught.value)}
    lines = {
        name: (folder / name).read_text(encoding="utf-8").splitlines() for name in ("drempels.toml", "normen.toml")
    }
    expected = {
        ("drempels.toml", 1 + next(i for i, row in enumerate(lines["drempels.toml"]) if row.startswith("kritiek"))),
        ("drempels.toml", 1 + next(i for i, row in enumerate(lines["drempels.toml"]) if row.startswith("sprong"))),
        ("normen.toml", 1 + next(i for i, row in enumerate(lines["normen.toml"]) if row.startswith("l_per_c"))),
    }
    assert found == expected


def test_a_user_file_replaces_the_shipped_file_of_that_name_only(tmp_path: Path) -> None:
    """An own drempels.toml counts, and the other three files stay the shipped ones."""
    own = rules_folder(tmp_path / "own")
    for name in SHAPES:
        if name != "drempels.toml":
            (own / name).unlink()
    edit(own / "drempels.toml", "kritiek_uur = 4", "kritiek_uur = 6")
    rules = load_rules(user_folder=own)
    assert rules.thresholds.critical_h == 6
    assert rules.norms == load_rules().norms


def test_a_staff_norm_may_name_any_configured_role(tmp_path: Path) -> None:
    """A region that asks for volunteers writes `staff.vrijwilliger`, without a change to the program."""
    folder = rules_folder(tmp_path / "config")
    extra = (
        '\n[[norm]]\nkey = "staff.vrijwilliger"\nlabel = "Vrijwilligers"\nsoorten = ["L"]\nwaarde = 4\nvitaal = false\n'
    )
    path = folder / "normen.toml"
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    assert load_rules(folder).norms[-1].key == "staff.vrijwilliger"


def test_a_broken_file_opens_the_last_good_rules_with_a_notice(tmp_path: Path) -> None:
    """After a mistake the console opens with the last configuration that worked, and says what to mend."""
    own, good = rules_folder(tmp_path / "own"), tmp_path / "good"
    edit(own / "drempels.toml", "kritiek_uur = 4", "kritiek_uur = 6")
    rules, notices = load_rules_or_last_good(None, own, good)
    assert notices == ()
    edit(own / "drempels.toml", "kritiek_uur = 6", "kritiek_uur = zes")
    again, notices = load_rules_or_last_good(None, own, good)
    assert again == rules
    assert [notice.code for notice in notices] == ["config.last_good_used"]
    assert "drempels.toml" in plain(notices[0])
    edit(own / "drempels.toml", "kritiek_uur = zes", "kritiek_uur = 7")
    assert load_rules_or_last_good(None, own, good)[0].thresholds.critical_h == 7


def test_without_a_last_good_copy_the_shipped_rules_open(tmp_path: Path) -> None:
    """A first start with a broken own file still opens, on the shipped rules."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "normen.toml").write_text("dit is geen toml", encoding="utf-8")
    rules, notices = load_rules_or_last_good(None, own, tmp_path / "good")
    assert rules == load_rules()
    assert codes_of(notices[0]) == ["config.not_toml"]


def test_a_copy_that_cannot_be_kept_is_only_a_notice(tmp_path: Path) -> None:
    """A full or read-only disk does not keep a crew from its console."""
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    rules, notices = load_rules_or_last_good(None, None, blocked)
    assert rules == load_rules()
    assert [notice.code for notice in notices] == ["config.copy_failed"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(SHAPES)), at=st.integers(0, 3000), junk=st.text(max_size=12))
def test_any_damage_to_a_file_is_a_sentence_or_harmless(tmp_path: Path, name: str, at: int, junk: str) -> None:
    """Whatever is typed into a rules file, the answer is rules or a Dutch sentence, never a crash."""
    folder = rules_folder(tmp_path / "config")
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text[:at] + junk + text[at:], encoding="utf-8", errors="surrogatepass")
    try:
        load_rules(folder)
    except ConfigError as error:
        refusal = plain(error)
    else:
        return
    assert name in refusal


def test_line_numbers_find_rows_of_repeated_tables() -> None:
    """The second `[[norm]]` and a table inside a table are found on their own lines."""
    text = '[regio]\na = 1\n[[norm]]\nkey = "x"\n[[norm]]\nkey = "y"\n[[regio.rij]]\nb = 2\n'
    lines = line_numbers(text)
    assert lines["norm", 1, "key"] == 6
    assert lines["regio", "rij", 0, "b"] == 8
    assert key_path(("norm", 1, "key")) == "[norm nummer 2] key"
