import type { ProviderJobView } from '#sandbox/page/protocol.ts';
import { now } from '#sandbox/page/web/state/now.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { callbackMarks, callbackWords, progressOf, stateWords } from './job-actions.ts';
import { JobButtons } from './job-buttons.tsx';
import { SERVICE_LABELS } from './service-labels.ts';

/** One generation, as the pretend provider sees it. The open card says what each of its buttons proves. */
export function JobCard({ job, isOpen }: { job: ProviderJobView; isOpen: boolean }) {
  return (
    <article
      class={`job-card ${job.state}`}
      data-testid={TEST_IDS.jobCard}
      data-job-id={job.id}
      data-provider={job.provider}
      data-state={job.state}
    >
      <p class="job-head">
        <strong>{SERVICE_LABELS[job.provider]}</strong>
        <code title={job.id}>#{shortId(job.id)}</code>
        <span class="job-state" data-testid={TEST_IDS.jobState}>
          {stateWords(job, now.value)}
        </span>
      </p>
      <p class="job-prompt" title={job.prompt}>
        {job.prompt || '(no prompt)'}
      </p>
      <Progress job={job} />
      <p class="job-facts">
        <code>{job.endpoint}</code>
        {job.stage !== undefined && <span class="job-stage">{job.stage}</span>}
      </p>
      <p class="job-facts" data-testid={TEST_IDS.jobCallbacks}>
        <span>callback</span>
        <Callbacks job={job} />
        <span class="job-polls" title="How often the bot asked about it">
          {job.polls === 1 ? '1 poll' : `${job.polls} polls`}
        </span>
      </p>
      <JobButtons job={job} isExplained={isOpen} />
    </article>
  );
}

/** Numbers of nine digits fit; the ids of some services are longer than the card. */
const shortId = (id: string): string => (id.length > 12 ? `…${id.slice(-8)}` : id);

function Progress({ job }: { job: ProviderJobView }) {
  const share = progressOf(job, now.value);
  return (
    <div class={`progress ${share === undefined ? 'held' : ''}`}>
      <i style={{ width: `${Math.round((share ?? 1) * 100)}%` }} />
    </div>
  );
}

function Callbacks({ job }: { job: ProviderJobView }) {
  const marks = callbackMarks(job);
  if (marks.length === 0) return <span class="callback-words">{callbackWords(job)}</span>;
  return marks.map(({ text, isGood }, at) => (
    <span key={at} class={`callback-mark ${isGood ? 'good' : 'bad'}`}>
      {text}
    </span>
  ));
}
