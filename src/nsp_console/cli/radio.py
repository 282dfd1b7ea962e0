"""`nsp radio lijst` and `nsp radio test`: what is attached, and does it answer."""

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nsp_console.radio.base import LinkStatus
    from nsp_console.radio.discovery import Device

OK, NOTHING_FOUND = 0, 1
TEST_S, TEST_S_MAX = 10.0, 600.0


def register(commands: Any) -> None:
    """Add the command to the `commands` of argparse."""
    parser = commands.add_parser("radio", help="de LoRa-radio: wat is aangesloten, en werkt het")
    parser.set_defaults(run=run_list)
    parts = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT")
    listing = parts.add_parser("lijst", help="toon de USB-apparaten die een radio kunnen zijn")
    listing.set_defaults(run=run_list)
    test = parts.add_parser("test", help="verbind met een radio en toon wat hij zegt; er wordt niets verzonden")
    test.add_argument("address", metavar="RADIO", help="serial:auto, serial:/dev/..., serial:COM5 of tcp:adres")
    test.add_argument("--kanaal", dest="channel", default="NSP", help="naam van het eigen kanaal (NSP)")
    test.add_argument("--seconden", dest="seconds", type=float, default=TEST_S, help="hoe lang luisteren (10)")
    test.set_defaults(run=run_test)


def run_list(_: argparse.Namespace) -> int:
    """Print the attached serial devices; exit code 1 when none of them is likely to be a radio."""
    from nsp_console.radio.discovery import list_devices

    devices = list_devices()
    for line in describe(devices):
        print(line)
    return OK if any(device.likely for device in devices) else NOTHING_FOUND


def describe(devices: "list[Device]") -> list[str]:
    """The list in Dutch, with the remedy where something is wrong."""
    if not devices:
        return ["Geen USB-apparaten gevonden. Steek de radio in. Een goede datakabel is nodig: laadkabels doen niets."]
    lines = []
    for device in devices:
        mark = "radio?" if device.likely else "anders"
        lines.append(f"{mark:7} serial:{device.path}")
        lines.append(f"        {device.chip} · {device.description or 'zonder omschrijving'} · {device.device}")
        if device.problem:
            lines.append("        Geen toegang. Doe: sudo usermod -aG dialout $USER, log uit en weer in.")
    likely = [device for device in devices if device.likely]
    if len(likely) == 1:
        lines.append("Instellen: nsp instellen --radio serial:auto")
    elif likely:
        lines.append(f"Meer dan een: kies er een, bijvoorbeeld: nsp instellen --radio serial:{likely[0].path}")
    else:
        lines.append("Geen van deze apparaten lijkt een LoRa-radio.")
    return lines


def run_test(arguments: argparse.Namespace) -> int:
    """Listen for a while and print what the radio told. Raises RadioError for a wrong address. Sends nothing on air."""
    import threading

    from nsp_console.domain.errors import RadioError
    from nsp_console.radio.base import LinkChanged, LinkState, PacketReceived, RadioEvent
    from nsp_console.radio.opening import open_radio

    if not 1 <= arguments.seconds <= TEST_S_MAX:
        raise RadioError("radio.test_seconds", limit=int(TEST_S_MAX))
    packets: list[PacketReceived] = []
    connected = threading.Event()

    def deliver(event: RadioEvent) -> None:
        if isinstance(event, PacketReceived):
            packets.append(event)
        elif isinstance(event, LinkChanged) and event.status.own_node is not None:
            connected.set()

    radio = open_radio(arguments.address, arguments.channel)
    radio.start(deliver)
    try:
        connected.wait(arguments.seconds)
        threading.Event().wait(arguments.seconds if connected.is_set() else 0)
        status = radio.status()
    finally:
        radio.close()
    for line in report(status, len(packets), sum(packet.private for packet in packets)):
        print(line)
    return OK if status.state in (LinkState.UP, LinkState.DEAF) else NOTHING_FOUND


def report(status: "LinkStatus", packets: int, private: int) -> list[str]:
    """What was found, in Dutch."""
    from nsp_console.dutch.radio import link_sentence, state_words, warning_sentence

    lines = [f"Radio {status.where}: {state_words(status.state)}"]
    if status.detail:
        lines.append(link_sentence(status.detail))
    if status.own_node is not None:
        lines.append(f"Nummer !{status.own_node:08x} · firmware {status.firmware or 'onbekend'}")
        lines.append(f"Regio {status.region or 'onbekend'} · snelheid {status.preset or 'onbekend'}")
        lines.append(
            f"Gehoord: {packets} berichten, waarvan {private} op het eigen kanaal; {status.heard_nodes} radio's"
        )
    lines.extend(f"Let op: {warning_sentence(code)}" for code in status.warnings)
    return lines
