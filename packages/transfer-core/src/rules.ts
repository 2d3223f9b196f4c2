/** Where the items of a record go: all records into one store folder, or each into a subfolder of it. */
export const storeLayouts = ['flat', 'record'] as const;

/** One of `storeLayouts`. */
export type StoreLayout = (typeof storeLayouts)[number];

/** What becomes of Writer, Sheet and Show documents, which have bytes only as an export. */
export const nativeDocumentRules = ['export', 'skip', 'fail'] as const;

/** One of `nativeDocumentRules`. */
export type NativeDocumentRule = (typeof nativeDocumentRules)[number];

/** Which items of a source folder are transferred, and where to. */
export interface TransferRules {
  /** @default 'flat' */
  layout?: StoreLayout | undefined;
  /** Whether subfolders are mirrored, with all below them; otherwise they are left out. @default false */
  recursive?: boolean | undefined;
  /** @default 'export' */
  nativeDocuments?: NativeDocumentRule | undefined;
  /** Whether a file of this path below the source folder (`Photos/a.jpg`) is wanted. @default all */
  accepts?: ((path: string) => boolean) | undefined;
  /** In bytes, as listed; what the source lists without a size is sent. @default unlimited */
  maxFileSize?: number | undefined;
}
