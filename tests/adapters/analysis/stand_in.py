"""A child gone bad, for the watch to deal with: ``stand_in.py HOW BORN analysis-child ORDERS``."""

import json
import os
import signal
import sys
from pathlib import Path

MISBEHAVIOUR = (
    "falls silent",
    "talks nonsense",
    "says too much",
    "counts backwards",
    "floods",
    "opens twice",
    "names another's fault",
    "estimates a fairy",
    "closes its pipe",
    "exits",
    "crashes",
    "makes a forbidden call",
)
"""What it can do once it looks."""


def say(**message: object) -> None:
    body = json.dumps(message).encode("utf-8")
    os.write(1, len(body).to_bytes(4, "big") + body)


def ready() -> None:
    say(say="ready", confined=True)


def wait_for_look() -> None:
    os.read(0, 4096)
    say(say="opened")


def misbehave(how: str) -> None:
    """Do one thing that no child should do; some do it before they are told to look."""
    match how:
        case "dies at once":
            sys.exit(3)
        case "is not confined":
            say(say="ready", confined=False)
        case "opens before it is told":
            ready()
            say(say="opened")
        case "leaves another behind":
            if os.fork() == 0:
                os.close(1)
                signal.pause()
            ready()
            wait_for_look()
            say(say="failed", fault="camera lost")
        case "says it is open":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
            ready()
            signal.sigwait([signal.SIGUSR1])
            say(say="opened")
        case "is ready twice":
            ready()
            ready()
        case "hoards":
            os.write(1, b"\0\0\x0f\xff" + b" " * 4000)
        case "refuses":
            say(say="unready", refusal="bad model", detail="age-v1.onnx: altered")
        case _:
            ready()
            wait_for_look()
            misbehave_while_looking(how)
    signal.pause()


def misbehave_while_looking(how: str) -> None:
    match how:
        case "falls silent":
            say(say="frame", number=1, hint="good")
        case "talks nonsense":
            os.write(1, b"\0\0\0\x05hello")
        case "says too much":
            os.write(1, (4097).to_bytes(4, "big") + b"x" * 4097)
        case "counts backwards":
            say(say="frame", number=2, hint=None)
            say(say="frame", number=1, hint=None)
        case "floods":
            for number in range(100_000):
                say(say="frame", number=number, hint=None)
        case "opens twice":
            say(say="opened")
        case "names another's fault":
            say(say="failed", fault="child ended")
        case "estimates a fairy":
            say(say="estimated", age=300, low=1, high=2, p_woman=0.5, frames=9)
        case "closes its pipe":
            os.close(1)
        case "exits":
            sys.exit(0)
        case "crashes":
            os.abort()
        case "makes a forbidden call":
            os.kill(os.getpid(), signal.SIGSYS)
        case "looks for ever":
            number = 0
            while True:
                number += 1
                say(say="frame", number=number, hint="good")
                signal.sigtimedwait([], 0.03)
        case _:
            raise SystemExit(f"unknown: {how}")


if __name__ == "__main__":
    if sys.argv[2] != "-":
        with Path(sys.argv[2]).open("a", encoding="ascii") as born:
            born.write("x")
    misbehave(sys.argv[1])
