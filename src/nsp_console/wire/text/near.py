"""Typing errors: one letter wrong in a word of five or more letters, never where another word lies that near."""

from collections.abc import Iterable

from nsp_console.wire.text.tables import word_set

LETTERS_MIN = 5
LETTERS_MAX = 24  # longer words are not typed by accident, and this bounds the work

# Ordinary words one letter away from one of ours. They are read as themselves, never as ours.
DANGEROUS = word_set("""
    aanwezige afgeschaafd afgeschuild afgevoerde alarmeer alarmeerde alarmeert alarmerend alarmt bannen beginnen
    behandel behandelde behandelen behandelt behoefde behoeft bemerkt beperk beperken beperkte bereikt bereikte
    besloten beter beveel beveiligen beveiligings bever bevers bewandeld bewerkt bewoner bezitting bezocht
    bezoeken bezoekje bezoekt bijna bijnaam binden binnen boten brand brandde branden brands brandt brandts
    buiten bulletins capabel circe dacht daden dagon dalen damen danen dankje daten dazen deals deeds deelt
    degens deken dekken dekten delen denen denken denkens denkje deren desen deuken deuren dezen dicht dichte
    dichts diels diese diesels dieselt dieser dieses dissel dissen doeken doken douce douch douchen doucht
    draaft draag draagt draai draaiden draaiend draaier draait dragen dreigen drijgend dringend dringende duels
    elektriciteits elektro eten etend functioneer functionerend gaarden garden garten gassen gaste gastein
    gastel gasten gaston gaten gechat gedeeltelijke geest geevacueerde geevalueerd gefloten gegoten gehaakt
    gekopen gelopen geloten geloven geluid gemaak gemaakte geopend geopende gepend geprepareerd geraakt geraden
    gerepareerde geschut gesleten gesloopt geslopen gesmaakt gespeld gespoten gestart gesteld gesten gestoten
    gevloten gevonden gevuld gewaakt gewerkt gewond gewonden gewoon gisten gister graads graaf graag graai graal
    graan graat grada grade graden grades grand granen graten graven grazen groei groen groene gronden half
    happel hassel heeft heilig herstel hersteld herstelde herstellen herstelt honden hopen iets informatief
    informeer inwoner kachel kachelt kamen kapok kapot kater keken kelken kerken keukens keulen keuren keuzen
    komen komma kopen kreuken laadt lachel lade laden ladens lader lades lagen laken landen lanen laren lasten
    laten later laters lauden laven lazen leden leiter lever leverden leveren liber licht lieter liever lifter
    lifters liner liners linter lister litanie liters locht logen lompen lonen looft loont loops loost lopen
    lopend loper lopes lopez loren loten loven lozen lucht luden luiter lustig machten massa maximum maximus
    melsen menden menen mengen mennen menten merkt messen meters minimum minsten minute missen missend mist
    namen net nette niets nieuwen nieuwer nieuws nog noodstroom ombouw onger onrustig ontruim ontruimde
    ontruimen ontruimt onveilig opbouwen opbouwt open opengedaan opengestelde operationele opgegeven oplader
    oplagen oplaten opwarmer paper parkweg partie parties person personeel personele persoonlijk persoons
    plaatsten porie porsie porte portes portia portiek portier portiers porties postzegel primal prime primo
    prisma priva priya raden ramte rekenen richt roest ronden rustig samen sanitaire scanning schattig schuren
    schutting scoring sheer sinds sloten smeer sneer spanking speer spinning sporties staring sterkt storing
    storm storming storting stram string stroe stroh stromen strooi strook stroomt stroop strop stroper strot
    studs stuk stukje stuks sturen sturend sturing stuurt teken tekens temperaturen toilette traag traden
    uitgaven uitgebeeld uitgegleden uitgereikte uitgerekt uitgeven uitgever uitvak uitvalt veevoer veilig
    veilige veiligheids veiling ventilators verarming verkt verloren verover versperd versterkt verstoot verstop
    verstopte verstrekte verstrikt vertikt vertrekt verveer verver vervoeg vervoerd vervoert verwarmd verwarmde
    verwarmend verwarming verwarring verzoek verzoeker vissen vocht voedde voedend voeder voeding voedings
    voedsel voeling voering vraag vragen vrijt vrijwillig vrijwillige vuiligheid waarden wachten wachtend wafer
    wager waker walter waren warmde warme warmste warmt warmte waten water waterde wateren waterig waterput
    waters waver weekend weekt weken wekken wekt wekte wenken wenkt wensen werden werdt weren werft werk werkend
    werker werkers werkte werkten werpen werpt werven winds wissen wonden woonden worden wordt wreken zicht
    zieken ziekte zinnen zocht zonden zorgde zorgen zorgt zouden
""")


# Words of other languages are not mended: too many Dutch words lie near them.
FOREIGN = word_set("""
    opened closed broken working works limited full leute wasser essen meals hours stunden stunde points mains power
    electra energie people persons personen_ decken blankets receipt treated referred offen geoffnet geschlossen dirty
    litre litres degrees minutes helfer heater heaters porto portos dixi dixis petrol gasoil generator volunteers
    ritten accus airco visitors meter kilos kuubs strom
""")

REQUESTS = ("nodig", "graag", "behoefte", "aanvraag", "verzoek")
REQUEST_LETTERS_MIN = 4


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


def like_request(typed: str) -> bool:
    """Whether an unknown word is one slip away from a word of asking."""
    return REQUEST_LETTERS_MIN <= len(typed) <= LETTERS_MAX and any(one_edit(typed, word) for word in REQUESTS)


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
