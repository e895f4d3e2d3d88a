/** The glass that the stage looks through: the room as it is, or its past, in which nobody can do anything. */

import type { Board } from "../core/board";
import type { Parts } from "../core/gesture";
import type { Peer, Presence } from "../core/wire";
import type { Room } from "./contract";

/** A moment that is over, with who was drawing just then. */
export interface Moment {
  readonly board: Board;
  readonly peers: ReadonlyMap<string, Peer>;
  readonly presence: ReadonlyMap<string, Presence>;
}

export class Glass implements Room {
  moment: Moment | null = null;
  private readonly room: Room;

  constructor(room: Room) {
    this.room = room;
  }

  get board(): Board {
    return this.moment?.board ?? this.room.board;
  }

  get role(): string {
    return this.moment ? "viewer" : this.room.role;
  }

  get phase(): Room["phase"] {
    return this.room.phase;
  }

  get me(): Room["me"] {
    return this.room.me;
  }

  get peers(): ReadonlyMap<string, Peer> {
    return this.moment?.peers ?? this.room.peers;
  }

  get presence(): ReadonlyMap<string, Presence> {
    return this.moment?.presence ?? this.room.presence;
  }

  get canUndo(): boolean {
    return !this.moment && this.room.canUndo;
  }

  get canRedo(): boolean {
    return !this.moment && this.room.canRedo;
  }

  submit(parts: Parts): number[] {
    return this.moment ? [] : this.room.submit(parts);
  }

  undo(): boolean {
    return !this.moment && this.room.undo();
  }

  redo(): boolean {
    return !this.moment && this.room.redo();
  }

  live(change: Presence): void {
    if (!this.moment) this.room.live(change);
  }
}
