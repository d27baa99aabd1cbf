import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import express from 'express';

// The control: the same handler, and each callback in a transaction of its own before its 200. Durable, and one fsync each.

const [dir = '.'] = process.argv.slice(2);
const sqlite = new Sqlite(join(dir, 'control.db'));
sqlite.pragma('journal_mode = WAL');
sqlite.pragma('synchronous = FULL');
sqlite.exec('create table callbacks (track_id text primary key, body text not null)');
sqlite.pragma('synchronous = FULL');
const insert = sqlite.prepare('insert or ignore into callbacks values (?, ?)');

const app = express();
app.use(express.json());
app.post('/webhooks/:provider/:trackId', (request, response) => {
  insert.run(request.params.trackId, JSON.stringify(request.body));
  response.json({ received: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
