import { expect, test } from 'vitest';
import type { Snapshot } from '#sandbox/page/protocol.ts';
import { takeSnapshot } from '#sandbox/page/snapshot.ts';
import { readMessageLink } from '#sandbox/page/web/look/message-link.ts';
import { gistOf, looseAttachments } from '#sandbox/page/web/message/media.ts';
import { buildStream } from '#sandbox/page/web/message/stream.ts';
import { applyEvent } from '#sandbox/page/web/state/apply-event.ts';
import { createPageState } from '#sandbox/page/web/state/page-state.ts';
import { ADA, BOT, BRUNO, CHANNELS, createStubWorld, JOB, MIRA, message } from './stub-world.ts';

const snapshot = (): Snapshot => takeSnapshot({ ...createStubWorld(), guildName: 'The Bower' });
const { general, gallery, afterDark } = CHANNELS;

test('an edit replaces its message in place, and any event may arrive twice', () => {
  const edited = { type: 'message', message: message('500', { content: 'changed' }) } as const;
  const created = { type: 'message', message: message('501') } as const;
  const once = [created, edited].reduce(applyEvent, snapshot());
  expect(once.messages[general.id]?.map(({ id, content }) => [id, content])).toStrictEqual([
    ['500', 'changed'],
    ['501', ''],
  ]);
  expect([created, edited].reduce(applyEvent, once)).toStrictEqual(once);
});

test('a removed message, a new job and a changed one are taken over', () => {
  const removed = { type: 'message_removed', channelId: general.id, messageId: '500' } as const;
  const world = [
    removed,
    { type: 'job', job: { ...JOB, polls: 3 } } as const,
    { type: 'job', job: { ...JOB, id: '901' } } as const,
    { type: 'job', job: { ...JOB, provider: 'apimart', polls: 7 } } as const,
    { type: 'bot', online: false } as const,
  ].reduce(applyEvent, snapshot());
  expect(world.messages[general.id]).toStrictEqual([]);
  expect(world.jobs.map(({ id, polls }) => [id, polls])).toStrictEqual([
    ['900', 3],
    ['901', 0],
    ['900', 7],
  ]);
  expect(world.bot.online).toBe(false);
});

const inGallery = (id: string, more = {}) => message(id, { channel_id: gallery.id, ...more });

test('a new message marks its channel for those who may see it and are not looking', () => {
  const page = createPageState(snapshot());
  const ping = { id: BRUNO.id, username: 'bruno', discriminator: '0', global_name: null, avatar: null };
  page.receive({ type: 'message', message: message('501') });
  page.receive({ type: 'message', message: inGallery('601', { mentions: [ping] }) });
  page.receive({ type: 'message', message: message('701', { channel_id: afterDark.id, visibleTo: MIRA.id }) });
  expect(page.unread.value).toStrictEqual({
    [`${BRUNO.id}/${general.id}`]: 0,
    [`${MIRA.id}/${general.id}`]: 0,
    [`${ADA.id}/${gallery.id}`]: 0,
    [`${BRUNO.id}/${gallery.id}`]: 1,
    [`${MIRA.id}/${gallery.id}`]: 0,
    [`${MIRA.id}/${afterDark.id}`]: 0,
  });
  page.openChannel(gallery.id);
  expect(page.unread.value).not.toHaveProperty(`${ADA.id}/${gallery.id}`);
});

test('an edit marks nothing', () => {
  const page = createPageState(snapshot());
  page.receive({ type: 'message', message: message('500', { content: 'changed' }) });
  expect(page.unread.value).toStrictEqual({});
});

test('direct messages follow the person spoken as, and nobody sees those of another', () => {
  const page = createPageState(snapshot());
  page.openChannel(`4${ADA.id}`);
  page.speakAs(BRUNO.id);
  expect(page.channel.value.id).toBe(`4${BRUNO.id}`);
  expect(page.jumpTo(`4${ADA.id}`)).toBe(false);
  expect(page.jumpTo(general.id, '500')).toBe(true);
  expect([page.channel.value.id, page.target.value]).toStrictEqual([general.id, '500']);
});

test('messages of one author stand together until a reply, a command or seven minutes part them', () => {
  const at = (minute: number) => `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`;
  const interaction = {
    id: '1',
    type: 2,
    name: 'imagine',
    user: { ...message('0').author, ...ADA, username: 'ada' },
  } as const;
  const stream = buildStream(
    [
      message('1', { timestamp: at(0) }),
      message('2', { timestamp: at(6) }),
      message('3', { timestamp: at(14) }),
      message('4', { timestamp: at(15), interaction }),
      message('5', { timestamp: at(16), message_reference: { channel_id: general.id, message_id: '4' } }),
      message('6', { timestamp: at(17), visibleTo: ADA.id }),
      message('7', { timestamp: '2026-11-23T12:00:00.000Z' }),
    ],
    [],
  );
  const shown = stream.map((item) =>
    item.kind === 'message' ? `${item.id}${item.isFirst ? ' first' : ''}` : item.kind,
  );
  expect(shown).toStrictEqual(['day', '1 first', '2', '3 first', '4 first', '5 first', '6 first', 'day', '7 first']);
});

test('an attachment that an embed shows does not stand below the message as well', () => {
  const file = (filename: string) => ({ id: filename, filename, size: 1, url: `http://a/${filename}`, proxy_url: '' });
  const shown = message('1', {
    attachments: [file('a.png'), file('b.png')],
    embeds: [{ image: { url: 'attachment://a.png' } }],
  });
  expect(looseAttachments(shown).map(({ filename }) => filename)).toStrictEqual(['b.png']);
});

test('the line that stands for a message is its first text, without the marks of a block', () => {
  expect(gistOf(message('1', { content: '-# done\nmore' }))).toBe('done');
  expect(gistOf(message('1', { embeds: [{ title: 'Being made' }] }))).toBe('Being made');
  expect(gistOf(message('1'))).toBe('Click to see the message');
});

test('a link to a message of Discord is recognised, any other is not', () => {
  expect(readMessageLink('https://discord.com/channels/1/301/500')).toStrictEqual({
    channelId: '301',
    messageId: '500',
  });
  expect(readMessageLink('https://ptb.discord.com/channels/@me/401')).toStrictEqual({ channelId: '401' });
  expect(readMessageLink(`https://evil.example/?https://discord.com/channels/1/301/${BOT.id}`)).toBeUndefined();
});
