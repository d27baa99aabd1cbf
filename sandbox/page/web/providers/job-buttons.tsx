import type { ProviderJobView } from '#sandbox/page/protocol.ts';
import { useAttempt } from '#sandbox/page/web/state/context.ts';
import { actOnJob } from '#sandbox/page/web/state/requests.ts';
import { jobActionTestId } from '#sandbox/page/web/test-ids.ts';
import { actionsFor } from './job-actions.ts';

export function JobButtons({ job, isExplained }: { job: ProviderJobView; isExplained: boolean }) {
  const attempt = useAttempt();
  return (
    <div class={isExplained ? 'job-buttons explained' : 'job-buttons'}>
      {actionsFor(job).map(({ action, label, proves }) => (
        <div key={action} class="job-button-row">
          <button
            type="button"
            class={`button small ${action === 'finish' ? 'primary' : 'secondary'}`}
            title={proves}
            data-testid={jobActionTestId(action)}
            onClick={() => void attempt(() => actOnJob(job, action))}
          >
            {label}
          </button>
          {isExplained && <small>{proves}</small>}
        </div>
      ))}
    </div>
  );
}
