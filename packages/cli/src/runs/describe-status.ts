import { describeExitCode, nameExitCode } from '../announce/what-to-do.ts';
import { isExitCode } from '../exit-code.ts';
import { countOf } from '../output/count-of.ts';
import { describeTime } from '../output/describe-time.ts';
import { fixOfReason } from '../report/fixes.ts';
import type { StatusResult } from './status-result.ts';

/** How things stand, for a person: what happened, whether anything is at risk, what to do. */
export function describeStatus(status: StatusResult): string[] {
  const { module, place, needPerson, unsettled, penalties } = status;
  return [
    `Transfer for records of ${module}; its state is in ${place}`,
    ...describeLastRun(status),
    describeOpen(status),
    ...atMost(needPerson, describePerson),
    ...atMost(
      unsettled,
      ({ recordId, name, folderId }) =>
        `Record ${recordId}: whether "${name}" is in folder ${folderId} is not known; the next run looks before it sends anything`,
    ),
    ...(penalties.length === 0 ? ['Zoho does not refuse us'] : penalties.map(describePenalty)),
  ];
}

// --- internal ---

function describeLastRun({ lastRun, running, stop }: StatusResult): string[] {
  if (lastRun === null) return ['No run has taken place yet'];
  const { id, startedAt, endedAt, exitCode, records, files } = lastRun;
  if (running) return [`Run ${id} is going on${startedAt === null ? '' : ` since ${startedAt}`}`];
  if (endedAt === null)
    return [
      `Run ${id} of ${startedAt ?? 'an unknown time'} was killed`,
      '  To do: start the next run; it looks for what was under way, so nothing is lost or sent twice',
    ];
  const counts = Object.entries(records).map(([how, count]) => `${count} ${how}`);
  const outcome = counts.length === 0 ? 'no records' : counts.join(', ');
  const code = exitCode ?? 0;
  const sum = `${files.transferred} of ${files.discovered} files transferred, ${files.failed} failed`;
  return [
    `Last run ${id} ended at ${endedAt} with exit code ${nameExitCode(code)}: ${outcome}; ${sum}`,
    ...(stop === null ? [] : [`  It stopped: ${stop.message}`]),
    ...toDo(code, stop),
  ];
}

/** By what stopped it, where that is known: an exit code covers several reasons. */
function toDo(code: number, stop: StatusResult['stop']): string[] {
  if (code === 0) return [];
  const byCode = isExitCode(code) ? describeExitCode(code).todo : 'zohokit report last says more';
  return [`  To do: ${stop === null ? byCode : fixOfReason(stop.reason)}`];
}

function describeOpen({ openRecords }: StatusResult): string {
  if (openRecords === 0) return 'No record is left half done';
  const are = `${countOf(openRecords, 'record')} ${openRecords === 1 ? 'is' : 'are'} left open`;
  return `${are}; the next run goes on with ${openRecords === 1 ? 'it' : 'them'}, and sends nothing twice`;
}

function describePerson({ recordId, status, message }: StatusResult['needPerson'][number]): string {
  const how =
    status === 'ambiguous'
      ? `choose with zohokit pin ${recordId} FOLDER-ID`
      : `zohokit explain ${recordId} says what is known of it`;
  return `Record ${recordId} needs a person: ${status}: ${message}; ${how}`;
}

function describePenalty({ key, until, remainingMs }: StatusResult['penalties'][number]): string {
  // What is after the data centre is for machines.
  const [product = '', dataCenter] = key.split(':');
  const who = Object.hasOwn(products, product) ? `${products[product]} in ${dataCenter}` : key;
  return `Zoho refuses requests to ${who} until ${until}, for another ${describeTime(remainingMs)}; to do: nothing before that, earlier requests prolong it`;
}

const products: Readonly<Record<string, string>> = { workdrive: 'WorkDrive', crm: 'CRM' };

/** More of one kind only push the rest off the screen; the report has all. */
const most = 20;

function atMost<Item>(items: readonly Item[], describe: (item: Item) => string): string[] {
  const more = items.length - most;
  return [
    ...items.slice(0, most).map(describe),
    ...(more > 0 ? [`and ${more} more like these: zohokit report last has all`] : []),
  ];
}
