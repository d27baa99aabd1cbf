import { useState } from 'preact/hooks';
import type { ProviderSettings, ServiceName } from '#sandbox/page/protocol.ts';
import { useAttempt, usePage } from '#sandbox/page/web/state/context.ts';
import { changeSettings } from '#sandbox/page/web/state/requests.ts';
import { serviceTestId, TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { DiscordSwitches } from './discord-switches.tsx';
import { SERVICE_LABELS, SERVICES } from './service-labels.ts';
import { Switch } from './switch.tsx';

const SECONDS_MAX = 60;

/** What the tabs switch between: the services, and what lies on the other side of the bot. */
type Tab = ServiceName | 'discord';

type Change = (settings: Partial<ProviderSettings>) => void;

/** What can be wrong with a service as a whole, or with Discord; one of them is shown at a time. */
export function ProviderSwitches() {
  const attempt = useAttempt();
  const { settings, outage } = usePage().world.value;
  const [shown, setShown] = useState<Tab>('modelslab');
  return (
    <section class="provider-switches" aria-label={labelOf(shown)}>
      <div class="service-tabs" role="tablist">
        {[...SERVICES, 'discord' as const].map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            class={
              (name === 'discord' ? outage !== 'no' : isTroubled(settings[name]))
                ? 'service-tab troubled'
                : 'service-tab'
            }
            aria-selected={name === shown}
            data-testid={serviceTestId(name)}
            onClick={() => setShown(name)}
          >
            {labelOf(name)}
          </button>
        ))}
      </div>
      {shown === 'discord' ? (
        <DiscordSwitches />
      ) : (
        <Switches settings={settings[shown]} change={(next) => void attempt(() => changeSettings(shown, next))} />
      )}
    </section>
  );
}

const labelOf = (tab: Tab): string => (tab === 'discord' ? 'Discord' : SERVICE_LABELS[tab]);

const isTroubled = ({ rejectKey, outOfCredit, down }: ProviderSettings) => rejectKey || outOfCredit || down !== 'no';

function Switches({ settings, change }: { settings: ProviderSettings; change: Change }) {
  const seconds = Math.round(settings.generationMs / 1000);
  return (
    <>
      <Switch
        label="Reject the key"
        proves="Members read “not available right now”; nothing is charged."
        isOn={settings.rejectKey}
        testId={TEST_IDS.rejectKey}
        toggle={(rejectKey) => change({ rejectKey })}
      />
      <Switch
        label="Out of credit"
        proves="The account is empty: the same words, and the log says why."
        isOn={settings.outOfCredit}
        testId={TEST_IDS.outOfCredit}
        toggle={(outOfCredit) => change({ outOfCredit })}
      />
      <label class="switch-row">
        <span class="switch-words">
          <strong>Down</strong>
          <small>Jobs wait or are asked for again; none is made twice.</small>
        </span>
        <select
          value={settings.down}
          data-testid={TEST_IDS.down}
          onChange={(event) => change({ down: event.currentTarget.value as ProviderSettings['down'] })}
        >
          <option value="no">no</option>
          <option value="refuses">takes no connection</option>
          <option value="unavailable">answers 503</option>
        </select>
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
          onChange={(event) => change({ generationMs: Number(event.currentTarget.value) * 1000 })}
        />
      </label>
    </>
  );
}
