"""What a C-NSP keeps beside the picture of the points: each book folds the facts that are its own."""

from typing import Protocol

from nsp_console.domain.continuity import Continuity
from nsp_console.domain.dossier import Dossiers
from nsp_console.domain.facts import Entry
from nsp_console.domain.logbook import Logbook


class Book(Protocol):
    """One book: the same entries always give the same pages."""

    def apply(self, entry: Entry) -> None:
        """Fold one entry in; entries that say nothing to this book are passed over."""
        ...


class Books:
    """All books of one station."""

    def __init__(self) -> None:
        self.dossiers = Dossiers()
        self.logbook = Logbook()
        self.continuity = Continuity()
        self._all: tuple[Book, ...] = (self.dossiers, self.logbook, self.continuity)

    def apply(self, entry: Entry) -> None:
        """Fold one entry into every book."""
        for book in self._all:
            book.apply(entry)
