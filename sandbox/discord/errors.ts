import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10';

/** A refusal with the body that Discord sends for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: number, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.body = { message, code, ...more };
  }
}

/** Codes from Discord's list; the statuses are those that its answers usually have with them. */
export const refusals = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  badJson: () => new Refusal(400, Code.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.'),
  wrongContentType: () =>
    new Refusal(
      400,
      Code.InvalidFormBodyOrContentType,
      'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.',
    ),
  unknownChannel: () => new Refusal(404, Code.UnknownChannel, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, Code.UnknownGuild, 'Unknown Guild'),
  unknownMember: () => new Refusal(404, Code.UnknownMember, 'Unknown Member'),
  unknownMessage: () => new Refusal(404, Code.UnknownMessage, 'Unknown Message'),
  unknownUser: () => new Refusal(404, Code.UnknownUser, 'Unknown User'),
  unknownApplication: () => new Refusal(404, Code.UnknownApplication, 'Unknown Application'),
  unknownWebhook: () => new Refusal(404, Code.UnknownWebhook, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, Code.UnknownInteraction, 'Unknown interaction'),
  unknownCommand: () => new Refusal(404, Code.UnknownApplicationCommand, 'Unknown application command'),
  tooLarge: () => new Refusal(413, Code.RequestEntityTooLarge, 'Request entity too large'),
  alreadyAcknowledged: () =>
    new Refusal(400, Code.InteractionHasAlreadyBeenAcknowledged, 'Interaction has already been acknowledged.'),
  missingAccess: () => new Refusal(403, Code.MissingAccess, 'Missing Access'),
  missingPermissions: () => new Refusal(403, Code.MissingPermissions, 'Missing Permissions'),
  closedToBot: () => new Refusal(403, Code.CannotSendMessagesToThisUser, 'Cannot send messages to this user'),
  notYourMessage: () =>
    new Refusal(403, Code.CannotEditMessageAuthoredByAnotherUser, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new Refusal(400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message'),
  invalidToken: () => new Refusal(401, Code.InvalidWebhookToken, 'Invalid Webhook Token'),
  noHistory: () =>
    new Refusal(
      400,
      Code.CannotReplyWithoutPermissionToReadMessageHistory,
      'Cannot reply without permission to read message history',
    ),
  tooManyCommands: (limit: number) =>
    new Refusal(
      400,
      Code.MaximumNumberOfApplicationCommandsReached,
      `Maximum number of application commands reached (${limit}).`,
    ),
} as const;
