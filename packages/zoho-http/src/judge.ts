import type { Classifier, Facts } from './classifier.ts';
import { errorOf } from './error-of.ts';
import { maybeCommitted } from './maybe-committed.ts';
import type { PreparedRequest } from './prepare-request.ts';
import type { ZohoError } from './zoho-error.ts';

export interface JudgeOptions {
  classify: Classifier;
  prepared: Pick<PreparedRequest, 'repeatable' | 'expectsBody'>;
}

/** What a finished attempt of one request amounts to. */
export interface Judge {
  /** `undefined` for a success. */
  readonly judge: (facts: Facts) => ZohoError | undefined;
  /** An answer of a shape that no row knows. */
  readonly unexpected: (facts: Facts, message: string) => ZohoError;
  /** What an empty success amounts to; `undefined` where nothing is an answer. */
  readonly missing: (facts: Facts) => ZohoError | undefined;
}

/** Of a request that must not be sent twice, an error that leaves a doubt says so. */
export function createJudge({ classify, prepared }: JudgeOptions): Judge {
  const settle = (error: ZohoError, facts: Facts): ZohoError =>
    prepared.repeatable ? error : maybeCommitted(error, facts);
  return {
    judge(facts) {
      const error = classify(facts);
      return error === undefined ? undefined : settle(error, facts);
    },
    unexpected: (facts, message) => settle(unknownShape(facts, message), facts),
    missing: (facts) =>
      prepared.expectsBody && facts.status !== 204 && facts.status !== 304
        ? settle(emptyAnswer(facts), facts)
        : undefined,
  };
}

// --- internal ---

function unknownShape(facts: Facts, message: string): ZohoError {
  return errorOf({ ...facts, rule: 'unknown-shape' }, message, {
    kind: 'unexpected-response',
    hint: 'A proxy or a portal on the way may have answered; if not, report it',
  });
}

/** Zoho says "no rows" with 204 (Zoho doc: get-records); an empty 200 lost its body on the way. */
function emptyAnswer(facts: Facts): ZohoError {
  return errorOf({ ...facts, rule: 'empty-answer' }, 'Zoho answered a success without its body', {
    kind: 'unexpected-response',
    retry: { kind: 'backoff' },
    hint: 'Try again; if it stays, look whether a proxy on the way cuts answers',
  });
}
