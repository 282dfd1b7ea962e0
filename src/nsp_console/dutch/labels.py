"""The Dutch word for every code on the screen. One place, so that a word means the same everywhere (design: rules)."""

from nsp_console.domain.facts import AlarmKind, AlarmStep, Content, DecisionKind, Handling, Mode, Purpose, Step, Why
from nsp_console.domain.fields import SiteState
from nsp_console.domain.sites import SiteStatus
from nsp_console.domain.values import Means, Tier
from nsp_console.domain.views import Readiness, Severity, Verdict

SEVERITY = {
    Severity.GOOD: "GOED",
    Severity.ATTENTION: "AANDACHT",
    Severity.CRITICAL: "KRITIEK",
    Severity.OUT_OF_SERVICE: "NIET IN BEDRIJF",
    Severity.SILENT: "STIL",
    Severity.UNKNOWN: "ONBEKEND",
}
SHAPE = {
    Severity.GOOD: "●",
    Severity.ATTENTION: "▲",
    Severity.CRITICAL: "■",
    Severity.OUT_OF_SERVICE: "▼",
    Severity.SILENT: "░",
    Severity.UNKNOWN: "░",
}
LETTER = {
    Severity.GOOD: "G",
    Severity.ATTENTION: "A",
    Severity.CRITICAL: "K",
    Severity.OUT_OF_SERVICE: "D",
    Severity.SILENT: "S",
    Severity.UNKNOWN: "?",
}
SITE_STATE = {
    SiteState.CLOSED: "gesloten",
    SiteState.SETTING_UP: "in opbouw",
    SiteState.OPEN: "open",
    SiteState.LIMITED: "beperkt open",
    SiteState.FULL: "vol",
    SiteState.EVACUATED: "ontruimd",
    SiteState.SCALED_DOWN: "afgeschaald",
}
BOARD_STATE = {  # location words that replace the severity word on the board, at most ten characters
    SiteState.CLOSED: "DICHT",
    SiteState.SETTING_UP: "OPBOUW",
    SiteState.LIMITED: "BEPERKT",
    SiteState.FULL: "VOL",
    SiteState.EVACUATED: "ONTRUIMD",
    SiteState.SCALED_DOWN: "AFGESCH.",
}
SITE_STATUS = {
    SiteStatus.POTENTIAL: "mogelijke locatie",
    SiteStatus.PILOT: "pilot",
    SiteStatus.DESIGNATED: "aangewezen",
    SiteStatus.FITTED_OUT: "ingericht",
    SiteStatus.READY: "paraat",
}
READINESS = {
    Readiness.OPERATIONAL: "operationeel",
    Readiness.READY: "gereed",
    Readiness.CONDITIONAL: "onder voorwaarde",
    Readiness.NOT: "niet gereed",
    Readiness.UNKNOWN: "paraatheid onbekend",
}
VERDICT = {Verdict.MET: "voldaan", Verdict.FAILED: "niet voldaan", Verdict.UNKNOWN: "onbekend"}
VERDICT_SHAPE = {Verdict.MET: "●", Verdict.FAILED: "■", Verdict.UNKNOWN: "░"}
MODE = {Mode.READY: "PARAAT", Mode.DEPLOYED: "INZET", Mode.DEMO: "DEMO"}
TIER = {Tier.A: "echt", Tier.B: "bekende radio", Tier.C: "niet geverifieerd"}
MEANS = {
    Means.LORA: "LoRa",
    Means.PORTOFOON: "portofoon",
    Means.TELEFOON: "telefoon",
    Means.KOERIER: "koerier",
    Means.PAPIER: "papier",
    Means.EIGEN: "eigen waarneming",
}
MEANS_SHORT = {
    Means.LORA: "LoRa",
    Means.PORTOFOON: "porto",
    Means.TELEFOON: "tel",
    Means.KOERIER: "koerier",
    Means.PAPIER: "papier",
    Means.EIGEN: "gezien",
}
ALARM_KIND = {
    AlarmKind.HELP: "hulp gevraagd",
    AlarmKind.MEDICAL: "medische spoed",
    AlarmKind.FIRE: "brand",
    AlarmKind.VIOLENCE: "agressie",
    AlarmKind.BUILDING: "gebouw onveilig",
    AlarmKind.POWER: "stroom weg",
    AlarmKind.SUPPLY: "voorraad op",
    AlarmKind.SANITATION: "sanitair",
    AlarmKind.CROWDING: "te druk",
    AlarmKind.SILENCE: "niets meer gehoord",
}
STEP = {
    Step.STORED: "opgeslagen",
    Step.AT_RADIO: "bij radio",
    Step.HEARD: "door een radio gehoord",
    Step.RECEIVED: "ontvangen door console",
    Step.READ: "gelezen",
    Step.RETRYING: "opnieuw",
    Step.FAILED: "mislukt",
}
STEP_SHORT = {
    Step.STORED: "opgeslagen",
    Step.AT_RADIO: "radio",
    Step.HEARD: "gehoord",
    Step.RECEIVED: "ontvangen",
    Step.READ: "gelezen",
}
HANDLING = {
    Handling.DONE: "gedaan",
    Handling.MORE_INFO: "meer info",
    Handling.REJECTED: "verworpen",
    Handling.READ: "gelezen",
}
PURPOSE = {
    Purpose.ALARM_ANSWER: "antwoord op alarm",
    Purpose.ECHO: "begrepen-regel",
    Purpose.HINT: "uitleg",
    Purpose.MESSAGE: "bericht",
    Purpose.ALARM: "alarm",
    Purpose.ORDER: "opdracht",
    Purpose.BULLETIN: "bulletin",
    Purpose.NOTE: "melding tussen consoles",
}
CONTENT = {
    Content.TEXT: "bericht",
    Content.REQUEST: "aanvraag",
    Content.REPORT: "doorgegeven melding",
    Content.READ: "gelezen",
    Content.HUNG: "bulletin hangt",
    Content.BULLETIN: "bulletin",
    Content.ORDER: "opdracht",
    Content.ROLL_CALL: "meldronde",
}
WHY = {
    Why.CHANGE: "gewijzigd",
    Why.DRIFT: "afwijking van de verwachting",
    Why.HEARTBEAT: "vaste melding",
    Why.ROLL_CALL: "meldronde",
}
ALARM_STEP = {AlarmStep.RECEIVED: "ontvangen", AlarmStep.TAKEN_ON: "bevestigd"}
DECISION = {
    DecisionKind.OPEN: "openen",
    DecisionKind.CLOSE: "sluiten",
    DecisionKind.MOVE: "verplaatsen",
    DecisionKind.EVACUATE: "ontruimen",
}
SUPPLY = {"power": "stroom", "water": "water", "food": "eten", "staff": "bezetting"}
LOG_KIND = {  # facts.KINDS, as a person would say it
    "gestart": "console gestart",
    "tekst_gehoord": "bericht gehoord",
    "melding_ingevoerd": "melding ingevoerd",
    "klopt": "klopt gezegd",
    "verworpen": "verworpen",
    "bericht_behandeld": "bericht behandeld",
    "alarm": "alarm",
    "alarm_bevestigd": "alarm bevestigd",
    "alarm_geparkeerd": "alarm geparkeerd",
    "alarm_gesloten": "alarm gesloten",
    "bericht_uit": "bericht uit",
    "bericht_stap": "bericht onderweg",
    "radio_gekoppeld": "radio gekoppeld",
    "inzet_begonnen": "inzet begonnen",
    "inzet_beeindigd": "inzet beëindigd",
    "t0_gecorrigeerd": "T0 gecorrigeerd",
    "punt_toegevoegd": "punt toegevoegd",
    "besluit": "besluit",
    "waarneming_verplaatst": "andere C neemt waar",
    "schrijver_verplaatst": "andere console meldt",
    "station_ingetrokken": "sleutel ingetrokken",
    "tellers_gereserveerd": "tellers gereserveerd",
    "lijn_begonnen": "nieuwe berichtenlijn",
    "station_ontmoet": "console ontmoet",
    "post_aangenomen": "post aangenomen",
    "post_hernummerd": "post opnieuw genummerd",
    "toestand_uit": "toestand gezonden",
    "toestand_gehouden": "toestand bijgehouden",
    "toestand_gehoord": "toestand gehoord",
    "toestand_ontvangen": "toestand ontvangen",
    "alarm_stap": "alarm onderweg",
    "bulletin_gehoord": "bulletin ontvangen",
    "bulletin_uit": "bulletin uitgegeven",
    "bulletin_hangt": "bulletin hangt",
    "aantekening": "aantekening",
    "dienst_overgedragen": "dienst overgedragen",
    "dienst_overgenomen": "dienst overgenomen",
    "dossier": "dossier bijgewerkt",
    "middel_getest": "middel getest",
    "eigen_stroom": "eigen stroom genoteerd",
    "dienst_gepland": "dienst gepland",
    "dienst_vervallen": "dienst vervallen",
    "lijst_afgevinkt": "lijst afgevinkt",
    "afspraak_herzien": "afspraak herzien",
    "paraat_bewezen": "wekelijks bewijs",
}
