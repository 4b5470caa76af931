import { describe, expect, it } from 'vitest'
import { IncidentDesk, wish } from './incident-desk.ts'

const usd = (scene: IncidentDesk, more: bigint): ReadonlyMap<string, bigint> =>
  new Map([['USD', scene.desk.setup.cash + more]])

/** Readings of the account, until the desk has made up its mind. */
function read(scene: IncidentDesk, more: bigint): void {
  for (let times = 0; times < 4; times += 1) {
    scene.pass(20)
    const balances = usd(scene, more)
    scene.answer('account', { kind: 'account', account: { balances, openOrders: [] } })
  }
}

describe('what the books cannot explain', () => {
  it('holds the desk back until somebody takes it as it is', () => {
    const scene = new IncidentDesk()
    read(scene, 12_345n)
    expect(scene.desk.risk.mode).toBe('pause')
    scene.bar(30_000, wish(0.5))
    expect(scene.placed).toEqual([])
    scene.desk.adopt('owner', 'I paid it in')
    read(scene, 12_345n)
    expect(scene.desk.risk.mode).toBe('normal')
    scene.bar(30_000, wish(0.5))
    expect(scene.placed).toHaveLength(1)
  })

  it('is not forgotten over a restart, nor held against the desk once it was taken', () => {
    const scene = new IncidentDesk()
    read(scene, 12_345n)
    scene.restart()
    expect(scene.desk.risk.mode).toBe('pause')
    scene.desk.adopt('owner', 'I paid it in')
    read(scene, 12_345n)
    scene.restart()
    expect(scene.desk.risk.mode).toBe('normal')
    read(scene, 12_345n)
    expect(scene.desk.risk.mode).toBe('normal')
    read(scene, 12_346n)
    expect(scene.desk.risk.mode).toBe('pause')
  })

  it('does not free a desk that somebody else held back', () => {
    const scene = new IncidentDesk()
    scene.desk.toMode('emergency', 'owner', 'out of here')
    scene.desk.adopt('owner', 'I paid it in')
    read(scene, 12_345n)
    expect(scene.desk.risk.mode).toBe('emergency')
  })
})
