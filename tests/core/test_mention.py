"""Who is meant by `@Name` in a line of chat."""

import pytest

from inkroom.messages import Person
from inkroom.room import mentioned

PEOPLE = [
    Person("u1", "Ann", "plum"),
    Person("u2", "Ann Lee", "pine"),
    Person("u3", "Müller", "ochre"),
    Person("u4", "User", "plum"),
    Person("u5", "User", "pine"),
]


@pytest.mark.parametrize(
    ("line", "users"),
    [
        ("Hi", []),
        ("Ann, look", []),
        ("@Ann look", ["u1"]),
        ("look, @ann!", ["u1"]),
        ("@Ann Lee look", ["u2"]),
        ("@ann lee and @Ann", ["u2", "u1"]),
        ("@Ann @Ann @Ann", ["u1"]),
        ("@Anna", []),
        ("mail ann@example.org", []),
        ("(@MÜLLER)", ["u3"]),
        ("@User", ["u4", "u5"]),
        ("@", []),
        ("@@Ann", ["u1"]),
    ],
)
def test_a_name_after_an_at_sign_is_meant(line: str, users: list[str]) -> None:
    """[MSG-10] The longest name that stands there, in any case; everybody of that name."""
    assert mentioned(line, PEOPLE) == users
