import type { KillLoopReport } from './kill-loop.ts';

/** What is wrong in a report, in words; empty when all is well. */
export function faultsOf(report: KillLoopReport): readonly string[] {
  const { lost, doubled, submittedTwice, open, owed, refused, byPoint } = report;
  const faults = { lost, doubled, 'submitted twice': submittedTwice, refused };
  const never = [...byPoint].filter(([, kills]) => kills === 0).map(([point]) => point);
  return [
    ...Object.entries(faults).flatMap(([what, all]) => (all.length > 0 ? [`${all.length} ${what}: ${some(all)}`] : [])),
    ...(open > 0 ? [`${open} jobs have not ended`] : []),
    ...(owed > 0 ? [`${owed} messages are still owed`] : []),
    ...(never.length > 0 ? [`never killed ${never.join(', ')}`] : []),
  ];
}

const some = (all: readonly string[]): string => all.slice(0, 10).join(', ') + (all.length > 10 ? ', …' : '');

/** Kills per point, then the count. */
export function tableOf(report: KillLoopReport): string {
  const { kills, jobs, requests, unanswered, cancelled, lost, doubled, submittedTwice, open, owed, seconds } = report;
  const width = Math.max(...[...report.byPoint.keys()].map(({ length }) => length));
  const points = [...report.byPoint].map(([point, times]) => `  ${point.padEnd(width)}  ${String(times).padStart(5)}`);
  return [
    'killed',
    ...points,
    '',
    `${kills} kills in ${seconds} s; ${requests} requests, ${unanswered} of them unanswered; ${jobs} jobs, ${cancelled} cancelled`,
    `lost ${lost.length}, doubled ${doubled.length}, submitted twice ${submittedTwice.length}, not ended ${open}, still owed ${owed}`,
  ].join('\n');
}
