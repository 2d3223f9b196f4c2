import manifest from '../package.json' with { type: 'json' };

/** Who we say we are. */
export const userAgent = `zohokit/${manifest.version}`;
