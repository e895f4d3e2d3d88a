/**
 * Everything that can go wrong, as one tree.
 *
 *     InkroomError
 *     ├── BadMessage        a frame or an op that cannot be read        wire code `bad_message`
 *     ├── BadOp             an op that is refused; `code` says why      `invalid_op`, `bad_restore`, …
 *     ├── Closed            the connection must end; `close` is the WebSocket code
 *     ├── BadLog            a log whose numbers or chain do not hold; `seq` says where
 *     ├── BadFile           an import that cannot be read; nothing was changed
 *     └── Unavailable       the server, the disk or a board is not there now
 *
 * A message says what was expected and what came. Codes are stable: programs may compare them.
 */

/** Root of the tree. `code` is the stable name that goes over the wire. */
export class InkroomError extends Error {
  readonly code: string;

  constructor(message: string, code = "error") {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A frame that is not a message of the protocol (MSG-3). */
export class BadMessage extends InkroomError {
  constructor(message: string, code = "bad_message") {
    super(message, code);
  }
}

/** An op that is refused (ROOM-3); it still takes its number. */
export class BadOp extends InkroomError {
  constructor(message: string, code = "invalid_op") {
    super(message, code);
  }
}

/** The connection must end with the WebSocket close code `close` (LIM-6). */
export class Closed extends InkroomError {
  readonly close: number;

  constructor(close: number, message: string, code = "closed") {
    super(message, code);
    this.close = close;
  }
}

/** A log that is not whole: `seq` is the first entry at which it breaks (LOG-9). */
export class BadLog extends InkroomError {
  readonly seq: number;

  constructor(seq: number, message: string) {
    super(message, "bad_log");
    this.seq = seq;
  }
}

/** A file that cannot be imported; nothing was changed. */
export class BadFile extends InkroomError {
  constructor(message: string, code = "bad_file") {
    super(message, code);
  }
}

/** The server, the disk or the board is not there now; trying again may help. */
export class Unavailable extends InkroomError {
  constructor(message: string, code = "unavailable") {
    super(message, code);
  }
}
