"""A rate with a burst (LIM-2)."""


class Bucket:
    """Holds `burst` at most and fills by `rate` a second; times in s of one clock."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate, self._burst = rate, burst
        self._level, self._at = burst, now

    def take(self, amount: float, now: float) -> float:
        """Takes the amount, if need be on credit; the seconds until the debt is paid, 0 where there is none."""
        self._level = min(self._burst, self._level + (now - self._at) * self._rate) - amount
        self._at = now
        return max(0.0, -self._level / self._rate)

    def full(self, now: float) -> bool:
        """True where at least half of the burst is there."""
        return self._level + (now - self._at) * self._rate >= self._burst / 2
