"""The sheet for the envelope: one A4 of HTML that needs nothing else, with QR codes and lines to type over."""

from dataclasses import dataclass
from html import escape

import segno

from nsp_console.keys import armor

QR_LETTERS_MAX = 4200  # what fits in the biggest code
QR_SMALL_LETTERS = 900  # up to here there is room for better error correction
MODULE_MM = 0.45  # printed size of one dot: laser printers and phone cameras manage 0.4

STYLE = """
@page { size: A4; margin: 12mm }
body { font: 10.5pt/1.35 sans-serif; margin: 0; color: #000; background: #fff }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 3mm 0 1mm }
p { margin: 0 0 1mm } .fact { display: inline-block; margin-right: 6mm } .mark { font: bold 12pt monospace }
.secret { border: 1.5pt solid #000; padding: 2mm; font-weight: bold; margin: 2mm 0 }
.block { display: flex; gap: 6mm; align-items: flex-start; break-inside: avoid }
ol { font: 9.5pt/1.3 monospace; margin: 0; padding-left: 9mm; white-space: nowrap; list-style-type: decimal }
svg { flex: none }
"""


@dataclass(frozen=True, slots=True)
class Block:
    """One part on the sheet. `typed`: also as lines; a public list is only scanned."""

    title: str
    note: str
    part: bytes
    typed: bool = True


def html(title: str, facts: tuple[tuple[str, str], ...], warning: str, blocks: tuple[Block, ...]) -> str:
    """The sheet as one page. `facts`: a word and what it is, in the order shown."""
    told = "".join(
        f'<p class="fact">{escape(word)}: <span class="mark">{escape(value)}</span></p>' for word, value in facts
    )
    body = "".join(_block(block) for block in blocks if block.part)
    return (
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>\n<h1>{escape(title)}</h1>\n{told}"
        f'<p class="secret">{escape(warning)}</p>\n{body}</body></html>\n'
    )


def _fact(word: str, value: str) -> str:
    return f'<p class="fact">{escape(word)}: <span class="mark">{escape(value)}</span></p>'


def _block(block: Block) -> str:
    rows = armor.lines(block.part)
    items = "".join(f"<li>{row}</li>\n" for row in rows) if block.typed else ""
    shown = f"<ol>\n{items}</ol>" if items else ""
    return (
        f"<h2>{escape(block.title)}</h2><p>{escape(block.note)}</p>\n"
        f'<div class="block">{_qr(armor.joined(rows))}{shown}</div>\n'
    )


def _qr(letters: str) -> str:
    """The code as SVG; empty when it does not fit (a very long list, that then comes on a stick)."""
    if len(letters) > QR_LETTERS_MAX:
        return ""
    level = "m" if len(letters) <= QR_SMALL_LETTERS else "l"
    code = segno.make_qr(letters, error=level, boost_error=False)
    return str(code.svg_inline(scale=MODULE_MM, unit="mm", border=3))
