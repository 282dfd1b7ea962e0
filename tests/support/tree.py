"""The repository as files, for the tests that look after the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "nsp_console"
NOT_OURS = {"__pycache__", "dist", "build", "node_modules"}
KEPT_HIDDEN = {".ci", ".gitignore", ".github"}
TEXT_BYTES_MAX = 2_000_000

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(top: Path = ROOT, suffix: str = "") -> Iterator[Path]:
    """All our files under `top`, sorted; caches, environments and hidden folders are left out."""
    for path in sorted(top.iterdir()):
        hidden = path.name.startswith(".") and path.name not in KEPT_HIDDEN
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files(path, suffix)
        elif path.is_file() and path.name.endswith(suffix):
            yield path


def python_files(*tops: Path) -> list[Path]:
    """The Python files under these folders."""
    return [path for top in tops if top.is_dir() for path in files(top, ".py")]


def name_of(path: Path) -> str:
    """The path from the root of the repository, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """The text of a file, or "" for one that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text_of(path), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method in a Python file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string literal that is not a docstring, with its line."""
    tree = parsed(path)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value
