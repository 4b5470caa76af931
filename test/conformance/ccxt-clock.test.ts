import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { LinkScene } from './link-scene.ts'

it('an exit gets through to a venue whose clock runs away, and is seen there', async () => {
  // A second of ours is one and a half, or half a one, of its.
  const faults = { driftPpm: 500_000, clockWindowUs: 250_000 }
  const desk = await LinkScene.open('binance', faults)
  onTestFinished(() => desk.close())
  const placed: number[] = []
  for (let i = 0; i < 4; i += 1) {
    await sleep(700)
    placed.push(
      desk.submit({
        lots: 100,
        ...{ side: 'sell', type: 'limit', role: 'exit', isReduceOnly: true, offset: 9_000 },
      }),
    )
    await expect
      .poll(() => placed.map((order) => desk.state(order)), { timeout: 4_000, interval: 20 })
      .toEqual(placed.map(() => 'accepted'))
  }
  expect(placed.map((order) => desk.atVenue(order)?.status)).toEqual(placed.map(() => 'open'))
})
