"""Typing errors: one letter wrong in a word of five or more letters, never where another word lies that near."""

from collections.abc import Iterable

from nsp_console.wire.text.tables import word_set

LETTERS_MIN = 5
LETTERS_MAX = 24  # longer words are not typed by accident, and this bounds the work

# Ordinary words one letter away from one of ours. They are read as themselves, never as ours.
DANGEROUS = word_set("""
    later lister luiter laten liever wafer waters wateren waterig kater wensen messen menten deken denken
    denkens deuken deuren rekenen teken tekens dekten besloten gesleten gestoten gespoten gevloten gegoten
    geloten sloten beperk bewerkt versperd gespeld merkt sterkt werk werkte werkten werker werkers wekt wekte
    verkt vertikt stromen stroomt stroop stroper graven graten gaarden traden raden graden graaf open lopen
    kopen hopen geloven gelopen gekopen geopend gepend licht dicht lucht locht richt vocht zicht zocht stuk
    stuks stukje kapot kapok groen groei gronden groene rustig lustig roest onrustig drijgend dringend dringende
    dreigen vrijwillig behandelen behandel behandelt behandelde toilette diesels dieselt kachel kachelt lachel
    bezoeken bezoekt bezoekje bezocht verzoeker verzoek personeel personele person persoonlijk porties postzegel
    sporties porsie liters lieter litanie meters beter water waterde afgeschaafd afgeschuild ontruimen ontruim
    ontruimt gesloopt gestart gesteld opbouwen opbouwt gasten gaten lasten gister gisten gesten massa waren
    laden lagen lader laadt lade zorgt zorgen zorgde eten etend alarmeert alarmeer alarmeerde alarmt brand
    brandt branden brandde uitgaven uitgeven uitgever uitgegleden bulletins werkend gewerkt hersteld herstelt
    herstel herstellen storing storting storming sturing ziekte zieken verwarmd verwarmde verwarmend verwarming
    verwarring voedend voeding voedsel voeder voedde warmt warmte warme ramte informeer informatief net nette
    nog half heeft geest binnen bannen beginnen binden zinnen buiten boten sinds winds gewoon gewond gewonden
    woonden gevonden verloren capabel maximum minimum graag vraag vragen traag draag draait draaft draagt dankje
    denkje behoeft behoefde missen mist missend dissen wissen vissen leveren leverden lever sturen stuurt
    schuren sturend wachten wachtend machten komen kopen komma kamen namen samen zouden zonden honden ronden
    wonden worden worden wordt werden waarden veilig veiling veilige onveilig heilig gevuld geluid beperken
    bereikt bereikte beveel noodstroom bijna bijnaam niets iets
""")


def deletions(word: str) -> set[str]:
    """`word` with each single letter left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_edit(left: str, right: str) -> bool:
    """Whether one letter added, left out, replaced, or two neighbours swapped make `left` into `right`."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) >= 2 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else b[1:] == a


class NearIndex:
    """Known words by their one-letter deletions, so that a lookup costs the length of the word, not of the list."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_deletion: dict[str, set[str]] = {}
        for word in words:
            if len(word) >= LETTERS_MIN and word.isalpha():
                for form in deletions(word) | {word}:
                    self._by_deletion.setdefault(form, set()).add(word)

    def candidates(self, typed: str) -> set[str]:
        """Known words one edit away that begin with the same letter; empty for dangerous or short words."""
        if not LETTERS_MIN <= len(typed) <= LETTERS_MAX or typed in DANGEROUS or not typed.isalpha():
            return set()
        near = set().union(*(self._by_deletion.get(form, set()) for form in deletions(typed) | {typed}))
        return {word for word in near if word[0] == typed[0] and one_edit(typed, word)}
