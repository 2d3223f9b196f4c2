import ts from 'typescript';
import { readPublicNames } from '../e2e/support/public-names.ts';

/**
 * Lists the optional members of exported options that do not say what holds without them: by a
 * `@default`, or by words such as "none". A list to work on, not a judge: it always exits with 0.
 */

const options = readPublicNames().filter(({ name }) => name.endsWith('Options'));
const silent = new Set(
  options.flatMap(({ folder, name, declarations }) =>
    declarations
      .flatMap((one) => (ts.isInterfaceDeclaration(one) ? one.members : []))
      .filter((member) => member.questionToken !== undefined && !saysDefault(member))
      .map((member) => `${folder} ${name}.${member.name?.getText() ?? ''}`),
  ),
);
console.log([...silent].join('\n'));

function saysDefault(member: ts.TypeElement): boolean {
  if (ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'default')) return true;
  const text = ts.getJSDocCommentsAndTags(member).map((one) => one.getText());
  return /\b(?:without|none|nobody|never)\b/iu.test(text.join(' '));
}
