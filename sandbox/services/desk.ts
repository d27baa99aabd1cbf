import type { Response, Router } from 'express';
import express from 'express';
import type { ServiceName } from '#sandbox/page/protocol.ts';
import type { Log, Plans, Settings } from './bookkeeping.ts';
import { createLog, createPlans, createSettings } from './bookkeeping.ts';
import type { Shelf } from './face.ts';
import { createFace } from './face.ts';
import type { Call, PretendService } from './operator.ts';
import type { Body, Site } from './serve.ts';
import { closedWhenDown, noteCalls, readJson, serveFiles } from './serve.ts';
import type { Tallying } from './tally.ts';
import { createTallying } from './tally.ts';

export type FileArea = 'generations' | 'mirror';

/** What every service keeps at hand: its books, its addresses, and its way onto the network. */
export type Desk = {
  readonly key: string;
  readonly settings: Settings;
  readonly plans: Plans;
  readonly tally: Tallying;
  readonly submits: Log<Body>;
  readonly undocumented: Log<string>;
  readonly calls: Log<Call>;
  /** For `<SERVICE>_API_URL`. */
  readonly apiUrl: () => string;
  /** Every file can be had at two addresses, like at a vendor's storage and at its CDN. */
  readonly fileUrl: (area: FileArea, name: string) => string;
  /** A router for the interface that reads and notes what comes, and answers for itself while the service is down. */
  readonly createRouter: (unavailable: (response: Response) => void) => Router;
  /** Hangs the interface and the files into the network, and answers the operator's side. */
  readonly open: (parts: {
    readonly api: Router;
    readonly shelves: readonly Shelf[];
    readonly files?: Router;
  }) => PretendService;
};

export function createDesk(deps: {
  readonly name: ServiceName;
  readonly label: string;
  readonly site: Site;
  readonly generationMs: number | undefined;
  /** Of the interface, below the service's name: `''` or such as `/api`. */
  readonly apiPath: string;
}): Desk {
  const { name, label, apiPath, generationMs } = deps;
  const { app, baseUrl, door } = deps.site;
  const key = `pretend-${name}-key`;
  const settings = createSettings(generationMs === undefined ? {} : { generationMs }, ({ down }) =>
    door?.swing(down !== 'refuses'),
  );
  const plans = createPlans();
  const tally = createTallying();
  const logs = {
    submits: createLog<Body>(tally.received),
    undocumented: createLog<string>(),
    calls: createLog<Call>(),
  };
  const apiUrl = () => `${(door ?? deps.site).baseUrl()}/${name}${apiPath}`;
  const filesUrl = () => `${baseUrl()}/${name}/files`;
  return {
    key,
    settings,
    plans,
    tally,
    ...logs,
    apiUrl,
    fileUrl: (area, file) => `${filesUrl()}/${area}/${file}`,
    createRouter: (unavailable) => {
      const router = express.Router();
      router.use(readJson(), noteCalls(logs.calls), closedWhenDown(settings, unavailable));
      return router;
    },
    open: ({ api, shelves, files }) => {
      const face = createFace({ tally, name, label, key, apiUrl, filesUrl, shelves, settings, plans, ...logs });
      if (files) app.use(`/${name}/files`, files);
      app.use(`/${name}/files`, serveFiles(face.file));
      (door?.app ?? app).use(`/${name}${apiPath}`, api);
      return face;
    },
  };
}
