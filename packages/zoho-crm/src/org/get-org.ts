import { parseResponse, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from '../call-options.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { toEdition, type CrmEdition } from './edition.ts';
import { WireOrg } from './org-wire.ts';

/** The organisation that the connection reaches. */
export interface CrmOrg {
  id: string;
  /** What URLs and files of bulk writes name it by. */
  zgid: string;
  name: string | undefined;
  /** `production`, `sandbox`, `developer` or `bigin`. */
  type: string | undefined;
  /** IANA name, e.g. `Europe/Berlin`; that of the user decides the offset of what is read. */
  timeZone: string | undefined;
  /** ISO 4217. */
  currency: string | undefined;
  /** `undefined` for a plan that is not known here. */
  edition: CrmEdition | undefined;
  /** Users paid for; `undefined` when not answered. */
  userLicenses: number | undefined;
  /** As Zoho answered it, with everything else. */
  raw: Readonly<Record<string, unknown>>;
}

/** The organisation of the connection (Zoho doc: get-org-data). */
export async function getOrg(service: CrmService, options: CallOptions = {}): Promise<CrmOrg> {
  const { json } = await service.http.json({
    ...toCall(options),
    url: `${service.baseUrl}/org`,
    scopes: scopesFor('org.get', '{module}'),
    gates: service.credits(1),
  });
  const [org] = parseResponse(WireOrg, json, 'CRM org').org;
  const license = org.license_details ?? undefined;
  return {
    id: org.id,
    zgid: org.zgid,
    name: org.company_name ?? undefined,
    type: org.type ?? undefined,
    timeZone: org.time_zone ?? undefined,
    currency: org.iso_code ?? undefined,
    edition: license && toEdition(license.paid === false ? 'free' : (license.paid_type ?? '')),
    userLicenses: license?.users_license_purchased ?? undefined,
    raw: org,
  };
}
