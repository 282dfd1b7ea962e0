"""What painters need besides the Snapshot: the configured words and the time zone of this machine."""

from dataclasses import dataclass, field
from datetime import tzinfo

from nsp_console.domain.moments import HOUR_S
from nsp_console.domain.understanding import Article, Need, Term, Vocabulary
from nsp_console.domain.views import Forecast, Reason
from nsp_console.dutch import reasons, times
from nsp_console.dutch.fieldnames import field_label

NO_WORDS = Vocabulary(functions=(), roles=(), articles=())

GUEST = "Dit punt is van een andere regio: alleen lezen."  # why nothing can be done with it


@dataclass(frozen=True)
class Wording:
    """Labels of functions, roles and articles (configuration), and local clock times."""

    vocabulary: Vocabulary = NO_WORDS
    zone: tzinfo | None = None
    labels: dict[str, str] = field(init=False)
    articles: dict[str, Article] = field(init=False)

    def __post_init__(self) -> None:
        terms = (*self.vocabulary.functions, *self.vocabulary.roles)
        object.__setattr__(self, "labels", {term.key: term.label for term in terms})
        object.__setattr__(self, "articles", {article.key: article for article in self.vocabulary.articles})

    @property
    def functions(self) -> tuple[Term, ...]:
        """The configured functions in form order."""
        return self.vocabulary.functions

    def field(self, key: str) -> str:
        """Label of field `key`."""
        return field_label(key, self.labels)

    def reason(self, why: Reason) -> str:
        """Why, in a few words."""
        return reasons.reason(why, self.labels)

    def need(self, need: Need) -> str:
        """`200 l diesel`, `2 EHBO'er`; only `diesel` when it was not told how much."""
        article = self.articles.get(need.article)
        label = article.label if article else need.article.replace("_", " ")
        unit = "" if need.unit in ("stuks", "personen") else need.unit
        if not need.amount:
            return label.lower()
        return " ".join(part for part in (times.number(need.amount), unit, label.lower()) if part)

    def clock(self, wall: float) -> str:
        """`18:54`."""
        return times.clock(wall, self.zone)

    def ago(self, now_wall: float, seconds: float) -> str:
        """Clock time of something `seconds` ago; with the day when it was not today."""
        return times.near_clock(now_wall - seconds, now_wall, self.zone)

    def run_out(self, forecast: Forecast, now_wall: float) -> str:
        """When a supply is finished, as a range of clock times."""
        return times.run_out(forecast, now_wall, self.zone)

    def ahead(self, now_wall: float, hours: float) -> str:
        """Clock time `hours` from now."""
        return times.near_clock(now_wall + hours * HOUR_S, now_wall, self.zone)
