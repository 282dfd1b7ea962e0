"""The commands of the line mode as `nsp volg --help` lists them. Words only: help must load nothing."""

HELP = """opdrachten, één per regel:
  L-ZWO-09 water 300 l        melding, zoals in de invoerregel; ook met tel, porto, koerier of papier ervoor
  klopt N                     de waarden van regel N kloppen
  verwerp N REDEN             de waarden van regel N zijn fout
  gelezen N, gedaan N         regel N is gelezen of klaar
  bevestig N, sluit N REDEN   een alarm aannemen of sluiten
  alarm TEKST                 alarm slaan
  stuur CODE TEKST            bericht aan een punt; stuur allen TEKST: aan iedereen
  vraag CODE TEKST            goederen of mensen vragen aan een console
  koppel RADIO CODE           deze radio hoort bij dat punt
  bulletin TEKST              bulletin aan alle consoles, ondertekend
  hangt N                     bulletin van regel N hangt hier
  meldronde                   vraag alle eigen punten om hun stand
  inzet NAAM | T0 | BRON      inzet beginnen; T0 als 18:30 of 20-01 18:30
  t0 T0 | BRON                T0 aanpassen
  einde REDEN                 inzet beëindigen
  besluit CODE WAT | DOOR | REDEN | TIJD
                              WAT is openen, sluiten, verplaatsen of ontruimen; TIJD mag weg
  onbemand C-CODE REDEN       onze C is onbemand, die C neemt waar
  neem C-CODE REDEN           wij nemen waar voor die C
  terug REDEN                 wij nemen weer zelf waar
  schrijf CODE REDEN          wij schrijven voor dat punt, in plaats van zijn eigen console
  geef CODE REDEN             de console van dat punt schrijft weer zelf
  intrekken CODE REDEN        de sleutel van die console is weg of gestolen
  sleutel WOORD               sleutel van deze console openen; het woord wordt nergens bewaard
  tijdvak CODE                volgende tijdvak openen met de code die is voorgelezen
  tijdvak CODE gestolen       hetzelfde na diefstal van een C: het oude telt meteen niet meer
  stand, stop                 bord tonen, stoppen

met --json hetzelfde als object, bijvoorbeeld {"opdracht": "klopt", "nummer": 12}
"""
