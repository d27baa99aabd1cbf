/** One thing that is wrong with the environment. Never holds a value: it could be a secret. */
export type Fault = {
  /** As it is written in the environment; several with ` or ` between them where any of them would do. */
  readonly variable: string;
  /** Reads on after the variable's name: `is not set`. */
  readonly problem: string;
  /** A line that could stand in `.env`. */
  readonly example: string;
};

/** The faults as text for stderr: for each its variable, what is wrong and an example. Ends with a line break. */
export function formatFaults(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? '1 setting needs' : `${faults.length} settings need`;
  const blocks = faults.map(({ variable, problem, example }) => `  ${variable} ${problem}\n    example: ${example}\n`);
  return [`Bowerbird cannot start: ${count} attention.\n`, ...blocks, `${WHERE_TO_READ}\n`].join('\n');
}

const WHERE_TO_READ = 'Set them in the environment or in a file named .env; .env.example explains each of them.';
