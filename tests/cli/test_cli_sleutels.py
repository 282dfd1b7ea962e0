"""`nsp sleutels`: a region keeper, a C and an L, each a laptop of its own, driven as people drive them."""

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from nsp_console.keys import keyfile, parts
from nsp_console.keys.bundle import Bundle
from nsp_console.wire.sealing import KEEPER, Cover, Domain, sealed, tag_holds
from support.command_here import nsp_here
from support.command_line import Ran, nsp
from support.config_files import C_ROW, L_ROW, region_csv
from support.terminal import at_terminal

PHRASE = "vier gewone woorden samen"
C, L = "C-ZWO-01", "L-ZWO-09"
FAULT = 2


@dataclass(frozen=True)
class Laptops:
    """Three data folders and a USB stick."""

    keeper: Path
    c: Path
    l: Path  # noqa: E741 - as people write it
    stick: Path


WEAK = {"NSP_SLEUTELWOORD": PHRASE, "NSP_ALLEEN_VOOR_TESTS_SCRYPT_LOG2N": "2"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase from the environment, and hardly any work to guess it."""
    for name, value in WEAK.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A keeper who made the keys of IJsselland; a C and an L that were set up and hold nothing yet; a stick."""
    top = tmp_path_factory.mktemp("laptops")
    for name in ("beheer", "c", "l", "usb"):
        (top / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WEAK.items():
            patch.setenv(name, value)
        good(top / "beheer", "maak", "--regio", "ijsselland")
    for name, code in (("c", C), ("l", L)):
        setup = nsp_here(top / name, "instellen", "--station", code, "--regio", "ijsselland", "--radio", "geen")
        assert setup.code == 0, setup.err
    return top


@pytest.fixture
def laptops(set_up: Path, tmp_path: Path) -> Laptops:
    """Fresh copies of those laptops."""
    top = shutil.copytree(set_up, tmp_path / "laptops")
    return Laptops(top / "beheer", top / "c", top / "l", top / "usb")


def run(home: Path, *words: str, typed: str = "") -> Ran:
    """`nsp sleutels …` on the laptop at `home`, inside this process."""
    return nsp_here(home, "sleutels", *words, typed=typed)


def good(home: Path, *words: str, typed: str = "") -> str:
    """The same, and it must go well; what it said."""
    ran = run(home, *words, typed=typed)
    assert ran.code == 0, ran.err + ran.out
    return ran.out


def sheet_rows(page: Path) -> list[str]:
    """The lines to type from a printed sheet."""
    return re.findall(r"<li>([^<]*)</li>", page.read_text(encoding="utf-8"))


def word_after(word: str, text: str) -> str:
    """The first word after `word`."""
    found = re.search(rf"{word}\s+(\S+)", text)
    assert found, f"no {word} in {text}"
    return found.group(1)


def brought(laptops: Laptops) -> tuple[Bundle, Bundle]:
    """The C reads its stick; the L types its sheet and reads the list. What each then holds."""
    out = good(laptops.keeper, "bundel", C, "--uit", str(laptops.stick))
    good(laptops.c, "lees", str(laptops.stick / f"NSP-{C}.nspb"), "--code", word_after("code", out.splitlines()[-1]))
    page = laptops.stick / "vel.html"
    good(laptops.keeper, "vel", L, "--uit", str(page))
    good(laptops.l, "lees", typed="\n".join(sheet_rows(page)))
    good(laptops.keeper, "lijst", "--uit", str(laptops.stick))
    good(laptops.l, "lees", str(laptops.stick / "NSP-LIJST-1.txt"))
    return keyfile.open(laptops.c, PHRASE), keyfile.open(laptops.l, PHRASE)


def both_ways(c: Bundle, l: Bundle) -> bool:  # noqa: E741
    """Whether C and L believe each other, in both domains, and the L believes what the C signs."""
    for domain in Domain:
        up = Cover(domain, 4, l.present.epoch, l.number, counter=9)
        down = Cover(domain, 4, c.present.epoch, c.number, l.number, down=True)
        at_c, at_l = c.ring(domain), l.ring(domain)
        heard, told = sealed(at_l, up, b"toestand"), sealed(at_c, down, b"bericht")
        signature = at_c.sign(b"bulletin")
        if heard is None or told is None or signature is None:
            return False
        if not (tag_holds(at_c, up, heard) and tag_holds(at_l, down, told)):
            return False
        if not at_l.verify(c.number, b"bulletin", signature) or at_l.verify(KEEPER, b"bulletin", signature):
            return False
    return True


def test_from_keeper_to_consoles_that_believe_each_other(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys on a stick and on paper reach a C and an L; they seal for each other and read out equal fingerprints.

    Every command here is a process of its own.
    """
    monkeypatch.setitem(globals(), "nsp_here", nsp)
    c, l = brought(laptops)  # noqa: E741
    assert both_ways(c, l)
    assert [box.epoch for box in l.coming] == [2, 3, 4]
    mark = word_after("Kenmerk", good(laptops.l, "toon"))
    assert word_after(f"Kenmerk van {L}:", good(laptops.c, "toon", L)) == mark
    assert word_after(f"Kenmerk van {L}:", good(laptops.keeper, "toon", L)) == mark
    region = word_after("Kenmerk", good(laptops.keeper, "toon"))
    for home in (laptops.c, laptops.l):
        told = good(home, "toon")
        assert word_after("Kenmerk regio", told) == region
        assert "heel en werken" in good(home, "controle")
    assert "heel en werken" in good(laptops.keeper, "controle")


def test_a_new_epoch_opens_with_the_code_that_was_read_out(laptops: Laptops) -> None:
    """Each opens epoch 2 with its own code; the old one holds until it is closed; a code for others does nothing."""
    brought(laptops)
    codes = good(laptops.keeper, "codes", "--tijdvak", "2")
    for_l, for_c = word_after("alle L-NSP's", codes), word_after(C, codes)
    assert "Geheim" in codes
    ran = run(laptops.c, "tijdvak", for_l)
    assert (ran.code, "opent geen nieuw tijdvak" in ran.err) == (FAULT, True)
    assert keyfile.open(laptops.c, PHRASE).present.epoch == 1
    assert "Tijdvak 1 geldt nog" in good(laptops.c, "tijdvak", for_c)
    assert "gesloten" in good(laptops.l, "tijdvak", for_l, "--gestolen")
    c, l = keyfile.open(laptops.c, PHRASE), keyfile.open(laptops.l, PHRASE)  # noqa: E741
    assert both_ways(c, l)
    assert (c.ring(Domain.REAL).epochs, l.ring(Domain.REAL).epochs) == ((2, 1), (2,))
    good(laptops.c, "tijdvak", "--sluit")
    assert keyfile.open(laptops.c, PHRASE).ring(Domain.REAL).closed_epochs == (1,)
    good(laptops.keeper, "tijdvak", for_l)
    out = good(laptops.keeper, "bundel", L, "--uit", str(laptops.stick))
    good(laptops.l, "lees", str(laptops.stick / f"NSP-{L}.nspb"), "--code", word_after("code", out.splitlines()[-1]))
    assert [box.epoch for box in keyfile.open(laptops.l, PHRASE).coming] == [3, 4, 5]


def test_after_theft_of_an_l_a_new_envelope_and_list_bring_it_back(laptops: Laptops) -> None:
    """The stolen keys are worth nothing at a C with the new list; the renewed L is believed again."""
    c, stolen = brought(laptops)
    told = good(laptops.keeper, "vernieuw", L)
    assert "intrekken tot en met generatie 1" in told
    page = laptops.stick / "nieuw.html"
    good(laptops.keeper, "vel", L, "--uit", str(page))
    good(laptops.keeper, "lijst", "--uit", str(laptops.stick))
    good(laptops.c, "lees", str(laptops.stick / "NSP-LIJST-2.txt"))
    good(laptops.l, "lees", typed="\n".join(sheet_rows(page)))
    c, renewed = keyfile.open(laptops.c, PHRASE), keyfile.open(laptops.l, PHRASE)
    assert both_ways(c, renewed)
    assert not both_ways(c, stolen)
    ring = c.ring(Domain.REAL)
    ring.revoke(renewed.number, 1)
    assert not ring.is_revoked(renewed.number)
    assert f"{renewed.number} (generatie 2)" in good(laptops.c, "toon", "--alles")
    ran = run(laptops.c, "lees", str(laptops.stick / "NSP-LIJST-1.txt"))
    assert (ran.code, "ouder" in ran.err) == (FAULT, True)
    assert "Lees de code van C-ZWO-01 aan niemand voor" in good(laptops.keeper, "vernieuw", C)


def test_the_sheet_from_the_vault_makes_the_keeper_again(laptops: Laptops, tmp_path: Path) -> None:
    """A new laptop with only that sheet makes the same keys; a laptop that has a keeper keeps its own."""
    page, new = laptops.stick / "kluis.html", tmp_path / "nieuw"
    good(laptops.keeper, "vernieuw", L)
    good(laptops.keeper, "vel", "BEHEER", "--uit", str(page))
    rows = "\n".join(sheet_rows(page))
    good(new, "lees", typed=rows)
    assert keyfile.open_keeper(new, PHRASE) == keyfile.open_keeper(laptops.keeper, PHRASE)
    for words, typed in ((("lees",), rows), (("maak", "--regio", "ijsselland"), "")):
        ran = run(laptops.keeper, *words, typed=typed)
        assert (ran.code, "bestaat al" in ran.err) == (FAULT, True)


def test_nothing_that_is_shown_or_logged_holds_a_secret(laptops: Laptops) -> None:
    """No command but the sheets and codes themselves puts a byte of a key on the screen or in a log."""
    c, l = brought(laptops)  # noqa: E741
    master = keyfile.open_keeper(laptops.keeper, PHRASE).master
    said = ""
    for home in (laptops.c, laptops.l, laptops.keeper):
        for words in (("toon", "--alles"), ("toon", "--alles", "--json"), ("controle",)):
            ran = run(home, *words)
            said += ran.out + ran.err
        said += "".join(path.read_text() for path in home.rglob("*.log"))
    secrets = [master, c.present.real, c.present.exercise, c.seed, l.present.real, l.present.exercise]
    assert [secret for secret in secrets if secret.hex() in said.lower()] == []
    rows = sheet_rows(laptops.stick / "vel.html")
    assert [row for row in rows if row in said] == []
    assert PHRASE not in said
    told = json.loads(good(laptops.c, "toon", "--alles", "--json"))["sleutels"][0]
    assert (told["van"], told["komend"], told["coordinatoren"], told["ingetrokken"]) == (C, [2, 3, 4], 25, {})


def test_one_run_for_all_stations_makes_a_stick_file_for_each(laptops: Laptops) -> None:
    """`bundel ALLE` tells its progress and writes one file and one code per C and L of the region."""
    rows = good(laptops.keeper, "bundel", "ALLE", "--uit", str(laptops.stick)).splitlines()[1:]
    made = sorted(path.name for path in laptops.stick.glob("*.nspb"))
    assert len(made) == len(rows) == 125
    assert rows[-1].startswith("125 van 125")
    assert len({word_after("code", row) for row in rows}) == 125


MISTAKES = [
    (("lees", "nergens.nspb"), "Controleer de naam"),
    (("lees", "{usb}/kapot.nspb", "--code", "{code}"), "opnieuw van de USB-stick"),
    (("lees", "{usb}/groot.nspb"), "geen sleutelbestand"),
    (("lees", "{usb}/ander.nspb", "--code", "{code}"), "goede envelop"),
    (("lees", "{usb}/ander.nspb", "--code", "{code}X"), "10 letters en cijfers"),
    (("lees", "{usb}/ander.nspb"), "niemand achter het toetsenbord"),
    (("lees",), "Typ alle regels"),
    (("tijdvak", "AAAAA-AAAAA"), "nsp sleutels lees"),
    (("vel", L), "laptop van het regiobeheer"),
    (("codes",), "laptop van het regiobeheer"),
    (("maak", "--regio", "drenthe"), "ijsselland"),
]


def test_what_cannot_be_done_is_told_with_its_remedy(laptops: Laptops) -> None:
    """Each mistake on a station ends with code 2, one Dutch sentence with what to do, and no keys made."""
    out = good(laptops.keeper, "bundel", C, "--uit", str(laptops.stick))
    code = word_after("code", out.splitlines()[-1])
    whole = (laptops.stick / f"NSP-{C}.nspb").replace(laptops.stick / "ander.nspb").read_bytes()
    (laptops.stick / "kapot.nspb").write_bytes(b"X" + whole[1:])
    (laptops.stick / "groot.nspb").write_bytes(whole + bytes(100_000))
    for words, remedy in MISTAKES:
        ran = run(laptops.l, *(word.format(usb=laptops.stick, code=code) for word in words))
        assert ran.code == FAULT, ran.out
        assert remedy in ran.err, (words, ran.err)
        assert "Traceback" not in ran.err
        assert not keyfile.exists(laptops.l)


def test_a_region_file_without_a_number_gets_no_keys(tmp_path: Path) -> None:
    """The keeper is told which line to add, because that number goes into every key."""
    path = region_csv(tmp_path, C_ROW, L_ROW)
    ran = run(tmp_path / "beheer", "maak", "--regio", str(path))
    assert (ran.code, "# nummer: 4" in ran.err) == (FAULT, True)
    assert not keyfile.keeper_exists(tmp_path / "beheer")


def test_without_or_with_a_wrong_passphrase_nothing_opens(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wrong one, none at all, one that is too easy: each told apart; changing it makes the old one useless."""
    monkeypatch.setenv("NSP_SLEUTELWOORD", "heel andere woorden nu")
    ran = run(laptops.keeper, "controle")
    assert (ran.code, "klopt niet" in ran.err) == (FAULT, True)
    monkeypatch.delenv("NSP_SLEUTELWOORD")
    ran = run(laptops.keeper, "controle")
    assert (ran.code, "--sleutelwoord-bestand" in ran.err) == (FAULT, True)
    old, new = tmp_path / "oud.txt", tmp_path / "nieuw.txt"
    old.write_text(PHRASE + "\n", encoding="utf-8")
    new.write_text("makkelijk", encoding="utf-8")
    change = ("wachtwoord", "--sleutelwoord-bestand", str(old), "--nieuw-bestand", str(new))
    ran = run(laptops.keeper, *change)
    assert (ran.code, "te makkelijk" in ran.err) == (FAULT, True)
    new.write_text("nu veel beter gekozen", encoding="utf-8")
    good(laptops.keeper, *change)
    assert run(laptops.keeper, "controle", "--sleutelwoord-bestand", str(old)).code == FAULT
    good(laptops.keeper, "controle", "--sleutelwoord-bestand", str(new))


def test_a_neighbour_is_taken_in_only_with_the_fingerprint_heard(laptops: Laptops, tmp_path: Path) -> None:
    """The list of a bordering region adds its C's to ours after its fingerprint was compared, and not before."""
    rows = "# nummer: 5\n" + region_csv(tmp_path, C_ROW, L_ROW).read_text(encoding="utf-8")
    (tmp_path / "buur.csv").write_text(rows, encoding="utf-8")
    other = tmp_path / "buurbeheer"
    made = good(other, "maak", "--regio", str(tmp_path / "buur.csv"))
    good(other, "lijst", "--uit", str(tmp_path))
    theirs = str(tmp_path / "NSP-LIJST-1.txt")
    ran = run(laptops.keeper, "buur", theirs, "--kenmerk", "AAAA-AAAA", "--nummers", "1")
    assert (ran.code, "Bel de buurregio" in ran.err) == (FAULT, True)
    mark = word_after("Kenmerk van de regio:", made)
    assert "--nummers" in run(laptops.keeper, "buur", theirs, "--kenmerk", mark).err
    good(laptops.keeper, "buur", theirs, "--kenmerk", mark.lower(), "--nummers", "1")
    c, _ = brought_by_list_two(laptops)
    signature = neighbour_c(other).ring(Domain.REAL).sign(b"toestand")
    assert signature is not None
    assert c.ring(Domain.REAL).verify_guest(5, 1, b"toestand", signature)
    assert not c.ring(Domain.REAL).verify(1, b"toestand", signature)


def brought_by_list_two(laptops: Laptops) -> tuple[Bundle, bytes]:
    """The C after its stick was made with the newest list."""
    out = good(laptops.keeper, "bundel", C, "--uit", str(laptops.stick))
    good(laptops.c, "lees", str(laptops.stick / f"NSP-{C}.nspb"), "--code", word_after("code", out.splitlines()[-1]))
    bundle = keyfile.open(laptops.c, PHRASE)
    return bundle, parts.list_part(bundle)


def neighbour_c(home: Path) -> Bundle:
    """What C number 1 of the neighbour holds."""
    from nsp_console.domain.sites import SiteKind

    return keyfile.open_keeper(home, PHRASE).bundle(1, SiteKind.C, None, coming=0)


def test_weak_files_say_so_and_only_tests_make_them(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variable every write warns; without it the same command writes at full strength and is silent."""
    weak = run(laptops.keeper, "vernieuw", L)
    assert "alleen voor tests" in weak.err
    monkeypatch.delenv("NSP_ALLEEN_VOOR_TESTS_SCRYPT_LOG2N")
    strong = run(laptops.keeper, "vernieuw", L)
    assert (strong.code, strong.err) == (0, "")
    assert (laptops.keeper / keyfile.KEEPER_NAME).read_bytes()[4] == 17


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_somebody_types_the_sheet_with_a_mistake_and_only_repeats_that_line(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a terminal a wrong line is named and asked again; the passphrase is asked twice and never shown."""
    page = laptops.stick / "vel.html"
    good(laptops.keeper, "vel", L, "--uit", str(page))
    rows = sheet_rows(page)[:5]
    wrong = rows[2][:-1] + ("A" if rows[2][-1] != "A" else "B")
    monkeypatch.delenv("NSP_SLEUTELWOORD")
    typed = [("Regel 1:", rows[0]), ("Regel 2 van 5:", rows[1]), ("Regel 3 van 5:", wrong)]
    typed += [("Regel 3 van 5:", rows[2].lower()), ("Regel 4 van 5:", rows[3]), ("Regel 5 van 5:", rows[4])]
    typed += [("Regel 1:", ""), ("vier woorden of meer): ", PHRASE), ("Nog een keer: ", PHRASE)]
    ran = at_terminal(laptops.l, ("sleutels", "lees"), *typed)
    assert ran.code == 0, ran.out
    assert ran.out.count("Regel 3 klopt niet") == 1
    assert PHRASE not in ran.out
    assert keyfile.open(laptops.l, PHRASE).number == 34
    shown = at_terminal(laptops.l, ("sleutels", "controle"), ("Sleutelwoord: ", PHRASE))
    assert "Openbare lijst ontbreekt" in shown.out or "openbare lijst ontbreekt" in shown.out
