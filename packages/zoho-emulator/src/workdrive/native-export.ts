/** The kinds of native document, as a seed names them. */
export type NativeKind = 'writer' | 'sheet' | 'show';

/**
 * What each kind is on the wire and becomes on download. The `service_type` values are those of
 * Zoho doc: create-folder (service_type); the conversion to Office formats on the fly, without a
 * range, a stable size or a digest, is described in aeroftp zoho_workdrive.rs.
 */
export const nativeKinds = {
  writer: {
    serviceType: 'zw',
    type: 'writer',
    extension: 'docx',
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  sheet: {
    serviceType: 'zohosheet',
    type: 'spreadsheet',
    extension: 'xlsx',
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  show: {
    serviceType: 'zohoshow',
    type: 'presentation',
    extension: 'pptx',
    contentType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
} as const satisfies Record<NativeKind, Record<string, string>>;

/** The kind of a `service_type`; `undefined` for none. */
export function nativeKindOf(serviceType: string | undefined): NativeKind | undefined {
  if (serviceType === 'zw') return 'writer';
  if (serviceType === 'zohosheet') return 'sheet';
  return serviceType === 'zohoshow' ? 'show' : undefined;
}

export interface NativeExport {
  id: string;
  name: string;
  kind: NativeKind;
  /** Of this export, in milliseconds since the epoch. */
  exportedAt: number;
  /** How many times the document was exported before. */
  serial: number;
}

/**
 * A small file that begins like an Office document (a ZIP). Two exports of one document differ,
 * because an export carries the time it was made: a digest of an earlier one proves nothing.
 */
export function* exportNative(document: NativeExport): Generator<Uint8Array> {
  yield Buffer.from('PK\u0003\u0004', 'latin1');
  yield Buffer.from(
    JSON.stringify({
      document: document.id,
      title: document.name,
      kind: document.kind,
      exported: new Date(document.exportedAt).toISOString(),
      serial: document.serial,
    }),
    'utf8',
  );
}
