"""All phrases of one vocabulary, looked up longest first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from nsp_console.domain.fields import FUNCTION_PREFIX, STAFF_PREFIX
from nsp_console.domain.understanding import Vocabulary
from nsp_console.wire.text import words
from nsp_console.wire.text.marks import Lexeme, Mark
from nsp_console.wire.text.near import FOREIGN, NearIndex
from nsp_console.wire.text.numbers import number_word
from nsp_console.wire.text.tables import phrases
from nsp_console.wire.text.tokens import Token, prepare, tokens

Keys = tuple[str, ...]
NAME_LETTERS_MIN = 4  # a shorter part of a point's name is not used to find it
VOCABULARIES_KEPT = 8


def keys_of(phrase: str) -> Keys:
    """The token keys of a phrase, so that tables and received text are cut in the same way."""
    return tuple(token.key for token in tokens(prepare(phrase)) if token.key != "'")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`phrases`: first key → all keys → meaning. `near`: index for typing errors."""

    phrases: Mapping[str, Mapping[Keys, Lexeme]]
    longest_phrase: int
    near: NearIndex
    short: frozenset[str]  # three-letter words: never the middle of a code
    known: frozenset[str]  # every word that stands in some phrase
    units: Mapping[str, str]  # article key → unit as configured
    labels: Mapping[str, str]

    def longest(self, line: list[Token], at: int) -> tuple[int, Lexeme] | None:
        """The longest phrase at `at` as (number of tokens, meaning)."""
        known = self.phrases.get(line[at].key)
        if known is None:
            return None
        following = tuple(token.key for token in line[at : at + self.longest_phrase])
        for length in range(len(following), 0, -1):
            lexeme = known.get(following[:length])
            if lexeme is not None:
                return length, lexeme
        return None

    def corrected(self, key: str) -> str | None:
        """The known word that `key` is a typing error of, when there is exactly one meaning."""
        found = sorted(self.near.candidates(key))
        if not found:
            return None
        meanings = {self._single(word) for word in found}
        return found[0] if len(meanings) == 1 else None

    def _single(self, word: str) -> Lexeme | None:
        return self.phrases.get(word, {}).get((word,))


class _Builder:
    def __init__(self) -> None:
        self.table: dict[Keys, Lexeme] = {}

    def add(self, phrase: str, lexeme: Lexeme) -> None:
        keys = keys_of(phrase)
        if keys:
            self.table[keys] = self.table[keys].joined(lexeme) if keys in self.table else lexeme

    def all(self, table: str, lexeme: Lexeme) -> None:
        for phrase in phrases(table):
            self.add(phrase, lexeme)


def _fixed(build: _Builder) -> None:
    """The tables of words.py."""
    for mark, table in words.MARKED.items():
        build.all(table, Lexeme(frozenset({mark})))
    for phrase in words.rest_ok_phrases():
        build.add(phrase, Lexeme(frozenset({Mark.REST_OK})))
    for state, table in words.STATES.items():
        build.all(table, Lexeme(frozenset({Mark.STATE}), value=state))
    for source, table in words.SOURCES.items():
        build.all(table, Lexeme(frozenset({Mark.POWER}), topic="" if source == "net" else source, value=source))
    for level, table in words.SAFETY.items():
        build.all(table, Lexeme(frozenset({Mark.SAFETY}), value=level))
    for claim, table in words.CLAIM_WORDS.items():
        build.all(table, Lexeme(frozenset({Mark.CLAIM}), claims=(claim,)))
    for key, table in words.ZERO_PHRASES.items():
        build.all(table, Lexeme(frozenset({Mark.CLAIM}), claims=((key, 0),)))
    _fixed_nouns(build)


def _fixed_nouns(build: _Builder) -> None:
    for topic, table in words.TOPIC_WORDS.items():
        build.all(table, Lexeme(topic=topic))
    for key, table in words.FIELD_WORDS.items():
        build.all(table, Lexeme(field=key))
    for unit, table in {**words.UNITS, **words.UNIT_AND_TOPIC}.items():
        build.all(table, Lexeme(unit=unit))
    build.all(words.NOT_STATES, Lexeme(frozenset({Mark.VAGUE}), value="state"))
    build.all(words.SAFETY_WORDS, Lexeme(topic="safety"))
    build.all(words.TIMES_OF_DAY, Lexeme(frozenset({Mark.GLUE})))
    build.add("24/7", Lexeme(frozenset({Mark.GLUE})))


def _configured(build: _Builder, vocabulary: Vocabulary) -> None:
    for term in vocabulary.functions:
        for word in (term.label, term.key.replace("_", " "), *term.words):
            build.add(word, Lexeme(field=FUNCTION_PREFIX + term.key))
    for term in vocabulary.roles:
        for word in (term.label, term.key.replace("_", " "), *term.words):
            build.add(word, Lexeme(topic=STAFF_PREFIX + term.key))
    for article in vocabulary.articles:
        for word in (article.label, article.key.replace("_", " "), *article.words):
            build.add(word, Lexeme(article=article.key))


@lru_cache(maxsize=VOCABULARIES_KEPT)
def lexicon_for(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of `vocabulary` (kept: building it costs some milliseconds)."""
    build = _Builder()
    _configured(build, vocabulary)
    _fixed(build)
    inside = {key for keys in build.table for key in keys}
    return Lexicon(
        _by_first(build.table),
        max(len(keys) for keys in build.table),
        NearIndex(word for word in _spelled(build.table) - FOREIGN if number_word(word) is None),
        frozenset(key for key in inside if len(key) == 3 and key.isalpha()),
        frozenset(inside),
        {article.key: article.unit for article in vocabulary.articles},
        {
            **{FUNCTION_PREFIX + term.key: term.label for term in vocabulary.functions},
            **{STAFF_PREFIX + term.key: term.label for term in vocabulary.roles},
            **{article.key: article.label for article in vocabulary.articles},
        },
    )


# Marks of words whose misspelling is mended. A misspelled filler is simply an unknown word, which spoils its
# neighbours: safer than mending "reden" into "regen".
MENDED = (
    Mark.STATE,
    Mark.POWER,
    Mark.MAINS,
    Mark.WORKS,
    Mark.LIMITED,
    Mark.FAILS,
    Mark.ISSUED,
    Mark.ARRIVED,
    Mark.ABOUT,
)


def _spelled(table: Mapping[Keys, Lexeme]) -> set[str]:
    """Words that carry a value, and that are therefore looked for behind a typing error."""
    return {
        keys[0]
        for keys, lexeme in table.items()
        if len(keys) == 1
        and (lexeme.topic or lexeme.field or lexeme.article or lexeme.unit or lexeme.marks & set(MENDED))
    }


def _by_first(table: Mapping[Keys, Lexeme]) -> dict[str, dict[Keys, Lexeme]]:
    grouped: dict[str, dict[Keys, Lexeme]] = {}
    for keys, lexeme in table.items():
        grouped.setdefault(keys[0], {})[keys] = lexeme
    return grouped


def with_names(lexicon: Lexicon, names: Mapping[str, str]) -> Lexicon:
    """`lexicon` that also knows points by (part of) their name: only parts that belong to one point."""
    owners: dict[Keys, set[str]] = {}
    for name, code in names.items():
        keys = tuple(key for key in keys_of(name) if key.isalnum())
        if "kazerne" in keys:  # bears the name of a village that has its own point: only with the word itself
            parts = {keys, keys[keys.index("kazerne") :]}
        else:
            parts = {keys} | (set() if code.startswith("C-") else _parts(keys, lexicon))
        for part in parts:
            if part:
                owners.setdefault(part, set()).add(code)
    table = {keys: Lexeme(site=min(codes)) for keys, codes in owners.items() if len(codes) == 1}
    named = _by_first(table)
    merged = {first: {**lexicon.phrases.get(first, {}), **entries} for first, entries in named.items()}
    longest = max([lexicon.longest_phrase, *(len(keys) for keys in table)])
    return replace(lexicon, phrases={**lexicon.phrases, **merged}, longest_phrase=longest)


def _parts(keys: Keys, lexicon: Lexicon) -> set[Keys]:
    pairs = {keys[at : at + 2] for at in range(len(keys) - 1)}
    singles = {(key,) for key in keys if len(key) >= NAME_LETTERS_MIN and key not in lexicon.phrases}
    return {part for part in pairs | singles if not all(key in lexicon.phrases for key in part)}
