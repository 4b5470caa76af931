import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defined } from '../../base/index.ts'
import { dayUs, hourUs, micros } from '../../domain/index.ts'
import { type AlignedColumn, alignColumn, type Taking } from './align-observations.ts'
import { type Observation, ObservationLog } from './observation-log.ts'

type Told = readonly [knownHours: number, ...values: number[]]

const rowOf = ([hours, ...values]: Told, line = 0): Observation => ({
  tsEvent: micros(Math.round(hours * hourUs)),
  tsInit: micros(Math.round(hours * hourUs)),
  ...{ values, said: '', origin: 'made up', line },
})

function logOf(rows: readonly Told[], names: readonly string[] = ['a']): ObservationLog {
  const log = new ObservationLog(names)
  rows.toSorted(([a], [b]) => a - b).forEach((row, line) => log.append(rowOf(row, line)))
  return log
}

const alignAll = (
  log: ObservationLog,
  closes: Float64Array,
  { staleUs }: Pick<Taking, 'staleUs'>,
): Readonly<Record<string, AlignedColumn>> =>
  Object.fromEntries(
    log.names.map((name) => [name, alignColumn(log, name, closes, { take: 'last', staleUs })]),
  )

const hours = Float64Array.from({ length: 60 }, (_, i) => i * hourUs)
const nan = Number.NaN

describe('the newest', () => {
  it('reads the newest that was known at the close, that at the close itself included', () => {
    const log = logOf([
      [1, 10],
      [2.5, 20],
      [2.5, 30],
    ])
    const { a } = alignAll(log, hours.slice(0, 5), { staleUs: dayUs })
    expect(a?.values).toEqual(Float64Array.of(nan, 10, 10, 30, 30))
    expect(a?.ids).toEqual(Int32Array.of(-1, 0, 0, 2, 2))
  })

  it('reads nothing once the newest is older than it may be', () => {
    const { a } = alignAll(logOf([[1, 10]]), hours.slice(0, 6), { staleUs: 2 * hourUs })
    expect(a?.values).toEqual(Float64Array.of(nan, 10, 10, 10, nan, nan))
    expect(a?.ids).toEqual(Int32Array.of(-1, 0, 0, 0, -1, -1))
  })

  it('leaves a column as it was where an observation does not speak of it', () => {
    const log = logOf(
      [
        [0, 1, nan],
        [1, nan, 2],
      ],
      ['a', 'b'],
    )
    const { a, b } = alignAll(log, hours.slice(0, 2), { staleUs: dayUs })
    expect([a?.values, b?.values]).toEqual([Float64Array.of(1, 1), Float64Array.of(nan, 2)])
    expect(b?.ids).toEqual(Int32Array.of(-1, 1))
  })
})

describe('a window', () => {
  const told: readonly Told[] = [
    [0, 5],
    [10, 1],
    [20, 3],
    [24, 8],
  ]
  const at = (take: Taking['take'], hour: number, staleUs = 2 * dayUs): number =>
    alignColumn(logOf(told), 'a', hours, { take, windowUs: dayUs, staleUs }).values[hour] as number

  it('holds what became known in it, its end included and its beginning not', () => {
    expect([23, 24, 33, 34, 44, 47, 48].map((hour) => at('sum', hour))).toEqual([
      ...[nan, 12, 12, 11, 8, 8, 0],
    ])
    expect([23, 24, 34, 48].map((hour) => at('mean', hour))).toEqual([nan, 4, 5.5, nan])
  })

  it('is absent, not 0, when the source has been silent for too long', () => {
    expect([at('sum', 29, 5 * hourUs), at('sum', 30, 5 * hourUs)]).toEqual([12, nan])
  })
})

const tellings = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 59, noNaN: true }),
    fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(nan)),
  ),
  { maxLength: 40 },
)
const takings = fc.record({
  take: fc.constantFrom('last', 'sum', 'mean'),
  windowUs: fc.integer({ min: 1, max: 30 }).map((h) => h * hourUs),
  staleUs: fc.integer({ min: 0, max: 40 }).map((h) => h * hourUs),
})

it('is what a reader finds who looks through the whole log at every close', () => {
  fc.assert(
    fc.property(tellings, takings, (rows, taking) => {
      const log = logOf(rows)
      const { values, ids } = alignColumn(log, 'a', hours, taking)
      for (const [row, close] of hours.entries()) {
        const [value, id] = lookedUp(log, close, taking)
        expect(values[row]).toBe(value)
        expect(ids[row]).toBe(id)
      }
    }),
  )
})

function lookedUp(log: ObservationLog, close: number, taking: Taking): readonly [number, number] {
  const { take, windowUs = 0, staleUs } = taking
  const all = Array.from({ length: log.length }, (_, id) => ({
    id,
    ...defined(log.row(id), 'a row'),
  }))
  const known = all.filter((row) => row.tsInit <= close)
  const spoken = known.filter((row) => !Number.isNaN(row.values[0]))
  if (take === 'last') {
    const last = spoken.at(-1)
    if (last === undefined || close - last.tsInit > staleUs) return [nan, -1]
    return [last.values[0] as number, last.id]
  }
  const newest = known.at(-1)
  if (newest === undefined || close - newest.tsInit > staleUs) return [nan, -1]
  if (close - windowUs < (known[0]?.tsInit ?? 0)) return [nan, -1]
  const inside = spoken.filter((row) => row.tsInit > close - windowUs)
  const sum = inside.reduce((total, row) => total + (row.values[0] as number), 0)
  if (take === 'mean' && inside.length === 0) return [nan, -1]
  return [take === 'sum' ? sum : sum / inside.length, inside.at(-1)?.id ?? -1]
}

it('says the same at and before any close, whatever becomes known after it', () => {
  fc.assert(
    fc.property(
      ...([tellings, tellings, takings, fc.integer({ min: 1, max: 59 })] as const),
      (rows, others, taking, hour) => {
        const known = rows.filter(([at]) => at <= hour)
        const later = others.map(([at, value]): Told => [hour + 0.001 + at, value])
        const whole = alignColumn(logOf(rows), 'a', hours, taking)
        const other = alignColumn(logOf([...known, ...later]), 'a', hours, taking)
        expect(other.values.slice(0, hour + 1)).toEqual(whole.values.slice(0, hour + 1))
        expect(other.ids.slice(0, hour + 1)).toEqual(whole.ids.slice(0, hour + 1))
      },
    ),
  )
})

it('gives an id by which what was stored is found again', () => {
  fc.assert(
    fc.property(tellings, (rows) => {
      const log = logOf(rows)
      const { values, ids } = alignColumn(log, 'a', hours, { take: 'last', staleUs: dayUs })
      for (const [row, id] of ids.entries()) {
        expect(log.row(id)?.values[0] ?? nan).toBe(values[row])
        if (id >= 0) expect(log.row(id)?.tsInit).toBeLessThanOrEqual(hours[row] as number)
      }
    }),
  )
})

describe('ObservationLog', () => {
  it('grows past its room, and moves nothing that it had', () => {
    const log = new ObservationLog(['a'])
    for (let i = 0; i < 1_000; i += 1) expect(log.append(rowOf([i, i * 2], i))).toBe(i)
    expect(log.length).toBe(1_000)
    expect(log.row(777)).toEqual(rowOf([777, 1_554], 777))
    expect(log.tsInit).toHaveLength(1_000)
  })

  it('has nothing under an id that nothing got', () => {
    const log = logOf([[1, 2]])
    expect([-1, 1, 0.5, nan].map((id) => log.row(id))).toEqual(Array(4).fill(undefined))
    expect(log.column('b')).toBeUndefined()
  })

  it('takes nothing that was known before what it has, and nothing of another shape', () => {
    const log = logOf([[5, 1]])
    expect(() => log.append(rowOf([4, 1]))).toThrow(/as they are known/)
    expect(() => log.append(rowOf([6, 1, 2]))).toThrow(/every column/)
  })
})
