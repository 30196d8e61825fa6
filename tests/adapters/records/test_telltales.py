"""What looks like a picture or a vector, and what never may."""

import io
import json
import random
import secrets
import struct

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.adapters.records import telltales

NOISE = np.random.default_rng(1).integers(0, 256, (48, 48, 3), dtype=np.uint8)
FACE = np.random.default_rng(2).normal(0, 0.088, 128)

# As a browser, a phone or ffmpeg begins them; the codecs themselves are not here.
_REST = bytes(200)
FILES = {
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + _REST,
    "avif": b"\x00\x00\x00\x20ftypavif\x00\x00\x00\x00" + _REST,
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + _REST,
    "gif": b"GIF89a" + _REST,
    "jxl": b"\xff\x0a" + secrets.token_bytes(200),
    "jxl in a box": b"\x00\x00\x00\x0cJXL \r\n\x87\n" + _REST,
    "webm": b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
    + _REST,
    "avi": b"RIFF\x10\x00\x00\x00AVI LIST" + _REST,
    "jpeg of a camera": b"\xff\xd8\xff\xe1\x01\x00Exif\x00\x00II*\x00" + _REST,
    "ppm with a comment": b"P6\n# made by hand\n48 48\n255\n" + _REST,
}


@pytest.mark.parametrize("ending", ["jpg", "png", "bmp", "tiff", "webp", "ppm", "pgm"])
def test_a_written_picture_is_seen(ending: str) -> None:
    picture = NOISE[:, :, 0] if ending == "pgm" else NOISE
    written, content = cv2.imencode(f".{ending}", picture)
    assert written
    assert telltales.is_picture(content.tobytes())


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_seen(name: str) -> None:
    assert telltales.is_picture(FILES[name])


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_with_something_before_it_is_seen(ending: str) -> None:
    _, content = cv2.imencode(f".{ending}", NOISE)
    assert telltales.is_picture(secrets.token_bytes(1000) + content.tobytes())


def test_a_picture_written_as_text_is_seen() -> None:
    import base64

    _, content = cv2.imencode(".png", NOISE)
    text = base64.b64encode(content.tobytes())
    assert telltales.is_picture(text)
    assert telltales.is_picture(b'{"photo": "data:image/jpeg;base64,' + text)


@pytest.mark.parametrize("layout", ["<f4", ">f4", "<f8", ">f8"])
@pytest.mark.parametrize("before", [0, 1, 7, 40])
def test_a_vector_is_seen_in_any_layout(layout: str, before: int) -> None:
    assert telltales.is_vector(secrets.token_bytes(before) + FACE.astype(layout).tobytes())


def test_a_vector_with_many_zeros_is_seen() -> None:
    assert telltales.is_vector(np.maximum(FACE, 0).astype("<f4").tobytes())


def test_a_vector_in_a_file_of_numpy_is_seen() -> None:
    file = io.BytesIO()
    np.save(file, (FACE * 40).astype(np.int8))
    assert telltales.is_vector(file.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FACE[:16].tolist()),
        json.dumps({"face": FACE.round(4).tolist()}, indent=2),
        " ".join(f"{number:.3e}" for number in FACE),
        ",".join(str(number) for number in range(16)),
    ],
)
def test_a_written_vector_is_seen(text: str) -> None:
    assert telltales.is_vector(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(FACE[:15].tolist()),
        "2026-11-24T14:00:00+08:00, 2026-11-25",
        "86 10 1234 5678, 400 820 8820",
        # Every fourth byte of these is one that a number of moderate size could end with.
        "七1七2七3七4七5七6七7七8七9七0七A七B七C七D七E七F七G七H",
        "abc8def9ghi:jkl;mno<pqr=stu>vwx?yzA@012A345B678812345678abcdefg8hijk9lmn",
        "七",
        "",
    ],
)
def test_words_are_no_vector_and_no_picture(text: str) -> None:
    assert not telltales.is_vector(text.encode())
    assert not telltales.is_picture(text.encode())


def test_a_long_text_cut_within_a_letter_is_still_a_text() -> None:
    assert not telltales.is_vector(("七1七2七3" * 400).encode()[:-2])


def test_padding_is_no_vector() -> None:
    assert not telltales.is_vector(bytes(4096))
    assert not telltales.is_vector(struct.pack("<f", 0.5) * 64)


@pytest.mark.parametrize("seed", range(4))
def test_a_million_random_bytes_are_neither(seed: int) -> None:
    content = random.Random(seed).randbytes(1 << 20)
    assert not telltales.has_picture_mark(content)
    assert not telltales.is_vector(content)


@given(st.binary(max_size=64))
def test_what_is_as_short_as_a_signature_is_no_picture(value: bytes) -> None:
    assert not telltales.is_picture(value)


# Keys, hashes, signatures ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [32, 64])
@pytest.mark.parametrize("count", [1, 2, 5, 50, 500])
def test_keys_and_tags_never_raise_an_alarm(size: int, count: int) -> None:
    chance = random.Random(size * 1000 + count)
    for _ in range(20_000 // count):
        assert not telltales.are_not_random(chance.randbytes(size) for _ in range(count))


def test_ten_thousand_keys_raise_no_alarm() -> None:
    chance = random.Random(3)
    for _ in range(5):
        assert not telltales.are_not_random(chance.randbytes(32) for _ in range(10_000))


def test_one_key_again_and_again_is_one_key() -> None:
    assert not telltales.are_not_random([bytes(range(32))] * 5000)


@pytest.mark.parametrize("layout", ["<f4", ">f4", "<f8", ">f8"])
def test_a_vector_cut_into_keys_is_seen(layout: str) -> None:
    whole = FACE.astype(layout).tobytes()
    assert telltales.are_not_random(whole[at : at + 32] for at in range(0, len(whole), 32))


def test_a_vector_cut_into_keys_is_seen_among_keys() -> None:
    whole = FACE.astype("<f4").tobytes()
    pieces = [whole[at : at + 32] for at in range(0, len(whole), 32)]
    assert telltales.are_not_random([*pieces, *(secrets.token_bytes(32) for _ in range(9000))])


def test_small_whole_numbers_in_place_of_keys_are_seen() -> None:
    rounded = np.random.default_rng(5).normal(0, 12, 512).astype(np.int8).tobytes()
    assert telltales.are_not_random(rounded[at : at + 32] for at in range(0, 512, 32))
