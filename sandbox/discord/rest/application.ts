import type { APIApplication, APIGatewayBotInfo } from 'discord-api-types/v10';
import { ApplicationFlags, ApplicationIntegrationType } from 'discord-api-types/v10';
import { BOT } from '#sandbox/discord/bower.ts';
import { botUser } from '#sandbox/discord/profiles.ts';
import type { Route } from './call.ts';
import { ok } from './call.ts';

/** Identifies that a bot may make in a day. */
const SESSION_STARTS = 1000;
const DAY_MS = 86_400_000;

const application: APIApplication = {
  id: BOT.id,
  name: BOT.username,
  icon: null,
  description: '',
  summary: '',
  bot: botUser,
  bot_public: false,
  bot_require_code_grant: false,
  team: null,
  verify_key: '0'.repeat(64),
  flags: ApplicationFlags.ApplicationCommandBadge,
  flags_new: String(ApplicationFlags.ApplicationCommandBadge),
  interactions_endpoint_url: null,
  redirect_uris: [],
  approximate_guild_count: 1,
  approximate_user_install_count: 0,
  integration_types_config: { [ApplicationIntegrationType.GuildInstall]: {} },
};

/** Who the bot is and where its gateway stands. */
export function applicationRoutes(deps: { readonly gatewayUrl: () => string }): Route[] {
  const gatewayBot = (): APIGatewayBotInfo => ({
    url: deps.gatewayUrl(),
    shards: 1,
    session_start_limit: {
      total: SESSION_STARTS,
      remaining: SESSION_STARTS - 1,
      reset_after: DAY_MS,
      max_concurrency: 1,
    },
  });
  return [
    { method: 'GET', path: '/gateway', isOpen: true, handle: () => ok({ url: deps.gatewayUrl() }) },
    { method: 'GET', path: '/gateway/bot', handle: () => ok(gatewayBot()) },
    { method: 'GET', path: '/users/@me', handle: () => ok(botUser) },
    { method: 'GET', path: '/applications/@me', handle: () => ok(application) },
    { method: 'GET', path: '/oauth2/applications/@me', handle: () => ok(application) },
  ];
}
