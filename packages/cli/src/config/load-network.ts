import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createNetworkDispatcher,
  isZohoError,
  networkFromEnvironment,
  type NetworkOptions,
} from '@zohokit/zoho-http';
import { ConfigurationError } from './configuration-error.ts';
import type { SettingName } from './settings.ts';

type NetworkSetting = Extract<SettingName, `${string}_PROXY` | 'NODE_EXTRA_CA_CERTS'>;

export interface LoadNetworkOptions {
  /** The settings as they are in force. */
  settings: Readonly<{ [Name in NetworkSetting]?: string | undefined }>;
  /** Where relative paths start. */
  base: string;
  /**
   * Whether Node itself was told of `NODE_EXTRA_CA_CERTS`. It looks for it in the environment only,
   * and once, when it starts: what stands in a settings file is read here.
   */
  nodeKnows: boolean;
}

/** Proxies and certificates. Rejects with a `ConfigurationError` for certificates of no use. */
export async function loadNetwork(options: LoadNetworkOptions): Promise<NetworkOptions> {
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS: file } = options.settings;
  const network = networkFromEnvironment({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY });
  if (file === undefined || options.nodeKnows) return network;
  const ca = await readCertificates(path.resolve(options.base, file));
  return { ...network, ca };
}

// --- internal ---

const problem = 'NODE_EXTRA_CA_CERTS names a file that';

async function readCertificates(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError([`${problem} cannot be read ("${file}"): check the path`], {
      cause,
    });
  }
  try {
    createNetworkDispatcher({ ca: text });
  } catch (cause) {
    if (!isZohoError(cause)) throw cause;
    const wrong = `${problem} holds something other than certificates in PEM ("${file}")`;
    throw new ConfigurationError([wrong], { cause });
  }
  return text;
}
