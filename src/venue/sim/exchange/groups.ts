import type { Json } from '../../../base/index.ts'
import type { ExchangeOrder } from './exchange-order.ts'

type Group = {
  readonly kind: 'oco' | 'oto' | 'bracket'
  /** The order the others wait for; 0 in a plain one-cancels-other. */
  readonly first: number
  readonly others: readonly number[]
}

/** Which orders hang together. */
export class Groups {
  readonly #groups = new Map<number, Group>()

  add(number: number, group: Group): void {
    this.#groups.set(number, group)
  }

  /** The orders that must end because `order` was filled or triggered. */
  rivals({ group, number }: ExchangeOrder): readonly number[] {
    const found = this.#groups.get(group)
    if (found === undefined || found.kind === 'oto' || found.first === number) return []
    return found.others.filter((each) => each !== number)
  }

  /**
   * Takes a one-cancels-other pair apart, because one of it goes on or ends.
   *
   * @returns The orders that must end.
   */
  part(order: ExchangeOrder): readonly number[] {
    const rivals = this.rivals(order)
    const found = this.#groups.get(order.group)
    if (found !== undefined && rivals.length > 0)
      this.#groups.set(order.group, { ...found, others: [] })
    return rivals
  }

  /** The orders that wait for `order`. */
  waiters({ group, number }: ExchangeOrder): readonly number[] {
    const found = this.#groups.get(group)
    return found !== undefined && found.first === number ? found.others : []
  }

  members(group: number): readonly number[] {
    const found = this.#groups.get(group)
    if (found === undefined) return []
    return found.first === 0 ? found.others : [found.first, ...found.others]
  }

  /** Forgets a group of which no order is open any more. */
  drop(group: number): void {
    this.#groups.delete(group)
  }

  save(): Json {
    return [...this.#groups].map(([number, group]) => [
      number,
      { ...group, others: [...group.others] },
    ])
  }

  load(state: Json): void {
    for (const [number, group] of state as unknown as readonly (readonly [number, Group])[])
      this.#groups.set(number, group)
  }
}
