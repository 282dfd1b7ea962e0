"""`nsp paraatheid --gap`: what every point still lacks, and the region against its ratios. Lines of plain Dutch."""

import argparse
from collections.abc import Iterable, Sequence

from nsp_console.domain.preparedness import ratios
from nsp_console.domain.rules import RegionNorms, Rules
from nsp_console.domain.sites import Region, Site, SiteKind, SiteStatus
from nsp_console.domain.totals import in_cluster
from nsp_console.domain.values import Scalar
from nsp_console.domain.views import NormView, SiteView, Verdict
from nsp_console.dutch.dossier import dossier_counts, gap_words
from nsp_console.dutch.preparedness import READINESS_WORDS

KIND_WORDS = {SiteKind.C: "C-NSP", SiteKind.L: "L-NSP", SiteKind.X: "Ander punt"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nsp paraatheid`."""
    parser = commands.add_parser("paraatheid", help="wat elk punt nog mist, en de regio naast de normen")
    parser.add_argument("--gap", action="store_true", help="de lijst van wat er mist (dit is ook wat er zonder staat)")
    parser.add_argument("--cluster", default="", metavar="NAAM", help="alleen de punten van dit cluster")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the gap list of the own station, or before `nsp instellen` of the last demo."""
    from nsp_console.cli.stand import read_board

    situation, snapshot = read_board()
    print("\n".join(gap_lines(situation.region, snapshot.sites, situation.rules, arguments.cluster)))
    return 0


def gap_lines(region: Region, views: Iterable[SiteView], rules: Rules, cluster: str = "") -> list[str]:
    """The gap list: per point its status, readiness, and the norms that fail or are unknown, and what its
    dossier lacks; then the totals.

    `cluster` limits it to the points of that cluster. A point of the region without a view is listed as never judged.
    """
    known = {view.site.code: view for view in views}
    judged = {view.site.code: view for view in in_cluster(known.values(), cluster)}
    listed = {**region.sites, **{code: view.site for code, view in known.items()}}
    sites = [site for code, site in listed.items() if code in judged or (code not in known and _chosen(site, cluster))]
    if not sites:
        return [f"Geen punten in cluster {cluster}." if cluster else "De regiolijst heeft geen punten."]
    lines = _heading(region, cluster)
    for kind in (SiteKind.C, SiteKind.L, SiteKind.X):
        chosen = [site for site in sites if site.kind is kind]
        if chosen:
            lines += ["", f"{KIND_WORDS[kind]} ({len(chosen)})"]
        for site in chosen:
            lines += _site_lines(site, judged.get(site.code))
    dossiers = dossier_counts(view for view in judged.values() if view.site.kind is SiteKind.L)
    return [*lines, "", *_status_lines(sites), *dossiers, *ratio_lines(sites, rules.region)]


def _chosen(site: Site, cluster: str) -> bool:
    return not cluster or site.cluster.casefold() == cluster.casefold()


def _heading(region: Region, cluster: str) -> list[str]:
    title = f"Wat mist er nog: {region.name}" + (f", cluster {cluster}" if cluster else "")
    lines = [title]
    if region.illustrative:
        lines.append("Illustratief: deze punten zijn verzonnen, er is nog geen noodsteunpunt aangewezen.")
    if region.provenance:
        lines.append(f"Herkomst: {region.provenance}")
    return lines


def _site_lines(site: Site, view: SiteView | None) -> list[str]:
    if view is None:
        return [f"  {site.code}  {site.name}: {site.status.value}, nog niet beoordeeld"]
    lines = [f"  {site.code}  {site.name}: {site.status.value}, paraatheid {READINESS_WORDS[view.readiness]}"]
    for verdict, word in ((Verdict.FAILED, "niet gehaald"), (Verdict.UNKNOWN, "onbekend")):
        norms = [_norm_words(norm) for norm in view.norms if norm.verdict is verdict]
        if norms:
            lines.append(f"      {word}: {'; '.join(norms)}")
    reasons = [f"{norm.label}: {norm.override_reason}" for norm in view.norms if norm.override_reason]
    lines += [f"      eigen norm: {reason}" for reason in reasons]
    return lines + [f"      dossier {words}" for words in gap_words(view.dossier, None)]


def _norm_words(norm: NormView) -> str:
    """`Gemeenteambtenaar aanwezig (0, norm 1)`; only the label when nothing is known."""
    data = dict(norm.reason.data)
    mark = "*" if norm.vital else ""
    value = data.get("value")
    if value is None:
        return norm.label + mark
    asked = data.get("norm")
    shown = number(value) if isinstance(value, str) or asked is None else f"{number(value)}, norm {number(asked)}"
    return f"{norm.label}{mark} ({shown})"


def _status_lines(sites: Sequence[Site]) -> list[str]:
    """How many L-NSP's there are of each status, in the order a location goes through."""
    points = [site for site in sites if site.kind is SiteKind.L]
    counts = [f"{status.value} {sum(site.status is status for site in points)}" for status in SiteStatus]
    return ["* = vitaal: zonder deze norm is een punt niet operationeel.", f"L-NSP naar status: {', '.join(counts)}."]


def ratio_lines(sites: Sequence[Site], norms: RegionNorms) -> list[str]:
    """The region against its ratios: L-NSP's per inhabitants, and L-NSP's per C-NSP with the busiest C-NSP's named.

    The C-NSP's that count are those in `sites` and those the L-NSP's among them hang under.
    """
    told = ratios(sites, norms)
    lines: list[str] = []
    if told.needed is not None:
        lines.append(
            f"Inwoners per L-NSP: {number(told.inhabitants / told.points)} (norm {number(norms.inhabitants_per_l)}); "
            f"{told.points} van {number(told.needed)} L-NSP's voor {number(told.inhabitants)} inwoners."
        )
    if not told.load:
        return [*lines, "Er is geen C-NSP: het aantal L-NSP's per C-NSP is niet te bepalen."]
    counts = told.load.values()
    lines.append(
        f"L-NSP's per C-NSP: {number(told.average)} gemiddeld, {min(counts)} tot {max(counts)} "
        f"(norm {number(norms.l_per_c)})."
    )
    busy = [f"{home} {count}" for home, count in told.load.items() if count > norms.l_per_c]
    if busy:
        lines.append(f"Boven de norm: {', '.join(busy)}.")
    if told.orphans:
        lines.append(f"Zonder C-NSP: {', '.join(told.orphans)}.")
    return lines


def number(value: Scalar) -> str:
    """A number as Dutch people write it (thousands point, decimal comma, at most one decimal); a word as it is."""
    if isinstance(value, (str, bool)):
        return str(value)
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))
