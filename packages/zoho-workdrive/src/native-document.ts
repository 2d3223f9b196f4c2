import { ZohoError } from '@zohokit/zoho-http';

/**
 * What WorkDrive converts a native document to when it is downloaded. Service types as seen by
 * clients (aeroftp zoho_workdrive.rs, rclone issues) and documented for creating such documents
 * (Zoho doc: create-folder, `service_type`). The download takes no format (Zoho doc: download-file).
 */
const officeFormat = { zw: 'docx', zohosheet: 'xlsx', zohoshow: 'pptx' } as const;

/**
 * What Writer itself converts its documents to (Zoho doc: writer/download-document). Documented, and
 * not seen in any client; nothing of the like is documented for Sheet and Show by id and scope of
 * WorkDrive.
 */
const writerFormats = ['odt', 'rtf', 'txt', 'html', 'pdf', 'zip', 'epub', 'zdoc'] as const;

/** A format that native documents are exported to; which, depends on the document. */
export type ExportFormat =
  | (typeof officeFormat)[keyof typeof officeFormat]
  | (typeof writerFormats)[number];

type NativeService = keyof typeof officeFormat;

export function isNativeService(serviceType: string | undefined): serviceType is NativeService {
  return serviceType !== undefined && Object.hasOwn(officeFormat, serviceType);
}

/** The formats of a native document, the usual one first; none for anything else. */
export function exportFormats(serviceType: string | undefined): readonly ExportFormat[] {
  if (!isNativeService(serviceType)) return [];
  const formats: ExportFormat[] = [officeFormat[serviceType]];
  return serviceType === 'zw' ? [...formats, ...writerFormats] : formats;
}

/**
 * The name of an item's bytes: an exported native document gets the extension of its format, once.
 * @param format default: the Office format
 */
export function exportedName(
  { name, serviceType }: { name: string; serviceType: string | undefined },
  format: ExportFormat | undefined = exportFormats(serviceType)[0],
): string {
  if (!isNativeService(serviceType) || format === undefined) return name;
  const extension = `.${format}`;
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}

/** Rejects with `usage` what a document cannot be exported to. */
export function checkExportFormat(serviceType: string | undefined, format: ExportFormat): void {
  const formats = exportFormats(serviceType);
  if (formats.includes(format)) return;
  throw new ZohoError(
    `A document of the service "${serviceType ?? ''}" has no export to ${format}`,
    {
      kind: 'usage',
      hint: formats.length === 0 ? 'It is no native document' : `It has: ${formats.join(', ')}`,
    },
  );
}
