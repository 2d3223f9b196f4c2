/** Who is told how a run ended; each address is a secret. */
export interface Outlets {
  /** Asked after a run that went well, or used its budget up. */
  heartbeat: string | undefined;
  /** Asked after a run that failed. */
  heartbeatFail: string | undefined;
  /** Gets one message per run that failed or needs a person. */
  notify: string | undefined;
}

/** A path as short as `/health` is no secret, and a word of many texts. */
const shortestSecret = 16;

/** What must never be shown of them: each whole, and what of it lets somebody speak there. */
export function outletSecrets({ heartbeat, heartbeatFail, notify }: Outlets): string[] {
  return [heartbeat, heartbeatFail, notify].flatMap((text) => {
    if (text === undefined || !URL.canParse(text)) return [];
    const { href, pathname, search } = new URL(text);
    return [text, href, ...[pathname, search].filter((part) => part.length >= shortestSecret)];
  });
}
