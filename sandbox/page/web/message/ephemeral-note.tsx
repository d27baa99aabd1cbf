import { EyeIcon } from '#sandbox/page/web/look/icons.tsx';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

export const EphemeralNote = ({ onDismiss }: { onDismiss: () => void }) => (
  <p class="ephemeral-note" data-testid={TEST_IDS.ephemeralNote}>
    <EyeIcon />
    Only you can see this ·{' '}
    <button type="button" class="link" data-testid={TEST_IDS.dismiss} onClick={onDismiss}>
      Dismiss
    </button>
  </p>
);
