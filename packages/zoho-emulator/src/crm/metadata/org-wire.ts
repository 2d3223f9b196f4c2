import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmCall } from '../crm-route.ts';
import { toCrmTime, toZoneName } from '../crm-time.ts';

/** `GET /crm/v8/org` (Zoho doc: get-org-data). */
export function getOrg({ org, world }: CrmCall): EmulatedAnswer {
  const { currency, users } = world.directory.of(org.key);
  const name = new Intl.DisplayNames('en', { type: 'currency' }).of(currency) ?? currency;
  const wire = {
    ...unset,
    id: org.id,
    zgid: org.zgid,
    company_name: org.name,
    alias: org.name,
    domain_name: `org${org.zgid}`,
    type: org.environment,
    time_zone: toZoneName(org.timeZone),
    currency: `${name} - ${currency}`,
    iso_code: currency,
    currency_symbol: toSymbol(currency),
    currency_locale: 'en_US',
    primary_email: org.user.email,
    primary_zuid: org.user.zuid,
    created_time: toCrmTime(users[0]?.createdAt ?? 0, org.timeZone),
    mc_status: false,
    country_code: 'US',
    gapps_enabled: false,
    hipaa_compliance_enabled: false,
    lite_users_enabled: false,
    max_per_page: 200,
    oauth_presence: true,
    privacy_settings: false,
    translation_enabled: false,
    zia_portal_id: null,
    license_details: {
      paid: org.edition !== 'free',
      paid_type: org.edition,
      paid_expiry: null,
      trial_type: null,
      trial_action: null,
      trial_expiry: null,
      users_license_purchased: org.userLicenses,
    },
  };
  return { status: 200, json: { org: [wire] } };
}

// --- internal ---

const unset = {
  phone: null,
  mobile: null,
  fax: null,
  website: null,
  street: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  employee_count: null,
  description: null,
  photo_id: null,
};

function toSymbol(currency: string): string {
  const parts = new Intl.NumberFormat('en', { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
