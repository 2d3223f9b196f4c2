import { isZohoError } from '@zohokit/zoho-http';
import {
  parseWorkDriveAddress,
  type FolderItem,
  type NamedRef,
  type WorkDriveClient,
} from '@zohokit/zoho-workdrive';
import { whyNoFolder } from '../adapters/why-no-folder.ts';
import { whyNoDriveId } from '../config/drive-id.ts';
import { CancelledError } from './cancelled-error.ts';
import { listRoots } from './list-roots.ts';
import type { Choice } from './prompter.ts';
import { patiently, type Session } from './session.ts';

export interface ChooseFolderOptions {
  id: 'destination' | 'sourceParent';
  message: string;
  drive: WorkDriveClient;
  /** The id in the settings. */
  initial: string | undefined;
  /** Whether files will be stored in it. */
  isWritten: boolean;
  /** How to say that there is none; absent: there must be one. */
  none?: string;
}

/** A folder by browsing, by its id or by its address. Resolves to its id; empty for none. */
export async function chooseFolder(
  session: Session,
  options: ChooseFolderOptions,
): Promise<string> {
  const { prompter } = session;
  const given = prompter.given(options.id);
  if (given === '' && options.none !== undefined) return '';
  if (given !== undefined) return (await accept(session, options, given)) ?? '';
  const trail: NamedRef[] = [];
  for (;;) {
    const chosen = await ask(session, options, trail);
    if (chosen === 'none') return '';
    if (chosen === 'stop') throw new CancelledError();
    if (chosen === 'up') trail.pop();
    if (chosen === 'again' || chosen === 'up') continue;
    if (typeof chosen === 'object' && 'enter' in chosen) {
      trail.push(chosen.enter);
      continue;
    }
    const id = await accept(session, options, chosen.take);
    if (id !== undefined) return id;
  }
}

// --- internal ---

type Chosen = { enter: NamedRef } | { take: string } | 'up' | 'none' | 'again' | 'stop';

/** More would not be read by anybody. */
const mostShown = 500;

async function ask(
  session: Session,
  options: ChooseFolderOptions,
  trail: readonly NamedRef[],
): Promise<Chosen> {
  const { prompter } = session;
  const here = trail.at(-1);
  const below = await lookInto(session, options, here);
  if (here === undefined && below.length === 0)
    prompter.say(
      'This user sees no folder in WorkDrive, or the token may not list them. Make one (or share one with the user), then look again; or give its id.',
    );
  const path = trail.map(({ name }) => name).join(' / ');
  const choices: Choice<string>[] = [
    ...(here === undefined
      ? keepChoice(options)
      : [{ value: ':take', label: `This one: ${path}`, hint: hintOf(options, below) }]),
    ...below.map(({ id, name }) => ({ value: id, label: name === '' ? id : name })),
    ...(here === undefined ? [] : [{ value: ':up', label: '.. (back)' }]),
    ...(here !== undefined || options.none === undefined
      ? []
      : [{ value: ':none', label: options.none }]),
    { value: ':type', label: 'Give the id or the address of a folder' },
    { value: ':again', label: 'Look again' },
    { value: ':stop', label: 'Stop here' },
  ];
  const value = await prompter.choose({
    id: options.id,
    message: here === undefined ? options.message : `${options.message} (in ${path})`,
    choices,
    ...(here === undefined && options.initial !== undefined && { initial: ':keep' }),
  });
  if (value === ':keep') return { take: options.initial ?? '' };
  if (value === ':take') return { take: here?.id ?? '' };
  if (value === ':up') return 'up';
  if (value === ':none') return 'none';
  if (value === ':again') return 'again';
  if (value === ':stop') return 'stop';
  if (value === ':type') return { take: await askId(session, options) };
  const folder = below.find(({ id }) => id === value);
  return folder === undefined ? 'again' : { enter: folder };
}

/** Whether it is the folder of the named folders, and not one above or below, is seen by its contents. */
function hintOf(
  { isWritten }: ChooseFolderOptions,
  below: readonly NamedRef[],
): string | undefined {
  if (isWritten) return undefined;
  if (below.length === 0) return 'no folders in it';
  const names = below.slice(0, 3).map(({ name }) => `"${name}"`);
  return `in it: ${names.join(', ')}${below.length > names.length ? ', …' : ''}`;
}

function keepChoice({ initial }: ChooseFolderOptions): Choice<string>[] {
  return initial === undefined
    ? []
    : [{ value: ':keep', label: 'The one in the settings', hint: initial }];
}

async function lookInto(
  session: Session,
  { drive }: ChooseFolderOptions,
  folder: NamedRef | undefined,
): Promise<NamedRef[]> {
  const { signal } = session.app;
  if (folder === undefined) return await patiently(session, () => listRoots(drive, signal));
  const { items } = await patiently(session, () => drive.folders.listPage(folder.id, { signal }));
  return items
    .filter((item): item is FolderItem => whyNoFolder(item) === undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .slice(0, mostShown);
}

async function askId({ prompter }: Session, { id, initial }: ChooseFolderOptions): Promise<string> {
  return await prompter.text({
    id,
    message: 'Id or address of the folder',
    initial,
    check: (text) => (text === '' ? 'is empty' : undefined),
  });
}

/** The id of a folder that will do; says why it will not otherwise. */
async function accept(
  session: Session,
  { drive, isWritten }: ChooseFolderOptions,
  idOrAddress: string,
): Promise<string | undefined> {
  const { app, prompter } = session;
  try {
    const id = toId(idOrAddress.trim());
    const item = await patiently(session, () => drive.items.get(id, { signal: app.signal }));
    const forbidden = isWritten && item.canUpload === false;
    const complaint =
      whyNoFolder(item) ?? (forbidden ? 'this user may not store files in it' : undefined);
    if (complaint === undefined) return id;
    prompter.trouble(`"${item.name}" will not do: ${complaint}`);
  } catch (error) {
    if (!isZohoError(error)) throw error;
    const hint = error.hint === undefined ? '' : `.\n${error.hint}`;
    prompter.trouble(`This folder will not do: ${error.message}${hint}`);
  }
  return undefined;
}

function toId(text: string): string {
  if (whyNoDriveId(text) === undefined) return text;
  // Says what is wrong with what is neither an id nor an address.
  return parseWorkDriveAddress(text).id ?? '';
}
