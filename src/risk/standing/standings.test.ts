import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, type StandingChanged } from '../../domain/index.ts'
import { allottedToInstrument, allottedToStrategy } from './allotted.ts'
import { usualStandingTerms } from './standing-terms.ts'
import { Standings } from './standings.ts'

const capital = 1_000

/** Standings of two instruments with 1,000 each, and what has been said of them. */
class Scene {
  standings = new Standings('instrument', [capital, capital])
  readonly said: StandingChanged[] = []
  ts: number

  constructor(ts = 0) {
    this.ts = ts
  }

  /** Percent of the capital allotted, some time later. @returns Its share. */
  at(percent: number, laterUs = hourUs, subject = 0): number {
    this.ts += laterUs
    const moved = this.standings.mark(subject, this.ts, (percent * capital) / 100)
    if (moved !== undefined) this.said.push(moved)
    return this.standings.share(subject)
  }

  restart(): void {
    const state = JSON.parse(JSON.stringify(this.standings.save()))
    this.standings = new Standings('instrument', [capital, capital])
    this.standings.load(state)
  }
}

/** What the table allows at a net P&L, hysteresis aside. */
function allowed(percent: number): number {
  if (percent > -5) return 1
  if (percent > -10) return 0.5
  return percent >= -15 ? 0.25 : 0
}

describe('an instrument is trusted', () => {
  it.each([
    [100, 1],
    [0, 1],
    [-4.99, 1],
    [-5, 0.5],
    [-9.99, 0.5],
    [-10, 0.25],
    [-15, 0.25],
    [-15.01, 0],
    [-100, 0],
    [Number.NaN, 0],
  ])('at %d %% with %d of its size', (percent, share) => {
    expect(new Scene().at(percent)).toBe(share)
  })

  it('again once it is a point above the border that it fell through', () => {
    const scene = new Scene()
    expect([-5, -4.5, -4.01, -4, -3.99].map((percent) => scene.at(percent))).toEqual([
      0.5, 0.5, 0.5, 0.5, 1,
    ])
    expect([-10, -9.5, -9, -8.99].map((percent) => scene.at(percent))).toEqual([
      0.25, 0.25, 0.25, 0.5,
    ])
  })

  it('with exits only until it is above ten percent lost, and then with what that allows', () => {
    const scene = new Scene()
    expect([-16, -14, -10.01, -10, -9.99, -8].map((percent) => scene.at(percent))).toEqual([
      0, 0, 0, 0, 0.25, 0.5,
    ])
    scene.at(-20)
    expect(scene.at(3)).toBe(1)
  })

  it('by itself, whatever becomes of another', () => {
    const scene = new Scene()
    scene.at(-12)
    expect(scene.standings.share(1)).toBe(1)
  })

  it('with nothing where there is no such instrument, or no capital', () => {
    expect(new Standings('instrument', [1]).share(1)).toBe(0)
    const none = new Standings('instrument', [0])
    none.mark(0, 1, 0)
    expect(none.share(0)).toBe(0)
  })
})

it('says what changed, once, and what it was', () => {
  const scene = new Scene()
  for (const percent of [-5.1, -5.2, -5, -4.9]) scene.at(percent)
  expect(scene.said).toEqual([
    {
      kind: 'standing-changed',
      ts: hourUs,
      scope: 'instrument',
      subject: 0,
      share: 0.5,
      isHibernating: false,
      actor: 'desk',
      reason: 'net P&L -5.10 % of the capital allotted',
    },
  ])
})

describe('what had exits only for ninety days', () => {
  it('hibernates, and nothing it could have made wakes it', () => {
    const scene = new Scene()
    scene.at(-16)
    scene.at(-11, 90 * dayUs - 1)
    expect(scene.standings.isHibernating(0)).toBe(false)
    scene.at(-11, 1)
    expect(scene.standings.isHibernating(0)).toBe(true)
    expect(scene.said.at(-1)).toMatchObject({ share: 0, isHibernating: true })
    expect(scene.at(50, dayUs)).toBe(0)
  })

  it('has had them for as long after a restart, over the end of a year', () => {
    const scene = new Scene(Date.UTC(2024, 11, 1) * 1_000)
    scene.at(-16)
    scene.at(-16, 50 * dayUs)
    scene.restart()
    scene.at(-16, 40 * dayUs - 1)
    expect(scene.standings.isHibernating(0)).toBe(false)
    scene.at(-16, 1)
    expect(scene.standings.isHibernating(0)).toBe(true)
  })

  it('began again at ten percent if it was above that in between', () => {
    const scene = new Scene()
    scene.at(-16)
    scene.at(-9, 89 * dayUs)
    scene.at(-16, dayUs)
    scene.at(-16, 89 * dayUs)
    expect(scene.standings.isHibernating(0)).toBe(false)
  })

  it('is woken by a person with a reason, at a quarter of its size and on a short leash', () => {
    const scene = new Scene()
    scene.at(-30)
    scene.at(-30, 90 * dayUs)
    const wake = (actor: string, reason: string) => scene.standings.wake(0, scene.ts, actor, reason)
    for (const actor of ['desk', 'venue', '']) expect(wake(actor, 'why not')).toBeUndefined()
    expect(wake('ann', ' ')).toBeUndefined()
    expect(wake('ann', 'another market')).toMatchObject({
      share: 0.25,
      isHibernating: false,
      actor: 'ann',
      reason: 'another market',
    })
    expect(wake('ann', 'again')).toBeUndefined()
    expect([-30, -28, -23].map((percent) => scene.at(percent))).toEqual([0.25, 0.5, 1])
    expect(scene.at(-35.5)).toBe(0)
    scene.at(-35.5, 90 * dayUs)
    const { standings, ts } = scene
    expect(standings.wakeByConsensus(0, ts, 'yes')).toMatchObject({ share: 0.25, actor: 'desk' })
  })
})

/** Steps of the P&L, in hundredths of a percent, and how far apart they are. */
const path = fc.array(
  fc.record({
    step: fc.integer({ min: -300, max: 300 }),
    waitUs: fc.oneof(fc.constant(hourUs), fc.integer({ min: 1, max: 40 * dayUs })),
  }),
  { minLength: 1, maxLength: 200 },
)

describe('over any path of the P&L', () => {
  it('no share is above what the table allows, and none is given back within a point', () => {
    fc.assert(
      fc.property(path, (steps) => {
        const scene = new Scene()
        let percent = 0
        let fellAt = Number.POSITIVE_INFINITY
        let before = 1
        for (const { step, waitUs } of steps) {
          percent += step / 100
          const share = scene.at(percent, waitUs)
          if (share > allowed(percent)) throw new Error(`${share} at ${percent} %`)
          if (share < before) fellAt = percent
          else if (share > before && percent <= Math.min(fellAt, -5) + 0.999)
            throw new Error(`back to ${share} at ${percent} % after a fall at ${fellAt} %`)
          before = share
        }
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('a restart at any step, and a start at any turn of a day, month or year, change nothing', () => {
    const turns = [0, dayUs - 1, Date.UTC(2024, 1, 29, 23) * 1_000, Date.UTC(2024, 11, 31) * 1_000]
    fc.assert(
      fc.property(path, fc.nat(199), fc.constantFrom(...turns), (steps, at, start) => {
        const [plain, moved] = [new Scene(), new Scene(start)]
        let percent = 0
        steps.forEach(({ step, waitUs }, n) => {
          percent += step / 100
          if (n === at % steps.length) moved.restart()
          plain.at(percent, waitUs)
          moved.at(percent, waitUs)
        })
        expect(moved.said.map((each) => ({ ...each, ts: each.ts - start }))).toEqual(plain.said)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

it('counts no day twice or backwards when the clock goes back', () => {
  const scene = new Scene(100 * dayUs)
  scene.at(-16)
  scene.at(-16, -50 * dayUs)
  scene.at(-16, 89 * dayUs)
  expect(scene.standings.isHibernating(0)).toBe(false)
  scene.at(-16, 51 * dayUs)
  expect(scene.standings.isHibernating(0)).toBe(true)
})

it('tells of a move at the latest time it knows of, and when exits only began', () => {
  const scene = new Scene(100 * dayUs)
  scene.at(0, 0)
  scene.at(-6, -dayUs)
  expect(scene.said).toMatchObject([{ ts: 100 * dayUs, share: 0.5 }])
  expect(scene.standings.save()).toMatchObject({ since: [0, 0] })
  scene.at(-16, 2 * dayUs)
  expect(scene.standings.save()).toMatchObject({ since: [101 * dayUs, 0] })
})

it('needs no recovery but from exits only', () => {
  const strict = { ...usualStandingTerms, recoveryAbove: 0.05 }
  const of = new Standings('instrument', [capital], strict)
  const shares = [-60, 0, -160, 0, 50, 51].map((net, hour) => {
    of.mark(0, hour * hourUs, net)
    return of.share(0)
  })
  expect(shares).toEqual([0.5, 1, 0, 0, 0, 1])
})

it('keeps what is not known through a restart, and takes an unknown step for exits only', () => {
  const scene = new Scene()
  scene.at(Number.NaN)
  scene.restart()
  expect([scene.standings.share(0), scene.standings.pnl(0)]).toEqual([0, Number.NaN])
  scene.standings.load({ ...(scene.standings.save() as Record<string, never>), step: [9, 0] })
  expect([scene.standings.share(0), scene.standings.share(1)]).toEqual([0, 1])
  expect([-12, -9.5].map((percent) => scene.at(percent))).toEqual([0, 0.25])
})

it('keeps through a restart from where what it wakes is counted', () => {
  const scene = new Scene()
  scene.at(-30)
  scene.at(-30, 90 * dayUs)
  scene.restart()
  scene.standings.wake(0, scene.ts, 'ann', 'because')
  expect(scene.at(-30)).toBe(0.25)
})

it('allots what may be held at most, of the equity at the start', () => {
  expect(allottedToInstrument({ positionMax: 0.2, concentrationMax: 0.05 }, 10_000)).toBe(500)
  expect(allottedToInstrument({ positionMax: 3, concentrationMax: 10 }, 10_000)).toBe(10_000)
  expect(allottedToStrategy({ grossMax: 2 }, 10_000, 4)).toBe(2_500)
})

it('goes on after a restart with what was counted, and since when', () => {
  const scene = new Scene()
  scene.at(-16)
  scene.at(-16, 90 * dayUs)
  expect(scene.standings.isHibernating(0)).toBe(true)
  expect(scene.said.at(-1)?.reason).toMatch(/^exits only for 90 days; net P&L -16.00 %/)
  expect(scene.standings.wake(0, scene.ts - hourUs, 'ann', 'because')?.ts).toBe(scene.ts)
  const state = JSON.parse(JSON.stringify(scene.standings.save()))
  const twin = new Standings('instrument', [1, 1])
  twin.mark(0, 900 * dayUs, -9)
  twin.load(state)
  expect(twin.save()).toEqual(scene.standings.save())
  expect([twin.share(0), twin.pnl(0), twin.pnl(7)]).toEqual([0.25, -0.1, Number.NaN])
  expect(twin.mark(0, scene.ts, -210)).toBeUndefined()
  expect(twin.pnl(0)).toBeCloseTo(-0.15, 9)
  expect(twin.mark(0, scene.ts, -211)).toMatchObject({ share: 0, isHibernating: false })
})

it('wakes what hibernates at the time it is asked, and nothing else', () => {
  const scene = new Scene()
  scene.at(-16)
  expect(scene.standings.wake(0, scene.ts, 'ann', 'because')).toBeUndefined()
  scene.at(-16, 90 * dayUs)
  for (const [actor, reason] of [
    ['', 'because'],
    ['desk', 'because'],
    ['ann', ' '],
  ] as const)
    expect(scene.standings.wake(0, scene.ts, actor, reason)).toBeUndefined()
  const later = scene.ts + hourUs
  expect(scene.standings.wake(0, later, 'ann', 'because')).toMatchObject({ ts: later, share: 0.25 })
})
