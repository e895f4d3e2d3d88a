"""The one key table of both clients holds together."""

from inkroom import face


def test_the_help_sheet_shows_keys_that_work_and_names_that_exist() -> None:
    table, words = face.keys(), face.strings()
    for group in table["help"]:
        assert group["group"] in words
        for row in group["rows"]:
            assert row["label"] in words
            works = [
                key for e in table["keys"] if e["command"] in row["commands"] for key in e["keys"]
            ]
            assert set(row["show"]) <= set(works), row["label"]


def test_no_key_has_two_commands_in_one_place() -> None:
    taken: dict[tuple[str, str], str] = {}
    for entry in face.keys()["keys"]:
        assert entry["where"] in ("board", "any", "pen", "selection", "hold", "past")
        for key in entry["keys"] + entry["codes"]:
            for where in {entry["where"], "board" if entry["where"] == "any" else entry["where"]}:
                named = taken.setdefault((where, key), entry["command"])
                assert named == entry["command"], f"{key} is {named} and {entry['command']}"
