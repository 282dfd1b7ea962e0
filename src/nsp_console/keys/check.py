"""Does what we hold work? Asked by `nsp sleutels controle`, after the file itself proved whole."""

from nsp_console.domain.errors import KeysError
from nsp_console.domain.sites import SiteKind
from nsp_console.keys.bundle import Bundle
from nsp_console.wire.sealing import TAG_BYTES, Domain

SAMPLE = b"NSP1 controle"


def problems(bundle: Bundle) -> tuple[KeysError, ...]:
    """Everything that does not hold, each with its remedy; empty when all is well."""
    found: list[KeysError] = []
    real, exercise = (bundle.ring(domain) for domain in Domain)
    tags = [ring.tag(bundle.number, ring.epoch, SAMPLE) for ring in (real, exercise)]
    if any(tag is None or len(tag) != TAG_BYTES for tag in tags) or tags[0] == tags[1]:
        found.append(KeysError("keys.check_tags"))
    if bundle.kind is SiteKind.C:
        signature = real.sign(SAMPLE)
        if signature is None or not real.verify(bundle.number, SAMPLE, signature):
            found.append(KeysError("keys.check_signature"))
    if bundle.roll is None:
        found.append(KeysError("keys.check_no_list"))
    elif bundle.kind is SiteKind.C:
        listed = bundle.roll.signers.get(bundle.number)
        if listed is None or listed.public != bundle.public:
            found.append(KeysError("keys.check_not_listed", serial=bundle.roll.serial))
    if not bundle.coming:
        found.append(KeysError("keys.check_no_coming"))
    return tuple(found)
