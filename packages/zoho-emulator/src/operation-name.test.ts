import { expect, test } from 'vitest';
import { toOperationName } from './operation-name.ts';

test.each([
  [/^\/oauth\/v2\/token$/, 'GET /oauth/v2/token'],
  [
    /^\/crm\/v8\/(?<module>[^/]+)\/(?<id>(?!(?:upsert|search)$)[^/]+)$/,
    'GET /crm/v8/{module}/{id}',
  ],
  [/^\/v1\/(?<id>[^/)(]+)\/(?<n>\d\)?)\/end$/, 'GET /v1/{id}/{n}/end'],
  [/^\/broken\/(?<id>.*)$/, 'GET /broken/{id}'],
])('%s is named %s', (pattern, name) => {
  expect(toOperationName({ method: 'GET', pattern })).toBe(name);
});
