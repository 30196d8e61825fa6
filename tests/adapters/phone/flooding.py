"""Asks as fast as it can over many connections, until its input ends; says how often it has.

Run as ``python -m tests.adapters.phone.flooding PORT HOST ADDRESS…``: six connections of each.
"""

import selectors
import socket
import sys
import threading

_AT_ONCE = 16
_CONNECTIONS = 6


def run(port: int, host: str, addresses: list[str]) -> None:
    """Flood, and print the number of answers at the end."""
    request = f"GET /r HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() * _AT_ONCE
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    answers = 0
    with selectors.DefaultSelector() as waiting:
        for address in addresses:
            for _ in range(_CONNECTIONS):
                _begin(waiting, port, address, request)
        print("flooding", flush=True)
        while not stop.is_set():
            for key, _ in waiting.select(0.1):
                connection: socket.socket = key.fileobj  # type: ignore[assignment]
                try:
                    said = connection.recv(65536)
                    answers += said.count(b"HTTP/1.1 200 ")
                    key.data[0] += said.count(b"HTTP/1.1 ")
                    if key.data[0] >= _AT_ONCE:
                        key.data[0] -= _AT_ONCE
                        connection.sendall(request)
                except OSError:
                    said = b""
                if not said:
                    waiting.unregister(connection)
                    connection.close()
                    _begin(waiting, port, key.data[1], request)
    print(answers)


def _begin(waiting: selectors.DefaultSelector, port: int, address: str, request: bytes) -> None:
    made = socket.socket()
    made.bind((address, 0))
    made.connect(("127.0.0.1", port))
    made.sendall(request)
    waiting.register(made, selectors.EVENT_READ, [0, address])


if __name__ == "__main__":
    run(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
