"""`nsp stand`: the board once, from the database, beside a running console or without one."""

import argparse
import json
from typing import TYPE_CHECKING

from nsp_console.paths import DatabaseKind, data_folder, database_file

if TYPE_CHECKING:
    from nsp_console.domain.situation import Situation
    from nsp_console.domain.views import Snapshot


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp stand`."""
    parser = commands.add_parser("stand", help="toon het bord één keer, ook naast een lopende console")
    parser.add_argument("--json", action="store_true", help="als JSON, voor andere programma's")
    parser.add_argument("--alles", action="store_true", help="ook punten waarvan niets bekend is")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the board of the own station, or before `nsp instellen` of the last demo."""
    _, snapshot = read_board()
    if arguments.json:
        from nsp_console.station.board_json import board

        print(json.dumps(board(snapshot), ensure_ascii=False))
    else:
        from nsp_console.cli.boardlines import board_lines

        print("\n".join(board_lines(snapshot, arguments.alles)))
    return 0


def read_board() -> "tuple[Situation, Snapshot]":
    """The picture folded from the database, read only. StoreError or ConfigError when there is none."""
    from nsp_console.cli.own_station import banner, own_settings
    from nsp_console.clock import WallClock
    from nsp_console.config.opened import open_configuration
    from nsp_console.domain.facts import Mode
    from nsp_console.domain.situation import Situation
    from nsp_console.domain.views import RadioView
    from nsp_console.drill.demo_console import demo_settings
    from nsp_console.station.consoles import known_picture
    from nsp_console.station.picture import Others, Painter
    from nsp_console.store.reader import Reader

    settings, notices = own_settings()
    kind = DatabaseKind.DEPLOYMENT if settings else DatabaseKind.DEMO
    configuration = open_configuration(data_folder(), settings or demo_settings())
    situation = Situation(configuration.region, configuration.rules)
    last = None
    with Reader(database_file(kind)) as reader:
        for entry in reader.journal():
            situation.apply(entry)
            last = entry
    # A demo plays in its own time: its board is shown as of its last entry.
    now = last.at if last is not None and settings is None else WallClock().now()
    mode = Mode.DEMO if settings is None else Mode.READY
    painter = Painter(situation, configuration.settings.station, mode)
    all_notices = banner((*notices, *configuration.notices))
    others = Others(picture=known_picture(situation, configuration.settings.station))
    return situation, painter.paint(now, True, RadioView("onbekend"), "", all_notices, others)
