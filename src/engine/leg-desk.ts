import type { LegWishes } from '../agents/index.ts'
import type { Json } from '../base/index.ts'
import type { LegsAsked, TargetIntent } from '../domain/index.ts'
import type { LegSet } from './leg-set.ts'
import type { Seat } from './seat.ts'
import type { Workbench } from './workbench.ts'

/** Share of equity that all sets of legs together may come to, unless the setup says otherwise. */
export const legsShareDefault = 0.2

/** What of a desk a leg desk works on. */
type LegBench = Workbench & {
  readonly legSets: readonly LegSet[]
  askLegs(asked: LegsAsked): void
}

/**
 * Has sets of legs begun and closed as agents want it. A wish is acted on when it has turned: one
 * that was refused is not tried again before it is another. Who abstains leaves what it began.
 */
export class LegDesk {
  readonly #desk: LegBench
  /** By agent and instrument at which it spoke: the sides it wants. */
  readonly #wished = new Map<string, string>()

  constructor(desk: LegBench) {
    this.#desk = desk
  }

  /** The agents of seat `i` were asked. */
  onSeat(i: number, seat: Seat): void {
    for (const [a, wishes] of [...seat.legs].sort(([one], [other]) => one - other)) {
      const key = `${a}/${i}`
      const sides = sidesOf(wishes)
      if ((this.#wished.get(key) ?? '') === sides) continue
      const legs = this.#intents(wishes)
      if (legs === undefined) continue
      const isHeld = legs.some(({ instrument }) => this.#owns(instrument))
      const share = this.#shareFor(wishes)
      // What is held under another sign is closed first; what is wanted now follows after that.
      const asks = isHeld ? 0 : share
      if (isHeld || sides === '') this.#wished.delete(key)
      else this.#wished.set(key, sides)
      if (isHeld || (sides !== '' && share > 0)) this.#ask(seat, a, wishes, scaled(legs, asks))
    }
  }

  #ask(seat: Seat, agent: number, wishes: LegWishes, legs: readonly TargetIntent[]): void {
    const { unwindCostMaxBps, patienceUs } = wishes
    this.#desk.askLegs({
      kind: 'legs-asked',
      ts: this.#desk.now,
      actor: seat.agents[agent]?.id ?? '',
      intent: { kind: 'leg-set', legs, unwindCostMaxBps, patienceUs },
    })
  }

  /** `undefined` when the desk does not have one of the instruments. */
  #intents({ legs }: LegWishes): readonly TargetIntent[] | undefined {
    const { instruments } = this.#desk.setup
    const intents = legs.map(({ instrumentId, exposure, stop = Number.NaN }): TargetIntent => {
      const instrument = instruments.findIndex(({ id }) => id === instrumentId)
      return { kind: 'target', instrument, exposure, stop, target: Number.NaN }
    })
    return intents.every(({ instrument }) => instrument >= 0) ? intents : undefined
  }

  #owns(instrument: number): boolean {
    return this.#desk.legSets.some(({ legs }) => legs.some((leg) => leg.instrument === instrument))
  }

  /** Which part of a wish its budget leaves: 1 for all of it. */
  #shareFor({ legs }: LegWishes): number {
    const { legSets, risk, setup } = this.#desk
    const wanted = legs.reduce((sum, { exposure }) => sum + Math.abs(exposure), 0)
    const held = legSets.reduce((sum, { value }) => sum + value, 0) / risk.equity
    const left = (setup.legsShareMax ?? legsShareDefault) - held
    return wanted === 0 ? 0 : Math.max(0, Math.min(1, left / wanted))
  }

  get isEmpty(): boolean {
    return this.#wished.size === 0
  }

  save(): Json {
    return [...this.#wished]
  }

  load(state: Json): void {
    this.#wished.clear()
    for (const [key, sides] of state as readonly (readonly [string, string])[])
      this.#wished.set(key, sides)
  }
}

/** The signs of a wish by instrument; '' for nothing at all. */
function sidesOf({ legs }: LegWishes): string {
  if (legs.every(({ exposure }) => exposure === 0)) return ''
  return legs
    .map(({ instrumentId, exposure }) => `${instrumentId} ${Math.sign(exposure)}`)
    .sort()
    .join(', ')
}

function scaled(legs: readonly TargetIntent[], share: number): readonly TargetIntent[] {
  return legs.map((leg) => ({ ...leg, exposure: share * leg.exposure }))
}
