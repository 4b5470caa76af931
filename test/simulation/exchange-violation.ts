/** A promise of the exchange that was broken: which one, and what happened. */
export class ExchangeViolation extends Error {
  readonly property: string

  constructor(property: string, what: string) {
    super(`${property}: ${what}`)
    this.name = 'ExchangeViolation'
    this.property = property
  }
}

/** Throws unless `holds`. The text is made only when it is needed: this runs millions of times. */
export function promise(holds: boolean, property: string, what: () => string): asserts holds {
  if (!holds) throw new ExchangeViolation(property, what())
}
