import type { Answer } from '#sandbox/discord/people.ts';
import type {
  ChannelView,
  MessageView,
  PageEvent,
  Person,
  ProviderJobView,
  ProviderSettings,
  ServiceName,
} from '#sandbox/page/protocol.ts';
import type { World } from '#sandbox/page/snapshot.ts';

export const ADA: Person = { id: '201', username: 'ada', displayName: 'Ada', color: '#c96f4a', isAdmin: false };
export const BRUNO: Person = { id: '202', username: 'bruno', displayName: 'Bruno', color: '#4a7fc9', isAdmin: false };
export const MIRA: Person = { id: '203', username: 'mira', displayName: 'Mira', color: '#7a5cc4', isAdmin: true };

const text = (id: string, name: string, more: Partial<ChannelView> = {}): ChannelView => ({
  id,
  name,
  topic: '',
  kind: 'text',
  nsfw: false,
  botMayWrite: true,
  ...more,
});

export const CHANNELS = {
  general: text('301', 'general'),
  gallery: text('302', 'gallery'),
  afterDark: text('303', 'after-dark', { nsfw: true }),
  readOnly: text('304', 'read-only', { botMayWrite: false }),
};

export const BOT = { id: '100', username: 'Bowerbird' };

export const JOB: ProviderJobView = {
  provider: 'modelslab',
  id: '900',
  endpoint: 'images/text2img',
  prompt: 'a bower of blue petals',
  state: 'processing',
  createdAt: 0,
  finishesAt: 4000,
  hasWebhook: true,
  callback: 'once',
  callbackStatuses: [],
  polls: 0,
};

/** A message as the bot writes it, in #general. */
export const message = (id: string, more: Partial<MessageView> = {}): MessageView => ({
  id,
  channel_id: CHANNELS.general.id,
  author: { ...BOT, discriminator: '0', global_name: null, avatar: null, bot: true },
  content: '',
  timestamp: '2026-11-21T12:00:00.000Z',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  pinned: false,
  type: 0,
  ...more,
});

/** One call that the page made, by the name of the function. */
export type Call = { readonly to: string; readonly with: readonly unknown[] };

/** Neighbours that only remember what the page asked of them, and say what they are told to say. */
export function createStubWorld(answer: () => Promise<Answer> = async () => ({ answer: 'none' })) {
  const calls: Call[] = [];
  const noted =
    <R>(to: string, result: () => R) =>
    (...given: readonly unknown[]): R => {
      calls.push({ to, with: given });
      return result();
    };
  const discordListeners = new Set<(event: PageEvent) => void>();
  type JobListeners = Set<(job: ProviderJobView) => void>;
  const jobListeners: Record<ServiceName, JobListeners> = {
    modelslab: new Set(),
    apimart: new Set(),
    eachlabs: new Set(),
  };

  const discord: World['discord'] = {
    bot: BOT,
    people: { ada: ADA, bruno: BRUNO, mira: MIRA },
    channels: CHANNELS,
    dmOf: (personId) => text(`4${personId}`, 'Bowerbird', { kind: 'dm', dmOf: personId }),
    isBotOnline: () => true,
    commands: () => [],
    messages: (channelId) => (channelId === CHANNELS.general.id ? [message('500', { content: 'hello' })] : []),
    runCommand: noted('runCommand', answer),
    autocomplete: noted('autocomplete', answer),
    useMenu: noted('useMenu', answer),
    press: noted('press', answer),
    submitModal: noted('submitModal', answer),
    upload: noted('upload', () => ({ id: '700' })),
    outage: noted('outage', () => {}),
    outageNow: () => 'no',
    closeChannel: noted('closeChannel', () => {}),
    openChannel: noted('openChannel', () => {}),
    forgetNonces: noted('forgetNonces', () => {}),
    expireTokens: noted('expireTokens', () => {}),
    subscribe: subscribeTo(discordListeners),
  };
  const stub = (name: ServiceName): World['services'][ServiceName] => {
    let settings: ProviderSettings = { rejectKey: false, outOfCredit: false, down: 'no', generationMs: 4000 };
    return {
      name,
      jobs: () => (name === JOB.provider ? [JOB] : []),
      settings: () => settings,
      configure: (change) => {
        settings = { ...settings, ...change };
      },
      act: (...given) => noted(`${name}.act`, async () => {})(...given),
      subscribe: subscribeTo(jobListeners[name]),
    };
  };
  const services = { modelslab: stub('modelslab'), apimart: stub('apimart'), eachlabs: stub('eachlabs') };
  return {
    discord,
    services,
    calls,
    tell: (event: PageEvent) => {
      for (const listener of discordListeners) listener(event);
    },
    tellJob: (job: ProviderJobView) => {
      for (const listener of jobListeners[job.provider]) listener(job);
    },
    listeners: () => [discordListeners, ...Object.values(jobListeners)].reduce((sum, { size }) => sum + size, 0),
  };
}

const subscribeTo =
  <T>(listeners: Set<(news: T) => void>) =>
  (listener: (news: T) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
