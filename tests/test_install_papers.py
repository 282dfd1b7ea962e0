"""What a newcomer types: README, CI and the requirement files agree with each other and with the project."""

import re
import tomllib

import pytest

from support.command_line import nsp
from support.tree import ROOT, text_of

README = text_of(ROOT / "README.md")
CI_RUN = text_of(ROOT / ".ci" / "run")
PINNED = re.compile(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]+\])?==\S+(?: ; .+)? \\$")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
BUILD = ("hatchling", "editables")  # what an install without build isolation needs


def blocks(language: str) -> list[str]:
    """The code blocks of README in this language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def plain_name(requirement: str) -> str:
    """The name of a requirement as installers compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]).lower()


def pinned(name: str) -> set[str]:
    """The projects pinned in a requirements file."""
    return {plain_name(found[1]) for line in text_of(ROOT / name).splitlines() if (found := PINNED.match(line))}


def test_the_first_command_of_the_readme_installs_and_opens_the_program() -> None:
    """The first block is one line: hashed requirements, then the program, and it ends in starting `nsp`."""
    for language, program in (("bash", "&& .venv/bin/nsp"), ("powershell", "; .venv\\Scripts\\nsp")):
        first = blocks(language)[0].strip()
        assert "\n" not in first
        assert first.endswith(program)
        assert "--require-hashes -r requirements.txt" in first


def test_ci_runs_exactly_the_test_line_of_the_readme() -> None:
    """README holds one test line, and `.ci/run` reads it from there instead of keeping its own."""
    pattern = re.search(r"grep -E '([^']+)' README\.md", CI_RUN)
    assert pattern is not None
    lines = [line for line in README.splitlines() if re.match(pattern[1], line)]
    assert len(lines) == 1
    assert lines[0].endswith("-m pytest")
    assert lines[0] in [block.strip() for block in blocks("bash")]
    assert "pytest" not in CI_RUN
    assert "pip install" not in CI_RUN


def test_ci_checks_style_types_and_contracts() -> None:
    """A change that breaks lint, format, types or import contracts fails CI at once."""
    assert "set -euo pipefail" in CI_RUN
    for check in ("ruff check .", "ruff format --check .", "mypy", "lint-imports"):
        assert f'"{check}"' in CI_RUN


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_hashed_and_hold_no_address(name: str) -> None:
    """Every line is a pin or a hash: nothing names an index, a link or a folder."""
    for number, line in enumerate(text_of(ROOT / name).splitlines(), start=1):
        is_hash = re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line)
        assert is_hash or PINNED.match(line), f"{name}:{number}: {line}"


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_cover_the_project_and_its_build(name: str) -> None:
    """Whatever pyproject.toml asks for, the build back-end included, is pinned in both files."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"], *BUILD]
    if name == "requirements-dev.txt":
        wanted += project["project"]["optional-dependencies"]["dev"]
    assert {plain_name(each) for each in wanted} <= pinned(name)


def test_every_command_is_in_the_readme(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A command that `nsp --help` lists is explained in README."""
    listed = nsp(tmp_path_factory.mktemp("home"), "--help").out.partition("OPDRACHT\n")[2]
    commands = re.findall(r"^    ([a-z]+)\b", listed.partition("OPDRACHT\n")[2] or listed, flags=re.MULTILINE)
    assert "instellen" in commands
    assert [command for command in commands if f"nsp {command}" not in README] == []
