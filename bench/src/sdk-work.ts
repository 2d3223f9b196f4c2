/** What an SDK is asked to do over IPC, by one program of each side. Only types: a program is copied. */
export interface SdkOrder {
  work: 'list' | 'search' | 'update' | 'download' | 'upload';
  /** Of what is updated: the leads, 100 a call, and the company that each gets. */
  ids: string[];
  company: string;
  /** Of what is downloaded. */
  files: { id: string; md5: string }[];
  /** Of what is uploaded: how many files of so many bytes, and where. */
  uploads: { count: number; bytes: number; store: string };
}

/** What it answers. */
export interface SdkDone {
  /** Records, or files. */
  count: number;
  /** Of ids and names as they came, or of the MD5s of files; of updates, of the ids that succeeded. */
  sha256: string;
  seconds: number;
  cpuSeconds: number;
  peakMiB: number;
}

/** Where a program works. */
export interface SdkPlace {
  origin: string;
  org: {
    dataCenter: string;
    clientId: string;
    clientSecret: string;
    refreshToken: string;
    authorization: string;
  };
  /** Its own. */
  directory: string;
}
