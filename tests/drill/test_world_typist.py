"""People with a phone: what they type is true to their point unless they slip, and they answer as people do."""

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from nsp_console.domain.fields import Power, SiteState
from nsp_console.drill.world import phrases
from nsp_console.drill.world.mesh import SimMesh
from nsp_console.drill.world.phone import Phone, TextSeen
from nsp_console.drill.world.points import PointWorld, day_share, visits_share
from nsp_console.drill.world.propagation import local_mast
from nsp_console.drill.world.scheduler import Scheduler
from nsp_console.drill.world.temperament import MANNERS, Manner, Temperament
from nsp_console.drill.world.typist import REPLIES_PER_HOUR_MAX, Typist
from nsp_console.link.airtime import PRESETS
from nsp_console.radio.base import TEXT_BYTES_MAX

HOUR_S = 3600.0


def a_point() -> PointWorld:
    point = PointWorld(
        "L-DEV-05",
        "Borgele",
        visitors=64,
        capacity=120,
        water_l=420,
        food_portions=210,
        fuel_l=60,
        fuel_l_per_h=6,
        staff={"ehbo": 1, "ambtenaar": 1, "vrijwilliger": 3},
    )
    point.begin()
    return point


class Street:
    """A typist, and a listener next door who sees all lines and can write."""

    def __init__(self, temperament: Temperament, seed: int = 1, point: PointWorld | None = None) -> None:
        rng = Random(seed)
        self.scheduler = Scheduler()
        mesh = SimMesh(self.scheduler, rng, PRESETS["MEDIUM_FAST"])
        self.listener = Phone(mesh.add("luisteraar", local_mast(52.25, 6.17)), rng)
        self.point = point or a_point()
        phone = Phone(mesh.add("typist", local_mast(52.251, 6.17)), rng)
        self.typist = Typist(self.point, phone, self.scheduler, rng, temperament, 45 * 60)
        self.lines: list[str] = []
        self.listener.on_text = self._hear

    def _hear(self, seen: TextSeen) -> None:
        self.lines.append(seen.text)

    def say(self, text: str, direct: bool = False, wait_s: float = 3000.0) -> list[str]:
        """Write a line and return what came back."""
        before = len(self.lines)
        self.listener.send(text, self.typist.phone.node.number if direct else None)
        self.scheduler.advance(self.scheduler.now_s + wait_s)
        return self.lines[before:]


@given(
    seed=st.integers(0, 2**32),
    temperament=st.sampled_from(list(Temperament)),
    water=st.floats(0, 99_999),
    visitors=st.floats(0, 20_000),
    fuel=st.floats(0, 20_000),
    power=st.sampled_from(list(Power)),
    state=st.sampled_from(list(SiteState)),
    first=st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_every_line_fits_and_is_one_printable_line(
    seed: int,
    temperament: Temperament,
    water: float,
    visitors: float,
    fuel: float,
    power: Power,
    state: SiteState,
    first: bool,
) -> None:
    """Whoever types whatever truth: one non-empty line of at most 130 bytes."""
    point = a_point()
    point.water_l, point.visitors, point.fuel_l, point.power, point.state = water, visitors, fuel, power, state
    line = phrases.report(point, MANNERS[temperament], Random(seed), first)
    assert line.strip()
    assert len(line.encode()) <= TEXT_BYTES_MAX
    assert line.isprintable()


@given(seed=st.integers(0, 2**32))
def test_a_careful_person_tells_the_truth(seed: int) -> None:
    """Amounts in a careful person's line are those of the point, rounded as people round."""
    point = a_point()
    line = phrases.report(point, Manner(parts=(8, 8)), Random(seed)).lower()
    assert "420" in line
    assert "64" in line
    assert "210" in line
    assert "10 uur" in line or "60 l" in line


@pytest.mark.parametrize(
    ("amount", "said"), [(6.4, "6"), (4.6, "4,5"), (1.0, "1"), (0.3, "0,5"), (0.1, "0"), (36.2, "36")]
)
def test_hours_are_said_with_a_comma(amount: float, said: str) -> None:
    """Hours below six are said in halves with a comma, above in whole hours."""
    assert phrases.hours(amount) == said


def test_reports_come_at_their_interval_and_start_with_a_full_one() -> None:
    """In five hours a careful person reports about every 45 minutes, first with everything, functions next."""
    street = Street(Temperament.PRECISE)
    street.typist.begin(60.0)
    street.scheduler.advance(5 * HOUR_S)
    assert 5 <= len([line for line in street.lines if "werken" not in line]) <= 9
    assert [i for i, line in enumerate(street.lines) if "werken" in line][:2] == [1, 6]
    assert "open" in street.lines[0]
    assert "420" in street.lines[0]


def test_a_silent_person_reports_less_and_a_doubler_repeats() -> None:
    """Temperaments show: silent ones skip reports, doublers send exact copies, capitals shout."""
    counts = {}
    for temperament in (Temperament.PRECISE, Temperament.SILENT):
        street = Street(temperament)
        street.typist.begin(0.0)
        street.scheduler.advance(48 * HOUR_S)
        counts[temperament] = len(street.lines)
    assert counts[Temperament.SILENT] < 0.7 * counts[Temperament.PRECISE]
    twice = Street(Temperament.TWICE)
    twice.typist.begin(0.0)
    twice.scheduler.advance(24 * HOUR_S)
    assert any(a == b for a, b in zip(twice.lines, twice.lines[1:], strict=False))
    loud = Street(Temperament.CAPITALS)
    loud.typist.begin(0.0)
    loud.scheduler.advance(24 * HOUR_S)
    assert sum(line == line.upper() for line in loud.lines) > len(loud.lines) / 2


def test_a_slip_is_ten_times_and_is_put_right_when_the_echo_shows_it() -> None:
    """After a wrong decimal comma the person sees the number in the echo and sends the right one."""
    corrected = 0
    for seed in range(20):
        street = Street(Temperament.DECIMAL, seed)
        street.typist.slip()
        street.scheduler.advance(30.0)
        assert "4200" in street.lines[-1]
        echo = "Begrepen door computer: Borgele water 4.200 l, 64 bezoekers. Klopt niet? Stuur opnieuw."
        answers = street.say(echo)
        corrected += any("420" in answer.replace("4200", "") for answer in answers)
    assert corrected >= 14


def test_a_question_gets_the_answer_it_asks_for() -> None:
    """A question to somebody is answered with that subject; one to somebody else is not."""
    street = Street(Temperament.PRECISE)
    assert any("420" in line for line in street.say("L-DEV-05 hoeveel water hebt u nog?"))
    assert any("10 uur" in line or "60 l" in line for line in street.say("hoe lang nog diesel?", direct=True))
    assert any("64" in line for line in street.say("Borgele: hoeveel bezoekers?"))
    assert street.say("L-DEV-09 hoeveel water hebt u nog?") == []


def test_whose_alarm_it_was_answers_the_unnamed_question() -> None:
    """ "Waar bent u?" without a name is answered by who just raised the alarm, and by nobody else."""
    answered = 0
    for seed in range(20):
        street = Street(Temperament.PRECISE, seed)
        question = "Alarm ontvangen, nog niet gelezen. Bel ook 112. Waar bent u?"
        assert street.say(question) == []
        street.typist.type("Alarm! man onwel bij ingang")
        street.scheduler.advance(street.scheduler.now_s + 20.0)
        answered += any("Borgele" in line for line in street.say(question))
        other = Street(Temperament.PRECISE, seed)
        other.typist.type("water 420 l")
        other.scheduler.advance(20.0)
        assert other.say(question) == []
    assert answered >= 10


def test_a_hint_right_after_ones_own_line_is_taken_to_heart() -> None:
    """After "niet begrepen" the person who just typed sends a proper report; somebody who did not, says nothing."""
    hint = "DEMO Niet begrepen; een medewerker leest het. Schrijf bijv: open, water 300 l, 64 bezoekers."
    street = Street(Temperament.PRECISE)
    assert street.say(hint) == []
    street.typist.type("bijna op hier")
    street.scheduler.advance(street.scheduler.now_s + 20.0)
    assert any("64" in line or "420" in line for line in street.say(hint))


def test_a_name_that_begins_alike_is_somebody_else() -> None:
    """Voorstad does not answer for Voorstad-Oost."""
    point = a_point()
    point.short_name = "Voorstad"
    street = Street(Temperament.PRECISE, point=point)
    assert street.say("L-NSP School Deventer-Voorstad-Oost hoeveel water?") == []
    assert street.say("L-NSP Wijkcentrum Deventer-Voorstad hoeveel water?") != []


def test_nobody_talks_without_end() -> None:
    """However many lines are sent to somebody, at most a few per hour are answered."""
    street = Street(Temperament.CHATTY)
    answers: list[str] = []
    for _ in range(40):
        answers += street.say("Borgele hoeveel bezoekers?", wait_s=60.0)
    assert 1 <= len(answers) <= REPLIES_PER_HOUR_MAX


@given(seed=st.integers(0, 2**32), hours=st.floats(0.1, 60), demand=st.floats(0, 20))
@settings(max_examples=100, deadline=None)
def test_stocks_only_shrink_and_presence_stays_within_the_walls(seed: int, hours: float, demand: float) -> None:
    """However long and busy it gets, nothing goes below nothing and nobody fits beyond the capacity."""
    point, rng = a_point(), Random(seed)
    water, food, fuel = point.water_l, point.food_portions, point.fuel_l
    for _ in range(int(hours * 12)):
        point.live(300.0, demand, rng)
        assert 0 <= point.visitors <= point.capacity
        assert 0 <= point.water_l <= water
        assert 0 <= point.food_portions <= food
        assert 0 <= point.fuel_l <= fuel
        water, food, fuel = point.water_l, point.food_portions, point.fuel_l


def test_a_point_fills_up_empties_and_runs_dry() -> None:
    """Full, room again, out of water, out of diesel: each is noticed once, and then it gets cold."""
    point, rng = a_point(), Random(1)
    noticed = [what for _ in range(20 * 12) for what in point.live(300.0, 5.0, rng)]
    assert noticed.count("vol") >= 1
    assert noticed.count("water_op") == 1
    assert noticed.count("diesel_op") == 1
    assert point.power is Power.NONE
    assert point.temperature_c < 15
    noticed = [what for _ in range(12 * 12) for what in point.live(300.0, 0.3, rng)]
    assert "weer_open" in noticed
    assert point.state is SiteState.OPEN


def test_visits_follow_the_planning_numbers() -> None:
    """The share of inhabitants that comes grows as in the planning table, and days have their hours."""
    assert [visits_share(h) for h in (0, 8, 24, 48, 72, 100)] == [0.01, 0.04, 0.10, 0.20, 0.40, 0.40]
    assert visits_share(16) == pytest.approx(0.07)
    assert max(range(24), key=day_share) == 17
    assert min(day_share(h) for h in range(24)) >= 0.4
