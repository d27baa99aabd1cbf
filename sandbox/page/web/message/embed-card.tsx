import type { APIEmbed } from 'discord-api-types/v10';
import type { MessageView } from '#sandbox/page/protocol.ts';
import { SmartLink } from '#sandbox/page/web/look/smart-link.tsx';
import { formatStamp } from '#sandbox/page/web/markdown/format-time.ts';
import { Markdown } from '#sandbox/page/web/markdown/markdown.tsx';
import { now } from '#sandbox/page/web/state/now.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { cssColor } from './css-color.ts';
import { ImageGrid } from './image-grid.tsx';
import { resolveMedia } from './media.ts';

export function EmbedCard({ embed, message }: { embed: APIEmbed; message: MessageView }) {
  const { title, url, description, author, image, thumbnail, color } = embed;
  const heading = title && <Markdown plain text={title} />;
  return (
    <section class="embed" style={{ borderLeftColor: cssColor(color) }} data-testid={TEST_IDS.embed}>
      {thumbnail && <img class="embed-thumbnail" src={resolveMedia(thumbnail.url, message)} alt="" />}
      {author && <p class="embed-author">{author.name}</p>}
      {heading && <div class="embed-title">{url ? <SmartLink url={url}>{heading}</SmartLink> : heading}</div>}
      {description && <Markdown text={description} />}
      <EmbedFields fields={embed.fields ?? []} />
      {image && <ImageGrid images={[{ ...image, url: resolveMedia(image.url, message), alt: title ?? '' }]} />}
      <EmbedFooter embed={embed} />
    </section>
  );
}

const EmbedFields = ({ fields }: { fields: NonNullable<APIEmbed['fields']> }) =>
  fields.length > 0 && (
    <dl class="embed-fields">
      {fields.map(({ name, value, inline }, at) => (
        <div key={at} class={inline ? 'inline' : ''}>
          <dt>
            <Markdown plain text={name} />
          </dt>
          <dd>
            <Markdown text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );

function EmbedFooter({ embed: { footer, timestamp } }: { embed: APIEmbed }) {
  const parts = [footer?.text, timestamp && formatStamp(timestamp, now.value)].filter(Boolean);
  return parts.length > 0 && <p class="embed-footer">{parts.join(' • ')}</p>;
}
