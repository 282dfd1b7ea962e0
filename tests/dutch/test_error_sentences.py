"""Every expected error has a Dutch sentence, and telling a mistake never fails itself."""

import ast
from string import Formatter

from hypothesis import given, strategies as st

from nsp_console.config.complaints import CODES
from nsp_console.domain import errors
from nsp_console.domain.errors import ConfigError, NspError
from nsp_console.dutch.errors import SENTENCES, sentence
from support.tree import PACKAGE, name_of, parsed, python_files

ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, NspError)}
PLACES_OF_A_PROBLEM = {"file", "where", "line", "key"}


def raised() -> list[tuple[str, str, set[str] | None]]:
    """(where, code, names given) of every expected error made in the source; None when names come from a dict."""
    found: list[tuple[str, str, set[str] | None]] = []
    for path in python_files(PACKAGE):
        for node in ast.walk(parsed(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                names = [keyword.arg for keyword in node.keywords]
                given_names = None if None in names else {name for name in names if name}
                found.append((f"{name_of(path)}:{node.lineno}", node.args[0].value, given_names))
    return found


def places(template: str) -> set[str]:
    """The names a sentence wants filled in."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_error_raised_has_its_sentence_with_everything_filled_in() -> None:
    """No operator ever reads a bare code, or a question mark where a file name should be."""
    made = raised()
    assert len(made) > 20
    assert [(where, code) for where, code, _ in made if code not in SENTENCES] == []
    lacking = {
        where: places(SENTENCES[code]) - names
        for where, code, names in made
        if names is not None and places(SENTENCES[code]) - names
    }
    assert lacking == {}


def test_every_problem_with_a_file_has_its_sentence() -> None:
    """Whatever pydantic may find in a rules file is told in Dutch."""
    assert {code for code in CODES.values() if code not in SENTENCES} == set()
    given_by_complain = PLACES_OF_A_PROBLEM | {"value", "limit", "known"}
    assert [code for code in CODES.values() if not places(SENTENCES[code]) <= given_by_complain] == []


def test_every_sentence_ends_and_says_something() -> None:
    """Each sentence is a finished one, or ends with what it lists or with a command to type."""
    for code, text in SENTENCES.items():
        assert text[-1] in ".?" or text.endswith("}") or ": nsp " in text, code
        assert len(text.split()) >= 4, code


@given(code=st.sampled_from(sorted(SENTENCES)), value=st.text(max_size=40))
def test_telling_a_mistake_never_fails(code: str, value: str) -> None:
    """Any code with anything or nothing filled in gives a sentence without control characters."""
    for error in (NspError(code), NspError(code, file=value, where=value, value=value, problems=(ConfigError(code),))):
        told = sentence(error).replace("\n", " ")
        assert told.isprintable()
        assert told


def test_an_unknown_code_still_says_what_to_do() -> None:
    """A code without a sentence is a fault of ours; the operator is asked to pass it on."""
    assert "meld hem" in sentence(NspError("nooit.gezien", waarde=3))
