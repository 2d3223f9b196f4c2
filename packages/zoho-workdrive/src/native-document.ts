/**
 * What WorkDrive converts a native document to when it is downloaded. Service types as seen by
 * clients (aeroftp zoho_workdrive.rs, rclone issues) and documented for creating such documents
 * (Zoho doc: create-folder, `service_type`).
 */
const exportedExtension: Record<string, string> = {
  zw: '.docx',
  zohosheet: '.xlsx',
  zohoshow: '.pptx',
};

export function isNativeService(serviceType: string | undefined): boolean {
  return serviceType !== undefined && Object.hasOwn(exportedExtension, serviceType);
}

/** The name of an item's bytes: an exported native document gets its Office extension, once. */
export function exportedName({
  name,
  serviceType,
}: {
  name: string;
  serviceType: string | undefined;
}): string {
  const extension = isNativeService(serviceType) ? exportedExtension[serviceType ?? ''] : undefined;
  if (extension === undefined || name.toLowerCase().endsWith(extension)) return name;
  return `${name}${extension}`;
}
