import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Capabilities for the webhook address of a workflow, which is entered once in a service's dashboard and so can carry no
 * job: `{workflow id}.{mac}`. Whoever has one may call back about that service's workflows.
 */
export type WorkflowTokens = {
  readonly mint: (workflowId: string) => string;
  /** The workflow's id; undefined when the signature is not ours. */
  readonly verify: (token: string) => string | undefined;
};

/** Keeps a workflow token from being the signature of anything else that the same secret signs. */
const PURPOSE = 'workflow webhook';

/** The first secret signs, all verify. */
export function createWorkflowTokens(secrets: readonly string[]): WorkflowTokens {
  const [signing] = secrets;
  if (!signing) throw new Error('Workflow tokens need at least one secret.');
  return {
    mint: (workflowId) => `${workflowId}.${macOf(signing, workflowId).toString('base64url')}`,
    verify: (token) => {
      const at = token.lastIndexOf('.');
      const workflowId = token.slice(0, Math.max(at, 0));
      const given = Buffer.from(token.slice(at + 1), 'base64url');
      // A token has one spelling; base64url can be decoded from several.
      if (workflowId === '' || given.toString('base64url') !== token.slice(at + 1)) return undefined;
      const matches = secrets.filter((secret) => isEqual(given, macOf(secret, workflowId)));
      return matches.length > 0 ? workflowId : undefined;
    },
  };
}

const macOf = (secret: string, workflowId: string): Buffer =>
  createHmac('sha256', secret).update(`${PURPOSE}\n${workflowId}`).digest();

const isEqual = (given: Buffer, expected: Buffer): boolean =>
  given.length === expected.length && timingSafeEqual(given, expected);
