"""The body of a request: the point, what it asks for with amounts, and a note."""

from nsp_console.domain.understanding import Need
from nsp_console.wire.frames.articles import ARTICLES, NUMBER_OF, SPELLED_OUT
from nsp_console.wire.frames.bits import BitReader, BitWriter, Layout
from nsp_console.wire.frames.bodies import RequestBody
from nsp_console.wire.frames.limits import MAIL_BODY_BYTES_MAX, NEEDS_MAX, WORD_BYTES_MAX
from nsp_console.wire.frames.texts import fitted, number_of, site_of, utf8
from nsp_console.wire.roster import Roster

REQUEST: Layout = (("site", 10), ("needs", 4))
NEED: Layout = (("article", 6), ("hundredths", 24))
PER_UNIT = 100  # amounts go on the air in hundredths of their unit


def request_bytes(body: RequestBody, roster: Roster) -> bytes:
    """ValueError when a number does not fit, there are too many needs, or they alone are too long."""
    out = BitWriter()
    if len(body.needs) > NEEDS_MAX or not (body.needs or body.note):
        raise ValueError(f"{len(body.needs)} needs")
    out.fields(REQUEST, {"site": number_of(body.site, roster), "needs": len(body.needs)})
    spelled: list[bytes] = []
    for need in body.needs:
        number = NUMBER_OF.get((need.article, need.unit), SPELLED_OUT)
        out.fields(NEED, {"article": number, "hundredths": _hundredths(need.amount)})
        if number == SPELLED_OUT:
            spelled += [_word(need.article), utf8(fitted(need.unit, WORD_BYTES_MAX))]
    for word in spelled:
        out.text(word)
    out.align()
    room = MAIL_BODY_BYTES_MAX - len(out.to_bytes())
    if room < 0 or (body.note and room < len("…".encode())):
        raise ValueError("too much asked for in one message")
    out.data(utf8(fitted(body.note, room)))
    return out.to_bytes()


def read_request(read: BitReader, roster: Roster) -> RequestBody:
    """The request in a body. ValueError for anything odd."""
    f = read.fields(REQUEST)
    site = site_of(f["site"], roster)
    asked = [read.fields(NEED) for _ in range(f["needs"])]
    needs = tuple(_need(one["article"], one["hundredths"] / PER_UNIT, read) for one in asked)
    note = read.rest().decode("utf-8")
    if not (needs or note):
        raise ValueError("nothing is asked for")
    return RequestBody(site, needs, note)


def _need(number: int, amount: float, read: BitReader) -> Need:
    amount = int(amount) if amount.is_integer() else amount
    if number == SPELLED_OUT:
        article, unit = read.text(), read.text()
        if not article or max(len(utf8(article)), len(utf8(unit))) > WORD_BYTES_MAX:
            raise ValueError("a word of an odd length")
        if (article, unit) in NUMBER_OF:
            raise ValueError(f"{article} has a number")
        return Need(article, amount, unit)
    if number > len(ARTICLES):
        raise ValueError(f"article {number} does not exist")
    article, unit = ARTICLES[number - 1]
    return Need(article, amount, unit)


def _hundredths(amount: float) -> int:
    if not 0 <= amount < 1 << 24:
        raise ValueError(f"amount {amount}")
    return round(amount * PER_UNIT)


def _word(text: str) -> bytes:
    """The key of an article: it says which thing, so it is never cut."""
    word = utf8(text)
    if not 0 < len(word) <= WORD_BYTES_MAX:
        raise ValueError(f"{text!r} cannot be spelled out")
    return word
