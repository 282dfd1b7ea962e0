"""What a message of another console means here: facts that are recorded together with its `MailTaken`, in this order.

The link proved who sealed or signed it and that it is new; whether that console *may* say this is judged here.
`MailTaken` is always the first fact, so the stream stays dense whatever the message turns out to be.

Who may order: T0 and the inzet any C or the region keeper; a decision about a point the C that answers for it; who
stands in for whom and who writes by the rules of `domain.writing`; revoking an L any C, a C only the keeper. Two C's
that tell a different T0: the later one counts and the operator reads both (`AirPicture.notices`). One C whose orders
come in the wrong order: what it said later is said again, so that it still counts.
"""

import base64
from dataclasses import dataclass, replace

from nsp_console.domain import facts
from nsp_console.domain.air_picture import AirPicture, Order
from nsp_console.domain.facts import Content, Fact, MailTaken, Mode, Step, TextHeard
from nsp_console.domain.situation import Situation
from nsp_console.domain.understanding import Need, Outcome, Understanding
from nsp_console.domain.values import Means, Source, Tier
from nsp_console.domain.writing import KEEPER
from nsp_console.dutch.ordering import UNREADABLE_LINE, request_line
from nsp_console.link.plane import Delivered, Heard, Refused
from nsp_console.wire.frames.bodies import (
    Body,
    BulletinBody,
    HungBody,
    OrderBody,
    ReadBody,
    RequestBody,
    RollCallBody,
    TextBody,
)
from nsp_console.wire.frames.mail import decode_body
from nsp_console.wire.roster import Roster
from nsp_console.wire.text import alarm_kind, parse

NOT_ALLOWED = "niet_bevoegd"
MOVES = (facts.HomeMoved, facts.WriterMoved)
HARMLESS = frozenset({"", "niets_terug_te_nemen"})  # moves nothing here; what it takes back may still come in


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to record (never empty), what to count as refused, and whether our state is asked for now."""

    facts: tuple[Fact, ...]
    refused: Refused | None = None
    roll_call: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the messages of one station. `mode`: only a demo takes exercise words for real."""

    situation: Situation
    air: AirPicture
    station: str

    def read(self, delivered: Delivered, heard: Heard, mode: Mode) -> Meaning:
        """The meaning of a message as the link delivered it; a body that says nothing sensible is for a person."""
        roster = Roster.of(self.situation.region, self.situation.rules.vocabulary)
        try:
            body: Body | None = decode_body(delivered.taken.content, delivered.body, roster)
        except ValueError:
            body = None
        return self.meaning(delivered, body, heard, mode)

    def meaning(self, delivered: Delivered, body: Body | None, heard: Heard, mode: Mode) -> Meaning:
        """The meaning of a message whose body was decoded; None: it could not be."""
        taken = delivered.taken
        if isinstance(body, (BulletinBody, OrderBody, RollCallBody)):
            return self._signed(body, taken, heard)
        return Meaning((taken, *self._private(delivered, body, heard, mode)))

    def _private(
        self,
        delivered: Delivered,
        body: TextBody | RequestBody | ReadBody | HungBody | None,
        heard: Heard,
        mode: Mode,
    ) -> list[Fact]:
        """What one console told another."""
        taken = delivered.taken
        match body:
            case None:
                return [self._unreadable(delivered, heard)]
            case TextBody(content=Content.REPORT):
                return [self._report(body.text, taken, heard, mode)]
            case TextBody():
                return [self._text(body.text, taken, heard, mode)]
            case RequestBody():
                return [self._request(body, taken, heard)]
            case ReadBody():
                entry = self.air.sent_entry(taken.station, body.line, body.sequence)
                return [] if entry is None else [facts.MessageStepped(entry, Step.READ, by=taken.station)]
            case HungBody():
                return self._hung(body, taken)

    def _signed(self, body: BulletinBody | OrderBody | RollCallBody, taken: MailTaken, heard: Heard) -> Meaning:
        """What binds everybody. Among C's a tag proves only "a console of this region": it must be signed."""
        authority = taken.station == KEEPER or self.air.writers.is_coordinator(taken.station)
        if not (taken.signed and authority):
            return Meaning((taken,), Refused(NOT_ALLOWED))
        match body:
            case BulletinBody():
                source = Source(Means.LORA, Tier.A, heard.node)
                bulletin = facts.BulletinHeard(taken.station, body.number, body.text, body.valid_h, source)
                return Meaning((taken, bulletin))
            case OrderBody():
                return self._order(replace(body.order, origin=taken.station), taken)
            case RollCallBody():
                return self._roll_call(body, taken)

    # ── lines for a person ───────────────────────────────────────────────────────────────────────────────

    def _line(
        self, text: str, understood: Understanding, site: str | None, taken: MailTaken, heard: Heard, raw: str = ""
    ) -> TextHeard:
        rings = understood.outcome is Outcome.ALARM
        return TextHeard(
            text=text,
            sender=heard.node,
            packet=heard.packet,
            channel="",
            source=Source(Means.LORA, Tier.A, heard.node),
            understood=understood,
            site=site,
            alarm_kind=alarm_kind(text) if rings else None,
            direct=True,
            snr=heard.snr,
            rssi=heard.rssi,
            hops=heard.hops,
            raw=raw,
            age_s=max(0.0, heard.age_s),
            station=taken.station,
            content=taken.content,
        )

    def _known(self, code: str | None) -> str | None:
        return code if code in self.situation.sites else None

    def _understand(self, text: str, mode: Mode) -> Understanding:
        """What the words say; exercise words in reality, or a code nobody knows, are for a person."""
        understood = parse(text, self.situation.rules.vocabulary)
        drill = understood.exercise is True and mode is not Mode.DEMO
        if drill or (understood.site and not self._known(understood.site)):
            why = "oefenwoord" if drill else "onbekende_code"
            return _triage(understood, why, understood.site or "")
        return understood

    def _text(self, text: str, taken: MailTaken, heard: Heard, mode: Mode) -> TextHeard:
        """A person's words to a person: never a status, but a call for help in it rings."""
        sender = self._known(taken.station)
        understood = self._understand(text, mode)
        if understood.outcome is Outcome.ALARM:
            return self._line(text, understood, self._known(understood.site) or sender, taken, heard)
        plain = Understanding(Outcome.MESSAGE, exercise=understood.exercise, personal_data=understood.personal_data)
        return self._line(text, plain, sender, taken, heard)

    def _report(self, text: str, taken: MailTaken, heard: Heard, mode: Mode) -> TextHeard:
        """A report another console passes on to us, the writer: its values wait for *klopt* (domain.admission)."""
        understood = self._understand(text, mode)
        site = self._known(understood.site)
        if understood.outcome not in (Outcome.STATUS, Outcome.ALARM) or site is None:
            understood = _triage(understood, "doorgegeven", "")
        return self._line(text, understood, site, taken, heard)

    def _request(self, body: RequestBody, taken: MailTaken, heard: Heard) -> TextHeard:
        """Articles this console knows become needs; a word it does not know stays in the text for a person."""
        units = {article.key: article.unit for article in self.situation.rules.vocabulary.articles}
        known = tuple(need for need in body.needs if units.get(need.article) == need.unit)
        strange = tuple(("artikel", _words(need)) for need in body.needs if need not in known)
        outcome = Outcome.STATUS if known else Outcome.MESSAGE
        understood = Understanding(outcome, body.site, needs=known, unclear=strange)
        text = request_line(body.site, body.needs, body.note)
        return self._line(text, understood, self._known(body.site), taken, heard)

    def _unreadable(self, delivered: Delivered, heard: Heard) -> TextHeard:
        raw = base64.b64encode(delivered.body).decode("ascii")
        understood = Understanding(Outcome.TRIAGE, unclear=(("onleesbaar", ""),))
        return self._line(
            UNREADABLE_LINE, understood, self._known(delivered.taken.station), delivered.taken, heard, raw
        )

    # ── what was done with what we sent ──────────────────────────────────────────────────────────────────

    def _hung(self, body: HungBody, taken: MailTaken) -> list[Fact]:
        if self.air.hangs(self.station, body.number, taken.station):
            return []
        return [facts.BulletinHung(self.station, body.number, taken.station, taken.station)]

    # ── signed to everybody ──────────────────────────────────────────────────────────────────────────────

    def _order(self, order: Order, taken: MailTaken) -> Meaning:
        if not self._may_order(order, taken.station):
            return Meaning((taken,), Refused(NOT_ALLOWED))
        return Meaning((taken, order, *self.air.said_later(order, (taken.line, taken.sequence))))

    def _may_order(self, order: Order, signer: str) -> bool:
        if signer == KEEPER:
            return not isinstance(order, MOVES) or self.air.writers.why_not(order) in HARMLESS
        match order:
            case facts.Decided():
                return self.air.writers.answers_for(signer, order.site)
            case facts.HomeMoved() | facts.WriterMoved():
                return self.air.writers.why_not(order) in HARMLESS
            case facts.StationRevoked():
                # A stolen C must not silence the others: for a C a new epoch is the answer, or the keeper's word.
                return order.station != KEEPER and not self.air.writers.is_coordinator(order.station)
            case _:
                return True

    def _roll_call(self, body: RollCallBody, taken: MailTaken) -> Meaning:
        writers = self.air.writers
        theirs = (
            taken.station == KEEPER or body.home in ("", taken.station) or writers.answers_for(taken.station, body.home)
        )
        if not theirs:
            return Meaning((taken,), Refused(NOT_ALLOWED))
        return Meaning((taken,), roll_call=body.home in ("", self.station, writers.home_of(self.station)))


def _triage(understood: Understanding, code: str, fragment: str) -> Understanding:
    return replace(understood, outcome=Outcome.TRIAGE, unclear=(*understood.unclear, (code, fragment)))


def _words(need: Need) -> str:
    return f"{need.amount:g} {need.unit} {need.article}"
