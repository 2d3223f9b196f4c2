import { databaseSecrets } from './database-url.ts';
import { outletSecrets } from './outlets.ts';
import type { GivenSettings } from './read-settings.ts';

/** What must never be shown of settings that nobody has checked, as far as they have it. */
export function secretsOfSettings({ values }: GivenSettings): string[] {
  const { ZOHOKIT_DATABASE_URL: databaseUrl } = values;
  const named = Object.entries(values).flatMap(([name, value]) =>
    // Shorter ones are no secrets, and words of many texts.
    /_(?:CLIENT_SECRET|REFRESH_TOKEN|TOKEN_KEY)$|^HTTPS?_PROXY$/.test(name) && value.length > 7
      ? [value]
      : [],
  );
  const outlets = outletSecrets({
    heartbeat: values.ZOHOKIT_HEARTBEAT_URL,
    heartbeatFail: values.ZOHOKIT_HEARTBEAT_FAIL_URL,
    notify: values.ZOHOKIT_NOTIFY_URL,
  });
  return [...named, ...outlets, ...(databaseUrl === undefined ? [] : databaseSecrets(databaseUrl))];
}
