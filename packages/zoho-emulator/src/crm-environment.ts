import type { HostRole } from './seam.ts';

/**
 * CRM's environments. What a user allows a client is good in one of them only (Zoho community:
 * Org-specific OAuth2.0 Tokens in Zoho CRM).
 */
export const crmEnvironments = ['production', 'sandbox', 'developer'] as const;

/** One of them: what an organisation of a seed says its CRM is. */
export type CrmEnvironment = (typeof crmEnvironments)[number];

/** The role of each environment's API host (zoho/zohocrm-nodejs-sdk-8.0 lib/routes/dc). */
export const crmHostRoles = {
  production: 'api',
  sandbox: 'sandbox',
  developer: 'developer',
} as const satisfies Record<CrmEnvironment, HostRole>;

/** The environment that a host of these roles answers for; `undefined` when it is none's own. */
export function findEnvironment(roles: readonly HostRole[]): CrmEnvironment | undefined {
  return crmEnvironments.find((one) => roles.includes(crmHostRoles[one]));
}
