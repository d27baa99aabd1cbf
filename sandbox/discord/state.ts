import type { Answers } from './answers.ts';
import { createAnswers } from './answers.ts';
import type { AttachmentStore } from './attachments.ts';
import { createAttachments } from './attachments.ts';
import type { Clock } from './clock.ts';
import type { Registry } from './commands.ts';
import { createRegistry } from './commands.ts';
import type { Composer } from './compose.ts';
import { createComposer } from './compose.ts';
import type { Announcer } from './events.ts';
import { createAnnouncer } from './events.ts';
import type { Interactions } from './interactions.ts';
import { createInteractions } from './interactions.ts';
import type { MessageStore } from './messages.ts';
import { createMessages } from './messages.ts';
import type { Modals } from './modals.ts';
import { createModals } from './modals.ts';
import type { Nonces } from './rest/nonces.ts';
import { createNonces } from './rest/nonces.ts';
import type { Results } from './results.ts';
import { createResults } from './results.ts';
import { createSnowflakes } from './snowflakes.ts';
import type { UploadLimits } from './upload-limits.ts';
import { createUploadLimits } from './upload-limits.ts';
import type { World } from './world.ts';
import { createWorld } from './world.ts';

/** All that the pretend Discord remembers, in memory. */
export type State = {
  readonly world: World;
  readonly announcer: Announcer;
  readonly nextId: () => string;
  readonly messages: MessageStore;
  readonly attachments: AttachmentStore;
  readonly registry: Registry;
  readonly interactions: Interactions;
  readonly modals: Modals;
  readonly composer: Composer;
  readonly answers: Answers;
  readonly nonces: Nonces;
  readonly uploads: UploadLimits;
  readonly results: Results;
};

export function createState(deps: {
  readonly clock: Clock;
  /** Under which attachments are served. */
  readonly baseUrl: () => string;
  readonly answerMs: number;
  readonly tokenLifeMs: number;
  readonly nonceLifeMs: number | undefined;
}): State {
  const { clock, baseUrl, answerMs, tokenLifeMs, nonceLifeMs } = deps;
  const world = createWorld();
  const announcer = createAnnouncer();
  const { announce } = announcer;
  const nextId = createSnowflakes(clock);
  const messages = createMessages({ announce });
  const attachments = createAttachments({ nextId, baseUrl });
  const composer = createComposer({ world, attachments, nextId, clock });
  return {
    world,
    announcer,
    nextId,
    messages,
    attachments,
    composer,
    registry: createRegistry({ nextId, announce }),
    interactions: createInteractions({ clock, answerMs, tokenLifeMs, announce }),
    modals: createModals({ announce }),
    answers: createAnswers({ composer, messages }),
    nonces: createNonces({ clock, lifeMs: nonceLifeMs }),
    uploads: createUploadLimits(),
    results: createResults(announcer),
  };
}
