import type { SharedStore } from '@zohokit/zoho-http';

/** Whose module is meant: API names are an organisation's own. */
export interface CrmTabKey {
  /** Canonical, e.g. `eu`. */
  dataCenter: string;
  clientId: string;
  /** API name. */
  module: string;
}

/**
 * What a module is called in the addresses of CRM's pages, without a request: only the metadata of an
 * organisation tells it of custom modules (`module_name`, e.g. `CustomModule3`, which stays when
 * somebody renames the module; Zoho doc v8: modules-api).
 *
 * Deals, Sales_Orders and their like: seen as `Potentials` and `SalesOrders` in many addresses. Of any
 * other module the API name, which pages were seen with, too; nobody documents either.
 */
export function guessCrmTab(module: string): string {
  return Object.hasOwn(standardTabs, module) ? (standardTabs[module] ?? module) : module;
}

/** Keeps what the metadata says, for reports: they ask Zoho nothing. */
export async function keepCrmTab(shared: SharedStore, key: CrmTabKey, tab: string): Promise<void> {
  await shared.update(toKey(key), () => tab);
}

/** What the metadata once said, else a guess. */
export async function readCrmTab(shared: SharedStore, key: CrmTabKey): Promise<string> {
  const kept = await shared.get(toKey(key));
  return typeof kept === 'string' && /^\w+$/.test(kept) ? kept : guessCrmTab(key.module);
}

// --- internal ---

const standardTabs: Readonly<Record<string, string>> = {
  Deals: 'Potentials',
  Price_Books: 'PriceBooks',
  Purchase_Orders: 'PurchaseOrders',
  Sales_Orders: 'SalesOrders',
};

function toKey({ dataCenter, clientId, module }: CrmTabKey): string {
  return `crm-tab/${dataCenter}/${clientId}/${module}`;
}
