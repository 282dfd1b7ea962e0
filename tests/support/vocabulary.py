"""The shipped words, read straight from config/woorden.toml (the strict loader has its own tests)."""

import tomllib
from functools import lru_cache
from pathlib import Path

from nsp_console.domain.understanding import Article, Term, Vocabulary

WOORDEN = Path(__file__).parents[2] / "config" / "woorden.toml"


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of config/woorden.toml."""
    table = tomllib.loads(WOORDEN.read_text(encoding="utf-8"))
    terms = {
        kind: tuple(Term(t["key"], t["label"], tuple(t["woorden"])) for t in table[kind]) for kind in ("functie", "rol")
    }
    articles = tuple(Article(a["key"], a["label"], a["eenheid"], tuple(a["woorden"])) for a in table["artikel"])
    return Vocabulary(terms["functie"], terms["rol"], articles)
