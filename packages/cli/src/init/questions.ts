import { recordValueKinds, recordValueNames } from '../adapters/record-value-kinds.ts';
import { orgNames } from '../scopes/feature.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import { valueQuestions } from './choose-value-fields.ts';

/** What a person would be asked, for somebody who writes the answers into a file. */
export function describeQuestions(): string {
  const orgs = orgNames.flatMap((org) => [
    `  org${org}.region           us, eu, in, au, cn, jp, ca, ae, sa, or auto: find out`,
    `  org${org}.clientId         of the Self Client in the API console`,
    `  org${org}.clientSecret     the same`,
    `  org${org}.code             of its tab Generate Code, for these scopes:`,
    `                        ${scopesToAsk({ org }).join(',')}`,
  ]);
  const fields = recordValueNames.map((name) => {
    const { what, kind } = recordValueKinds[name];
    return `  ${valueQuestions[name].padEnd(22)}${what}: a ${kind}`;
  });
  return `init asks at a terminal. Without one, give the answers as JSON: zohokit init --answers FILE

${orgs.join('\n')}
  crm.module            API name of the CRM module
  crm.checkboxField     API name of the checkbox that is ticked
  crm.folderNameField   API name of the field with the folder's name
  crm.destinationField  API name of a field with a destination of the record's own; may be empty
  crm.tellMore          true or false: whether a record is told more than its checkbox, and if so in
                        which fields, by API name; each may be empty:
${fields.join('\n')}
  destination           id or address of the folder of org A that receives
  sourceParent          id or address of the folder of org B to look in first; may be empty
  policy                any or all: when a record is ticked
  dryRun                true or false: whether to end with a dry run

A dot is an object within the object: {"orgA": {"region": "eu", …}, …}. What the settings have
already may be left out. The schema of the file is schemas/init-answers.schema.json of the package.
`;
}
