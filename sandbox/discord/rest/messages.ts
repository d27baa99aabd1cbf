import type { APIMessage } from 'discord-api-types/v10';
import { PermissionFlagsBits as Can } from 'discord-api-types/v10';
import type { AttachmentStore } from '#sandbox/discord/attachments.ts';
import { BOT } from '#sandbox/discord/bower.ts';
import type { Composer } from '#sandbox/discord/compose.ts';
import { refusals } from '#sandbox/discord/errors.ts';
import { contentForm } from '#sandbox/discord/forms/message.ts';
import { parseForm } from '#sandbox/discord/forms/parse.ts';
import type { MessageStore } from '#sandbox/discord/messages.ts';
import type { UploadLimits } from '#sandbox/discord/upload-limits.ts';
import type { World } from '#sandbox/discord/world.ts';
import { placeFor } from './access.ts';
import type { Allowance, Call, Route } from './call.ts';
import { done, ok } from './call.ts';
import { createPoster } from './create-message.ts';
import type { Nonces } from './nonces.ts';

type Deps = {
  readonly world: World;
  readonly messages: MessageStore;
  readonly attachments: AttachmentStore;
  readonly composer: Composer;
  readonly nonces: Nonces;
  readonly uploads: UploadLimits;
  readonly createAllowance: Allowance;
};

/** What the bot writes by itself, without an interaction. */
export function messageRoutes(deps: Deps): Route[] {
  const { world, messages, composer } = deps;
  const create = createPoster(deps);

  /** Not found among them: ephemeral answers, which only their interaction's token reaches. */
  function message(call: Call) {
    const place = placeFor(world, call.param('channel'));
    const kept = messages.find(place.id, call.param('message'));
    if (!kept || kept.visibleTo !== undefined) throw refusals.unknownMessage();
    return { place, message: kept.message, isOwn: kept.message.author.id === BOT.id };
  }

  function edit(call: Call): APIMessage {
    const { place, message: old, isOwn } = message(call);
    if (!isOwn) throw refusals.notYourMessage();
    const form = parseForm(contentForm, call.body ?? {});
    const frame = { place, kind: 'message', maxBytes: deps.uploads.inPlace(place) } as const;
    return messages.put({ message: composer.revise(old, form, call.files, frame) });
  }

  function remove(call: Call): void {
    const { place, message: old, isOwn } = message(call);
    if (!isOwn) placeFor(world, place.id, Can.ManageMessages);
    for (const { id } of old.attachments) deps.attachments.remove(id);
    messages.remove(place.id, old.id);
  }

  const path = '/channels/:channel/messages';
  return [
    { method: 'POST', path, allowance: deps.createAllowance, handle: (call) => ok(create(call)) },
    { method: 'PATCH', path: `${path}/:message`, handle: (call) => ok(edit(call)) },
    {
      method: 'DELETE',
      path: `${path}/:message`,
      handle: (call) => {
        remove(call);
        return done;
      },
    },
  ];
}
