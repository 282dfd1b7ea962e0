"""The norms of one site with its overrides, and the people they ask for: judged by severity and readiness alike."""

from nsp_console.domain.fields import STAFF_PREFIX
from nsp_console.domain.forecast import amount_of
from nsp_console.domain.rules import Norm, Rules
from nsp_console.domain.sites import NormOverride, Site
from nsp_console.domain.supplies import Scene

CREW = "bemensing"  # shown as it is; everybody on site, whatever the role (the two of a C)
# Norm keys of the configuration that ask for people. Also any "staff.<role>".
ROLE_OF_NORM = {"first_aid": "ehbo", "official": "ambtenaar", "crew_c": CREW}


def override_of(site: Site, norm: Norm) -> NormOverride | None:
    """The norm that is different at this site, if it is."""
    for each in site.overrides:
        if each.norm == norm.key:
            return each
    return None


def norm_value(site: Site, norm: Norm) -> float:
    """The number to meet at this site."""
    override = override_of(site, norm)
    return norm.value if override is None else override.value


def role_of(norm: Norm) -> str | None:
    """The role a norm asks for, or None when it is not about people."""
    if norm.key.startswith(STAFF_PREFIX):
        return norm.key.removeprefix(STAFF_PREFIX)
    return ROLE_OF_NORM.get(norm.key)


def site_staff_norms(site: Site, rules: Rules) -> list[tuple[str, float]]:
    """(role, people needed) for this kind of site, with its overrides."""
    return [
        (role, norm_value(site, norm))
        for norm in rules.norms
        if site.kind.value in norm.kinds and (role := role_of(norm)) is not None
    ]


def staff_keys(scene: Scene, role: str) -> list[str]:
    """The fields in which people of `role` are counted: for a crew those of all roles of which anything counts."""
    if role != CREW:
        return [STAFF_PREFIX + role]
    fields = scene.record.fields
    return [key for key in fields if key.startswith(STAFF_PREFIX) and scene.seen(key) is not None]


def staff_count(scene: Scene, role: str) -> float | None:
    """People in `role` as counted, or None when nobody said. Of a crew all reported roles are added."""
    counts = [count for key in staff_keys(scene, role) if (count := amount_of(scene.seen(key))) is not None]
    return sum(counts) if counts else None
