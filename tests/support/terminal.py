"""Somebody at a real (pseudo-)terminal: waits for a question before typing the answer. POSIX only."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path

from support.command_line import SECONDS_MAX, Ran, environment


def at_terminal(home: Path, arguments: tuple[str, ...], *talk: tuple[str, str]) -> Ran:
    """Run `nsp` with a keyboard: `talk` is (question to wait for, answer to type), in order."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "nsp_console", *arguments]
    running = subprocess.Popen(
        command,
        env={**environment(home), "PYTHONUNBUFFERED": "1"},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # no controlling terminal: a passphrase is asked on stdin too
    )
    os.close(theirs)
    seen, at = "", 0
    try:
        for question, answer in talk:
            seen = _until(running, seen, at, question)
            at = seen.index(question, at) + len(question)
            os.write(ours, answer.encode() + b"\n")
        rest, _ = running.communicate(timeout=SECONDS_MAX)
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
        os.close(ours)
    return Ran(running.returncode, seen + rest.decode(), "")


def _until(running: "subprocess.Popen[bytes]", seen: str, at: int, question: str) -> str:
    """Read until `question` is on the screen after place `at`."""
    assert running.stdout is not None
    handle, deadline = running.stdout.fileno(), time.monotonic() + SECONDS_MAX
    while question not in seen[at:]:
        left = deadline - time.monotonic()
        ready = left > 0 and select.select([handle], [], [], left)[0]
        assert ready, f"no {question!r} after {seen[at:]!r}"
        more = os.read(handle, 4096)
        assert more, f"ended without {question!r}: {seen[at:]!r}"
        seen += more.decode(errors="replace")
    return seen
