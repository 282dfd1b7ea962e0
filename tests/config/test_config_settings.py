"""The settings of a station: nonsense is refused with a remedy, and a good station never turns into a demo."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from nsp_console.config import choices
from nsp_console.config.opened import open_configuration
from nsp_console.config.settings import (
    LAST_GOOD_NAME,
    SETTINGS_NAME,
    Settings,
    checked,
    load_settings,
    load_settings_or_last_good,
    save_settings,
)
from nsp_console.domain.errors import ConfigError
from nsp_console.domain.sites import SiteKind
from support.config_files import C_ROW, L_ROW, codes_of, plain, problems_of, region_csv

GOOD = Settings("C-DEV-01", "ijsselland", "serial:auto", by="dienstdoende")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    """Settings survive writing and reading unchanged, with the defaults of a C-NSP."""
    assert load_settings(tmp_path) is None
    save_settings(tmp_path, GOOD)
    assert load_settings(tmp_path) == GOOD
    assert GOOD.kind is SiteKind.C
    assert Settings("L-ZWO-09", "ijsselland").function == "ambtenaar L-NSP"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(values=st.fixed_dictionaries({"station": TEXT, "regio": TEXT, "radio": TEXT, "kanaal": TEXT, "functie": TEXT}))
def test_settings_are_refused_or_survive_a_round_trip(tmp_path: Path, values: dict[str, str]) -> None:
    """Any text typed for a setting is either refused in Dutch or read back exactly as it was taken."""
    values |= {"station": "c-dev-01"} if len(values["station"]) % 2 else {}
    try:
        taken = checked(values)
    except ConfigError as error:
        refusal = plain(error)
    else:
        save_settings(tmp_path, taken)
        assert load_settings(tmp_path) == taken
        return
    assert refusal


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(function=TEXT.filter(lambda text: text.strip() != ""))
def test_any_function_name_survives_the_file(tmp_path: Path, function: str) -> None:
    """Quotes, backslashes and control characters in the function never break the settings file."""
    try:
        taken = checked({"station": "C-DEV-01", "regio": "ijsselland", "radio": "geen", "functie": function})
    except ConfigError as error:
        refused = codes_of(error)
    else:
        save_settings(tmp_path, taken)
        assert load_settings(tmp_path) == taken
        return
    assert refused == ["settings.bad_function"]


@pytest.mark.parametrize(
    "address",
    [
        "geen",
        "serial:auto",
        "serial:/dev/ttyUSB0",
        "serial:/dev/serial/by-id/usb-RAKwireless-if00",
        "serial:COM5",
        "tcp:192.168.1.20",
        "tcp:radio.lan:4403",
        "tcp:[fe80::1]:4403",
    ],
)
def test_radio_addresses_of_the_design_are_taken(address: str) -> None:
    """Every form of the radio address that the design names is accepted as typed."""
    assert choices.radio_address(f" {address} ") == address


@pytest.mark.parametrize("address", ["", "usb", "serial:", "serial:a b", "tcp:", "tcp:a:0", "tcp:a:70000", "tcp:a b"])
def test_other_radio_addresses_are_refused(address: str) -> None:
    """What cannot be a radio is refused with the forms that can."""
    with pytest.raises(ConfigError) as caught:
        choices.radio_address(address)
    assert "serial:auto" in plain(caught.value)


@pytest.mark.parametrize("name", ["LongFast", "longfast", "MediumSlow"])
def test_a_public_channel_is_refused(name: str) -> None:
    """The station cannot be put on a channel that everybody has."""
    with pytest.raises(ConfigError) as caught:
        choices.channel_name(name)
    assert "openbaar" in plain(caught.value)


@pytest.mark.parametrize("name", ["", "te-lang-voor-een-radio", "met spatie", "é"])
def test_a_channel_name_the_radio_cannot_hold_is_refused(name: str) -> None:
    """A Meshtastic channel name is at most 11 plain characters."""
    with pytest.raises(ConfigError) as caught:
        choices.channel_name(name)
    assert "11" in plain(caught.value)


def test_a_broken_file_opens_the_last_good_settings(tmp_path: Path) -> None:
    """A slip in station.toml costs a banner that names the line, not the station."""
    save_settings(tmp_path, GOOD)
    assert load_settings_or_last_good(tmp_path) == (GOOD, ())
    path = tmp_path / SETTINGS_NAME
    path.write_text(path.read_text(encoding="utf-8").replace('"serial:auto"', "serial:auto"), encoding="utf-8")
    found, notices = load_settings_or_last_good(tmp_path)
    assert found == GOOD
    assert "regel 4" in plain(notices[0])
    path.unlink()
    assert load_settings_or_last_good(tmp_path)[0] == GOOD


def test_a_broken_file_without_a_copy_stops_instead_of_showing_a_demo(tmp_path: Path) -> None:
    """A station never quietly becomes a demo: the mistake is told instead."""
    (tmp_path / SETTINGS_NAME).write_text('station = "C-DEV-01"\nkleur = "rood"\nradio = 5\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings_or_last_good(tmp_path)
    assert sorted(codes_of(caught.value)) == ["config.missing", "config.needs_text", "config.unknown_key"]
    assert {problem.data["line"] for problem in problems_of(caught.value)} == {None, 2, 3}


def test_saving_keeps_the_previous_settings_as_last_good(tmp_path: Path) -> None:
    """What worked before is kept aside; a broken file never replaces it."""
    save_settings(tmp_path, GOOD)
    later = Settings("C-DEV-02", "ijsselland", "geen")
    save_settings(tmp_path, later)
    kept = (tmp_path / LAST_GOOD_NAME).read_text(encoding="utf-8")
    assert "C-DEV-01" in kept
    (tmp_path / SETTINGS_NAME).write_text("kapot", encoding="utf-8")
    save_settings(tmp_path, later)
    assert (tmp_path / LAST_GOOD_NAME).read_text(encoding="utf-8") == kept


def test_a_failed_write_leaves_the_old_settings_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk refuses at the last moment, the old settings are still there and no scrap is left."""
    save_settings(tmp_path, GOOD)

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(ConfigError) as caught:
        save_settings(tmp_path, Settings("C-DEV-02", "ijsselland"))
    assert "schijf" in plain(caught.value)
    assert load_settings(tmp_path) == GOOD
    assert [path.name for path in tmp_path.iterdir()] == [SETTINGS_NAME]


def test_everything_opens_in_one_call_with_all_notices(tmp_path: Path) -> None:
    """With a broken region and broken rules the station still opens, and both are told."""
    own = tmp_path / "config"
    own.mkdir()
    region = region_csv(own, C_ROW, L_ROW)
    station = Settings("C-DEV-01", "proef")
    first = open_configuration(tmp_path, station)
    assert (first.region.name, first.notices) == ("Proef", ())
    region.write_text("kapot", encoding="utf-8")
    (own / "planning.toml").write_text("[water", encoding="utf-8")
    second = open_configuration(tmp_path, station)
    assert (second.region, second.rules) == (first.region, first.rules)
    assert len(second.notices) == 2
    with pytest.raises(ConfigError, match="unknown_station"):
        open_configuration(tmp_path, Settings("C-ZWO-01", "proef"))
