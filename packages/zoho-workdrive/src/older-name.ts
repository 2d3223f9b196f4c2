import { isZohoError } from '@zohokit/zoho-http';

/**
 * Team folders were once called workspaces, and the older address of the same thing needs an older
 * scope (rclone backend/zoho/zoho.go uses it): it is asked when the present one is refused for its
 * scope or does not exist. When both are, the first refusal is the one that is told.
 */
export async function orOlderName<T>(
  present: () => Promise<T>,
  older: () => Promise<T>,
): Promise<T> {
  try {
    return await present();
  } catch (refusal) {
    if (!isOldTokenOrAddress(refusal)) throw refusal;
    return await older().catch((error: unknown) => {
      throw isOldTokenOrAddress(error) ? refusal : error;
    });
  }
}

// --- internal ---

function isOldTokenOrAddress(error: unknown): boolean {
  // A 404 that says R009 is about the thing that was asked for, and not about the address.
  return (
    isZohoError(error) &&
    (error.kind === 'scope' || (error.status === 404 && error.kind !== 'not-found'))
  );
}
