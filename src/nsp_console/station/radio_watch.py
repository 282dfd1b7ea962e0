"""What the station knows of its radio: the link in facts, who was heard when and how, what was refused and why."""

from dataclasses import dataclass, field

from nsp_console.domain.link_views import LinkExtras
from nsp_console.domain.moments import Moment, age_between
from nsp_console.domain.views import RadioView
from nsp_console.radio.base import LinkState, LinkStatus, PacketReceived
from nsp_console.station.air_history import AirHistory

NODES_MAX = 2000
HEARD_WINDOW_S = 3600.0
ANSWERS = (LinkState.UP, LinkState.DEAF, LinkState.WRONG_CHANNEL)  # the radio itself speaks


@dataclass(slots=True)
class RadioWatch:
    """Folds radio events into a RadioView. `since` is when the present link state began."""

    link: LinkStatus = field(default_factory=lambda: LinkStatus(LinkState.NONE))
    since: Moment | None = None
    last_heard: Moment | None = None
    heard: dict[int, Moment] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    history: AirHistory = field(default_factory=AirHistory)

    def link_changed(self, status: LinkStatus, now: Moment) -> bool:
        """Take a new status in; True when the state itself changed."""
        changed = status.state is not self.link.state
        if changed or self.since is None:
            self.since = now
        self.link = status
        answers = status.state in ANSWERS
        self.history.use.note(
            status.air_use_pct if answers else None, status.channel_use_pct if answers else None, now.elapsed
        )
        return changed

    def packet(self, packet: PacketReceived, now: Moment) -> None:
        """Remember that this radio was heard."""
        self.last_heard = now
        self.history.signals.packet(packet, now.elapsed)
        self.heard.pop(packet.sender, None)
        self.heard[packet.sender] = now
        if len(self.heard) > NODES_MAX:
            del self.heard[next(iter(self.heard))]

    def refuse(self, reason: str) -> None:
        """Count something that was not taken, with the reason."""
        self.refused[reason] = self.refused.get(reason, 0) + 1

    @property
    def up(self) -> bool:
        """Whether we can hear and be heard as far as the link tells."""
        return self.link.state in (LinkState.UP, LinkState.DEAF)

    def view(self, now: Moment) -> RadioView:
        """What a screen draws of the link."""
        recent = [at for at in self.heard.values() if age_between(at, now).seconds <= HEARD_WINDOW_S]
        return RadioView(
            state=self.link.state.value,
            where=self.link.where,
            detail=self.link.detail,
            since_s=age_between(self.since, now).seconds if self.since else None,
            retry_s=self.link.retry_s,
            own_node=self.link.own_node,
            firmware=self.link.firmware,
            preset=self.link.preset,
            heard_nodes=len(recent),
            last_heard_s=age_between(self.last_heard, now).seconds if self.last_heard else None,
            air_pct=self.link.air_use_pct or 0.0,
            channel_pct=self.link.channel_use_pct,
            warnings=self.link.warnings,
            refused=dict(self.refused),
            extras=self._extras(now),
        )

    def _extras(self, now: Moment) -> LinkExtras:
        link = self.link
        return LinkExtras(
            region=link.region,
            role=link.role,
            battery_pct=link.battery_pct,
            channels_missing=link.missing,
            quiet=link.quiet,
            air=self.history.view(link.preset, now.elapsed),
            nodes=self.history.signals.view(now.elapsed),
        )
