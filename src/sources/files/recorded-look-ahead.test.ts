// @module-tag long
import { expect, it } from 'vitest'
import { Random } from '../../base/index.ts'
import { dayUs, micros } from '../../domain/index.ts'
import { listFiles } from '../../market/index.ts'
import { alignColumn } from '../observations/align-observations.ts'
import { ObservationLog } from '../observations/observation-log.ts'
import { formatOf, type LoadedSource, loadSources } from './load-sources.ts'

const shared = '../shared/data'

/** The log as it was at a time, and after it other numbers than there were. */
function retold({ log }: LoadedSource, at: number, random: Random): ObservationLog {
  const other = new ObservationLog(log.names)
  for (let id = 0; id < log.length; id += 1) {
    const row = log.row(id)
    if (row === undefined) break
    if (row.tsInit <= at) other.append(row)
    else if (random.next() < 0.5)
      other.append({ ...row, values: row.values.map(() => 1e6 * random.normal()) })
  }
  other.append({
    ...{ tsEvent: micros(at), tsInit: micros(Math.max(at + 1, other.tsInit.at(-1) ?? 0)) },
    ...{ values: log.names.map(() => -7e6), said: '', origin: 'made up', line: 0 },
  })
  return other
}

it('says of every recorded column the same of the past, whatever comes after it', async () => {
  const files = listFiles(shared, ['.csv.gz']).filter((file) => formatOf(file) !== undefined)
  const sources = await loadSources(files)
  expect(sources.length).toBeGreaterThan(30)
  const random = Random.stream(1, 'look-ahead')
  let compared = 0
  for (const source of sources) {
    const { log, format } = source
    const [first, last] = [log.tsInit[0] ?? 0, log.tsInit.at(-1) ?? 0]
    for (const share of [0.2, 0.5, 0.9]) {
      const at = Math.floor(first + (last - first) * share)
      const days = Math.floor((at - first) / dayUs) + 1
      const closes = Float64Array.from({ length: days }, (_, i) => at - (days - 1 - i) * dayUs)
      const other = retold(source, at, random)
      for (const column of format.columns) {
        const whole = alignColumn(log, column.name, closes, column)
        expect(alignColumn(other, column.name, closes, column)).toEqual(whole)
        compared += closes.length
        for (const [row, id] of whole.ids.entries())
          if (id >= 0) expect(log.tsInit[id]).toBeLessThanOrEqual(closes[row] as number)
      }
    }
  }
  expect(compared).toBeGreaterThan(300_000)
})
