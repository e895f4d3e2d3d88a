"""A promise that does not hold."""


class Broken(AssertionError):
    """An invariant is broken; the message says which, with the rule or the promise."""


def need(holds: object, what: str) -> None:
    """Raises Broken unless `holds`."""
    if not holds:
        raise Broken(what)
