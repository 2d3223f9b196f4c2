import type { Route } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { createAttachments } from './attachment.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { allNoteRoutes } from './note-routes.ts';
import { createNotes } from './notes.ts';

/** Attachments, the file store and notes. */
export function filesRoutes(world: CrmWorld): Route[] {
  const attachments = createAttachments(world.bytes);
  const notes = createNotes((table) => world.changes.guard(table));
  world.tables.push(attachments.table, notes.table);
  return [
    ...attachmentRoutes(world, attachments),
    ...fileRoutes(world),
    ...allNoteRoutes(world, notes),
  ];
}
