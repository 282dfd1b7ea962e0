"""The fact of the paraatheidsdossier: what was found of one item at one point, when, and by which function."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DossierNoted:
    """Item `item` of the dossier of `site` was found in order (`done`), or was found to be lacking.

    at_wall       when that was found, seconds UTC; often long before it is entered
    by            the function that found it, never a name
    expires_wall  from then on it must be done again, seconds UTC; None: never
    details       answers to the questions of the item, by question (power: own, hired or shared)
    replaces      entry of the note about the same item that this one comes in the place of
    """

    site: str
    item: str
    done: bool
    at_wall: float
    by: str
    expires_wall: float | None = None
    note: str = ""
    details: dict[str, str] = field(default_factory=dict)
    replaces: int | None = None
