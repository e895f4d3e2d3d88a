"""What tests of the core stand on."""

import pytest
from tests.support.rooms import Memory


@pytest.fixture
def memory() -> Memory:
    return Memory()
