import { exportedName, type Item } from '@zohokit/zoho-workdrive';
import { ok, warning, type Check } from '../check.ts';
import { findingOfError } from '../finding-of-error.ts';
import type { OrgWorkup } from '../workup.ts';

/** So many source folders are looked into: a check is no catalogue walk. */
const lookInto = 3;

/** Whether documents of Writer, Sheet and Show come as files, tried on the first one that is found. */
export const nativeDocumentsCheck: Check = {
  name: 'native-documents',
  needs: ['source-parent'],
  async run({ config, orgs, app: { signal } }) {
    const { parentFolderId } = config.get().source;
    if (parentFolderId === undefined)
      return ok('native documents are stored as .docx, .xlsx and .pptx; none was tried');
    const { drive } = orgs.B.get();
    try {
      const document = await findDocument(drive, parentFolderId, signal);
      if (document === undefined)
        return ok(
          `native documents are stored as .docx, .xlsx and .pptx; the first ${lookInto} folders hold none to try`,
        );
      const { body } = await drive.downloads.open(document.id, { signal });
      // Its first bytes prove it; to leave the loop lets go of the rest.
      for await (const _ of body) break;
      return ok(`the native document "${document.name}" comes as "${exportedName(document)}"`);
    } catch (error) {
      const fix = 'open the document in the browser and export it there, to see what is refused';
      const finding = findingOfError(error, { about: 'native documents', fix, org: 'B' });
      // Files go their way without them.
      return finding.status === 'failed' ? warning(finding.message, finding.fix) : finding;
    }
  },
};

// --- internal ---

async function findDocument(
  drive: OrgWorkup['drive'],
  parentId: string,
  signal: AbortSignal,
): Promise<Item | undefined> {
  const { items } = await drive.folders.listPage(parentId, { signal });
  for (const folder of items.filter(({ kind }) => kind === 'folder').slice(0, lookInto)) {
    const page = await drive.folders.listPage(folder.id, { signal });
    const found = page.items.find(({ kind }) => kind === 'native-document');
    if (found !== undefined) return found;
  }
  return undefined;
}
