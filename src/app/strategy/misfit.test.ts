import { expect, it } from 'vitest'
import { minuteUs } from '../../domain/index.ts'
import { ema, every, type FeatureSpec, outside } from '../../features/index.ts'
import { toldSetup } from '../../../test/simulation/told-desk.ts'
import { idleChampion } from './champion-idle.ts'
import { misfitOf } from './misfit.ts'

const seated = idleChampion.seat({})
if (!seated.ok) throw new Error(seated.error)
const { agents: _, ...setup } = toldSetup(seated.value)

function misfit(spec: FeatureSpec, outsideColumns?: readonly string[]): string | undefined {
  return misfitOf({ features: { spec } }, { ...setup, outsideColumns })
}

it('takes what a desk shows', () => {
  expect(misfit(ema(12))).toBeUndefined()
  expect(misfit(every(60 * minuteUs, ema(12)))).toBeUndefined()
  expect(misfit(outside('funding.rate'), ['funding.rate'])).toBeUndefined()
})

it('tells of columns that the desk is not told', () => {
  expect(misfit(outside('funding.rate'))).toMatch(/funding\.rate/)
})
