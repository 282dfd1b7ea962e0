"""Bytes to and from a serial port or a TCP connection, in disposable threads.

Opening, reading, writing and closing may each hang on a bad cable, a driver or a name server. So every connection is a
*generation* with its own two daemon threads and nobody ever waits for them: the supervisor gives a generation up by
`abandon`, and the threads close what they hold whenever they come round.
"""

import contextlib
import logging
import queue
import socket
import threading
from collections.abc import Callable
from typing import Protocol

import serial

from nsp_console.radio.address import SerialAddress, TcpAddress
from nsp_console.radio.timings import Timings

LOG = logging.getLogger("nsp_console.radio")
READ_S = 0.2  # how long a read may wait; bounds how late a reader notices that it was abandoned
WRITE_S = 2.0  # how long a write may wait for the device
READ_BYTES = 4096
WRITES_MAX = 64  # chunks waiting for the device; beyond it the connection counts as stuck
BAUD = 115_200


class Refused(Exception):
    """The device cannot be opened; `code` says why in a word for the operator."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Transport(Protocol):
    """An open stream. `read` returns b"" when nothing came in time and raises OSError when the stream is over."""

    def read(self) -> bytes: ...
    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...


class TcpTransport:
    def __init__(self, address: TcpAddress, timings: Timings) -> None:
        try:
            self._socket = socket.create_connection((address.host, address.port), timeout=max(timings.open_s, 0.05))
        except socket.gaierror:
            raise Refused("naam_onbekend") from None
        except ConnectionRefusedError:
            raise Refused("geweigerd") from None
        except (OSError, UnicodeError):  # UnicodeError: a host name no resolver accepts
            raise Refused("onbereikbaar") from None
        if self._socket.getsockname() == self._socket.getpeername():  # on one machine TCP can connect to itself
            self._socket.close()
            raise Refused("geweigerd")
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        # One object for both threads: Python's time-out applies per call, and reading is the shorter wait.
        self._socket.settimeout(READ_S)

    def read(self) -> bytes:
        try:
            data = self._socket.recv(READ_BYTES)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionError("closed by the radio")
        return data

    def write(self, data: bytes) -> None:
        left, waited = memoryview(data), 0.0
        while left:
            try:
                left = left[self._socket.send(left) :]
            except TimeoutError:
                waited += READ_S
                if waited >= WRITE_S:
                    raise

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class SerialTransport:
    def __init__(self, path: str) -> None:
        try:
            self._port = serial.Serial(path, BAUD, exclusive=True, timeout=READ_S, write_timeout=WRITE_S)
        except serial.SerialException as error:
            raise Refused(_why(error)) from None
        except (OSError, ValueError):
            raise Refused("geen_apparaat") from None
        _keep_lines_on_close(self._port)

    def read(self) -> bytes:
        first: bytes = self._port.read(1)
        if not first:
            return b""
        return first + bytes(self._port.read(min(self._port.in_waiting, READ_BYTES)))

    def write(self, data: bytes) -> None:
        self._port.write(data)

    def close(self) -> None:
        try:
            self._port.reset_output_buffer()  # or closing waits for bytes a dead device never takes
        finally:
            self._port.close()


def _why(error: serial.SerialException) -> str:
    text = str(error).lower()
    if error.errno == 13 or "permission" in text or "access is denied" in text:
        # Windows says "access is denied" for a port that another program holds
        return "bezet" if "access is denied" in text else "geen_rechten"
    if error.errno in (11, 16) or "exclusively lock" in text or "busy" in text:
        return "bezet"
    return "geen_apparaat"


def _keep_lines_on_close(port: serial.Serial) -> None:
    """Clear HUPCL: dropping DTR when the port closes resets many ESP32 boards."""
    try:
        import termios  # not on Windows, where the driver does not do this
    except ImportError:
        return
    with contextlib.suppress(termios.error, OSError):
        attributes = termios.tcgetattr(port.fd)
        attributes[2] &= ~termios.HUPCL
        termios.tcsetattr(port.fd, termios.TCSANOW, attributes)


def open_transport(address: SerialAddress | TcpAddress, timings: Timings) -> Transport:
    """Open the stream; may take long. Raises Refused."""
    if isinstance(address, TcpAddress):
        return TcpTransport(address, timings)
    if address.path is None:
        raise Refused("geen_apparaat")
    return SerialTransport(address.path)


class Opened:
    """Generation: the stream is open."""


class Lost:
    """Generation: the stream is over, or could not be opened. `code` for the operator."""

    def __init__(self, code: str) -> None:
        self.code = code


Report = Opened | Lost | bytes
Opener = Callable[[], Transport]


class Generation:
    """One attempt at a connection and its life. `tell(generation, report)` is called from its threads."""

    def __init__(self, opener: Opener, tell: Callable[["Generation", Report], None]) -> None:
        self._opener = opener
        self._tell = tell
        self._gone = threading.Event()
        self._writes: queue.Queue[bytes] = queue.Queue(WRITES_MAX)
        self._written_out = threading.Event()
        self._transport: Transport | None = None
        self._code = "weg"
        self._reader = threading.Thread(target=self._live, name="nsp-radio-lezer", daemon=True)

    def start(self) -> None:
        self._reader.start()

    @property
    def ended(self) -> bool:
        """Nothing of this generation runs or hangs any more."""
        return not self._reader.is_alive()

    def write(self, data: bytes) -> bool:
        """Hand bytes to the writer; False when the device takes nothing any more."""
        try:
            self._writes.put_nowait(data)
        except queue.Full:
            return False
        return True

    def abandon(self, last_words: bytes = b"") -> None:
        """Let go. The threads write `last_words`, close the stream and end by themselves."""
        if last_words:
            self.write(last_words)
        self._gone.set()

    def _live(self) -> None:
        try:
            self._transport = self._opener()
            writer = threading.Thread(target=self._write_all, name="nsp-radio-schrijver", daemon=True)
            writer.start()
            self._tell(self, Opened())
            while not self._gone.is_set():
                data = self._transport.read()
                if data:
                    self._tell(self, data)
        except Refused as refusal:
            self._code = refusal.code
        except (OSError, serial.SerialException) as error:
            LOG.info("radio: verbinding voorbij: %s", error)
        # The door of the radio thread: whatever a driver throws, SystemExit included, ends this connection only.
        except (Exception, SystemExit):
            LOG.info("radio: onverwachte fout in de lezer", exc_info=True)
            self._code = "fout"
        finally:
            self._end()

    def _end(self) -> None:
        abandoned = self._gone.is_set()
        self._gone.set()
        self._tell(self, Lost(self._code))
        if self._transport is None:
            return
        if abandoned:
            self._written_out.wait(2 * READ_S)
        try:
            self._transport.close()
        except (Exception, SystemExit):  # a dying port throws termios.error, which is not an OSError
            LOG.info("radio: sluiten mislukt", exc_info=True)

    def _write_all(self) -> None:
        transport = self._transport
        assert transport is not None
        try:
            while not (self._gone.is_set() and self._writes.empty()):
                with contextlib.suppress(queue.Empty):
                    transport.write(self._writes.get(timeout=READ_S))
        except (TimeoutError, serial.SerialTimeoutException):
            self._code = "neemt_niets_aan"
            self._gone.set()
        except (OSError, serial.SerialException) as error:
            LOG.info("radio: schrijven mislukt: %s", error)
            self._gone.set()
        except (Exception, SystemExit):  # the same door, for the writing half
            LOG.info("radio: onverwachte fout in de schrijver", exc_info=True)
            self._gone.set()
        finally:
            self._written_out.set()
