import type { FidelityRow } from './fidelity-row.ts';

/** What is known of WorkDrive listings and search, and what proves that it is so here. */
export const workdriveListingRows: readonly FidelityRow[] = [
  {
    area: 'WorkDrive listings and search',
    what: 'Without paging a listing is cut at 50 without a word',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'without paging the answer is cut at 50, without a word',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Offset pages hold at most 50',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders; jbaayen/zoho-workdrive-sync',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'offset pages hold at most 50 and meet without a gap',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Cursor pages begin with 0 and lead on by a full URL',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders; rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'cursor pages lead through the whole folder by full URLs',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'A cursor page holds up to 1000',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders',
    test: { file: 'workdrive/listing.test.ts', title: 'one cursor page holds up to 1000' },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'A cursor token belongs to its folder',
    confidence: 'inferred',
    source: 'opaque by documentation',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'a token of another folder, or of nobody, is refused',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Filters by type',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders',
    test: { file: 'workdrive/listing.test.ts', title: 'filters and sorting choose and order' },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Sorting by name and time, descending behind a minus',
    confidence: 'inferred',
    source: 'the fields are not listed',
    test: { file: 'workdrive/listing.test.ts', title: 'filters and sorting choose and order' },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Folders alone, My Folders and team folders have listings of their own',
    confidence: 'documented',
    source: 'Zoho doc: list-files-folders',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'folders alone, private spaces and team folders have lists of their own',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Trashed items are not listed, and two siblings may have one name',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: {
      file: 'workdrive/listing.test.ts',
      title: 'trashed items are left out, and names may come twice',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Listings may lag behind, info does not',
    confidence: 'inferred',
    source: 'Zoho doc: GET answers are cached',
    switch: 'staleListingMs',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'listings lag where the profile says so, info does not',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Search needs two scopes, of ZohoSearch and of the team',
    confidence: 'documented',
    source: 'Zoho doc: search-records',
    test: {
      file: 'workdrive/workdrive-service.test.ts',
      title: 'every endpoint asks for the scopes that Zoho documents',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Search needs a team and words',
    confidence: 'documented',
    source: 'Zoho doc: search-records',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'search needs words, a team, and parameters that it knows',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Search finds by name, in a folder, page by page',
    confidence: 'documented',
    source: 'Zoho doc: search-records',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'search finds names by their parts, in a folder or everywhere',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Search is an index that lags, and trashed items linger',
    confidence: 'inferred',
    source: 'no client relies on it',
    switch: 'workdriveSearchLagMs',
    test: {
      file: 'workdrive/lag.test.ts',
      title: 'search shows what was there a while ago: no new names, and trashed items linger',
    },
  },
  {
    area: 'WorkDrive listings and search',
    what: 'Search in contents and by OCR',
    confidence: 'documented',
    source: 'Zoho doc: search-records',
    absent: 'contents are bytes without meaning here; search[content] looks at names',
  },
];
