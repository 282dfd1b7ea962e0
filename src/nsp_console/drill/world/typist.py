"""A person at an L-NSP with a stock phone. Knows the truth there, and of the console only what the phone shows."""

import re
from random import Random

from nsp_console.domain.fields import OPEN_STATES, Power
from nsp_console.drill.world import phrases
from nsp_console.drill.world.phone import Phone, TextSeen
from nsp_console.drill.world.points import PointWorld
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.temperament import MANNERS, Temperament
from nsp_console.radio.base import TEXT_BYTES_MAX

JITTER = 0.2  # of the report interval
REPLIES_PER_HOUR_MAX = 6
NOTICE_S = (60.0, 400.0)  # between something happening and somebody typing it
TYPING_S = 4.0
TWICE_AFTER_S = (8.0, 45.0)
SLIP_FACTOR = 10.0
FUNCTIONS_EVERY = 4  # reports: the line about the functions follows the first one and then every fourth
FUNCTIONS_AFTER_S = (60.0, 240.0)
UNNAMED_ABOUT_ALARM = ("alarm ontvangen", "uw alarm")
UNNAMED = ("niet begrepen", "waar u bent", "uw melding")
CALLS_FOR_HELP = ("alarm", "hulp", "help", "brand", "112", "sos")
MINE_FOR_S = 90.0  # a line without a name, so soon after one's own, must be the answer to it

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
QUESTIONS = (  # a word in the question, and what the answer is about
    (("water",), "water"),
    (("eten", "voedsel", "porties", "maaltijd"), "food"),
    (("diesel", "brandstof", "aggregaat", "stroom"), "power"),
    (("bezoek", "mensen", "hoeveel man"), "visitors"),
    (("graden", "koud", "warm", "temperatuur"), "warmth"),
    (("ehbo", "vrijwillig", "bezetting", "bemensing"), "staff"),
    (("bulletin",), "bulletin"),
)
NOTICED = {
    "vol": "we zijn VOL, niemand meer sturen aub",
    "weer_open": "er is weer plek, {visitors}",
    "water_op": "WATER OP",
    "accu_leeg": "accu leeg, geen stroom meer",
    "diesel_op": "diesel op, aggregaat uit, geen stroom meer",
}
POWER_CHANGED = {
    Power.GRID: "stroom is weer op net",
    Power.GENERATOR: "{power}",
    Power.BATTERY: "Aggregaat uit. {power}",
    Power.NONE: "Aggregaat uit. {power}",
}


class Typist:
    """`direct_to` is the radio this person sends to; None means everybody on the channel."""

    def __init__(
        self,
        point: PointWorld,
        phone: Phone,
        scheduler: Scheduler,
        rng: Random,
        temperament: Temperament,
        interval_s: float,
        direct_to: int | None = None,
    ) -> None:
        self.point = point
        self.phone = phone
        self.temperament = temperament
        self.manner = MANNERS[temperament]
        self.last_line = ""
        self._scheduler = scheduler
        self._rng = rng
        self._interval_s = interval_s
        self._direct_to = direct_to
        self._first = True
        self._reports = 0
        self._slip = ""  # the wrong number typed last, as people would recognise it
        self._replies: list[float] = []
        self._typed_s = float("-inf")
        # "Voorstad" is not "Voorstad-Oost".
        self._called = re.compile(rf"{re.escape(point.code)}|{re.escape(point.short_name)}(?!-?\w)", re.IGNORECASE)
        phone.on_text = self._read

    # -- of their own accord ------------------------------------------------------------------------------------

    def begin(self, first_report_s: float) -> None:
        """Report for the first time at `first_report_s` (world time), and from then on again and again."""
        self._scheduler.at(first_report_s, self._report_and_plan)

    def _report_and_plan(self) -> None:
        if self._first or self._rng.random() >= self.manner.skips:
            self.report()
        spread = 1 + self._rng.uniform(-JITTER, JITTER)
        self._scheduler.after(self._interval_s * self.manner.late * spread, self._report_and_plan)

    def report(self) -> None:
        """Type a status line now."""
        slips = not self._first and self.point.water_l >= 1 and self._rng.random() < self.manner.decimal
        self._slip = str(phrases.rounded(self.point.water_l * SLIP_FACTOR)) if slips else ""
        line = phrases.report(self.point, self.manner, self._rng, self._first, SLIP_FACTOR if slips else 1.0)
        self._first = False
        self.type(line)
        if self._reports % FUNCTIONS_EVERY == 0 and self.point.state in OPEN_STATES:
            self._scheduler.after(self._rng.uniform(*FUNCTIONS_AFTER_S), self._functions)
        self._reports += 1
        if self._rng.random() < self.manner.twice:
            self._scheduler.after(self._rng.uniform(*TWICE_AFTER_S), self.again)

    def _functions(self) -> None:
        self.type(phrases.functions(self.point, self.manner, self._rng))

    def slip(self) -> None:
        """Type the water with the comma in the wrong place (scenario event)."""
        self._slip = str(phrases.rounded(self.point.water_l * SLIP_FACTOR))
        self.type(phrases.water(self.point, self._rng, SLIP_FACTOR) + ", " + phrases.visitors(self.point, self._rng))

    def again(self) -> None:
        """Send the last line once more: it did not seem to arrive."""
        if self.last_line:
            self.type(self.last_line)

    def notice(self, what: str) -> None:
        """Something changed at the point; sooner or later it is typed."""
        self._scheduler.after(self._rng.uniform(*NOTICE_S), lambda: self._tell(what))

    def type(self, text: str) -> None:
        """Send exactly `text`, as far as it fits on one line."""
        raw = text.encode()
        self.last_line = text if len(raw) <= TEXT_BYTES_MAX else raw[:TEXT_BYTES_MAX].decode(errors="ignore")
        self._typed_s = self._scheduler.now_s
        self.phone.send(self.last_line, self._direct_to)

    def _tell(self, what: str) -> None:
        point, rng = self.point, self._rng
        if what in NOTICED:
            self.type(NOTICED[what].format(visitors=phrases.visitors(point, rng)))
        elif what == "stroom":
            self.type(POWER_CHANGED[point.power].format(power=phrases.power(point, rng)))
        elif what == "levering":
            self.type(f"levering gehad, {phrases.water(point, rng)}, {phrases.food(point, rng)}")
        elif what == "brandstof":
            self.type(f"diesel gekregen, {phrases.power(point, rng)}")
        else:
            self.report()

    # -- answering ----------------------------------------------------------------------------------------------

    def _read(self, seen: TextSeen) -> None:
        if not self._for_me(seen):
            return
        answer = self._answer(seen.text)
        now_s = self._scheduler.now_s
        self._replies = [at for at in self._replies if at > now_s - 3600]
        if answer and len(self._replies) < REPLIES_PER_HOUR_MAX:
            self._replies.append(now_s)
            self._scheduler.after(TYPING_S + self._rng.uniform(*self.manner.answer_s), lambda: self.type(answer))

    def _for_me(self, seen: TextSeen) -> bool:
        """Addressed to this radio, or naming this point, or an unnamed answer right after an own line."""
        if seen.direct or self._called.search(seen.text):
            return True
        if self._scheduler.now_s - self._typed_s > MINE_FOR_S:
            return False
        low = seen.text.lower()
        about_alarm = any(words in low for words in UNNAMED_ABOUT_ALARM)
        called_for_help = any(word in self.last_line.lower() for word in CALLS_FOR_HELP)
        return (about_alarm and called_for_help) or any(words in low for words in UNNAMED)

    def _answer(self, text: str) -> str:
        """What this person types back; "" for nothing."""
        low, rng = text.lower(), self._rng
        if "begrepen door computer" in low:
            return self._judge_echo(text)
        if "waar bent u" in low:
            return f"we zijn bij de ingang van {self.point.short_name}" if rng.random() < 0.7 else ""
        if "?" in low:
            return self._answer_question(low)
        if "schrijf" in low or "stuur" in low:  # a hint how to write it, or a rejected line
            return phrases.report(self.point, self.manner, rng) if rng.random() < self.manner.corrects else ""
        return rng.choice(("ok", "begrepen", "👍", "")) if rng.random() < 0.6 else ""

    def _judge_echo(self, text: str) -> str:
        rng = self._rng
        numbers = {number.replace(".", "") for number in NUMBER.findall(text)}
        if self._slip and self._slip in numbers and rng.random() < self.manner.corrects:
            self._slip = ""
            return rng.choice(("sorry, {}", "{}")).format(phrases.water(self.point, rng))
        if not self._slip and rng.random() < self.manner.confirms:
            return rng.choice(("klopt", "ja klopt", "👍"))
        return ""

    def _answer_question(self, low: str) -> str:
        for words, part in QUESTIONS:
            if any(word in low for word in words):
                said = phrases.PARTS[part](self.point, self._rng)
                return said or "nog niet gehad"
        return phrases.report(self.point, self.manner, self._rng)
