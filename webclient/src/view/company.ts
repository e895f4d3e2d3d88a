/** The others on the board: their signs and their cursors, and what they are told of oneself besides the hand. */

import type { Event as SessionEvent } from "../core/events";
import type { Broadcast } from "./broadcast";
import type { Room } from "./contract";
import type { Picture } from "./picture";

export class Company {
  private readonly room: Room;
  private readonly picture: Picture;
  private readonly broadcast: Broadcast;

  constructor(room: Room, picture: Picture, broadcast: Broadcast) {
    this.room = room;
    this.picture = picture;
    this.broadcast = broadcast;
  }

  heard(event: SessionEvent): void {
    if (event.type === "PresenceChanged" || event.type === "PeersChanged") {
      this.picture.presenceChanged();
    } else if (event.type === "Reacted") {
      this.picture.react(event.reaction, this.room.peers.get(event.peer), event.peer);
    }
  }

  /** Tells the others that one writes in the chat, or no longer. */
  writes(on: boolean): void {
    this.broadcast.tool(on ? "chat" : null);
  }

  /** Makes a sign that everybody sees. */
  react(reaction: string): void {
    this.broadcast.tell({ reaction });
    this.picture.react(reaction, this.room.me ?? undefined, "");
  }

  /** Shows or hides the others' cursors. */
  showPointers(shown: boolean): void {
    this.picture.live.pointers = shown;
    this.picture.repaintLive();
  }
}
