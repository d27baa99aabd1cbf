import type { ComponentChildren } from 'preact';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { readMessageLink } from './message-link.ts';

/** A link out of the page, except where it leads to a message or a channel of this server: there the page jumps. */
export function SmartLink({
  url,
  class: look,
  children,
}: {
  url: string;
  class?: string;
  children: ComponentChildren;
}) {
  const page = usePage();
  const follow = (event: MouseEvent) => {
    const link = readMessageLink(url);
    if (link && page.jumpTo(link.channelId, link.messageId)) event.preventDefault();
  };
  return (
    <a class={look ?? 'link'} href={url} target="_blank" rel="noreferrer noopener" onClick={follow}>
      {children}
    </a>
  );
}
