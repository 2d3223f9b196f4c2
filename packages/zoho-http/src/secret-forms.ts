/**
 * A secret as a server may repeat it: as it is or as a form has it, each also percent-encoded once or
 * twice, in a JSON text, and in base64 at whichever place of a longer text.
 */
export function secretForms(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  const sent = [secret, encodeURIComponent(secret), inForm];
  const encoded = sent.map((form) => encodeURIComponent(form));
  const twice = encoded.map((form) => encodeURIComponent(form));
  const inJson = JSON.stringify(secret).slice(1, -1);
  const forms = [...sent, ...encoded, ...twice, inJson, ...sent.flatMap(base64Forms)];
  return [...new Set(forms)];
}

// --- internal ---

/** Shorter pieces would tear other base64 apart. */
const shortestPiece = 8;

/**
 * Three bytes become four characters, so what stands before the secret shifts it by none, one or two
 * bytes; characters that it shares with its neighbours are left out.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const pieces = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((shift * 8) / 6), end);
  });
  const safe = pieces.map((piece) => piece.replaceAll('+', '-').replaceAll('/', '_'));
  return [...pieces, ...safe].filter((piece) => piece.length >= shortestPiece);
}
