import * as v from 'valibot';
import { nearestName } from '../nearest-name.ts';
import { Settings, type SettingName } from './settings.ts';

/**
 * A sentence for each variable of a settings file that looks like one of ours and is none: a
 * mistyped name would otherwise be a setting that silently has no effect.
 */
export function unknownVariables(names: readonly string[], file: string): string[] {
  return names.filter(isStranger).map((name) => {
    const nearest = nearestSetting(name);
    const hint = nearest === undefined ? 'remove it' : `did you mean ${nearest}?`;
    return `${name} is no setting of this program ("${file}"): ${hint}`;
  });
}

/** The setting that was probably meant. */
export function nearestSetting(name: string): SettingName | undefined {
  const near = known.find((setting) => hasPartsOf(name, setting)) ?? nearestName(name, known);
  return known.find((setting) => setting === near);
}

// --- internal ---

const known = v.keyof(Settings).options;

const prefixes = ['CRM_', 'WORKDRIVE_', 'TRANSFER_', 'ZOHOKIT_', 'ZOHO_', 'ORG_A_', 'ORG_B_'];

/** A file may hold variables of other programs as well. */
function isStranger(name: string): boolean {
  const ours = prefixes.some((prefix) => name.toUpperCase().startsWith(prefix));
  return ours && !known.some((setting) => setting === name);
}

/** `WORKDRIVE_SOURCE_PARENT_ID` lacks a word of `WORKDRIVE_SOURCE_PARENT_FOLDER_ID`. */
function hasPartsOf(name: string, setting: string): boolean {
  const parts = new Set(setting.split('_'));
  return name
    .toUpperCase()
    .split('_')
    .every((part) => parts.has(part));
}
