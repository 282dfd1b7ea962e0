"""What the page asks, in order: the six of the kernmelding, then the rest that is asked once per shift."""

from dataclasses import dataclass

from nsp_console.domain.fields import FUNCTION_PREFIX, STAFF_PREFIX, SiteState
from nsp_console.domain.kern import NEEDS
from nsp_console.dutch.labels import SITE_STATE
from nsp_console.tui.wording import Wording

POWER_HOURS = "fuel_hours"
POWER_WORDS = {"net": "net", "n": "net", "geen": "geen", "g": "geen"}


@dataclass(frozen=True)
class Answer:
    """One of a few answers: its value, the letter that gives it, and the words."""

    value: str
    letter: str
    words: str


@dataclass(frozen=True)
class Question:
    """One line of the form. With `answers` it is a choice; `typed` are the characters that may be typed."""

    key: str
    label: str
    hint: str
    answers: tuple[Answer, ...] = ()
    typed: str = "0123456789,."
    unit: str = ""

    @property
    def free(self) -> bool:
        """Whether any letter may be typed."""
        return not self.answers and not self.typed


STATE_LETTER = {
    SiteState.OPEN: "o",
    SiteState.LIMITED: "b",
    SiteState.FULL: "v",
    SiteState.SETTING_UP: "i",
    SiteState.CLOSED: "g",
    SiteState.EVACUATED: "r",
    SiteState.SCALED_DOWN: "a",
}
KERN = (
    Question(
        "state",
        "Is het punt open?",
        "",
        tuple(Answer(state.value, letter, SITE_STATE[state]) for state, letter in STATE_LETTER.items()),
    ),
    Question("visitors", "Hoeveel mensen binnen?", "Tel bezoekers, geen medewerkers. Ongeveer mag.", unit="mensen"),
    Question(
        "water_l", "Hoeveel liter drinkwater?", "Alle flessen en tanks samen. Weet u het niet: laat leeg.", unit="liter"
    ),
    Question(
        POWER_HOURS,
        "Hoe lang nog stroom?",
        "Typ hoeveel uur u nog heeft. n = stroom van het net. g = geen stroom.",
        typed="0123456789,.nNgG",
        unit="uur",
    ),
    Question(
        NEEDS,
        "Hulp of spullen nodig?",
        "Typ wat en hoeveel, zoals: 200 l diesel, 2 ehbo. Niets nodig: typ nee.",
        typed="",
    ),
    Question("bulletin", "Welk bulletin hangt er?", "Het nummer dat bovenaan het bulletin staat."),
)
POWER = (
    Answer("net", "n", "van het net"),
    Answer("aggregaat", "a", "aggregaat"),
    Answer("accu", "c", "accu"),
    Answer("geen", "g", "geen stroom"),
)
WORKS = (Answer("werkt", "w", "werkt"), Answer("beperkt", "b", "beperkt"), Answer("niet", "n", "werkt niet"))
SAFETY = (
    Answer("rustig", "r", "rustig"),
    Answer("onrustig", "o", "onrustig"),
    Answer("dreigend", "d", "dreigend"),
    Answer("onveilig", "v", "onveilig"),
)
YES_NO = (Answer("ja", "j", "ja"), Answer("nee", "n", "nee"))
REST = (
    Question("food_portions", "Eten", "Hoeveel porties zijn er nog?", unit="porties"),
    Question("power", "Stroom komt van", "", POWER),
    Question("fuel_l", "Diesel", "Hoeveel liter is er nog, tank en jerrycans samen?", unit="liter"),
    Question("staff_hours", "Bezet tot over", "Hoeveel uur is er nog genoeg personeel?", unit="uur"),
    Question("over_2h", "Langer dan 2 uur binnen", "Hoeveel mensen zijn er langer dan 2 uur?", unit="mensen"),
    Question("temperature_c", "Binnen", "Hoe warm is het binnen?", typed="0123456789,.-", unit="graden"),
    Question("toilets_working", "Toiletten die werken", "Hoeveel toiletten doen het nog?"),
    Question("toilets_total", "Toiletten samen", "Hoeveel toiletten zijn er?"),
    Question("blankets", "Dekens", "Hoeveel dekens zijn er?", unit="stuks"),
    Question("treated", "Behandeld (EHBO)", "Hoeveel mensen kregen eerste hulp, deze dienst?", unit="mensen"),
    Question("aed", "AED aanwezig", "", YES_NO),
    Question("safety", "Veiligheid", "", SAFETY),
    Question("note", "Opmerking", "Kort, en zonder namen.", typed=""),
)


def rest_of(wording: Wording) -> tuple[Question, ...]:
    """Everything after the kernmelding: the configured functions and roles stand among it."""
    functions = tuple(
        Question(FUNCTION_PREFIX + term.key, f"Werkt: {term.label}", "", WORKS) for term in wording.vocabulary.functions
    )
    staff = tuple(
        Question(STAFF_PREFIX + term.key, f"Aanwezig: {term.label}", "Hoeveel zijn er nu aanwezig?")
        for term in wording.vocabulary.roles
    )
    return (*functions, *staff, *REST)
