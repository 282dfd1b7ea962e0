"""`nsp begrijp`: one JSON object, or one readable line."""

import json

import pytest

from nsp_console.cli.begrijp import tell
from support.vocabulary import vocabulary


def test_json_has_exactly_the_shared_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """--json prints the text and the keys of the data directory, and nothing else."""
    assert tell("water 300, 45 bezoekers", True, vocabulary()) == 0
    assert json.loads(capsys.readouterr().out) == {
        "text": "water 300, 45 bezoekers",
        "outcome": "status",
        "water_l": 300,
        "visitors": 45,
    }


@pytest.mark.parametrize("text", ["", "\ud800 kapot", "\x1b[31mrood", "🆘", "[bold]water 300[/]", "x" * 10_000])
def test_any_text_can_be_printed(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Broken, hostile and long text prints as one line without control characters, in both forms."""
    for as_json in (True, False):
        assert tell(text, as_json, vocabulary()) == 0
        out = capsys.readouterr().out
        assert out.count("\n") == 1
        assert "\x1b" not in out


def test_readable_line_says_outcome_and_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json a person reads what was understood and what was not."""
    tell("64 bezoekers, water bijna op", False, vocabulary())
    out = capsys.readouterr().out
    assert out.startswith("Status: 64 bezoekers")
    assert "water bijna op" in out
