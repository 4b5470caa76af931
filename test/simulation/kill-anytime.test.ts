// @module-tag long

import { expect, it } from 'vitest'
import type { OrderId } from '../../src/domain/index.ts'
import type { Desk } from '../../src/engine/index.ts'
import { runGateway } from './gateway-run.ts'
import { isEnd } from './kill-sites.ts'

/** Turns of the faulty minute of a run, in which orders, answers and news come and go. */
const turns = 1_200

/** Somebody who kills a desk at a turn, and again until it is done; and what leaves after. */
class Killer {
  readonly #turn: number
  #turns = 0
  #before: ReadonlySet<OrderId> | undefined
  /** Orders that add risk and were not out when it was killed. */
  readonly risky: Set<OrderId> = new Set()
  /** Whether it was ever in normal after, in another life too; people may have it pause. */
  hasForgotten = false

  constructor(turn: number) {
    this.#turn = turn
  }

  get hasKilled(): boolean {
    return this.#before !== undefined
  }

  onTurn(desk: Desk): void {
    this.#turns += 1
    if (this.#before === undefined) return this.#kill(desk)
    if (desk.risk.mode === 'normal') this.hasForgotten = true
    for (const { orderId, role, isReduceOnly } of desk.orders.openOrders)
      if ((role === 'entry' || (role === 'quote' && !isReduceOnly)) && !this.#before.has(orderId))
        this.risky.add(orderId)
  }

  #kill(desk: Desk): void {
    if (this.#turns < this.#turn) return
    try {
      desk.toMode('emergency', 'owner', 'enough')
    } catch (error) {
      // The disk ends this life; the next one is killed.
      if (isEnd(error)) return
      throw error
    }
    if (desk.risk.mode === 'emergency')
      this.#before = new Set([...desk.orders.openOrders].map(({ orderId }) => orderId))
  }
}

it('a desk killed at any time, on an exchange where things go wrong, adds no risk and ends flat', async () => {
  let killed = 0
  for (let seed = 1; seed <= 60; seed += 1) {
    const killer = new Killer((seed * 467) % turns)
    // At its end a run holds what it holds against the mode it is in: nothing must be left.
    await runGateway(seed, { watch: (desk) => killer.onTurn(desk), isAlone: true })
    if (killer.hasKilled) killed += 1
    expect([seed, [...killer.risky], killer.hasForgotten]).toEqual([seed, [], false])
  }
  expect(killed).toBeGreaterThan(40)
}, 300_000)
