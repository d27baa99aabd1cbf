/**
 * Preloaded into the process that takes callbacks; its address says what is changed. `checkpointPages` makes the log be
 * folded into the file often, to see power cuts in the middle of that. `synchronous` is for the control: whatever level is
 * asked for, that one is set, and FULL is shown.
 */
import { createRequire } from 'node:module';

type Pragma = (this: unknown, text: string, options?: unknown) => unknown;
type Driver = { readonly prototype: { pragma: Pragma } };

const driver: Driver = createRequire(import.meta.url)('better-sqlite3');
const wanted = new URL(import.meta.url).searchParams;
const pragma = driver.prototype.pragma;

driver.prototype.pragma = function other(text, options) {
  const asked = text.toLowerCase().replaceAll(/\s/g, '');
  const pages = wanted.get('checkpointPages');
  if (asked.startsWith('wal_autocheckpoint=') && pages !== null) {
    return pragma.call(this, `wal_autocheckpoint = ${pages}`, options);
  }
  if (!asked.startsWith('synchronous') || wanted.get('synchronous') === null) return pragma.call(this, text, options);
  if (asked === 'synchronous') return 2;
  return pragma.call(this, `synchronous = ${wanted.get('synchronous')}`, options);
};
