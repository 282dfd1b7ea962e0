"""The book of the logbook: which entries were corrected, and who has the shift."""

from collections.abc import Mapping

from nsp_console.domain.facts import Entry, ShiftHandedOver, ShiftTakenOver
from nsp_console.domain.log_reading import corrects_of
from nsp_console.domain.log_views import ShiftView
from nsp_console.domain.safetext import clean


class Logbook:
    """Folded from the journal; everything else of the logbook is read back from disk when somebody looks."""

    def __init__(self) -> None:
        self._corrected: dict[int, int] = {}
        self._handover: tuple[Entry, ShiftHandedOver] | None = None
        self._taken: tuple[Entry, ShiftTakenOver] | None = None

    def apply(self, entry: Entry) -> None:
        """Fold one entry in."""
        corrected = corrects_of(entry.fact)
        if corrected is not None:
            self._corrected[corrected] = entry.number  # the last correction is the one to look at
        match entry.fact:
            case ShiftHandedOver():
                self._handover, self._taken = (entry, entry.fact), None
            case ShiftTakenOver():
                if self._handover is not None and entry.fact.entry == self._handover[0].number and not self._taken:
                    self._taken = entry, entry.fact

    @property
    def corrected(self) -> Mapping[int, int]:
        """Corrected entry → the entry that corrects it."""
        return self._corrected

    def shift(self) -> ShiftView | None:
        """The last handover; None when there never was one."""
        if self._handover is None:
            return None
        entry, fact = self._handover
        taken_by = clean(self._taken[1].by) if self._taken else clean("")
        taken_wall = self._taken[0].at.wall if self._taken else 0.0
        return ShiftView(
            entry.number,
            entry.at.wall,
            clean(fact.by),
            clean(fact.to),
            clean(fact.note),
            dict(fact.states),
            taken_by,
            taken_wall,
        )
