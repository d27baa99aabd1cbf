import type { PageEvent, Snapshot } from '#sandbox/page/protocol.ts';
import type { PageState } from './page-state.ts';
import { createPageState } from './page-state.ts';

/**
 * Keeps the page in step with the server. The stream opens first, then the snapshot is fetched, so that nothing falls
 * between the two: what arrives meanwhile waits and is applied on top. The browser reconnects the stream by itself, and
 * every reconnect fetches a new snapshot.
 */
export function connect(ready: (page: PageState) => void): void {
  let page: PageState | undefined;
  let waiting: PageEvent[] | undefined = [];
  const stream = new EventSource('/page/events');

  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const event: PageEvent = JSON.parse(data);
    if (waiting) waiting.push(event);
    else page?.receive(event);
  };
  stream.onerror = () => {
    if (page) page.connected.value = false;
  };
  stream.onopen = async () => {
    waiting = [];
    const response = await fetch('/page/snapshot');
    const snapshot: Snapshot = await response.json();
    const isFirst = page === undefined;
    page ??= createPageState(snapshot);
    page.load(snapshot);
    page.connected.value = true;
    for (const event of waiting ?? []) page.receive(event);
    waiting = undefined;
    if (isFirst) ready(page);
  };
}
