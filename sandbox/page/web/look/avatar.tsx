import { usePage } from '#sandbox/page/web/state/context.ts';
import { Bird } from './bird.tsx';

/** A person's colour and initial; the bird for the bot. */
export function Avatar({ userId, size = 40 }: { userId: string; size?: 16 | 20 | 32 | 40 }) {
  const { bot, people } = usePage().world.value;
  if (userId === bot.id)
    return (
      <span class={`avatar size-${size}`}>
        <Bird />
      </span>
    );
  const person = people.find(({ id }) => id === userId);
  return (
    <span class={`avatar size-${size}`} style={{ background: person?.color ?? '#596073' }} aria-hidden="true">
      {person?.displayName.charAt(0).toUpperCase() ?? '?'}
    </span>
  );
}
