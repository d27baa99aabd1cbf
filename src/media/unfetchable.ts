/** Why an address gave no file, and whether waiting may mend it. Never leaves this room. */
export class Unfetchable extends Error {
  override readonly name = 'Unfetchable';
  readonly outcome: 'later' | 'gone';
  /** What is wrong with the file itself; absent when it never came. */
  readonly fault: 'too_large' | 'not_media' | undefined;

  constructor(outcome: 'later' | 'gone', detail: string, fault?: 'too_large' | 'not_media') {
    super(detail);
    this.outcome = outcome;
    this.fault = fault;
  }
}
