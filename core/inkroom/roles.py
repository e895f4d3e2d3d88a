"""Who may do what, as the log has it: grants, and the hush in which only owners draw (MEET-7, MEET-8)."""

from msgspec import UNSET

from inkroom.messages import Entry, Op, Role


class Roles:
    """Folds grants and hushes in order. `hushed`: only owners draw, and who was granted something since."""

    def __init__(self) -> None:
        self.given: dict[str, Role] = {}
        self.hushed = False
        self._since: set[str] = set()

    def add(self, op: Op | Entry) -> bool:
        """The next op; True where it says something about roles."""
        if op.grant is not UNSET:
            self.given[op.grant.user] = op.grant.role
            self._since.add(op.grant.user)
        elif op.hush is not UNSET:
            self.hushed = op.hush
            self._since.clear()
        else:
            return False
        return True

    def of(self, user: str, own: Role) -> Role:
        """What a user may do, whose token or board gives them the role `own`. An owner's is never lowered."""
        if own == "owner":
            return own
        role = self.given.get(user, own)
        if role == "editor" and self.hushed and user not in self._since:
            return "commenter"
        return role
