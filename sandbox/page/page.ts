import express from 'express';
import { bundlePage } from './bundle.ts';
import type { Subscribe } from './event-stream.ts';
import { streamEvents } from './event-stream.ts';
import * as inputs from './inputs.ts';
import type { PageEvent } from './protocol.ts';
import { answerErrors } from './refusals.ts';
import { CONTENT_SECURITY_POLICY, pageShell } from './shell.ts';
import type { World } from './snapshot.ts';
import { takeSnapshot } from './snapshot.ts';

/** Largest file that a person may attach, as Discord's own limit without a subscription. */
const UPLOAD_MAX_BYTES = 10 * 1024 * 1024;

/** The chat page and what it talks to, to be mounted at the root. Rejects when the front end cannot be bundled. */
export async function createPage(world: World): Promise<express.Router> {
  const bundle = await bundlePage();
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.set('content-security-policy', CONTENT_SECURITY_POLICY).type('html');
    response.send(pageShell(`${world.guildName} · Bowerbird demo`));
  });
  router.get('/app.js', (_request, response) => void response.type('js').send(bundle.script));
  router.get('/app.css', (_request, response) => void response.type('css').send(bundle.style));
  const news = createNews(world);
  addReading(router, world, news.subscribe);
  addUploads(router, world);
  router.use('/page', express.json({ limit: '256kb' }));
  addActing(router, world);
  addOperating(router, world, news.tell);
  addTroubles(router, world);
  router.use(answerErrors);
  return router;
}

function addReading(router: express.Router, world: World, subscribe: Subscribe): void {
  router.get('/page/snapshot', (_request, response) => {
    response.set('cache-control', 'no-store').json(takeSnapshot(world));
  });
  router.get('/page/events', (request, response) => streamEvents(request, response, subscribe));
}

/** Files come as they are, JSON files too: mounted before the bodies are parsed. */
function addUploads(router: express.Router, { discord }: World): void {
  router.post('/page/uploads', express.raw({ type: () => true, limit: UPLOAD_MAX_BYTES }), (request, response) => {
    const { name } = inputs.uploadQuery.parse(request.query);
    const contentType = request.get('content-type') ?? 'application/octet-stream';
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    response.json(discord.upload({ name, contentType, bytes }));
  });
}

/** What people do in the pretend Discord. The outcome reaches the page as an event; the answer names its kind. */
function addActing(router: express.Router, { discord }: World): void {
  router.post('/page/commands', async ({ body }, response) => {
    const { answer } = await discord.runCommand(inputs.commandInput.parse(body));
    response.json({ answer });
  });
  router.post('/page/autocomplete', async ({ body }, response) => {
    const answer = await discord.autocomplete(inputs.autocompleteInput.parse(body));
    response.json({ choices: answer.answer === 'choices' ? answer.choices : [] });
  });
  router.post('/page/menus', async ({ body }, response) => {
    const { answer } = await discord.useMenu(inputs.menuInput.parse(body));
    response.json({ answer });
  });
  router.post('/page/components', async ({ body }, response) => {
    const { answer } = await discord.press(inputs.componentInput.parse(body));
    response.json({ answer });
  });
  router.post('/page/modals', async ({ body }, response) => {
    const { answer } = await discord.submitModal(inputs.modalInput.parse(body));
    response.json({ answer });
  });
}

/** What the panel does to the pretend providers. */
function addOperating(router: express.Router, { services }: World, tell: (event: PageEvent) => void): void {
  router.post('/page/jobs/:provider/:id/:action', async ({ params }, response) => {
    const { provider, id, action } = inputs.jobParams.parse(params);
    await services[provider].act(id, action);
    response.json({});
  });
  router.post('/page/settings/:provider', ({ params, body }, response) => {
    const { provider } = inputs.settingsParams.parse(params);
    services[provider].configure(inputs.settingsInput.parse(body));
    const settings = services[provider].settings();
    tell({ type: 'settings', provider, settings });
    response.json(settings);
  });
}

/** What the panel does to the pretend Discord, which tells of it by itself. */
function addTroubles(router: express.Router, { discord }: World): void {
  router.post('/page/discord/outage', ({ body }, response) => {
    discord.outage(inputs.outageInput.parse(body).outage);
    response.json({});
  });
  router.post('/page/discord/channels/:id/:action', ({ params }, response) => {
    const { id, action } = inputs.channelParams.parse(params);
    if (action === 'close') discord.closeChannel(id);
    else discord.openChannel(id);
    response.json({});
  });
  router.post('/page/discord/forget-nonces', (_request, response) => {
    discord.forgetNonces();
    response.json({});
  });
  router.post('/page/discord/expire-tokens', (_request, response) => {
    discord.expireTokens();
    response.json({});
  });
}

/** Joins the news of the neighbours and of the panel itself into one stream. */
function createNews({ discord, services }: World): { subscribe: Subscribe; tell: (event: PageEvent) => void } {
  const listeners = new Set<(event: PageEvent) => void>();
  return {
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      const leaveDiscord = discord.subscribe(listener);
      const leaveServices = Object.values(services).map((service) =>
        service.subscribe((job) => listener({ type: 'job', job })),
      );
      return () => {
        listeners.delete(listener);
        leaveDiscord();
        for (const leave of leaveServices) leave();
      };
    },
  };
}
