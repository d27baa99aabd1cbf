import type { AddressInfo } from 'node:net';
import express from 'express';

// What the services' own documentation shows as a webhook handler: it parses, it stores nothing, it answers.

const app = express();
app.use(express.json());
app.post('/webhooks/:provider/:trackId', (_request, response) => {
  response.json({ received: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
