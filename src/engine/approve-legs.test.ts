import { expect, it } from 'vitest'
import { isPlaced, ToldDesk, toldInstrument } from '../../test/simulation/told-desk.ts'
import { type InstrumentId, minuteUs } from '../domain/index.ts'
import { wideLimits } from '../risk/index.ts'

/** Lots of each leg of a set that wants these shares, where one position may be a tenth at most. */
function lotsOf(...wanted: readonly number[]): readonly number[] {
  const names = ['BTC', 'ETH', 'SOL'].slice(0, wanted.length)
  const scene = new ToldDesk({
    instruments: names.map((base) => ({
      ...toldInstrument,
      ...{ id: `${base}-USD.SIM` as InstrumentId, base },
    })),
    intervalsUs: names.map(() => minuteUs),
    limits: { ...wideLimits, isLongOnly: false, positionMax: 0.1 },
  })
  scene.bar(50_000)
  const legs = wanted.map((exposure, instrument) => {
    return { kind: 'target', instrument, exposure, stop: Number.NaN, target: Number.NaN } as const
  })
  const intent = { kind: 'leg-set', legs, unwindCostMaxBps: 400, patienceUs: minuteUs } as const
  scene.desk.askLegs({ kind: 'legs-asked', ts: scene.desk.now, actor: 'somebody', intent })
  return scene.asked.filter(isPlaced).map(({ order }) => order.quantity)
}

it('cuts three legs alike where a limit cuts one of them, and of a pair that one alone', () => {
  const [first = 0, second = 0, third = 0] = lotsOf(0.2, -0.08, -0.04)
  expect([second / first, third / first]).toEqual([expect.closeTo(0.4, 4), expect.closeTo(0.2, 4)])
  const [cut = 0, whole = 0] = lotsOf(0.2, -0.08)
  expect([cut, whole / cut]).toEqual([first, expect.closeTo(0.8, 4)])
})
