import * as v from 'valibot';
import { isTimeZone } from './crm/crm-time.ts';
import { Field, View } from './crm/metadata/field-seed.ts';
import { CrmOrgEntries } from './crm/metadata/org-seed.ts';
import { FaultSchema } from './fault-schema.ts';
import { dataCenters } from './hosts.ts';
import { ProfileChoiceSchema } from './profiles.ts';
import { checkSeed } from './seed-references.ts';

/** A moment, as ISO 8601. */
const Moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'is not a date and time in ISO 8601'),
);
const Text = v.pipe(v.string(), v.nonEmpty('is empty'));
const WholeNumber = v.pipe(
  v.number(),
  v.safeInteger('is not a whole number'),
  v.minValue(0, 'is negative'),
);

/** What every node of a drive may say. */
const NodeEntries = {
  /** By which the seed, and then a test, refers to it. */
  key: v.optional(Text),
  name: Text,
  modified: v.optional(Moment),
  trashed: v.optional(v.boolean()),
};

const FileEntries = {
  ...NodeEntries,
  /** What listings and info claim instead of the true size, in bytes. */
  listedSize: v.optional(WholeNumber),
  createdBy: v.optional(v.literal('someone-else')),
  /** A download answers 451. */
  blocked: v.optional(v.literal(true)),
  /** Checked out by somebody else: a new version answers 423. */
  locked: v.optional(v.literal(true)),
};

const GeneratedFile = v.strictObject({
  ...FileEntries,
  /** In bytes; the content is generated. */
  size: WholeNumber,
  /** Files of one size and one content seed have the same bytes. */
  contentSeed: v.optional(WholeNumber),
});

const TextFile = v.strictObject({ ...FileEntries, text: v.string() });

const NativeDocument = v.strictObject({
  ...NodeEntries,
  native: v.picklist(['writer', 'sheet', 'show']),
});

/** A file of a given size, whose bytes are made up. */
export type GeneratedFileSeed = v.InferOutput<typeof GeneratedFile>;

/** A file whose content is given as text. */
export type TextFileSeed = v.InferOutput<typeof TextFile>;

/** A document of Writer, Sheet or Show: it has no bytes of its own. */
export type NativeDocumentSeed = v.InferOutput<typeof NativeDocument>;

/** A folder and all below it. */
export interface FolderSeed {
  key?: string | undefined;
  name: string;
  modified?: string | undefined;
  trashed?: boolean | undefined;
  /** Nothing can be created, changed or trashed inside. */
  readOnly?: boolean | undefined;
  /** So many uploads into it are refused with an internal error, although all looks well. */
  refuseUploads?: number | undefined;
  children: NodeSeed[];
}

/** A folder has `children`, a document `native`, a file `text` or `size`. */
export type NodeSeed = FolderSeed | GeneratedFileSeed | TextFileSeed | NativeDocumentSeed;

// The kind is decided first, so that a complaint names the field at fault and not four kinds.
export const NodeSchema: v.GenericSchema<NodeSeed> = v.lazy((input): v.GenericSchema<NodeSeed> => {
  const has = (key: string) => typeof input === 'object' && input !== null && key in input;
  if (has('children')) return Folder;
  if (has('native')) return NativeDocument;
  return has('text') ? TextFile : GeneratedFile;
});

const Folder = v.strictObject({
  ...NodeEntries,
  readOnly: v.optional(v.boolean()),
  refuseUploads: v.optional(WholeNumber),
  children: v.array(NodeSchema),
});

/** What a node may be. */
export const nodeSchemas = {
  folder: Folder,
  generatedFile: GeneratedFile,
  textFile: TextFile,
  document: NativeDocument,
} as const;

const TeamFolder = v.strictObject({
  key: v.optional(Text),
  name: Text,
  readOnly: v.optional(v.boolean()),
  children: v.array(NodeSchema),
});

const WorkDrive = v.strictObject({
  /** The team's name. */
  team: Text,
  /** `PERSONAL` has My Folders alone. Default: `TEAM`. */
  edition: v.optional(Text),
  /** Of the whole org, in bytes, the trash and old versions included. Default: without end. */
  quota: v.optional(WholeNumber),
  /** Of My Folders, in bytes. Default: without end. */
  myFoldersQuota: v.optional(WholeNumber),
  /** Of one file, in bytes. Default: what Zoho documents for each way of upload. */
  largestFile: v.optional(WholeNumber),
  myFolders: v.optional(v.array(NodeSchema), []),
  teamFolders: v.optional(v.array(TeamFolder), []),
});

const Module = v.strictObject({
  /** On top of what Zoho gives a module of this name; one of the same name replaces Zoho's. */
  fields: v.optional(v.array(Field), []),
  /** Besides `All {Module}`. */
  views: v.optional(v.array(View)),
  /** Field values; a value `{"$id": "key"}` becomes the WorkDrive id of that key in the same org. */
  records: v.optional(v.array(v.record(v.string(), v.unknown())), []),
});

const Org = v.strictObject({
  dataCenter: v.picklist(dataCenters),
  name: Text,
  user: v.strictObject({ name: Text, email: Text }),
  ...CrmOrgEntries,
  /** In which CRM shows times: an offset, or an IANA name whose offset follows the season. */
  timeZone: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, 'is neither like "+01:00" nor like "Europe/Berlin"')),
    '+00:00',
  ),
  /** What the org's refresh token may do. Default: everything. */
  scopes: v.optional(v.array(Text)),
  /** Where the consent page may send the browser. Default: any port and path of this machine. */
  redirectUris: v.optional(v.array(v.pipe(v.string(), v.url('is not a URL')))),
  crm: v.optional(v.strictObject({ modules: v.record(v.string(), Module) }), { modules: {} }),
  workdrive: WorkDrive,
});

const Job = v.strictObject({
  module: Text,
  checkboxField: Text,
  folderField: Text,
  destFolderField: v.optional(Text),
  /** The key, in org a, of the folder that receives. */
  destination: Text,
  /** The key, in org b, of the folder in which source folders are looked up. */
  sourceParent: v.optional(Text),
});

/** A seed, but for what its parts say of each other: see `parseSeed`. */
export const SeedSchema = v.strictObject({
  orgs: v.strictObject({ a: Org, b: Org }),
  job: v.optional(Job),
  /** For editors: the address of `seed.schema.json`. */
  $schema: v.optional(v.string()),
  /** How Zoho behaves where it varies: a word, or what differs from `benign`. */
  profile: v.optional(ProfileChoiceSchema),
  /** Faults that are there from the start. */
  weather: v.optional(v.array(FaultSchema)),
});

/** Two orgs and, optionally, the job that moves files between them. */
export type Seed = v.InferOutput<typeof SeedSchema>;

/** One organisation: its user, its CRM and its WorkDrive. */
export type OrgSeed = v.InferOutput<typeof Org>;

/** A CRM module: its fields and records, on top of what Zoho gives one of this name. */
export type ModuleSeed = v.InferOutput<typeof Module>;
export type { FieldSeed, ViewSeed } from './crm/metadata/field-seed.ts';

/** Which fields and folders a transfer between the two orgs uses; `Emulator.env()` tells them. */
export type JobSeed = v.InferOutput<typeof Job>;

/** A WorkDrive team: its limits, My Folders and team folders. */
export type WorkDriveSeed = v.InferOutput<typeof WorkDrive>;

/** A team folder and all below it. */
export type TeamFolderSeed = v.InferOutput<typeof TeamFolder>;

/** A seed that cannot be built; `problems` names every place at fault, one sentence each. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The seed has ${problems.length} problem(s):\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Turns outside input into a seed, or throws a `SeedError` that names all places at fault. */
export function parseSeed(input: unknown): Seed {
  const result = v.safeParse(SeedSchema, input);
  if (!result.success) {
    throw new SeedError(result.issues.map((issue) => `${toPath(issue)}: ${issue.message}`));
  }
  const problems = checkSeed(result.output);
  if (problems.length > 0) throw new SeedError(problems);
  return result.output;
}

/** `orgs.a.workdrive.myFolders[0].size`, as one would write it in JavaScript. */
function toPath(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map((item) => item.key);
  const path = keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('');
  return path === '' ? 'seed' : path.replace(/^\./, '');
}
