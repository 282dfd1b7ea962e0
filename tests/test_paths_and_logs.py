"""Where files live, and the log that never reaches the screen."""

import json
import logging
from pathlib import Path

import pytest

from nsp_console import logs, paths
from nsp_console.domain.errors import ConfigError
from nsp_console.paths import DatabaseKind
from nsp_console.platform import FileLock


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "huis"))
    return tmp_path / "huis"


def test_everything_of_this_user_is_under_one_folder(home: Path) -> None:
    """NSP_HOME moves databases, settings and logs together; demo and reality are different files."""
    files = {paths.database_file(kind) for kind in DatabaseKind}
    assert len(files) == len(DatabaseKind)
    assert all(file.parent == home for file in (*files, paths.settings_file(), paths.logs_folder()))
    assert paths.logs_folder().is_dir()


def test_reading_commands_show_the_demo_until_the_station_is_set_up(home: Path) -> None:
    """Before `nsp instellen` the last demo is read, afterwards never again."""
    assert paths.current_kind() is DatabaseKind.DEMO
    paths.settings_file().write_text("", encoding="utf-8")
    assert paths.current_kind() is DatabaseKind.DEPLOYMENT


def test_shipped_files_are_found_in_a_checkout_and_in_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same name works at the top of the tree and inside the installed package; missing names the file."""
    package = tmp_path / "src" / "nsp_console"
    installed = package / "_shipped" / "config" / "normen.toml"
    installed.parent.mkdir(parents=True)
    installed.touch()
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.shipped("config/normen.toml") == installed
    checkout = tmp_path / "config" / "normen.toml"
    checkout.parent.mkdir()
    checkout.touch()
    assert paths.shipped("config/normen.toml") == checkout
    with pytest.raises(ConfigError, match=r"geen\.toml"):
        paths.shipped("config/geen.toml")


def test_the_log_goes_to_a_file_and_not_to_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Our lines and those of libraries are JSON in the file, hostile text escaped; the terminal sees nothing."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        for handler in before:
            root.removeHandler(handler)
        file = logs.start(tmp_path)
        logging.getLogger("nsp_console.test").info("\x1b]52;c;boe\x07", extra={"data": {"n": 1}})
        logging.getLogger("some.library").warning("let op")
        lines = [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]
        assert [line["message"] for line in lines] == ["\x1b]52;c;boe\x07", "let op"]
        assert "\x1b" not in file.read_text(encoding="ascii")
        assert lines[0]["data"] == {"n": 1}
        assert capfd.readouterr() == ("", "")
    finally:
        logging.captureWarnings(False)
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
        for handler in before:
            root.addHandler(handler)
        root.setLevel(level)


def test_a_lock_has_one_holder_and_names_it(tmp_path: Path) -> None:
    """A second taker is refused at once and can read who has it; releasing lets the next one in."""
    first, second = FileLock(tmp_path / "x.lock"), FileLock(tmp_path / "x.lock")
    assert first.acquire()
    assert not second.acquire()
    assert second.holder().isdigit()
    first.release()
    assert second.acquire()
    second.release()
