import { expect, test } from 'vitest';
import { exportedName } from './native-document.ts';

test.each([
  ['Minutes', 'zw', 'Minutes.docx'],
  ['Budget', 'zohosheet', 'Budget.xlsx'],
  ['Pitch', 'zohoshow', 'Pitch.pptx'],
  ['Minutes.docx', 'zw', 'Minutes.docx'],
  ['Minutes.DOCX', 'zw', 'Minutes.DOCX'],
  ['Minutes.pdf', 'zw', 'Minutes.pdf.docx'],
  ['report.pdf', undefined, 'report.pdf'],
  ['report.pdf', 'constructor', 'report.pdf'],
])('%s of %s is exported as %s', (name, serviceType, exported) => {
  expect(exportedName({ name, serviceType })).toBe(exported);
});
