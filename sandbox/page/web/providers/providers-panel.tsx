import { usePage } from '#sandbox/page/web/state/context.ts';
import { TEST_IDS } from '#sandbox/page/web/test-ids.ts';
import { BotStatus } from './bot-status.tsx';
import { JobCard } from './job-card.tsx';
import { ProviderSwitches } from './provider-switches.tsx';

/** The other side of the bot: what the pretend providers are doing, and what can go wrong there and in Discord. */
export function ProvidersPanel() {
  const jobs = [...usePage().world.value.jobs].reverse();
  const open = jobs.find(({ state }) => state === 'processing') ?? jobs[0];
  return (
    <aside class="providers" aria-label="Providers" data-testid={TEST_IDS.providers}>
      <header>
        <h2>Behind the bot</h2>
        <p class="providers-about">
          Pretend services, and all that can go wrong. Press a button to see what it survives.
        </p>
      </header>
      <BotStatus />
      <ProviderSwitches />
      <h3>
        Jobs <span class="count">{jobs.length}</span>
      </h3>
      {jobs.length === 0 && (
        <p class="providers-empty">
          Nothing yet. Each <code>/imagine</code>, <code>/video</code> and their like becomes a job here.
        </p>
      )}
      {jobs.map((job) => (
        <JobCard key={`${job.provider} ${job.id}`} job={job} isOpen={job === open} />
      ))}
    </aside>
  );
}
