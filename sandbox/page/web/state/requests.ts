import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type {
  AutocompleteInput,
  CommandInput,
  ComponentInput,
  JobAction,
  MenuInput,
  ModalInput,
  Outage,
  ProviderJobView,
  ProviderSettings,
  ServiceName,
} from '#sandbox/page/protocol.ts';

/** What the server refused, in words for the person who did it. */
export class Refused extends Error {}

async function post<T>(path: string, body: BodyInit, contentType: string): Promise<T> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': contentType }, body }).catch(() => {
    throw new Refused('The demo does not answer. Is it still running in the terminal?');
  });
  const answer: T & { error?: string } = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.error ?? `The demo answered ${response.status}.`);
  return answer;
}

const postJson = <T = unknown>(path: string, body: unknown): Promise<T> =>
  post(path, JSON.stringify(body), 'application/json');

export const runCommand = (input: CommandInput) => postJson('/page/commands', input);
export const useMenu = (input: MenuInput) => postJson('/page/menus', input);
export const press = (input: ComponentInput) => postJson('/page/components', input);
export const submitModal = (input: ModalInput) => postJson('/page/modals', input);
export const changeSettings = (provider: ServiceName, settings: Partial<ProviderSettings>) =>
  postJson(`/page/settings/${provider}`, settings);
export const actOnJob = ({ provider, id }: Pick<ProviderJobView, 'provider' | 'id'>, action: JobAction) =>
  postJson(`/page/jobs/${provider}/${encodeURIComponent(id)}/${action}`, {});

export const changeOutage = (outage: Outage) => postJson('/page/discord/outage', { outage });
export const changeChannel = (channelId: string, action: 'close' | 'open') =>
  postJson(`/page/discord/channels/${channelId}/${action}`, {});
export const forgetNonces = () => postJson('/page/discord/forget-nonces', {});
export const expireTokens = () => postJson('/page/discord/expire-tokens', {});

export const autocomplete = async (input: AutocompleteInput) =>
  (await postJson<{ choices: readonly APIApplicationCommandOptionChoice[] }>('/page/autocomplete', input)).choices;

/** Keeps a file for an option; answers the id that stands for it. */
export const upload = async (file: File) =>
  (
    await post<{ id: string }>(
      `/page/uploads?name=${encodeURIComponent(file.name)}`,
      file,
      file.type || 'application/octet-stream',
    )
  ).id;
