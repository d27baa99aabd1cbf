import * as z from 'zod';
import { BOT, GUILD } from '#sandbox/discord/bower.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import { snowflake } from '#sandbox/discord/forms/controls.ts';
import { parseForm } from '#sandbox/discord/forms/parse.ts';
import { guildOf } from '#sandbox/discord/gateway/welcome.ts';
import { botMember, botUser, channelOf, memberOf, textChannelOf, userOf } from '#sandbox/discord/profiles.ts';
import type { UploadLimits } from '#sandbox/discord/upload-limits.ts';
import type { World } from '#sandbox/discord/world.ts';
import type { Call, Route } from './call.ts';
import { ok } from './call.ts';

const directMessageForm = z.object({ recipient_id: snowflake });

/** The server, its members, and the way into their direct messages. */
export function peopleRoutes({ world, uploads }: { readonly world: World; readonly uploads: UploadLimits }): Route[] {
  function guild(call: Call) {
    if (call.param('guild') !== GUILD.id) throw refusals.unknownGuild();
    return guildOf(world, uploads.premiumTier());
  }

  function user(id: string) {
    if (id === BOT.id) return botUser;
    const person = world.findPerson(id);
    if (!person) throw refusals.unknownUser();
    return userOf(person);
  }

  function member(call: Call) {
    guild(call);
    const id = call.param('user');
    if (id === BOT.id || id === '@me') return botMember();
    const person = world.findPerson(id);
    if (!person) throw refusals.unknownMember();
    return memberOf(person);
  }

  function directMessages(call: Call) {
    const { recipient_id } = parseForm(directMessageForm, call.body);
    const place = world.dmOf(recipient_id);
    if (!place) throw refusals.unknownUser();
    return channelOf(place);
  }

  const channels = (call: Call) =>
    guild(call) && [...world.places.values()].filter(({ dmOf }) => !dmOf).map(textChannelOf);

  return [
    { method: 'GET', path: '/guilds/:guild', handle: (call) => ok(guild(call)) },
    { method: 'GET', path: '/guilds/:guild/roles', handle: (call) => ok(guild(call).roles) },
    { method: 'GET', path: '/guilds/:guild/channels', handle: (call) => ok(channels(call)) },
    { method: 'GET', path: '/guilds/:guild/members/:user', handle: (call) => ok(member(call)) },
    { method: 'GET', path: '/users/:user', handle: (call) => ok(user(call.param('user'))) },
    { method: 'POST', path: '/users/@me/channels', handle: (call) => ok(directMessages(call)) },
  ];
}
