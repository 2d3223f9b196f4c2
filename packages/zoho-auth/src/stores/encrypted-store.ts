import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ZohoError, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';

/** How entries are encrypted. */
export interface EncryptedStoreOptions {
  /**
   * 32 random bytes, as they are or as base64 or hex, for example from a variable of the
   * environment: `node -p "crypto.randomBytes(32).toString('base64')"` makes one.
   */
  key: string | Uint8Array;
}

/** An entry as it lies in the store underneath. */
const Sealed = v.object({
  cipher: v.literal('aes-256-gcm'),
  iv: v.pipe(v.string(), v.base64()),
  tag: v.pipe(v.string(), v.base64()),
  data: v.string(),
});
type Sealed = v.InferOutput<typeof Sealed>;

/**
 * The same store, whose entries nobody reads without the key: AES-256-GCM, a fresh nonce for each
 * writing, bound to the entry's key so that entries cannot be exchanged. Keys of entries stay
 * readable; they hold no secret. What does not open counts as no entry, and is replaced: what was
 * stored unencrypted before, under another key, or was changed by a stranger.
 */
export function encryptedStore(store: SharedStore, options: EncryptedStoreOptions): SharedStore {
  const secret = toKeyBytes(options.key);
  return {
    get: async (key) => unseal(secret, key, await store.get(key)),
    async update(key, change, updateOptions) {
      let result: unknown;
      const changeSealed = (sealed: unknown): unknown => {
        const current = unseal(secret, key, sealed);
        result = change(current);
        if (result === current) return sealed;
        return result === undefined ? undefined : seal(secret, key, result);
      };
      await store.update(key, changeSealed, updateOptions);
      return result;
    },
  };
}

// --- internal ---

function seal(secret: Buffer, key: string, value: unknown): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(key));
  const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return {
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

function unseal(secret: Buffer, key: string, stored: unknown): unknown {
  const parsed = v.safeParse(Sealed, stored);
  if (!parsed.success) return undefined;
  const { iv, tag, data } = parsed.output;
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'base64'), {
      authTagLength: 16,
    })
      .setAAD(Buffer.from(key))
      .setAuthTag(Buffer.from(tag, 'base64'));
    const text = decipher.update(Buffer.from(data, 'base64'), undefined, 'utf8');
    const value: unknown = JSON.parse(text + decipher.final('utf8'));
    return value;
  } catch {
    return undefined;
  }
}

function toKeyBytes(key: string | Uint8Array): Buffer {
  const bytes = typeof key === 'string' ? decodeKey(key.trim()) : Buffer.from(key);
  if (bytes.length === 32) return bytes;
  throw new ZohoError('encryptedStore: the key is not 32 bytes, as base64 or hex', {
    kind: 'usage',
    hint: `Make one: node -p "crypto.randomBytes(32).toString('base64')"`,
  });
}

function decodeKey(text: string): Buffer {
  return Buffer.from(text, /^[\da-f]{64}$/i.test(text) ? 'hex' : 'base64');
}
