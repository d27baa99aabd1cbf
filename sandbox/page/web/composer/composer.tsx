import { useEffect } from 'preact/hooks';
import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { CommandForm } from './command-form.tsx';
import { PlainComposer } from './plain-composer.tsx';

const NOTICE_MS = 8000; // long enough to read two lines

/** Where people type: a text field that finds commands, or the form of the chosen one. */
export function Composer() {
  const page = usePage();
  const { draft, notice } = page;
  const words = notice.value;
  useEffect(() => {
    if (words === undefined) return;
    const timer = setTimeout(() => {
      notice.value = undefined;
    }, NOTICE_MS);
    return () => clearTimeout(timer);
  }, [words, notice]);
  return (
    <section class="composer" aria-label="Write">
      {words !== undefined && (
        <p class="composer-notice" role="status" data-testid={TEST_IDS.composerNotice}>
          {words}
        </p>
      )}
      {page.sending.value !== undefined && (
        <p class="composer-sending" role="status">
          Sending /{page.sending.value}…
        </p>
      )}
      {draft.value ? <CommandForm draft={draft.value} /> : <PlainComposer />}
    </section>
  );
}
