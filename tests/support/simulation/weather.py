"""Chances: what goes wrong in this world, and how often."""

from random import Random

WEIGHTS = {
    "edit": 16.0,
    "push": 10,
    "write": 12,
    "receive": 20,
    "cut": 9,
    "land": 9,
    "read": 20,
    "connect": 9,
    "drop": 1.2,
    "client kill": 1.2,
    "leave": 0.5,
    "server kill": 0.6,
    "backup": 0.8,
    "device backup": 1.5,
    "beat": 1,
    "digest": 1,
    "wait": 2,
}
"""What may happen in a step, and its weight on an ordinary day."""


class Weather:
    """The one source of chance. Each seed has a weather of its own."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = Random(seed)
        self.boards = rng.choice((1, 1, 2))
        self.clients = rng.randrange(2, 7)
        self.tail = rng.choice((5, 20, 2_000))
        self.elements = rng.choice((8, 100_000, 100_000))
        self.fail = 0.02
        self.skip = rng.choice((0, 0, 0.02, 0.1))
        self.refuse = rng.choice((0, 0.05, 0.15))
        self.forge = rng.random() < 0.3
        self.backups = rng.random() < 0.5
        self.snapshot = rng.choice((3, 10, 300))
        self.epoch_s = rng.choice((0, 0, 600))
        self.recent = rng.choice((2, 10, 1_000))
        self.by_hand = rng.random() < 0.5
        self.device_backups = not self.backups and self.tail > 1_000 and rng.random() < 0.5
        self.verdicts_apart = rng.random() < 0.5
        self.prompt = rng.random() < 0.5
        self._weights = [w * rng.choice((0.4, 1, 1, 2.5)) for w in WEIGHTS.values()]
        self._kinds = list(WEIGHTS)

    def only_devices(self) -> None:
        """Devices are put back, the server is not, and a tail is always enough (`Device.back_up`)."""
        self.device_backups, self.backups, self.tail = True, False, 2_000

    def kind(self) -> str:
        """What happens next."""
        return self.rng.choices(self._kinds, self._weights)[0]

    def happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    def below(self, end: int) -> int:
        return self.rng.randrange(end)

    def copies(self) -> int:
        """How often a frame arrives: it may be skipped, or doubled."""
        chance = self.rng.random()
        if chance < self.skip:
            return 0
        return 2 if chance > 0.98 else 1

    def calm(self) -> None:
        """No new faults from now on."""
        self.fail = self.skip = self.refuse = 0
