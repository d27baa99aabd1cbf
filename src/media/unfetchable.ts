/** Why an address gave no file, and whether waiting may mend it. Never leaves this room. */
export class Unfetchable extends Error {
  override readonly name = 'Unfetchable';
  readonly outcome: 'later' | 'gone';

  constructor(outcome: 'later' | 'gone', detail: string) {
    super(detail);
    this.outcome = outcome;
  }
}
