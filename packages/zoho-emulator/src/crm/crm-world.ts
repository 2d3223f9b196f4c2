import type { EmulatorClock } from '../clock.ts';
import type { Profile } from '../profiles.ts';
import type { Ids } from '../random.ts';
import type { HostRole, OrgKey } from '../seam.ts';
import type { EmulatedUser } from '../service.ts';
import type { SnapshotTable } from '../snapshot-table.ts';
import type { CrmOrg } from './crm-org.ts';
import type { ByteStore } from './files/byte-store.ts';
import type { FileStore } from './files/file-store.ts';
import type { Directory } from './metadata/directory.ts';
import type { ChangeFeed } from './notifications/change-feed.ts';

/** What CRM needs from the server. */
export interface CrmDeps {
  clock: EmulatorClock;
  ids: Ids;
  /** The profile in force for the request at hand; ask each time. */
  profile: () => Profile;
  user: (org: OrgKey) => EmulatedUser;
  /** Any host of the org's data centre, without a scheme; for `api` that of the org's environment. */
  host: (org: OrgKey, role: HostRole) => string;
}

/** What the parts of CRM share. */
export interface CrmWorld {
  deps: CrmDeps;
  /** Throws when the org was not seeded. */
  org(key: OrgKey): CrmOrg;
  /** Called for each org once it is seeded, and again when a snapshot replaced it. */
  onSeeded(listener: (key: OrgKey, org: CrmOrg) => void): void;
  /** Each part adds what a snapshot has to keep of it. */
  tables: SnapshotTable[];
  /** Users, roles, profiles and custom views. */
  directory: Directory;
  /** What was uploaded for file and image fields. */
  files: FileStore;
  /** Where the bytes of files and attachments are. */
  bytes: ByteStore;
  /** What happens to records. */
  changes: ChangeFeed;
}
