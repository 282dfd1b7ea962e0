"""docs/frames.md and the code tell the same."""

import re

from nsp_console.wire.frames import layouts, limits
from nsp_console.wire.frames.bits import width_of
from nsp_console.wire.frames.scales import SCALES
from support.frame_papers import BLOCK, DOCUMENT, blocks, filled
from support.tree import ROOT, text_of


def test_the_tables_are_those_of_the_code() -> None:
    """Every made part of the document is what the code makes now; `frame_papers.py` writes them anew."""
    document = text_of(DOCUMENT)
    assert filled(document) == document


def test_every_table_is_in_the_document() -> None:
    """No layout, scale or list of codes is left out of the document."""
    assert {match[2] for match in BLOCK.finditer(text_of(DOCUMENT))} == set(blocks())


def test_the_words_around_the_tables_hold() -> None:
    """Numbers in the running text are those of the code."""
    document = " ".join(text_of(DOCUMENT).split())
    assert f"at most {limits.PAYLOAD_BYTES_MAX} bytes" in document
    assert f"{layouts.STATE_BITS} bits" in document
    assert f"{width_of(layouts.HEAD)} bits" in document
    for scale in SCALES.values():
        assert f"`{scale.key}`" in document


def test_the_files_it_names_exist() -> None:
    """Every path in the document is a file of the repository."""
    named = re.findall(r"`((?:src|tests|config|docs)/[\w./-]+)`", text_of(DOCUMENT))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
