"""Patterns with a number: which field it fills. Each function makes the reader of one pattern, by item positions."""

from nsp_console.wire.text.elements import Element
from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.said import Builder, Said, amount_of, plausible_of, tidy, word_of
from nsp_console.wire.text.tokens import Kind
from nsp_console.wire.text.topics import SELF, topic_of


def topic_number(topic: int, number: int, unit: int | None = None) -> Builder:
    """Topic and number, with a noun as unit ("bezoekers 64 personen")."""

    def build(items: list[Element]) -> Said | None:
        noun = None
        if unit is not None:
            if items[number].unit or items[unit].word is None:
                return None
            noun = items[unit].word.unit  # type: ignore[union-attr]
        if items[topic].has(Mark.POWER):
            return None
        return amount_of(word_of(items[topic]), items[number], noun)

    return build


def alone(items: list[Element]) -> Said | None:
    topic = SELF.get(items[0].unit)
    return amount_of(topic, items[0]) if topic else None


def combined(topic: int, number: int, verb: int, unit: int | None = None) -> Builder:
    """ "water uitgegeven 180", "12 nieuwe bezoekers": the verb turns the topic into another one."""
    changed = {("water", "D"): "water_out", ("food", "D"): "food_out", ("visitors", "R"): "visitors_in"}

    def build(items: list[Element]) -> Said | None:
        kind = "D" if items[verb].has(Mark.ISSUED) else "R"
        key = changed.get((word_of(items[topic]), kind))
        noun = items[unit].word.unit if unit is not None and items[unit].word else None  # type: ignore[union-attr]
        return amount_of(key, items[number], noun) if key else None

    return build


def verb_number(verb: int, number: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        if items[verb].has(Mark.ISSUED):
            return amount_of("issued", items[number])
        return amount_of("visitors_in", items[number]) if items[verb].key == "binnengekomen" else None

    return build


def pair_of(topic: int, pair: int, state: int | None = None) -> Builder:
    """ "toiletten 2 van 4", "2 van 4 toiletten kapot", "bezoekers 64/120"."""

    def build(items: list[Element]) -> Said | None:
        item, keys = items[pair], topic_of(word_of(items[topic])).pair
        if keys is None or item.unit not in ("", "persoon", "stuks"):
            return None
        if state is not None and keys[0] == "visitors":
            return None
        if item.value > item.second and keys[0] != "visitors":
            return Said(implausible=keys)
        first = item.value
        if state is not None and items[state].has(Mark.FAILS):
            first = item.second - item.value
        return plausible_of(((keys[0], tidy(first)), (keys[1], tidy(item.second))), item.about)

    return build


def working_count(number: int, topic: int) -> Builder:
    def build(items: list[Element]) -> Said | None:
        key = topic_of(word_of(items[topic])).working
        return plausible_of(((key, tidy(items[number].value)),), items[number].about) if key else None

    return build


def two_amounts(items: list[Element]) -> Said | None:
    """ "brandstof 90 liter 36 uur": litres and hours of one source."""
    if word_of(items[0]) not in ("fuel", "aggregaat"):
        return None
    first, second = amount_of(word_of(items[0]), items[1]), amount_of(word_of(items[0]), items[2])
    if first is None or second is None or {key for key, _ in first.values} & {key for key, _ in second.values}:
        return None
    source = () if word_of(items[0]) == "fuel" else (("power", "aggregaat"),)
    return Said(
        (*source, *first.values, *second.values),
        about=(*first.about, *second.about),
        implausible=(*first.implausible, *second.implausible),
    )


def battery_level(items: list[Element]) -> Said | None:
    """ "accu op 60%"."""
    battery = items[0].word is not None and items[0].word.value == "accu"
    return amount_of("accu", items[2]) if battery and items[2].unit == "%" else None


def source_number(source: int, number: int, running: bool = False) -> Builder:
    """ "aggregaat 36 uur", "op accu 60 %". After "draait" only "nog" makes hours what is left."""

    def build(items: list[Element]) -> Said | None:
        word, amount = items[source].word, items[number]
        if word is None or not word.topic or (running and not amount.still):
            return None
        said = amount_of(word.topic, amount)
        if said is None or said.implausible or (amount.unit == "%" and " " not in items[source].key):
            return said
        return Said((("power", word.value), *said.values), about=said.about)

    return build


def mains_hours(items: list[Element]) -> Said | None:
    number = items[0] if items[0].kind is Kind.NUMBER else items[1]
    return amount_of("fuel", number) if number.unit in ("uur", "dag", "min") and number.still else None
