export type * from './advice.ts';
export * from './classifier.ts';
export * from './clock.ts';
export * from './fetch.ts';
export type * from './gate.ts';
export type * from './penalty-store.ts';
export type * from './service-http.ts';
export * from './zoho-error.ts';
