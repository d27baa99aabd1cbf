/**
 * Preloaded into the real bot process, and so into its threads. Its address says, in its query, what shall happen:
 * `point` and `pass`: the process kills itself when it comes there for the so-manieth time; `aheadMs`: its clock is ahead
 * by so much; `without`: a protection that is taken away. The product knows nothing of it: what its creators hand out is
 * wrapped when they are loaded.
 */
import { createRequire, registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { arm, at, takeAway } from './wrap.ts';

/** Files whose exports are wrapped, and what they are called there. */
const CREATORS: Readonly<Record<string, readonly string[]>> = {
  'src/domain/delivery.ts': ['nonceOf'],
  'src/storage/open-storage.ts': ['openStorage'],
  'src/providers/registry.ts': ['createProviders'],
  'src/media/media-store.ts': ['createMediaStore'],
  'src/discord/messenger.ts': ['createMessenger'],
  'src/discord/find-posted.ts': ['createFindPosted'],
};

const told = new URL(import.meta.url).searchParams;
const wrapUrl = new URL('./wrap.ts', import.meta.url).href;
const root = new URL('../../../', import.meta.url).href;

travel(Number(told.get('aheadMs') ?? 0));
arm(told.get('point') ?? '', Number(told.get('pass') ?? 1));
takeAway(told.get('without') ?? '');
watchCommits();
if (isMainThread) wrapCreators();

function travel(aheadMs: number): void {
  const now = Date.now;
  Date.now = () => now() + aheadMs;
}

/** A module of the same address that has everything of the first one, which is still there under `?whole`. */
function wrapCreators(): void {
  registerHooks({
    load: (url, context, nextLoad) => {
      const names = url.startsWith(root) ? CREATORS[url.slice(root.length)] : undefined;
      if (!names) return nextLoad(url, context);
      const whole = JSON.stringify(`${url}?whole`);
      const source = [
        `import * as whole from ${whole};`,
        `import { wrap } from ${JSON.stringify(wrapUrl)};`,
        `export * from ${whole};`,
        ...names.map((name) => `export const ${name} = wrap(${JSON.stringify(name)}, whole.${name});`),
      ];
      return { format: 'module', shortCircuit: true, source: source.join('\n') };
    },
  });
}

type Work = (...given: unknown[]) => unknown;
type Transaction = Work & { default: Work; deferred: Work; immediate: Work; exclusive: Work };
type Driver = { readonly prototype: { transaction: (this: unknown, work: Work) => Transaction } };

/** In whichever thread the database is. */
function watchCommits(): void {
  const driver: Driver = createRequire(import.meta.url)('better-sqlite3');
  const { transaction } = driver.prototype;
  driver.prototype.transaction = function watched(work) {
    const made = transaction.call(this, (...given) => {
      const answer = work(...given);
      at('before commit');
      return answer;
    });
    const announced =
      (run: Work): Work =>
      (...given) => {
        const answer = run(...given);
        at('after commit');
        return answer;
      };
    const { deferred, immediate, exclusive } = made;
    const ways = { deferred, immediate, exclusive, default: made };
    const all = Object.entries(ways).map(([name, run]) => [name, announced(run)]);
    return Object.assign(announced(made), Object.fromEntries(all));
  };
}
