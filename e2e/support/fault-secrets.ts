/** What a case is run with that nobody else may see. */
export interface FaultSecrets {
  clientSecret: string;
  refreshToken: string;
  /** The access token that is minted the n-th time. */
  accessToken: (nth: number) => string;
  /** An authorisation code. */
  code: string;
  /** What ends a walk's query: a cursor, a page token. */
  query: string;
  /** What a file holds. */
  content: string;
  /** The id of an upload and the name of its file, which leave as headers. */
  header: string;
}

export const plainSecrets: FaultSecrets = {
  clientSecret: 'a-secret-of-the-client',
  refreshToken: 'a-token-for-refreshing',
  accessToken: (nth) => `an-access-token-${nth}`,
  code: 'a-code-of-the-console',
  query: 'a-cursor',
  content: 'the bytes of a file',
  header: 'an-upload-1',
};
