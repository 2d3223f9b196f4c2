/**
 * Tokens, penalties and who a user is become entries of one table, beside passes and leases: values
 * are JSON, and whoever reads one checks it (`SharedStore` of `@zohokit/zoho-http`).
 */
export const schemaVersion2 = `
CREATE TABLE shared (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  needed_until REAL
) STRICT, WITHOUT ROWID;

INSERT INTO shared
SELECT 'token/' || key,
  CASE WHEN scope IS NULL THEN json_object('value', value, 'expiresAt', expires_at)
  ELSE json_object('value', value, 'expiresAt', expires_at, 'scope', scope) END,
  NULL
FROM tokens;

INSERT INTO shared
SELECT 'penalty/' || key, json_object('until', until, 'imposedAt', 0, 'inARow', 1), NULL
FROM penalties;

INSERT INTO shared SELECT 'user/' || key, json_quote(user_id), NULL FROM user_ids;

DROP TABLE tokens;
DROP TABLE penalties;
DROP TABLE user_ids;
`;
