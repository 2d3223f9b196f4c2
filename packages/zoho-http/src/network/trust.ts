import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { ZohoError } from '../zoho-error.ts';

/**
 * What Node trusts, `NODE_EXTRA_CA_CERTS` included, and these certificates besides. Made once:
 * reading some 150 certificates for every connection would take longer than connecting. Throws an
 * error of kind `usage` when one cannot be read.
 */
export function trustAlso(ca: readonly string[]): SecureContext {
  // A file of a company often holds a whole chain, with words between the certificates.
  const extra = ca.flatMap((text) => text.match(certificate) ?? ['']);
  if (!extra.every((pem) => isCertificate(pem))) {
    throw new ZohoError('network: ca holds a certificate that cannot be read', {
      kind: 'usage',
      hint: 'It takes certificates in PEM: whole blocks from -----BEGIN to -----END CERTIFICATE-----',
    });
  }
  return createSecureContext({ ca: [...getCACertificates('default'), ...extra] });
}

// --- internal ---

const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs;

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
