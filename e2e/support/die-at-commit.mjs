import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Loaded before the real program: kills it at the n-th commit of its journal (`DIE_AT`, from 1), before
 * that is made or right after it, and without `DIE_AT` writes a byte for each to the file
 * `COUNT_COMMITS`. The journal is what is written with full sync; tokens and pauses are not.
 */
const { DIE_AT, DIE_WHEN, COUNT_COMMITS } = process.env;
const { exec } = DatabaseSync.prototype;
const journals = new WeakSet();
let commits = 0;

DatabaseSync.prototype.exec = function execOrDie(sql) {
  if (/synchronous = full/i.test(sql)) journals.add(this);
  if (sql !== 'COMMIT' || !journals.has(this)) return exec.call(this, sql);
  commits += 1;
  const dies = String(commits) === DIE_AT;
  if (dies && DIE_WHEN === 'before') process.kill(process.pid, 'SIGKILL');
  const result = exec.call(this, sql);
  if (dies) process.kill(process.pid, 'SIGKILL');
  if (COUNT_COMMITS !== undefined) appendFileSync(COUNT_COMMITS, '.');
  return result;
};
