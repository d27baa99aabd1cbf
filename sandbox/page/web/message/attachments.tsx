import type { APIAttachment } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { FileCard } from './file-card.tsx';
import { ImageGrid } from './image-grid.tsx';
import { isSpoiler, looseAttachments, mediaKind } from './media.ts';
import { MediaPlayer } from './media-player.tsx';

export function Attachments({ message }: { message: MessageView }) {
  const files = looseAttachments(message);
  const images = files.filter((file) => mediaKind(file) === 'image');
  const others = files.filter((file) => mediaKind(file) !== 'image');
  return (
    <>
      {images.length > 0 && <ImageGrid images={images.map(imageOf)} />}
      {others.map((file) => (
        <Other key={file.id} file={file} />
      ))}
    </>
  );
}

const imageOf = (file: APIAttachment) => ({
  url: file.url,
  alt: file.description ?? file.filename,
  width: file.width ?? undefined,
  height: file.height ?? undefined,
  isSpoiler: isSpoiler(file),
});

function Other({ file }: { file: APIAttachment }) {
  const kind = mediaKind(file);
  const card = { url: file.url, name: file.filename, bytes: file.size };
  return kind === 'video' || kind === 'audio' ? <MediaPlayer kind={kind} {...card} /> : <FileCard {...card} />;
}
