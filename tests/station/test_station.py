"""The promises of a station, from a text in the air to a value on the board and an answer back."""

import asyncio

import pytest

from nsp_console.domain import facts
from nsp_console.domain.errors import CommandError, StoreError
from nsp_console.domain.facts import AlarmKind, Purpose, Step
from nsp_console.domain.understanding import Outcome
from nsp_console.domain.values import Tier
from nsp_console.domain.views import AlarmView, Severity
from nsp_console.radio.base import LinkState, Priority, SendStep
from nsp_console.station import commands
from nsp_console.station.opening import Console
from nsp_console.store.memory import MemoryStore
from support.station_rig import NODE, POINT, running

REPORT = "L-ZWO-09 open, water 300 l, 64 bezoekers, aggregaat nog 6 uur"


async def test_a_phone_report_leads_after_klopt_to_exactly_its_values() -> None:
    """A report typed on a phone is shown as unconfirmed, echoed, and counts with age and source after klopt."""
    async with running() as rig:
        entry = await rig.heard(REPORT)
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        assert all(cell.pending for cell in view.cells.values())
        assert view.pending == (entry.number,)
        echo = rig.texts()[-1]
        assert "300" in echo
        assert "64" in echo
        assert len(echo.encode()) <= 120
        rig.clock.advance(120)
        await rig.station.submit(commands.Confirm(entry.number))
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        shown = {key: (cell.value, cell.pending) for key, cell in view.cells.items()}
        assert shown == {
            "state": ("open", False),
            "water_l": (300, False),
            "visitors": (64, False),
            "power": ("aggregaat", False),
            "fuel_hours": (6, False),
        }
        water = view.cells["water_l"]
        assert (water.age.seconds, water.source.tier, water.confirmed_by) == (120.0, Tier.C, "proefmedewerker")
        assert view.supplies["water"] is not None
        assert view.heard is not None


async def test_public_mqtt_and_codeless_foreign_texts_never_become_a_status() -> None:
    """A public channel, an internet gateway or an unknown radio without a code leaves the board untouched."""
    async with running() as rig:
        for more in ({"private": False}, {"via_mqtt": True}):
            entry = await rig.heard(REPORT, **more)
            assert isinstance(entry.fact, facts.TextHeard)
            assert not entry.fact.counts
        unknown = await rig.heard("water 300 l, 64 bezoekers", sender=0x7777)
        assert isinstance(unknown.fact, facts.TextHeard)
        assert unknown.fact.site is None
        snapshot = rig.station.snapshot()
        assert all(not view.cells for view in snapshot.sites)
        assert snapshot.radio.refused["vreemd_kanaal"] == 2
        public = [line for line in snapshot.inbox if not line.counts]
        assert len(public) == 2
        with pytest.raises(CommandError):
            await rig.station.submit(commands.Confirm(public[0].entry))


async def test_nobody_on_the_public_channel_is_answered() -> None:
    """Public and foreign texts cost us no airtime, whatever they say."""
    async with running() as rig:
        await rig.heard("HULP brand!", private=False)
        await rig.heard(REPORT, private=False)
        assert rig.texts() == []
        assert rig.station.snapshot().alarms == ()


async def test_an_unknown_radio_gets_one_hint_per_quarter_of_an_hour() -> None:
    """People who leave out where they are hear once how to say it, never a storm."""
    async with running() as rig:
        await rig.heard("water 300 l", sender=0x7777)
        await rig.heard("water 290 l", sender=0x7777)
        assert len(rig.texts()) == 1
        rig.clock.advance(901)
        await rig.heard("water 280 l", sender=0x7777)
        assert len(rig.texts()) == 2


async def test_a_call_for_help_rings_at_once_and_is_answered_twice() -> None:
    """HULP rings, is answered by the computer and again when a person takes it on; only a person closes it."""
    rung: list[AlarmView] = []
    async with running(prepare=lambda station: station.on_urgent(rung.append)) as rig:
        await rig.station.submit(commands.LinkNode(NODE, POINT))
        entry = await rig.heard("HULP man onwel")
        assert [alarm.site for alarm in rung] == [POINT]
        assert "112" in rig.texts()[-1]
        assert rig.radio.sent[-1].priority is Priority.ALARM
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        assert view.severity is Severity.CRITICAL
        await rig.station.submit(commands.Acknowledge(entry.number))
        await rig.settle()
        assert len(rig.texts()) == 2
        assert rig.station.snapshot().alarms[0].acknowledged_by == "proefmedewerker"
        await rig.station.submit(commands.CloseAlarm(entry.number, "opgelost"))
        assert rig.station.snapshot().alarms == ()


async def test_a_resent_text_is_answered_once_and_a_duplicate_packet_is_dropped() -> None:
    """No tick appeared, so people resend: it is logged as a repeat; the same packet twice is not logged at all."""
    async with running() as rig:
        first = await rig.heard(REPORT, packet=5)
        again = await rig.heard(REPORT, packet=6)
        assert isinstance(again.fact, facts.TextHeard)
        assert again.fact.repeat_of == first.number
        seen = len(rig.entries)
        rig.radio.hear(REPORT, packet=6)
        await rig.settle()
        assert len(rig.entries) == seen
        assert len(rig.texts()) == 1
        assert rig.station.snapshot().radio.refused["dubbel"] == 1


async def test_the_ladder_says_only_what_the_radio_can_tell() -> None:
    """Stored, at the radio, heard by some radio, and read when the point answers ok: never more than was told."""
    async with running() as rig:
        await rig.station.submit(commands.LinkNode(NODE, POINT))
        receipt = await rig.station.submit(commands.SendText("Koerier komt 19:05", POINT))
        number = receipt.entries[0]
        await rig.settle()
        assert rig.station.situation.out[number].step is Step.STORED
        rig.radio.tell(number, SendStep.HANDED_OVER)
        rig.radio.tell(number, SendStep.RELAYED)
        await rig.settle()
        assert rig.station.situation.out[number].step is Step.HEARD
        await rig.heard("ok")
        assert rig.station.situation.out[number].step is Step.READ


async def test_a_line_that_nobody_heard_is_tried_again_and_may_still_be_heard() -> None:
    """A firmware NAK is not final: the line waits, is tried again, and a late acknowledgement still counts."""
    async with running() as rig:
        number = (await rig.station.submit(commands.SendText("Meld u", POINT))).entries[0]
        await rig.settle()
        rig.radio.tell(number, SendStep.HANDED_OVER)
        rig.radio.tell(number, SendStep.GAVE_UP, "MAX_RETRANSMIT")
        await rig.settle()
        assert rig.station.situation.out[number].step is Step.RETRYING
        assert rig.station.snapshot().queue == 1
        sent = len(rig.radio.sent)
        rig.clock.advance(60)
        await rig.station.submit(commands.SendText("Nog een", POINT))
        await rig.settle()
        assert len(rig.radio.sent) == sent + 2
        rig.radio.tell(number, SendStep.RELAYED)
        await rig.settle()
        assert rig.station.situation.out[number].step is Step.HEARD


async def test_lines_wait_while_the_radio_is_away_and_too_old_ones_are_given_up_visibly() -> None:
    """With a full or absent radio nothing is lost; after half an hour a line fails with a reason on the board."""
    async with running() as rig:
        rig.radio.full = True
        rig.radio.change(LinkState.NO_DEVICE)
        number = (await rig.station.submit(commands.SendText("Meld u", POINT))).entries[0]
        await rig.settle()
        assert rig.station.snapshot().queue == 1
        rig.clock.advance(1801)
        await rig.station.submit(commands.SendText("Later", POINT))
        await rig.settle()
        assert rig.station.situation.out[number].step is Step.FAILED
        assert rig.station.situation.out[number].detail == "verlopen"


async def test_exercise_words_outside_an_exercise_ring_nothing_and_count_for_nothing() -> None:
    """OEFENING in the real world is for a person to look at; GEEN OEFENING rings."""
    async with running() as rig:
        entry = await rig.heard("OEFENING L-ZWO-09 water 100 l OEFENING")
        assert isinstance(entry.fact, facts.TextHeard)
        assert entry.fact.understood.outcome is Outcome.TRIAGE
        await rig.heard("OEFENING HULP OEFENING", sender=0x99)
        snapshot = rig.station.snapshot()
        assert snapshot.alarms == ()
        assert all(not view.cells for view in snapshot.sites)
        await rig.heard("GEEN OEFENING brand!", sender=0x98)
        assert len(rig.station.snapshot().alarms) == 1


async def test_a_rejected_line_leaves_the_board_and_its_sender_hears_it() -> None:
    """Verwerp removes the unconfirmed values and sends exactly one line."""
    async with running() as rig:
        entry = await rig.heard(REPORT)
        sent = len(rig.texts())
        await rig.station.submit(commands.Reject(entry.number, "past niet"))
        await rig.settle()
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        assert view.cells == {}
        assert len(rig.texts()) == sent + 1


async def test_invalid_bytes_are_kept_as_received() -> None:
    """A text that is not UTF-8 is shown readable and kept to the byte."""
    async with running() as rig:
        entry = await rig.heard(b"water \xff\xfe 300")
        assert isinstance(entry.fact, facts.TextHeard)
        assert entry.fact.raw == "d2F0ZXIg//4gMzAw"


async def test_silence_of_own_points_is_one_alarm_that_closes_when_they_are_heard_again() -> None:
    """Points that fall silent together ring once; being heard again closes it; our own dead radio silences nobody."""
    async with running() as rig:
        await rig.station.submit(commands.LinkNode(NODE, POINT))
        await rig.station.submit(commands.LinkNode(0x55, "L-ZWO-02"))
        await rig.station.submit(commands.StartDeployment("Stroomuitval", rig.clock.now().wall - 3600, "ROT"))
        await rig.heard("open, water 300 l, 20 bezoekers, net, alles werkt")
        await rig.heard("open, water 300 l, 20 bezoekers, net, alles werkt", sender=0x55)
        for line in rig.station.snapshot().inbox:
            await rig.station.submit(commands.Confirm(line.entry))
        rig.radio.change(LinkState.NO_DEVICE)
        await rig.settle()
        rig.clock.advance(3 * 3600)
        await rig.look()
        assert rig.station.snapshot().alarms == ()
        rig.radio.change(LinkState.UP)
        await rig.settle()
        await rig.look()
        (alarm,) = rig.station.snapshot().alarms
        assert alarm.kind is AlarmKind.SILENCE
        assert {alarm.site, *alarm.also} == {POINT, "L-ZWO-02"}
        await rig.heard("open")
        await rig.heard("open", sender=0x55)
        await rig.look()
        assert rig.station.snapshot().alarms == ()


async def test_a_refused_command_changes_nothing() -> None:
    """Nonsense is refused with a code and leaves no trace in the journal."""
    async with running() as rig:
        seen = len(rig.entries)
        nonsense = (
            commands.Confirm(999),
            commands.SendText("x" * 131, POINT),
            commands.SendText("hoi", "L-XXX-99"),
            commands.Acknowledge(999),
            commands.Park(1, "", 60),
            commands.AddSite("nee", "Buurthuis"),
            commands.AddSite(POINT, "Dubbel"),
            commands.CorrectT0(0.0, "ROT"),
            commands.StartDeployment("x", rig.clock.now().wall + 7200, "ROT"),
        )
        for command in nonsense:
            with pytest.raises(CommandError):
                await rig.station.submit(command)
        assert len(rig.entries) == seen


async def test_a_point_can_join_during_an_inzet_and_be_called_by_name() -> None:
    """An initiative of citizens hangs under this C in one command and takes reports at once."""
    async with running() as rig:
        await rig.station.submit(commands.AddSite("X-ZWO-01", "Buurthuis Holtenbroek"))
        understood = rig.station.understand("holtenbroek water 50 l")
        view = rig.station.snapshot().site("X-ZWO-01")
        assert view is not None
        assert view.own
        assert understood.values == {"water_l": 50}


async def test_replaying_the_journal_gives_the_same_board() -> None:
    """A restart folds the journal to the very same picture and does not answer anything again."""
    async with running() as rig:
        entry = await rig.heard(REPORT)
        await rig.heard("HULP", sender=0x42)
        await rig.station.submit(commands.Confirm(entry.number))
        await rig.settle()
        before = rig.station.snapshot()
        store, clock = rig.store, rig.clock
        for packet in rig.radio.sent:
            rig.radio.tell(packet.token, SendStep.HANDED_OVER)
        await rig.settle()
    async with running(store, clock=clock) as again:
        after = again.station.snapshot()
        assert after.sites == before.sites
        assert [line.text for line in after.inbox] == [line.text for line in before.inbox]
        assert [alarm.text for alarm in after.alarms] == [alarm.text for alarm in before.alarms]
        answers = [p for p in again.radio.sent if again.station.situation.out[p.token].fact.purpose is Purpose.ECHO]
        assert answers == []


async def test_lines_from_before_a_restore_are_never_sent_as_new() -> None:
    """A console put back from a backup gives up what waited then, visibly, and sends what is new."""
    store = None
    async with running() as rig:
        rig.radio.full = True
        old = (await rig.station.submit(commands.SendText("Oud", POINT))).entries[0]
        await rig.settle()
        store, clock = rig.store, rig.clock
    async with running(store, clock=clock, fence=old) as again:
        await again.station.submit(commands.SendText("Nieuw", POINT))
        await again.settle()
        assert again.texts() == ["Nieuw"]
        line = again.station.situation.out[old]
        assert (line.step, line.detail) == (Step.FAILED, "teruggezet")


async def test_a_cry_from_a_radio_that_named_a_point_before_carries_that_as_a_hint() -> None:
    """HULP without a place is never attributed by guessing, but the operator sees where this radio was last."""
    async with running() as rig:
        await rig.heard(REPORT)
        await rig.heard("HULP brand")
        (alarm,) = rig.station.snapshot().alarms
        assert (alarm.site, alarm.named, alarm.sender) == (None, POINT, NODE)


async def test_a_text_the_radio_kept_for_a_while_is_as_old_as_it_is() -> None:
    """A report that waited in the radio while the console was off shows its own age, not that of its arrival."""
    async with running() as rig:
        rig.radio.hear(REPORT, age_s=600.0)
        await rig.settle()
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        assert view.cells["water_l"].age.seconds == 600.0


async def test_a_station_that_dies_on_a_fault_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A programming fault in the station's own task never leaves a board that only looks alive."""
    async with running() as rig:

        async def fault() -> None:
            raise RuntimeError("proef")

        monkeypatch.setattr(rig.station, "run", fault)
        console = Console(rig.station, MemoryStore(rig.clock))  # type: ignore[arg-type]
        console.start()
        assert console.task is not None
        await asyncio.wait({console.task})
        await asyncio.sleep(0)
        assert [notice.code for notice in rig.station.notices] == ["station_gestopt"]


async def test_what_comes_in_while_the_disk_is_full_waits_and_is_answered_afterwards() -> None:
    """A full disk acknowledges nothing and loses nothing: the text is recorded and echoed when there is room again."""
    async with running() as rig:
        assert isinstance(rig.store, MemoryStore)
        assert rig.station.snapshot().store_error == ""
        rig.store.error = "store_full"
        rig.radio.hear(REPORT)
        await asyncio.sleep(0.1)
        assert rig.texts() == []
        assert rig.station.snapshot().store_error == "store_full"
        with pytest.raises(StoreError):
            await rig.station.submit(commands.SendText("Meld u", POINT))
        rig.store.error = ""
        await rig.settle()
        view = rig.station.snapshot().site(POINT)
        assert view is not None
        assert view.cells["water_l"].value == 300
        assert len(rig.texts()) == 1


async def test_an_ok_is_never_taken_for_reading_what_could_not_have_been_read() -> None:
    """An "ok" while our line still waits, or in answer to an echo, does not say that a person read that line."""
    async with running() as rig:
        await rig.station.submit(commands.LinkNode(NODE, POINT))
        rig.radio.full = True
        number = (await rig.station.submit(commands.SendText("Koerier komt 19:05", POINT))).entries[0]
        await rig.heard("ok")
        assert rig.station.situation.out[number].step is Step.STORED
        rig.radio.full = False
        await rig.heard("water 300 l")
        for line in list(rig.station.situation.out.values()):
            rig.radio.tell(line.entry, SendStep.HANDED_OVER)
        await rig.settle()
        await rig.heard("klopt")
        assert rig.station.situation.out[number].step is Step.AT_RADIO


async def test_a_late_refusal_does_not_undo_what_was_heard() -> None:
    """Once some radio passed a line on, a NAK that comes later is neither recorded nor a reason to send again."""
    async with running() as rig:
        number = (await rig.station.submit(commands.SendText("Meld u", POINT))).entries[0]
        await rig.settle()
        rig.radio.tell(number, SendStep.HANDED_OVER)
        rig.radio.tell(number, SendStep.RELAYED)
        await rig.settle()
        seen = len(rig.entries)
        rig.radio.tell(number, SendStep.GAVE_UP, "MAX_RETRANSMIT")
        await rig.settle()
        assert len(rig.entries) == seen
        assert rig.station.situation.out[number].step is Step.HEARD
