import type { Clock } from '#sandbox/discord/clock.ts';
import type { State } from '#sandbox/discord/state.ts';
import { applicationRoutes } from './application.ts';
import type { Allowance, Route } from './call.ts';
import { callbackRoutes } from './callbacks.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { messageRoutes } from './messages.ts';
import { peopleRoutes } from './people.ts';
import { webhookRoutes } from './webhooks.ts';

type Deps = State & {
  readonly clock: Clock;
  readonly gatewayUrl: () => string;
  readonly createAllowance: Allowance;
};

/** Every route there is. Fixed paths such as `/users/@me` come before those with parameters in their place. */
export const restRoutes = (deps: Deps): readonly Route[] => [
  ...applicationRoutes(deps),
  ...peopleRoutes(deps),
  ...commandRoutes(deps),
  ...channelRoutes(deps),
  ...messageRoutes(deps),
  ...callbackRoutes(deps),
  ...webhookRoutes(deps),
];
