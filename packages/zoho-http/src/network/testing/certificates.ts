import { readFileSync } from 'node:fs';

const read = (name: string): string =>
  readFileSync(new URL(`certificates/${name}`, import.meta.url), 'utf8');

/** The authority that nobody trusts; `certificates/README.md` says where it is from. */
export const testAuthority = read('ca.pem');

/** For servers and proxies of tests: `zoho.test`, `*.zoho.test` and this machine. */
export const testCertificate = { cert: read('server.pem'), key: read('server.key') };
