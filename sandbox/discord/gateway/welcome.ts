import type { APIGuild, GatewayGuildCreateDispatchData, GatewayReadyDispatchData } from 'discord-api-types/v10';
import {
  ApplicationFlags,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildSystemChannelFlags,
  GuildVerificationLevel,
  Locale,
} from 'discord-api-types/v10';
import { BOT, GUILD, JOINED_AT, PEOPLE } from '#sandbox/discord/bower.ts';
import { botMember, botUser, textChannelOf } from '#sandbox/discord/profiles.ts';
import type { World } from '#sandbox/discord/world.ts';

const APPLICATION_FLAGS = ApplicationFlags.ApplicationCommandBadge;

export const readyData = (sessionId: string, resumeUrl: string): GatewayReadyDispatchData => ({
  v: 10,
  user: botUser,
  guilds: [{ id: GUILD.id, unavailable: true }],
  session_id: sessionId,
  resume_gateway_url: resumeUrl,
  shard: [0, 1],
  application: { id: BOT.id, flags: APPLICATION_FLAGS, flags_new: String(APPLICATION_FLAGS) },
});

/** The server as the REST API sends it. */
export const guildOf = (world: World, premiumTier = GuildPremiumTier.None): APIGuild => ({
  id: GUILD.id,
  name: GUILD.name,
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  description: null,
  owner_id: PEOPLE.mira.id,
  application_id: null,
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: GuildSystemChannelFlags.SuppressJoinNotifications,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  verification_level: GuildVerificationLevel.None,
  default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
  explicit_content_filter: GuildExplicitContentFilter.Disabled,
  mfa_level: GuildMFALevel.None,
  nsfw_level: GuildNSFWLevel.Default,
  premium_tier: premiumTier,
  premium_progress_bar_enabled: false,
  preferred_locale: Locale.EnglishUS,
  vanity_url_code: null,
  hub_type: null,
  incidents_data: null,
  features: [],
  emojis: [],
  stickers: [],
  roles: [...world.roles],
});

export const guildCreateData = (world: World, tier?: GuildPremiumTier): GatewayGuildCreateDispatchData => ({
  ...guildOf(world, tier),
  joined_at: JOINED_AT,
  large: false,
  unavailable: false,
  member_count: world.people.length + 1,
  members: [botMember()],
  channels: [...world.places.values()].filter(({ dmOf }) => !dmOf).map(textChannelOf),
  threads: [],
  voice_states: [],
  presences: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
});
