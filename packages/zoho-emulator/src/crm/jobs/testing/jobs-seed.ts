import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import type { OrgSeed, Seed } from '../../../seed.ts';
import { smallSeed } from '../../../testing/small-seed.ts';
import type { Visitor } from '../../../testing/visitor.ts';

/**
 * Org a with three deals, of which the view `Open` shows the first two, and accounts they may
 * belong to. `first` is laid over the first deal, `changes` over the org.
 */
export function jobsSeed(
  first: Record<string, unknown> = {},
  changes: Partial<OrgSeed> = {},
): Seed {
  const state = (value: string) => ({ field: { api_name: 'State' }, comparator: 'equal', value });
  const crm = {
    modules: {
      Accounts_X: {
        fields: [{ api_name: 'City', data_type: 'text' as const }],
        records: [
          { id: '11', Name: 'Mill', City: 'Ulm' },
          { id: '12', Name: 'Pier', City: 'Kiel' },
        ],
      },
      Deals_X: {
        fields: [
          { api_name: 'State', data_type: 'text' as const },
          { api_name: 'Folder', data_type: 'text' as const },
          { api_name: 'Amount', data_type: 'currency' as const },
          { api_name: 'Done', data_type: 'boolean' as const },
          { api_name: 'Closing', data_type: 'date' as const },
          { api_name: 'Visited', data_type: 'datetime' as const },
          { api_name: 'Mail', data_type: 'email' as const },
          { api_name: 'Story', data_type: 'textarea' as const },
          { api_name: 'Sync_Key', data_type: 'text' as const, label: 'Key', unique: true as const },
          {
            api_name: 'Tags_X',
            data_type: 'multiselectpicklist' as const,
            pick_list: { values: ['a', 'b', 'c'] },
          },
          { api_name: 'Parent', data_type: 'lookup' as const, lookup: 'Accounts_X' },
          {
            api_name: 'Lines',
            data_type: 'subform' as const,
            fields: [{ api_name: 'Text_X', data_type: 'text' as const }],
          },
        ],
        views: [
          { name: 'Open', criteria: state('open') },
          { name: 'Nothing', criteria: state('none') },
        ],
        records: [
          { id: '1', Name: 'one', State: 'open', Sync_Key: 'k1', Tags_X: ['a'], ...first },
          { id: '2', Name: 'two', State: 'open', Sync_Key: 'k2', Parent: { id: '11' } },
          { id: '3', Name: 'three', State: 'won', Sync_Key: 'k3' },
        ],
      },
    },
  };
  return smallSeed({ a: { crm, ...changes } });
}

/** The id of a view of the org, by its name. */
export async function viewId(visitor: Visitor, module: string, name: string): Promise<string> {
  const { json } = await visitor.call('api', `/crm/v8/settings/custom_views?module=${module}`);
  const views = (json as { custom_views: { id: string; name: string }[] }).custom_views;
  const view = views.find((one) => one.name === name);
  if (!view) throw new Error(`${module} has no view "${name}"`);
  return view.id;
}

/** A zip with one file in it. */
export function zipOf(text: string, name = 'rows.csv'): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync({ [name]: strToU8(text) }));
}

/** The rows of the CSV in a zip, which has nothing else in it, the header first. */
export function unzipRows(zip: Uint8Array): string[][] {
  const files = Object.values(unzipSync(zip));
  const [file] = files;
  if (!file || files.length !== 1) throw new Error(`The zip has ${files.length} files`);
  return parse(strFromU8(file));
}

/** Bytes of an answer; `Visitor` reads text alone. */
export async function download(url: string, token: string): Promise<Response> {
  return await fetch(url, { headers: { authorization: `Zoho-oauthtoken ${token}` } });
}
