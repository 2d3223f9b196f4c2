import type { Duplex } from 'node:stream';

/** Tells of requests that come over sockets when they were sent at the earliest. */
export interface SendingTimes {
  /** A connection was accepted. */
  accepted(socket: Duplex): void;
  /**
   * A request was read from it: the moment, by `performance.now()`, before which its client cannot
   * have sent it. What was sent during a turn of the event loop is read in the next one, so that
   * anything read now is no older than the turn before. A connection's first request may have waited
   * for the connection, and is as old as that.
   */
  read(socket: Duplex): number;
  /** Bytes have left, to which a client may react. */
  readonly wrote: () => void;
}

export function createSendingTimes(): SendingTimes {
  const firstOf = new WeakMap<Duplex, number>();
  let turn = Number.NEGATIVE_INFINITY;
  let turnBefore = Number.NEGATIVE_INFINITY;
  let turnsToNote = 0;
  let turns = 0;
  /** Connections that were accepted turn by turn: all of them may have waited since the first. */
  let queue = { earliest: turnBefore, lastTurn: Number.NEGATIVE_INFINITY };

  const noteTurn = (): void => {
    turnBefore = turn;
    turn = performance.now();
    turns += 1;
    turnsToNote -= 1;
    if (turnsToNote > 0) setImmediate(noteTurn);
  };
  /** This turn and the next: in that one a client of the same process reads what was written. */
  const note = (): void => {
    if (turnsToNote === 0) setImmediate(noteTurn);
    turnsToNote = 2;
  };
  return {
    accepted(socket) {
      // libuv accepts one connection in a turn (since 1.45), however many wait.
      const waited = turns - queue.lastTurn <= 1;
      queue = { earliest: waited ? queue.earliest : turnBefore, lastTurn: turns };
      firstOf.set(socket, queue.earliest);
      note();
    },
    read(socket) {
      const earliest = firstOf.get(socket) ?? turnBefore;
      firstOf.delete(socket);
      note();
      return earliest;
    },
    wrote: note,
  };
}
