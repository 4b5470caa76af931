import type { SqlDatabase } from '../sqlite.ts'
import { type Row, rowsIn, type Table } from './tables.ts'

/** A count or a sum; `size` is the sum of what was added without its signs. */
export type Figure = { readonly name: string; readonly value: number; readonly size: number }

/** The rows of a table counted and each column of numbers summed, one row in memory at a time. */
export function figuresOf(database: SqlDatabase, table: Table): readonly Figure[] {
  const sums = table.columns.flatMap(({ name, type }, at) =>
    type === 'TEXT' ? [] : [{ name, at, sum: type === 'INTEGER' ? new WholeSum() : new RealSum() }],
  )
  let count = 0
  for (const row of rowsIn(database, table)) {
    count += 1
    for (const { sum, at } of sums) sum.add(row[at] ?? 0)
  }
  return [
    { name: `rows of ${table.name}`, value: count, size: 0 },
    ...sums.map(({ name, sum }) => ({
      ...{ name: `the sum of ${table.name}.${name}`, value: sum.value, size: sum.size },
    })),
  ]
}

/** Whole numbers add up exactly, and then may not differ at all. */
class WholeSum {
  readonly size = 0
  #sum = 0n

  get value(): number {
    return Number(this.#sum)
  }

  add(value: Row[number]): void {
    this.#sum += typeof value === 'bigint' ? value : BigInt(Number(value))
  }
}

class RealSum {
  value = 0
  size = 0

  add(value: Row[number]): void {
    this.value += Number(value)
    this.size += Math.abs(Number(value))
  }
}
