import type { ComponentChildren } from 'preact';
import { DownloadIcon, FileIcon } from '#sandbox/page/web/look/icons.tsx';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { formatBytes } from './media.ts';

type Props = {
  readonly url: string;
  readonly name: string;
  readonly bytes?: number | undefined;
  readonly children?: ComponentChildren;
};

export const FileCard = ({ url, name, bytes, children }: Props) => (
  <div class="file-card" data-testid={TEST_IDS.attachmentFile}>
    <FileIcon />
    <div>
      <a class="link" href={url} target="_blank" rel="noreferrer noopener">
        {name}
      </a>
      {bytes !== undefined && <small>{formatBytes(bytes)}</small>}
    </div>
    <a
      class="icon-button"
      href={url}
      download={name}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={`Download ${name}`}
    >
      <DownloadIcon />
    </a>
    {children}
  </div>
);
