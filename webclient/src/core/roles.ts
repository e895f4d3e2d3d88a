/** Who may do what, as the log has it: grants, and the hush in which only owners draw (MEET-7, MEET-8). */

import type { Op, Peer } from "./messages";

export type Role = NonNullable<Peer["role"]>;

/** Folds grants and hushes in order. `hushed`: only owners draw, and who was granted something since. */
export class Roles {
  readonly given = new Map<string, Role>();
  hushed = false;
  private readonly since = new Set<string>();

  /** The next op; true where it says something about roles. */
  add({ grant, hush }: Pick<Op, "grant" | "hush">): boolean {
    if (grant !== undefined) {
      this.given.set(grant.user, grant.role);
      this.since.add(grant.user);
    } else if (hush !== undefined) {
      this.hushed = hush;
      this.since.clear();
    } else return false;
    return true;
  }

  /** What a user may do, whose token or board gives them the role `own`. An owner's is never lowered. */
  of(user: string, own: Role): Role {
    if (own === "owner") return own;
    const role = this.given.get(user) ?? own;
    if (role === "editor" && this.hushed && !this.since.has(user)) return "commenter";
    return role;
  }
}
