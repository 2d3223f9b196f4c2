/** What WorkDrive makes of a file's extension. */
export interface FileKind {
  /** The word in `attributes.type`; informative only. */
  type:
    | 'pdf'
    | 'image'
    | 'video'
    | 'audio'
    | 'document'
    | 'spreadsheet'
    | 'presentation'
    | 'others';
  /** Of a download. */
  contentType: string;
}

const office = 'application/vnd.openxmlformats-officedocument';

const kinds: Record<string, FileKind> = {
  pdf: { type: 'pdf', contentType: 'application/pdf' },
  png: { type: 'image', contentType: 'image/png' },
  jpg: { type: 'image', contentType: 'image/jpeg' },
  jpeg: { type: 'image', contentType: 'image/jpeg' },
  gif: { type: 'image', contentType: 'image/gif' },
  mp4: { type: 'video', contentType: 'video/mp4' },
  mov: { type: 'video', contentType: 'video/quicktime' },
  mp3: { type: 'audio', contentType: 'audio/mpeg' },
  wav: { type: 'audio', contentType: 'audio/wav' },
  txt: { type: 'document', contentType: 'text/plain' },
  md: { type: 'document', contentType: 'text/markdown' },
  docx: { type: 'document', contentType: `${office}.wordprocessingml.document` },
  csv: { type: 'spreadsheet', contentType: 'text/csv' },
  xlsx: { type: 'spreadsheet', contentType: `${office}.spreadsheetml.sheet` },
  pptx: { type: 'presentation', contentType: `${office}.presentationml.presentation` },
  html: { type: 'others', contentType: 'text/html' },
  json: { type: 'others', contentType: 'application/json' },
};

export function fileKind(name: string): FileKind {
  const kind = kinds[extensionOf(name).toLowerCase()];
  return kind ?? { type: 'others', contentType: 'application/octet-stream' };
}

/** What follows the last dot; empty for `README` and `.env`. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1) : '';
}
