import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StormClock } from '../../../test/simulation/storm-clock.ts'
import { declined, ok } from '../../base/index.ts'
import { dayUs, hourUs, micros, minuteUs, secondUs } from '../../domain/index.ts'
import { type Asked, PolledSource } from './polled-source.ts'
import { faultOfStatus, type SourcePort, type ToldObservation } from './source-port.ts'
import { nextOf, SourceScheduler } from './source-scheduler.ts'

const start = Date.parse('2024-03-01T00:00:00Z') * 1_000

/** A real source whose answers are written beforehand; the last one goes on for ever. */
class Scripted implements SourcePort {
  readonly name: string
  readonly names = ['a']
  readonly askedAt: number[] = []
  readonly #clock: StormClock
  readonly #answers: readonly Asked[]
  readonly #delayUs: number

  constructor(clock: StormClock, answers: readonly Asked[], name = 'one', delayUs = 0) {
    this.#clock = clock
    this.#answers = answers
    this.name = name
    this.#delayUs = delayUs
  }

  async fetch(): Promise<NonNullable<Asked>> {
    const at = this.askedAt.push(this.#clock.now()) - 1
    const answer = this.#answers[Math.min(at, this.#answers.length - 1)]
    if (this.#delayUs > 0)
      await new Promise<void>((resolve) => void this.#clock.after(this.#delayUs, resolve))
    if (answer === undefined) throw new Error('broken')
    return answer
  }
}

const told = (offsetUs: number, value: number): ToldObservation => ({
  tsEvent: micros(start + offsetUs),
  ...{ values: [value], said: '' },
})
const good = (offsetUs: number, value = 1): Asked => ok([told(offsetUs, value)])
const passing = declined(faultOfStatus('It', { status: 503, now: micros(start) }))
const refused = declined(faultOfStatus('It', { status: 401, now: micros(start) }))

function polled(clock: StormClock, port: SourcePort): PolledSource {
  const times = { ttlUs: 5 * minuteUs, gapUs: secondUs, timeoutUs: 10 * secondUs }
  return new PolledSource({ port, clock, ...times, staleUs: hourUs, patienceUs: dayUs })
}

const seconds = (times: readonly number[]): readonly number[] =>
  times.map((at) => (at - start) / secondUs)

describe('a polled source', () => {
  it('is not asked again while its answer is as good as new', async () => {
    const clock = new StormClock(start)
    const port = new Scripted(clock, [good(0), good(1)])
    const source = polled(clock, port)
    const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
    scheduler.start()
    await clock.advance(11 * minuteUs)
    scheduler.stop()
    expect(seconds(port.askedAt)).toEqual([0, 300, 600])
    expect(source.state()).toMatchObject({ kind: 'fresh', observations: 2, error: undefined })
  })

  it('is left alone for 1, 2, 4, 8, 16 and 16 s while it fails', async () => {
    const clock = new StormClock(start)
    const failures = Array.from({ length: 7 }, () => passing)
    const port = new Scripted(clock, [...failures, good(5)])
    const source = polled(clock, port)
    const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
    scheduler.start()
    await clock.advance(2 * minuteUs)
    scheduler.stop()
    expect(seconds(port.askedAt)).toEqual([0, 1, 3, 7, 15, 31, 47, 63])
    expect(source.state().kind).toBe('fresh')
  })

  it('keeps the last good value while it fails, marked stale after a while', async () => {
    const clock = new StormClock(start)
    const source = polled(clock, new Scripted(clock, [good(0, 7), passing]))
    const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
    scheduler.start()
    await clock.advance(10 * minuteUs)
    expect(source.state()).toMatchObject({
      ...{ kind: 'failing', since: start + 5 * minuteUs, goodAt: start },
      error: 'It answered 503; it is asked again later.',
    })
    expect(source.last()).toMatchObject({ observation: { values: [7] }, isStale: false })
    await clock.advance(hourUs)
    scheduler.stop()
    expect(source.state().kind).toBe('stale')
    expect(source.last()).toMatchObject({ observation: { values: [7] }, isStale: true })
  })

  it('is not asked again once it has refused, until a person has acted', async () => {
    const clock = new StormClock(start)
    const port = new Scripted(clock, [refused, good(0)])
    const source = polled(clock, port)
    const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
    scheduler.start()
    await clock.advance(dayUs / 24)
    expect(port.askedAt).toHaveLength(1)
    expect(source.state()).toMatchObject({
      ...{ kind: 'refused', error: 'It does not take the key (401); give another one.' },
    })
    source.forgive()
    await clock.advance(2 * secondUs)
    scheduler.stop()
    expect([port.askedAt.length, source.state().kind]).toEqual([2, 'fresh'])
  })

  it('waits as long as it is told to', async () => {
    const clock = new StormClock(start)
    const fault = faultOfStatus('It', { status: 429, retryAfter: '90', now: micros(start) })
    const port = new Scripted(clock, [declined(fault), good(0)])
    const source = polled(clock, port)
    const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
    scheduler.start()
    await clock.advance(2 * minuteUs)
    scheduler.stop()
    expect(seconds(port.askedAt)).toEqual([0, 90])
  })

  it('takes an answer that comes too late for none, and one that throws for a failure', async () => {
    const clock = new StormClock(start)
    const late = polled(clock, new Scripted(clock, [good(0)], 'late', 20 * secondUs))
    const asking = late.ask()
    await clock.advance(30 * secondUs)
    late.take(await asking)
    expect(late.state()).toMatchObject({ observations: 0, error: 'It gave no answer in time.' })
    const broken = polled(clock, new Scripted(clock, [undefined], 'broken'))
    broken.take(await broken.ask())
    expect(broken.state()).toMatchObject({ kind: 'stale', error: 'It could not be asked.' })
  })

  it('is alarming when it says the same for longer than it may', async () => {
    const clock = new StormClock(start)
    const source = polled(clock, new Scripted(clock, []))
    for (let hour = 0; hour < 30; hour += 1) {
      source.take(good(hour * hourUs, 5))
      await clock.advance(hourUs)
    }
    expect(source.state().alarms).toMatchObject([
      { column: 'a', alarm: { kind: 'constant', value: 5, from: start } },
    ])
    source.take(good(40 * hourUs, 6))
    expect(source.state().alarms).toEqual([])
  })

  it('writes down what is new alone, as known when it came in', () => {
    const clock = new StormClock(start + hourUs)
    const source = polled(clock, new Scripted(clock, []))
    expect(source.take(ok([told(2, 20), told(1, 10)]))).toEqual([0, 1])
    expect(source.take(ok([told(2, 99), told(3, 30)]))).toEqual([2])
    const values = Array.from(source.log.column('a') ?? [])
    expect(values).toEqual([10, 20, 30])
    expect(new Set(source.log.tsInit)).toEqual(new Set([start + hourUs]))
  })

  it('is never asked twice within its gap, whatever it answers', async () => {
    const answers = fc.array(fc.constantFrom(good(0), good(9), passing, undefined), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(answers, async (script) => {
        const clock = new StormClock(start)
        const port = new Scripted(clock, script)
        const source = polled(clock, port)
        const scheduler = new SourceScheduler(clock, [{ source, schedule: { kind: 'continuous' } }])
        scheduler.start()
        await clock.advance(10 * minuteUs)
        scheduler.stop()
        port.askedAt.forEach((at, i) => {
          expect(at - (port.askedAt[i - 1] ?? 0)).toBeGreaterThanOrEqual(secondUs)
        })
      }),
      { numRuns: 30 },
    )
  })
})

describe('a scheduler', () => {
  it('writes down in the order of its sources, whichever answers first', async () => {
    const clock = new StormClock(start)
    const order: string[] = []
    const source = (name: string, delay: number): PolledSource =>
      polled(clock, new Scripted(clock, [good(0)], name, delay))
    const scheduler = new SourceScheduler(
      clock,
      [source('slow', 5 * secondUs), source('quick', secondUs)].map((each) => ({
        ...{ source: each, schedule: { kind: 'continuous' } },
      })),
      { onObservations: ({ name }) => order.push(name) },
    )
    scheduler.start()
    await clock.advance(minuteUs)
    scheduler.stop()
    expect(order).toEqual(['slow', 'quick'])
  })

  it('tells how all stand every 30 s', async () => {
    const clock = new StormClock(start)
    const source = polled(clock, new Scripted(clock, [good(0)]))
    const at: number[] = []
    const onHealth = (): number => at.push(clock.now())
    let turns = 0
    const onTurn = (): void => void (turns += 1)
    const schedule = { kind: 'every', us: hourUs } as const
    const scheduler = new SourceScheduler(clock, [{ source, schedule }], { onHealth, onTurn })
    scheduler.start()
    await clock.advance(2 * minuteUs)
    scheduler.stop()
    await clock.advance(hourUs)
    expect(seconds(at)).toEqual([30, 60, 90, 120])
    expect(turns).toBe(1)
  })

  it.each([
    [{ kind: 'continuous' }, 0, 0],
    [{ kind: 'every', us: 5 * minuteUs }, 0, 5 * minuteUs],
    [{ kind: 'daily', atUs: 14 * hourUs }, 3 * hourUs, 14 * hourUs],
    [{ kind: 'daily', atUs: 14 * hourUs }, 14 * hourUs, 38 * hourUs],
  ] as const)('%j comes up after %d at %d', (schedule, after, next) => {
    expect(nextOf(schedule, micros(start + after)) - start).toBe(next)
  })
})

describe('faultOfStatus', () => {
  it.each([401, 403, 404, 400, 422])('takes %d for final', (status) => {
    expect(faultOfStatus('It', { status, now: micros(start) }).kind).toBe('refused')
  })

  it.each([408, 425, 429, 500, 502, 503, 504])('takes %d for passing', (status) => {
    expect(faultOfStatus('It', { status, now: micros(start) }).kind).toBe('passing')
  })

  it.each([
    ['120', 120 * secondUs],
    ['Fri, 01 Mar 2024 00:01:00 GMT', minuteUs],
    ['Thu, 29 Feb 2024 00:00:00 GMT', 0],
    ['999999999', dayUs],
    ['soon', undefined],
  ])('reads %j', (retryAfter, retryUs) => {
    const fault = faultOfStatus('It', { status: 429, retryAfter, now: micros(start) })
    expect(fault).toMatchObject({ kind: 'passing', retryUs })
  })
})
