"""Texts as nobody should send them: control characters, markup, formulas, right-to-left, emoji, very long."""

import random

SEEDS = (
    "[red]rood[/red]",
    "[/]",
    "[@click=app.quit]klik[/]",
    "[link=file:///etc/passwd]x[/link]",
    "\x1b[31mrood\x1b[0m",
    "\x1b]0;titel\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    '=HYPERLINK("http://x")',
    "@SUM(1+1)",
    "+31-6",
    "\u202egnp.exe",
    "שלום עולם",
    "مرحبا بالعالم",
    "👩‍👩‍👧‍👦 🆘 🇳🇱",
    "a" + "\u0301" * 60,
    "\u200b\u200c\u200d\ufeff",
    "\x00\x01\x02\x7f",
    "\r\nregel twee\ttab",
    "漢字カタカナ한국어",
    "𝕳𝖚𝖑𝖕 ﷽",
    "{0.__class__}",
    "%s%n%d",
    "'; DROP TABLE journaal; --",
    "<script>alert(1)</script>",
    "\ud83d",
    "\ue000\uf8ff",
    "water 420 " * 1000,
    "",
    "   ",
    "$(reboot) `id`",
    "\\[bold]\\n",
)


def hostile_texts(count: int = 200, seed: int = 7) -> list[str]:
    """`count` texts: every seed once, then mixtures of them and random code points."""
    dice = random.Random(seed)
    texts = list(SEEDS)
    while len(texts) < count:
        parts = [dice.choice(SEEDS)[:80] for _ in range(dice.randint(1, 3))]
        parts += ["".join(chr(dice.randrange(0x11000)) for _ in range(dice.randint(0, 12)))]
        dice.shuffle(parts)
        texts.append("".join(parts))
    return texts[:count]
