"""The house stays easy to see: small files and functions, promises on tests, nothing that names a machine or a shop."""

import ast
import re
import statistics
import tomllib
from pathlib import Path

import pytest
import yaml

import nsp_console
from support.tree import PACKAGE, ROOT, files, functions, name_of, parsed, python_files, strings, text_of

SOURCE_LINES_MAX = 400
TEST_LINES_MAX = 450
FUNCTION_LINES_MAX = 70
MEDIAN_LINES_MAX = 170
PROMISE_WORDS_MIN = 4

# File or "file::function" that may be longer, with the reason. Remove a line when it is no longer true.
LONGER: dict[str, str] = {
    "tests/support/fake_radio.py": "one peer that speaks the firmware's protocol, faults included",
}

TESTS = ROOT / "tests"
MACHINE_PATHS = re.compile(r"/(?:root|home/[a-z]+|opt/[a-z]+)/|[A-Z]:\\Users\\")
HOSTS = ("python" + "hosted", "registry" + r"\.npm", "pypi" + r"\.o", "deb" + r"\.debian")
REGISTRY_HOSTS = re.compile("|".join(HOSTS))
DUTCH = set(
    re.findall("[a-z]+", "de het een is zijn niet geen van voor met naar bij dit dat deze u uw wordt kan moet te")
)
DUTCH_WORDS_MIN = 2  # of the small words above, in a text of WORDS_MIN words or more
WORDS_MIN = 4


def lines_of(path: Path) -> int:
    """Number of lines in a file."""
    return text_of(path).count("\n")


@pytest.mark.parametrize(("top", "limit"), [(PACKAGE, SOURCE_LINES_MAX), (TESTS, TEST_LINES_MAX)])
def test_files_hold_one_idea(top: Path, limit: int) -> None:
    """No file is longer than its limit, apart from those named with a reason."""
    long = {name_of(path): lines_of(path) for path in python_files(top) if lines_of(path) > limit}
    assert {name: length for name, length in long.items() if name not in LONGER} == {}


def test_the_usual_file_is_short() -> None:
    """Half of the source files stay below the median limit."""
    lengths = [lines_of(path) for path in python_files(PACKAGE) if path.name != "__init__.py"]
    assert statistics.median(lengths) <= MEDIAN_LINES_MAX


def test_functions_fit_a_screen() -> None:
    """No function is longer than its limit, apart from those named with a reason."""
    long: dict[str, int] = {}
    for path in python_files(PACKAGE, TESTS):
        for function in functions(path):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES_MAX:
                long[f"{name_of(path)}::{function.name}"] = length
    assert {name: length for name, length in long.items() if name not in LONGER} == {}


def test_exceptions_are_still_needed() -> None:
    """Every named exception is really longer than the limit; the list does not rot."""
    too_long = {name_of(path) for path in python_files(PACKAGE) if lines_of(path) > SOURCE_LINES_MAX}
    too_long |= {name_of(path) for path in python_files(TESTS) if lines_of(path) > TEST_LINES_MAX}
    for path in python_files(PACKAGE, TESTS):
        for function in functions(path):
            if (function.end_lineno or function.lineno) - function.lineno + 1 > FUNCTION_LINES_MAX:
                too_long.add(f"{name_of(path)}::{function.name}")
    assert set(LONGER) <= too_long


def test_every_test_states_its_promise() -> None:
    """The first line of each test's docstring is a sentence of at least four words."""
    silent: list[str] = []
    for path in python_files(TESTS):
        for function in functions(path):
            if not function.name.startswith("test_"):
                continue
            node = function.body[0]
            value = getattr(getattr(node, "value", None), "value", None)
            promise = value.strip().splitlines()[0] if isinstance(value, str) and value.strip() else ""
            if len(promise.split()) < PROMISE_WORDS_MIN or promise[-1] not in ".!?…":
                silent.append(f"{name_of(path)}::{function.name}")
    assert silent == []


def test_every_file_says_what_it_is() -> None:
    """Each source and test file begins with a docstring."""
    assert [name_of(path) for path in python_files(PACKAGE, TESTS) if not ast.get_docstring(parsed(path))] == []


def test_nothing_names_a_machine_or_a_registry() -> None:
    """No file in the repository holds a path of somebody's machine or the address of a package registry."""
    found: list[str] = []
    this = Path(__file__).resolve()
    for path in files():
        if path.resolve() == this:
            continue
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            if MACHINE_PATHS.search(line) or REGISTRY_HOSTS.search(line):
                found.append(f"{name_of(path)}:{number}")
    assert found == []


def is_dutch_sentence(text: str) -> bool:
    """Whether a literal reads like something meant for an operator."""
    words = re.findall(r"[a-zà-ÿ']+", text.casefold())
    return len(words) >= WORDS_MIN and len(DUTCH.intersection(words)) >= DUTCH_WORDS_MIN


def test_the_core_speaks_in_codes() -> None:
    """`domain` and `link` hold no Dutch sentence: the words are in `dutch` and in the wire's tables."""
    found = [
        f"{name_of(path)}:{line}: {text}"
        for path in python_files(PACKAGE / "domain", PACKAGE / "link")
        for line, text in strings(path)
        if is_dutch_sentence(text)
    ]
    assert found == []
    assert is_dutch_sentence("Het bestand is niet te lezen.")


def test_nothing_is_left_half_done() -> None:
    """No source file holds a marker of unfinished work."""
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")))
    assert [name_of(path) for path in python_files(PACKAGE) if marks.search(text_of(path))] == []


def test_the_version_is_one() -> None:
    """The package, the project file and the command tell the same version."""
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    assert project["version"] == nsp_console.__version__


def test_the_licence_is_complete() -> None:
    """LICENSE is the whole EUPL 1.2, up to the last rule of its appendix, and the papers name it."""
    text = text_of(ROOT / "LICENSE")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert all(f"\n{number}." in text for number in range(1, 16))
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert 'license = "EUPL-1.2"' in text_of(ROOT / "pyproject.toml")
    assert "license: EUPL-1.2" in text_of(ROOT / "publiccode.yml")


def test_short_description_fits_the_catalogue() -> None:
    """publiccode.yml keeps the limits of the standard: 150 characters short, at least 150 long."""
    description = yaml.safe_load(text_of(ROOT / "publiccode.yml"))["description"]["nl"]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
