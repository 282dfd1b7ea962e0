"""`continuiteit.toml`: the shipped example is whole, a wrong file is refused with its line, and never stops a start."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.config.continuity import load_plan, load_plans_or_last_good
from nsp_console.domain.continuity_plan import ItemKind
from nsp_console.domain.errors import ConfigError
from nsp_console.dutch.errors import sentence
from nsp_console.paths import shipped

SHIPPED = shipped("config") / "continuiteit.toml"
TEXT = SHIPPED.read_text(encoding="utf-8")
OWN = TEXT.replace("voorbeeld = true\n", "").replace('organisatie = "Veiligheidsregio"', 'organisatie = "Ons"')


def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The user's folder and the one of the last good copies."""
    user, good = tmp_path / "config", tmp_path / "config-laatst-goed"
    user.mkdir()
    return user, good


def test_the_example_has_what_the_letter_and_the_regions_ask() -> None:
    """Three vital processes with services, six scenarios, every means of the ladder, and it says it is an example."""
    plan = load_plan(SHIPPED)
    tops = [item for item in plan.items if item.kind is ItemKind.PROCESS]
    assert [item.label for item in tops] == [
        "Inzet brandweer",
        "Crisiscoördinatie en besluitvorming",
        "Communicatie- en informatievoorziening",
    ]
    assert all(item.covers and plan.parts_of(item.key) and item.mtpd_h and item.rto_h and item.mbco for item in tops)
    assert len(plan.scenarios) == 6
    assert all(len(item.impacts) == 6 for item in tops)
    assert {rung.means for rung in plan.ladder} >= {"internet", "c2000", "satelliet", "dares", "lora", "koerier"}
    assert {one.key for one in plan.agreements} == {"netbeheerder", "dares", "vitens", "rode_kruis"}
    assert any(step.key == "ncsc" and step.needs_number for step in plan.fallback.steps)
    assert plan.illustrative


def test_the_example_holds_no_telephone_number() -> None:
    """No number is invented: every number in the example is empty."""
    plan = load_plan(SHIPPED)
    assert not any(step.number for step in plan.fallback.steps)
    assert not any(one.number for one in plan.agreements)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('impact = "niet"', 'impact = "stuk"', "werkt, beperkt, niet"),
        ("impact = 4", "impact = 5", "te hoog"),
        ('eigenaar = "HRM"', 'eigenaar = "Jan"', "OOV, secretaris, CISO, facilitair, griffie, HRM"),
        ('onder = "communicatie"', 'onder = "nergens"', "inzet_brandweer, besluitvorming"),
        ('volgt = ["c2000"]', 'volgt = ["telex"]', "internet, mobiel"),
        ('soort = "systeem"', 'soort = "ding"', "proces, systeem, faciliteit"),
        ('kort = "stroom"', 'kort = "stroomuitval"', "hoogstens 6"),
        ('key = "vitens"', 'key = "dares"', "twee keer"),
        ("minimum = 2", 'minimum = "2"', "geen getal"),
        ("tank_liter", "tank_liters", "tank_liter"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_may_stand_there(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    """Every mistake is one Dutch sentence with the line and the way to mend it."""
    path = tmp_path / "continuiteit.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_plan(path)
    told = sentence(raised.value)
    assert "regel " in told
    assert words in told


def test_without_a_file_of_ones_own_the_example_opens(tmp_path: Path) -> None:
    """A new station sees the example, and which file to fill."""
    user, good = folders(tmp_path)
    plans, notices = load_plans_or_last_good(user, good)
    assert plans.own is not None
    assert plans.own.illustrative
    assert plans.place == str(user / "continuiteit.toml")
    assert notices == ()


def test_a_file_that_breaks_opens_its_last_good_copy(tmp_path: Path) -> None:
    """A typing mistake in the own plan keeps the plan of yesterday and is told."""
    user, good = folders(tmp_path)
    (user / "continuiteit.toml").write_text(OWN, encoding="utf-8")
    assert load_plans_or_last_good(user, good)[1] == ()
    (user / "continuiteit.toml").write_text(OWN.replace("minimum = 2", "minimum = twee"), encoding="utf-8")
    plans, notices = load_plans_or_last_good(user, good)
    assert plans.own is not None
    assert (plans.own.organisation, plans.own.illustrative) == ("Ons", False)
    assert [notice.code for notice in notices] == ["config.last_good_used"]


def test_plans_of_others_stand_beside_and_a_broken_one_hides_no_other(tmp_path: Path) -> None:
    """Every `continuiteit-NAAM.toml` is one organisation; one that is wrong is told and left out."""
    user, good = folders(tmp_path)
    for name in ("gemeente", "waterschap"):
        text = OWN.replace('organisatie = "Ons"', f'organisatie = "{name}"')
        (user / f"continuiteit-{name}.toml").write_text(text, encoding="utf-8")
    (user / "continuiteit-stuk.toml").write_text("organisatie = ", encoding="utf-8")
    plans, notices = load_plans_or_last_good(user, good)
    assert [one.organisation for one in plans.others] == ["gemeente", "waterschap"]
    assert len(notices) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(0, len(TEXT) - 1), st.sampled_from(["", "[", '"', "=", "\n[[", "é", "9", "x", "#", "\u202e"]))
def test_no_file_whatever_stops_a_start(tmp_path: Path, at: int, put: str) -> None:
    """A file with any one place spoilt either loads or is told; it never raises, and there is always a plan."""
    user = tmp_path / "config"
    user.mkdir(exist_ok=True)
    (user / "continuiteit.toml").write_text(TEXT[:at] + put + TEXT[at + 1 :], encoding="utf-8")
    plans, notices = load_plans_or_last_good(user, tmp_path / "leeg")
    assert plans.own is not None
    for notice in notices:
        assert sentence(notice)
    for copy in (tmp_path / "leeg").glob("*"):
        copy.unlink()
