"""One served page for a whole file of tests: each test takes a token, or an address, of its own."""

from collections.abc import Iterator

import pytest

from tests.adapters.phone.serving import Shop, open_shop


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with open_shop() as made:
        yield made
