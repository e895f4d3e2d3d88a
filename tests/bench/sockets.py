"""A WebSocket client that costs next to nothing, so that one core of it can load a whole server."""

import base64
import os
import socket

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A


class Closed(ConnectionError):
    """The server ended the connection; `code` is its WebSocket close code, or 0."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"closed with {code} {reason}".rstrip())
        self.code = code


class Socket:
    """One connection. Frames are looked at only as far as is needed to find the next one."""

    __slots__ = ("fd", "opened", "rest", "sock")

    def __init__(self, host: str, port: int, path: str) -> None:
        self.sock = socket.create_connection((host, port), timeout=30)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.fd = self.sock.fileno()
        self.rest = b""
        self.opened: list[bytes] = []
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.sock.recv(4096) or gone()
        head, self.rest = head.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(f"Expected 101, got {head[:200]!r}")

    def send(self, text: bytes) -> None:
        """Sends a text frame; raises BlockingIOError where the way is full, having sent nothing."""
        frame = framed(text)
        if self.sock.send(frame) != len(frame):
            raise ConnectionError("Expected to send a whole frame")

    def receive(self) -> bytes:
        """The payload of the next text or binary frame; blocks."""
        while not self.opened:
            found, _ = self.feed(self.sock.recv(2**18) or gone(), keep=True)
            self.opened += found
        return self.opened.pop(0)

    def feed(self, chunk: bytes, keep: bool = False) -> tuple[list[bytes], bytes]:
        """The payloads that `chunk` completes (where `keep`), and the whole frames as they came."""
        data = self.rest + chunk if self.rest else chunk
        at, size = 0, len(data)
        payloads = []
        while size - at >= 2:
            length, head = data[at + 1], 2
            if length == 126:
                length, head = int.from_bytes(data[at + 2 : at + 4], "big"), 4
            elif length == 127:
                length, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            end = at + head + length
            if end > size or size - at < head:
                break
            kind = data[at]
            if kind == PING:
                self.sock.send(framed(data[at + head : end], PONG))
            elif kind == CLOSE:
                body = data[at + head : end]
                raise Closed(int.from_bytes(body[:2], "big"), body[2:].decode(errors="replace"))
            elif keep:
                payloads.append(data[at + head : end])
            at = end
        self.rest = data[at:]
        return payloads, data[:at] if at < size else data

    def close(self) -> None:
        self.sock.close()


def framed(payload: bytes, kind: int = TEXT) -> bytes:
    """A client's frame, masked with zeros: the bytes stay as they are."""
    size = len(payload)
    if size < 126:
        return bytes((kind, 0x80 | size)) + b"\0\0\0\0" + payload
    if size < 65536:
        return bytes((kind, 0xFE)) + size.to_bytes(2, "big") + b"\0\0\0\0" + payload
    return bytes((kind, 0xFF)) + size.to_bytes(8, "big") + b"\0\0\0\0" + payload


def gone() -> bytes:
    """Instead of the bytes that did not come."""
    raise Closed(0, "without a close frame")
