import type { Json } from '../../../base/index.ts'
import type { Side } from '../../../domain/index.ts'
import type { FeeTier } from './exchange.ts'
import type { Wallets } from './wallets.ts'

/** What is set aside for one order, and the fees it was taken on with. */
export type Hold = {
  readonly account: number
  readonly currency: string
  readonly amount: bigint
  /** Price the amount was worked out at. Unit: ticks. */
  readonly ticks: number
  /** What it is held for. */
  readonly instrument: number
  readonly side: Side
  readonly lots: number
  readonly tier: FeeTier
}

/** Money set aside, by order number. */
export class Holds {
  readonly #wallets: Wallets
  readonly #byOrder = new Map<number, Hold>()
  /** The same by account, in the order in which they were first set aside. */
  readonly #byAccount = new Map<number, Map<number, Hold>>()

  constructor(wallets: Wallets) {
    this.#wallets = wallets
  }

  get(order: number): Hold | undefined {
    return this.#byOrder.get(order)
  }

  /** By order. */
  of(account: number): ReadonlyMap<number, Hold> {
    return this.#byAccount.get(account) ?? none
  }

  /** Puts `hold` in the place of what was held for the order. */
  set(order: number, hold: Hold): void {
    const old = this.#byOrder.get(order)
    if (old !== undefined) this.#wallets.hold(old.account, old.currency, -old.amount)
    this.#wallets.hold(hold.account, hold.currency, hold.amount)
    this.#keep(order, hold)
  }

  #keep(order: number, hold: Hold): void {
    this.#byOrder.set(order, hold)
    const found = this.#byAccount.get(hold.account)
    if (found === undefined) this.#byAccount.set(hold.account, new Map([[order, hold]]))
    else found.set(order, hold)
  }

  drop(order: number): void {
    const old = this.#byOrder.get(order)
    if (old === undefined) return
    this.#wallets.hold(old.account, old.currency, -old.amount)
    this.#byOrder.delete(order)
    this.#byAccount.get(old.account)?.delete(order)
  }

  save(): Json {
    return [...this.#byOrder].map(([order, { amount, tier, ...rest }]) => [
      order,
      { ...rest, amount: String(amount), tier: { ...tier, volume: String(tier.volume) } },
    ])
  }

  /** The wallets carry what is held themselves. */
  load(state: Json): void {
    type Saved = Omit<Hold, 'amount' | 'tier'> & {
      readonly amount: string
      readonly tier: Omit<FeeTier, 'volume'> & { readonly volume: string }
    }
    for (const [order, saved] of state as unknown as readonly (readonly [number, Saved])[])
      this.#keep(order, {
        ...saved,
        amount: BigInt(saved.amount),
        tier: { ...saved.tier, volume: BigInt(saved.tier.volume) },
      })
  }
}

const none: ReadonlyMap<number, Hold> = new Map()
