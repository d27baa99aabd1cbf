import type { JobStore } from '#domain/ports/job-store.ts';
import type { Database } from './database.ts';
import { createAccepting } from './jobs/accept.ts';
import { createClaimingNext } from './jobs/claim-next.ts';
import { createLookingUp } from './jobs/look-up.ts';
import { createMoving } from './jobs/move.ts';
import { createReceivingCallbacks } from './jobs/receive-callback.ts';
import { createReconciling } from './jobs/reconcile.ts';
import { createSettling, createWriteEnd } from './jobs/settle.ts';
import { createSubmitAnswers } from './jobs/submit-answers.ts';

/** Jobs at rest in SQLite. A row that makes no sense is thrown as an ImpossibleRowError that names the job. */
export function createJobStore({ database }: { readonly database: Database }): JobStore {
  const writeEnd = createWriteEnd(database);
  return {
    ...createAccepting(database),
    ...createLookingUp(database),
    ...createClaimingNext(database),
    ...createSubmitAnswers(database),
    ...createMoving(database),
    ...createSettling(database, writeEnd),
    ...createReceivingCallbacks(database, writeEnd),
    ...createReconciling(database),
  };
}
