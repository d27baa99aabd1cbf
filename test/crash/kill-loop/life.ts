import type { Sandbox } from '#sandbox/sandbox.ts';
import type { OutsidePoint, Point, Protection } from './points.ts';
import { isInside } from './points.ts';

export type Life = {
  /** Where it shall be killed; at a random moment when there is none. */
  readonly point?: Point | undefined;
  /** At the so-manieth time that it comes there. */
  readonly pass: number;
  /** How long it may live, in milliseconds: until its random moment, or until its point is given up. */
  readonly lifeMs: number;
  readonly aheadMs: number;
  readonly without?: Protection | undefined;
  /** Called when it is online. */
  readonly online: () => void;
};

/** The preload that makes the bot die where it shall. */
export function preloadFor({ point, pass, aheadMs, without }: Omit<Life, 'lifeMs' | 'online'>): string {
  const preload = new URL('./preload.ts', import.meta.url);
  const told = { aheadMs, ...(point && isInside(point) && { point, pass }), ...(without && { without }) };
  for (const [name, value] of Object.entries(told)) preload.searchParams.set(name, String(value));
  return preload.href;
}

/** Starts the bot and lets it live until it has been killed. Answers whether that was where it should be. */
export async function liveOnce(sandbox: Sandbox, life: Life): Promise<'there' | 'elsewhere'> {
  const { bot } = sandbox;
  const { point } = life;
  let isElsewhere = false;
  await bot.start({ preloads: [preloadFor(life)] });
  const leave = point && !isInside(point) ? killFromOutside(sandbox, point, life.pass) : () => {};
  const end = setTimeout(() => {
    isElsewhere = point !== undefined;
    void bot.kill();
  }, life.lifeMs);
  void bot.waitForLog(({ fields }) => fields.msg === 'online').then(life.online, () => {});
  const { code, signal } = await bot.exited();
  clearTimeout(end);
  leave();
  if (signal !== 'SIGKILL') throw new Error(`the bot ended by itself (${code ?? signal}):\n${lastWords(sandbox)}`);
  return isElsewhere ? 'elsewhere' : 'there';
}

/** In the middle of the work for a request of the bot: it is gone before the answer is written. */
function killFromOutside(sandbox: Sandbox, point: OutsidePoint, pass: number): () => void {
  let passesLeft = pass;
  return WATCHES[point](sandbox, () => {
    passesLeft -= 1;
    if (passesLeft === 0) void sandbox.bot.kill();
  });
}

const WATCHES: Readonly<Record<OutsidePoint, (sandbox: Sandbox, seen: () => void) => () => void>> = {
  'card made, not answered': (sandbox, seen) => watchMessages(sandbox, seen, (files) => files === 0),
  'message made, not answered': (sandbox, seen) => watchMessages(sandbox, seen, (files) => files > 0),
  'submit taken, not answered': ({ services }, seen) => {
    const known = new Set<string>();
    const leave = Object.values(services).map((service) =>
      service.subscribe(({ provider, id, state }) => {
        const isNew = state === 'processing' && !known.has(`${provider} ${id}`);
        known.add(`${provider} ${id}`);
        if (isNew) seen();
      }),
    );
    return () => {
      for (const each of leave) each();
    };
  },
};

function watchMessages({ discord }: Sandbox, seen: () => void, isMeant: (files: number) => boolean): () => void {
  const known = new Set<string>();
  return discord.subscribe((event) => {
    if (event.type !== 'message' || known.has(event.message.id)) return;
    known.add(event.message.id);
    if (isMeant(event.message.attachments.length)) seen();
  });
}

const lastWords = ({ bot }: Sandbox): string =>
  bot
    .lines()
    .slice(-15)
    .map(({ text }) => text)
    .join('\n');
