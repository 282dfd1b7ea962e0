"""The fixed words of the language, as tables. Functions, roles and articles come from config/woorden.toml instead.

Each entry is a list of phrases separated by commas. A few words of English, German and Ukrainian are in the same
tables: people type the language they think in at three in the morning.
"""

from itertools import product

from nsp_console.wire.text.marks import Mark
from nsp_console.wire.text.tables import phrases

GLUE = """
        alle, helaas, gelukkig, inderdaad, trouwens, eigenlijk, intussen, locatiestatus, vanaf nu, per direct,
        spoed, met spoed, dringend, urgent, de, het, t, 't, een, die, dat, deze, dit, der, den, er, we, wij, ik,
        ons, onze, hun, ze, zij, jullie, u, je, jij, mijn, mn, men, is, zijn, zyn, ben, bent, zit, zitten,
        staat, staan, ligt, liggen, hangt, hangen, opgehangen, heb, hebben, heeft, nu, op dit moment, op het
        moment, momenteel, inmiddels, ondertussen, thans, al, alweer, weer, verder, ook, nog steeds, steeds, in
        totaal, totaal, binnen, aanwezig, beschikbaar, in huis, in voorraad, op voorraad, voorraad, stand,
        tussenstand, stand van zaken, sitrep, status, statusmelding, statusrapport, update, melding, rapport,
        periodiek, eerste, wijziging, resterend, resteert, resteren, rest, resten, restant, overig, over, te
        gaan, op locatie, in de zaal, in het gebouw, in het pand, in zaal, hierbinnen, bij ons, ter plaatse,
        aub, svp, alstublieft, graag gedaan, please, pls, dus, want, wel, toch, even, ff, hoor, he, hee, ja,
        jawel, jaja, met, van, via, in, helemaal, volledig, geheel, totaal, compleet, gewoon, echt, aantal,
        aantallen, getal, s, momentje, the, a, an, are, we are, we re, it, have, has, there, left, here, now,
        inside, present, and still, of, wir, sind, ist, haben, noch, hier sind, jetzt, drinnen, das, die, und
        noch, зараз, у нас, є, ми, ще, нас, voor publiek, voor iedereen, voor bewoners, voor inwoners, sinds
        vanmorgen, sinds vanochtend, sinds vanmiddag, voor de volledigheid, ter info, ter informatie, fyi, zoals
        afgesproken, conform afspraak, bijgewerkt, actueel, huidig, huidige, sorry voor de late melding, sorry
        voor het wachten, sorry dat het laat is, sorry voor de late reactie
    """

MARKED: dict[Mark, str] = {
    Mark.GLUE: GLUE,
    Mark.NOT: """
        geen, niet, nie, zonder, gn, geeneen, no, not, none, kein, keine, keinen, nicht, немає, не, без, нет
    """,
    Mark.ABOUT: """
        ca, circa, ong, ongeveer, ongv, ongevr, plm, rond de, rond, zon, zo'n, een stuk of, stuk of, pakweg,
        grofweg, om en nabij, naar schatting, geschat, schatting, about, approx, around, ungefahr, etwa,
        приблизно, близько
    """,
    Mark.STILL: "nog, nog voor, voor nog, nog maar, nog slechts, slechts, nog ongeveer voor, still, only",
    Mark.VAGUE: """
        nog capaciteit, nog plek, nog plaats, nog ruimte, plek voor, plaats voor, ruimte voor, nagenoeg, zowat,
        sommige, werkt niet goed, werken niet goed, werkt niet helemaal, werkt niet altijd, werkt half, werkt
        slecht, doet het niet goed, doet het slecht, doet het half, niet goed, niet helemaal, bijna, haast,
        half, halve, halfvol, halfleeg, weinig, wat, beetje, genoeg, voldoende, zat, veel, paar, enkele, enige,
        ruim, ruime, minder, minder dan, meer dan, minstens, minimaal, ten minste, tenminste, hooguit,
        hoogstens, bijna op, raakt, raken, nog ff, misschien, mss, mogelijk, waarschijnlijk, wrs, denk, gok,
        gokje, schat, lijkt, schijnt, volgens mij, weet niet, geen idee, onbekend, onduidelijk, onzeker,
        gedeelte, deel, stuk of wat, een aantal, uurtje, uurtjes, krap, schaars, tekort, te kort, te weinig, te
        veel, nauwelijks, amper, soms, af en toe, wisselend, tussen, almost, nearly, maybe, fast, kwart,
        driekwart, traag, slecht, matig, zwak, wordt, worden, gaat op
    """,
    Mark.FUTURE: """
        morgen, overmorgen, straks, vanavond, vannacht, later, volgende, komt, komen, komende, zal, zullen,
        gaan, gaat, ga, zou, zouden, kan, kunnen, mag, mogen, verwacht, verwachten, verwachting, plan, gepland,
        binnenkort, zo meteen, zometeen, meteen, dadelijk, moet, moeten, willen, wil, proberen, hopen, hoop,
        tomorrow, will, soon, later on, wird, bald, завтра, буде
    """,
    Mark.PAST: """
        was, waren, gisteren, eergisteren, vanmorgen, vanochtend, vanmiddag, eerder, vorige, had, hadden,
        geweest, toen, werkte, werkten, deed, deden, zat, zaten, stond, stonden, bleek, gestern, yesterday,
        were, war, вчора, geleden, daarvoor
    """,
    Mark.IF: "als, indien, zodra, stel, mits, tenzij, wanneer, if, when, wenn, falls, якщо, коли",
    Mark.ASK: """
        wanneer, waar, hoe, hoeveel, hoelaat, wie, waarom, welk, welke, of er, of jullie, of we, klopt het,
        klopt dat, wat is, wat zijn, when, where, how, who, why, wann, wo, wie viel, wieviel, коли, де, скільки,
        чому
    """,
    Mark.ASK_FIRST: """
        kan, kunnen, kun, mag, mogen, moet, moeten, gaan, gaat, komt, komen, krijgen, krijg, weet, weten, zijn
        jullie, is er, is het, is de, is dit, is dat, hebben jullie, heb je, heb jij, hebt u, heeft u, heeft
        iemand, willen, wil, zullen, zal, wat, wie, can, could, do you, are you, is there, do we, should, was
        ist, konnt ihr, bent u, ben je, zijn we, doet, werkt
    """,
    Mark.NEED: """
        nodig, benodigd, behoefte, behoefte aan, aanvraag, graag, verzoek, verzoek om, vragen, vragen om,
        gevraagd, missen, stuur, sturen, breng, brengen, bezorg, lever, leveren, bestellen, bestelling, willen
        graag, zouden graag, aanvullen, need, needed, send, brauchen, bitte, потрібно, потрібна, потрібні, треба
    """,
    Mark.CORRECT: """
        sorry, nee, correctie, correctie op, bedoel, bedoelde, ik bedoel, oeps, fout, foutje, verbetering, moet
        zijn, ipv, in plaats van, toch niet, oh nee, vergeet, herstel, typo, typefout, verkeerd, niet juist,
        laatste bericht negeren, negeer
    """,
    Mark.POISON: """
        haal, halen, zoek, zoeken, geef, geven, koop, kopen, bel, verloor, lek, mis, regel, wacht, neem, nemen,
        kreeg, kregen, pak, vul, vullen, graven, gaf, gaven, huur, huren, wilde, wilden, weigerde, weigerden,
        opgehaald, opgebruikt, weggebracht, afgeleverd, verwacht, retour, gereserveerd, reserve, plek, plekken,
        bedden, warm, koud, warme, koude, heet, grijs, vervuild, gewond, ziek, zieke, onwel, overleden, dood,
        doden, vermist, vermisten, slachtoffer, reanimatie, vertrokken, vertrek, vertrekken, weggegaan,
        onderweg, gestuurd, doorgestuurd, naar huis, naar, gekomen, kwam, kwamen, gehad, gebruikt, verbruikt,
        verbruik, gebruik, verbruiken, per, elke, elk, ieder, iedere, extra, erbij, eraf, bij, buiten, wachten,
        wachtend, wachtenden, rij, wachtrij, kwijt, gestolen, verloren, gelekt, lekt, vies, vuil, vuile, regen,
        kapotte, defecte, lege, volle, mist, ontbreekt, ontbreken, besteld, geleverd, aangekomen, gekregen,
        ontvangen van, toegezegd, beloofd, koorts, aankomst, behalve, uitgezonderd, exclusief, excl, op na,
        deur, deuren, raam, ramen, brug, kraan, poort, hek, straat, winkel, supermarkt, tank, vat, vaten,
        jerrycan, jerrycans, container, parkeerplaats, elkaar, voor, om, tegen, zonder dat, huis, thuis, buren,
        voorspelling, weerbericht, koelkast, vriezer, bluswater, wc water, spoelwater, doel, norm, allemaal,
        niemand, iedereen, alles, niets, bezet, bezette, vrij, vrije, max per, tot
    """,
    Mark.OTHERS: """
        kinderen, kind, baby's, honden, hond, katten, huisdieren, auto's, gewonden, gewonde, zieken,
        slachtoffers, ouderen, bejaarden, rolstoelen
    """,
    Mark.LABEL: """
        zaal, kamer, lokaal, gebouw, groep, ploeg, team, ronde, dag, week, kanaal, kanalen, route, fase, deel,
        bus, hal, tent, klas, punt, post, nummer, nr, bericht, berichtnr, bericht nr, volgnr, veld, verdieping,
        etage, unit, blok, wijk, optie, bijlage, kan
    """,
    Mark.RECEIPT: """
        komt goed, komt in orde, ok, oke, okee, okay, oki, okidoki, begrepen, ontvangen, prima, roger, klopt,
        ja klopt, dat klopt,
        duidelijk, akkoord, top, dank, dank je, dankje, dank je wel, dankjewel, dank u, dank u wel, bedankt,
        thanks, thx, gelezen, gezien, copy, copy that, gelezen en begrepen, helder, is goed, doen we, doe ik,
        genoteerd, in orde, fijn, mooi, super, goed, wilco, received, understood, verstanden, danke, дякую,
        добре, зрозуміло, отримано, yes, jep, yep, 👍, 👌, ✅, ✔, 🆗, 🙏, 👏, 💪, ❤, 🫡
    """,
    Mark.WORKS: """
        👍, 👌, ✅, ✔, 🆗, loopt, lopen, terug, is terug, werkt, werken, werkend, doet het, doen het, doet t, doet
        het weer, doen het weer, doet het goed, werkt weer, werken weer, functioneert, functioneren, hersteld,
        gerepareerd, gemaakt, operationeel, werkt goed, werken goed, werkt nog, werken nog, doet het nog, doen
        het nog, draait, draaien, draait weer, draait goed, ok, oke, okay, goed, in orde, prima, is er weer, is
        weer terug, weer terug, weer aan, works, working, funktioniert, працює
    """,
    Mark.LIMITED: """
        beperkt, deels, gedeeltelijk, werkt beperkt, werkt deels, werkt gedeeltelijk, beperkt beschikbaar,
        limited, обмежено
    """,
    Mark.FAILS: """
        werkt niet, werken niet, werkt niet meer, werken niet meer, werkt nog niet, doet het niet, doen het
        niet, doet het niet meer, doen het niet meer, doet t niet, doet t niet meer, doet het nog niet, doet
        niks, doet niets, doet niks meer, niet werkend, niet beschikbaar, niet bruikbaar, niet beschikbaar meer,
        kapot, kapot gegaan, stuk, defect, stukgegaan, buiten gebruik, buiten werking, ligt eruit, liggen eruit,
        eruit, uitgevallen, valt uit, viel uit, gevallen uit, uitval, storing, in storing, verstopt, werkt nie,
        doet ut niet, doet et nie, broken, not working, kaputt, funktioniert nicht, не працює, зламаний
    """,
    Mark.GONE: "op, leeg, op is, uitgeput, is op, zijn op, empty, leer",
    Mark.AWAY: "weg, is weg, eraf, ligt eraf, uitgevallen, is uitgevallen, viel uit, valt uit, uit",
    Mark.ON: "aan, staat aan, staan aan, is aan, aangezet, aangesloten, ingeschakeld",
    Mark.OFF: "uit, staat uit, is uit, uitgezet, uitgeschakeld, uitgegaan, gestopt, afgeslagen",
    Mark.ISSUED: "uitgegeven, uitgedeeld, uitgereikt, verstrekt, weggegeven, uitgifte",
    Mark.ARRIVED: """
        binnengekomen, nieuw, nieuwe, nieuw binnen, bijgekomen, sinds vorige, sinds de vorige, sinds vorige
        melding
    """,
    Mark.AND: "en, plus, alsmede, evenals, and, und, та, і, й",
    Mark.BUT: "waarvan, waaronder, maar, alleen, echter, but, aber, але",
    Mark.INTRO: "hier, dit is, u spreekt met, spreekt met, namens, vanuit, vanaf locatie, this is, hier ist",
    Mark.CLOSING: """
        groet, groetjes, groeten, gr, mvg, met vriendelijke groet, vriendelijke groet, grt, grtz, gtz, xx, fijne
        avond, fijne dag, succes, tot zo, over en uit, einde, regards
    """,
    Mark.GREETING: """
        hoi, hallo, hey, hai, heej, hee, moi, goedemorgen, goedemiddag, goedenavond, goedenacht, goeiemorgen,
        goeiemiddag, goeienavond, goedendag, morgen allemaal, beste, collega, collegas, collega's, lieve, dag
        allen, dag allemaal, hi, hello, guten tag, guten morgen, привіт, meldkamer, coordinator
    """,
    Mark.PLACE: """
        dorpshuis, sporthal, kulturhus, wijkcentrum, kerkgebouw, school, buurthuis, verenigingsgebouw, kerk,
        gymzaal, gymnastieklokaal, l-nsp, c-nsp, lnsp, cnsp, nsp, noodsteunpunt, steunpunt, locatie, kazerne
    """,
    Mark.MAINS: """
        stroom, stroomvoorziening, stroombron, voeding, power, elektriciteit, elektra, electra, energie,
        spanning, strom, електрика, світло
    """,
    Mark.DRILL: """
        oefening, oef, oefenmelding, oefenbericht, oefeningen, dit is een oefening, einde oefening, exercise,
        drill, ubung
    """,
    Mark.NO_DRILL: """
        geen oefening, dit is geen oefening, geen oef, no drill, no exercise, not a drill, this is not a drill,
        keine ubung, niet oefening, geenoefening
    """,
    Mark.SINCE: "sinds, tot, vanaf vandaag, al sinds, t/m",
    Mark.AT: "om, vanaf, tegen, rond, na",
    Mark.BEFORE: "voor",
    Mark.AFTER: "over",
    Mark.LEFT: "over, resterend, resteert, resteren, in voorraad, op voorraad, voorraad, in huis, beschikbaar",
    Mark.WITHIN: "binnen",
    Mark.ADDRESS: "aan, naar, t.a.v., tav, to, an",
    Mark.OF: "van, van de, van max, van maximaal, van totaal, uit, of the",
    Mark.TO: "a, tot, of",
    Mark.A: "een, one, ein, eine, один",
    Mark.MORE: "meer, more, mehr",
    Mark.TIMES: "x, keer, maal",
    Mark.QUIET: """
        👍, 👌, ✅, ✔, 🆗, 🙏, 👏, 💪, ❤, ok, oke, okee, okay, goed, prima, in orde, top, fijn, bedankt, dank, dank je,
        dank u, dank je wel, dankjewel, thanks
    """,
}

_REST = """
        alles, verder, rest, de rest, overige, overig, verder alles, alles verder, voor de rest, voor het
        overige, voor de rest alles, overige punten, het overige, overigens alles, alles hier, hier alles, hier
        alles nog
    """
_LINK = ", is, gaat, nog, hier, weer, is hier, is nog, is weer, nog steeds, gaat hier, gaat nog, is verder, onder"
_FINE = """
        ok, oke, okee, okay, goed, prima, in orde, naar wens, top, doet het, functioneert, draait, werkt,
        controle, geen bijzonderheden, geen problemen, rustig en goed, 👍, 👌, ✅, 🆗
    """
REST_OK_EXTRA = """
        geen bijzonderheden, geen bijz, gb, gbz, geen problemen, niets bijzonders, niks bijzonders, verder niets
        te melden, niets te melden, niks te melden, all ok, all good, everything ok, everything fine, alles gut,
        alles in ordnung, все добре, все гаразд, alles groen, rest groen, alles oke
    """

STATES = {
    "gesloten": """
        dicht gegaan, gesloten, dicht, zijn gesloten, closed, geschlossen, закрито, зачинено, gesloten voor
        publiek
    """,
    "in_opbouw": """
        bezig met opbouw, bezig met de opbouw, bezig met inrichten, in opbouw, opbouw, aan het opbouwen, bezig
        met opbouwen, wordt opgebouwd, in voorbereiding, setting up
    """,
    "open": """
        open gegaan, open, geopend, zijn open, opengesteld, weer open, opened, offen, geoffnet, відкрито,
        opengegaan
    """,
    "beperkt": """
        open met beperkingen, met beperkingen open, beperkt open, deels open, gedeeltelijk open, open beperkt,
        beperkt geopend, deels geopend, gedeeltelijk geopend, open maar beperkt, partly open
    """,
    "vol": """
        vol, stampvol, propvol, bomvol, tjokvol, helemaal vol, vol bezet, volledig bezet, full, voll, zitten
        vol, повно
    """,
    "ontruimd": """
        gebouw ontruimd, pand ontruimd, locatie ontruimd, zaal ontruimd, ontruimd, geevacueerd, evacuated,
        evakuiert, евакуйовано
    """,
    "afgeschaald": "afgeschaald, opgeheven",
}

# Phrases around state words that say something else, or say nothing certain.
NOT_STATES = """
        open haard, open vuur, open dag, open plek, open plekken, openlucht, dicht bij, dichtbij, dicht op
        elkaar, vol goede moed, vol vertrouwen, volle bak, vol met, gesloten deuren, accu vol, tank vol,
        overvol, te vol, bijna vol, half open, open vragen, open vraag, wordt vol, raakt vol, loopt vol
    """

SOURCES = {
    "aggregaat": """
        aggregaat, agregaat, aggegraat, generator, nsa, noodaggregaat, noodstroomaggregaat, noodstroom, op
        aggregaat, op het aggregaat, op de aggregaat, via aggregaat, op noodstroom, op de generator, op
        generator, on generator, генератор
    """,
    "accu": """
        accu, accus, accu's, op accu, op accus, op de accu, op batterij, op batterijen, batterij, powerstation,
        op powerstation, ups, op ups, op de ups, battery, akku, on battery, акумулятор
    """,
    "net": """
        op net, op het net, van het net, via het net, aan het net, aan net, netstroom, lichtnet, netspanning, op
        netstroom, op lichtnet, op het lichtnet, op netspanning, weer op net, weer op het net, net weer op net,
        on grid, on mains, mains
    """,
}

SAFETY = {
    "rustig": "rustig, kalm, groen, veilig, goed, ok",
    "onrustig": "onrustig, geel, gespannen, onrust",
    "dreigend": "dreigend, oranje, grimmig",
    "onveilig": "onveilig, rood",
}

# topic (see topics.py) to the words for it
TOPIC_WORDS: dict[str, str] = {
    "water": "water, drinkwater, waterstand, watervoorraad, nooddrinkwater, wasser, вода, води, воды, 💧, 🚰",
    "food": """
        voedsel, eten, voeding, food, essen, maaltijden, maaltijd, portions, porties, portie, rantsoenen,
        rantsoen, noodrantsoenen, meals, їжа, їжі, 🍞, 🍽, 🥫
    """,
    "visitors": """
        plekken bezet, plaatsen bezet, bezoekers, bezoeker, bez, bezoek, aanwezigen, gasten, mensen, personen,
        persoon, pers, man, inwoners, bewoners, evacues, mens, opgevangen, visitors, people, persons, besucher,
        leute, menschen, людей, люди, відвідувачів, 👥
    """,
    "capacity": """
        capaciteit, cap, max, maximaal, maximum, capacity, maximaal aantal, max bezoekers, maximale capaciteit
    """,
    "over_2h": """
        langer dan 2 uur, langer dan twee uur, langer dan 2u, langer dan 2 u, > 2 uur, > 2 u, meer dan 2 uur,
        meer dan twee uur, langer als 2 uur, boven 2 uur, boven de 2 uur, over de 2 uur, langer dan 2 uur
        binnen, langer dan 2 uur hier, langer dan 2 uur aanwezig, langer dan 2 h
    """,
    "fuel": "diesel, brandstof, benzine, brandst, fuel, petrol, gasoil, treibstoff, дизель, бензин, пальне, ⛽",
    "load": "belasting, belast, belasting aggregaat, aggregaat belast, aggregaat belasting",
    "temperature": "temp, temperatuur, binnentemperatuur, binnentemp, temperature, temperatur, температура, 🌡",
    "toilets": """
        toiletten, toilet, wc, wcs, wc's, toiletvoorziening, toilets, toiletten werkend, werkende toiletten,
        туалет, туалети
    """,
    "charge": """
        laadpunten, laadpunt, laadplekken, oplaadpunten, laadplaatsen, stopcontacten, werkende laadpunten,
        charging points
    """,
    "toilets_total": "toiletten totaal, totaal toiletten",
    "charge_total": "laadpunten totaal, totaal laadpunten",
    "blankets": "dekens, deken, blankets, decken, ковдр, ковдри",
    "bulletin": """
        bulletin, bulletinnr, bulletinnummer, bulletin nr, bulletin nummer, laatste bulletin, laatste bulletin
        nr, bulletin no
    """,
    "staff_hours": """
        bezetting, bezetting voor, bemensing, bemensing voor, personeel voor, bezet voor, ploeg voor, bemanning
        voor, bezetting nog voor
    """,
    "next_report": """
        volgende melding over, melding over, volgende melding, volgende bericht over, volgende update over,
        volgend bericht over, volgend rapport over, meld me weer over, melden ons weer over, volgende
        statusmelding over, nieuwe melding over
    """,
    "treated": "behandeld, behandelingen, ehbo behandeld, medisch behandeld, treated",
    "referred": "doorverwezen, afgevoerd, doorverwijzingen, doorverwezen naar ziekenhuis, referred",
}

# Words that name the subject of a function state but are not configuration: made of the topic's own words.
FIELD_WORDS: dict[str, str] = {
    "first_aid_kit": """
        ehbo materiaal, ehbo-materiaal, ehbomateriaal, ehbo spullen, verbandmiddelen, verbandmateriaal, ehbo
        koffer, ehbo-koffer
    """,
}
CLAIM_WORDS: dict[tuple[str, str], str] = {
    ("aed", "ja"): """
        aed ja, aed aanwezig, aed is aanwezig, aed j, wel aed, aed is er, aed beschikbaar, met aed, aed ok
    """,
    ("aed", "nee"): """
        aed nee, geen aed, aed niet aanwezig, aed n, zonder aed, aed is er niet, aed ontbreekt, aed weg
    """,
}
ZERO_PHRASES: dict[str, str] = {
    "visitors": """
        niemand binnen, niemand aanwezig, niemand meer binnen, niemand hier, er is niemand, is niemand, geen
        mens binnen, geen mensen binnen, leeg hier, nobody inside
    """,
}
SAFETY_WORDS = "veiligheid, veiligheidssituatie, sfeer, openbare orde, orde, veiligheidsgevoel"

UNITS: dict[str, str] = {
    "l": "l, liter, liters, ltr, lit, lt, litre, litres, літр, літрів, л",
    "m3": "m3, kuub, kubieke meter, kuubs",
    "uur": "uur, uren, u, h, hr, hrs, hour, hours, stunden, stunde, годин, години, год",
    "min": "min, minuten, minuut, minutes, mins, minutos",
    "dag": "dagen, dag, etmaal, etmalen, days, day, tage",
    "graden": """
        graden, graad, gr, grad, grdn, celsius, graden celsius, c, °, ° c, °c, oc, gr c, gr celsius, graden c,
        degrees, градусів
    """,
    "%": "%, procent, pct, percent, prozent",
    "kwh": "kwh",
    "kva": "kva",
    "kg": "kg, kilo, kilos",
    "stuks": "stuks, st, stuk, pcs, exemplaren",
}
UNIT_AND_TOPIC: dict[str, str] = {
    "persoon": "personen, persoon, pers, mensen, man, p, pp, bezoekers, people, persons, leute, людей",
    "portie": "portions, porties, portie, maaltijden, maaltijd, rantsoenen, rantsoen, noodrantsoenen, meals, port",
}
TIMES_OF_DAY = """
        s middags, s ochtends, s avonds, s nachts, vandaag, sinds vandaag, zojuist, net, zonet, daarnet, sinds
        net, hedenavond
    """


def rest_ok_phrases() -> list[str]:
    """Every way in which "the rest is fine" is said: subject × verb × fine."""
    combined = (
        " ".join(part for part in parts if part)
        for parts in product(phrases(_REST), ["", *phrases(_LINK)], phrases(_FINE))
    )
    return [*combined, *phrases(REST_OK_EXTRA)]
