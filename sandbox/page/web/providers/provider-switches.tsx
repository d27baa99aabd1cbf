import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { changeSettings } from '#sandbox/page/web/state/requests.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';

const SECONDS_MAX = 60;

export function ProviderSwitches() {
  const attempt = useAttempt();
  const { rejectKey, generationMs } = usePage().world.value.settings;
  const seconds = Math.round(generationMs / 1000);
  return (
    <section class="provider-switches" aria-label="ModelsLab">
      <label class="switch-row">
        <span class="switch-words">
          <strong>Reject the key</strong>
          <small>Members read “not available right now”; nothing is charged.</small>
        </span>
        <input
          type="checkbox"
          role="switch"
          aria-checked={rejectKey}
          checked={rejectKey}
          data-testid={TEST_IDS.rejectKey}
          onChange={(event) => void attempt(() => changeSettings({ rejectKey: event.currentTarget.checked }))}
        />
      </label>
      <label class="range-row">
        <span class="range-words">
          <strong>Seconds per generation</strong>
          <output>{seconds} s</output>
        </span>
        <input
          type="range"
          min={1}
          max={SECONDS_MAX}
          value={seconds}
          data-testid={TEST_IDS.generationSeconds}
          onChange={(event) =>
            void attempt(() => changeSettings({ generationMs: Number(event.currentTarget.value) * 1000 }))
          }
        />
      </label>
    </section>
  );
}
