import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import { UserError } from '../../base/index.ts'
import { withDuckDb } from '../duckdb.ts'
import { decimalDigits } from './decimal-digits.ts'
import type { TableReader, TableRow } from './table.ts'

const textColumns: readonly string[] = ['symbol', 'side']
const numberColumns: readonly string[] = 'ts open high low close volume price qty'.split(' ')

/**
 * Reads the columns we know of a Parquet file, in the order of its rows. `ts` may be a number of
 * milliseconds or a timestamp. Doubles are read as the shortest decimal they stand for.
 *
 * @throws UserError when it is no Parquet file, or `reader` declines it.
 */
export async function readParquet(path: string, reader: TableReader): Promise<void> {
  await withDuckDb(async (connection) => {
    const table = `read_parquet('${path.replaceAll("'", "''")}')`
    try {
      await readRows(connection, table, reader)
    } catch (error) {
      if (error instanceof UserError) throw error
      throw new UserError(
        'broken-parquet',
        `${path} cannot be read as Parquet; copy or download it again.`,
      )
    }
  })
}

async function readRows(
  connection: DuckDBConnection,
  table: string,
  reader: TableReader,
): Promise<void> {
  const shape = await connection.run(`select * from ${table} limit 0`)
  const names = shape.columnNames()
  const types = shape.columnTypes().map(String)
  reader.header(names)
  const fields = names.map((name, i) => field(name, types[i] as string)).join(', ')
  const result = await connection.stream(`select ${fields} from ${table}`)
  const row = new VectorRow()
  for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) return
    const vectors = names.map((_, i) => chunk.getColumnVector(i))
    for (let i = 0; i < chunk.rowCount; i += 1) {
      row.load(vectors, i)
      reader.row(row)
    }
  }
}

/** One column as SQL: numbers as doubles, our two texts as text, everything else left out. */
function field(name: string, type: string): string {
  const quoted = `"${name.replaceAll('"', '""')}"`
  const lower = name.toLowerCase()
  if (textColumns.includes(lower)) return `${quoted}::VARCHAR`
  if (!numberColumns.includes(lower)) return 'NULL::VARCHAR'
  if (type.startsWith('TIMESTAMP')) return `epoch_ms(${quoted})::DOUBLE`
  // A 32-bit 0.1 widened to 64 bits is 0.10000000149; by way of its text it stays 0.1.
  if (type === 'FLOAT') return `${quoted}::VARCHAR::DOUBLE`
  return `try_cast(${quoted} as DOUBLE)`
}

class VectorRow implements TableRow {
  line = 0
  fieldCount = 0
  digits = 0
  scale = 0
  isCut = false
  #vectors: readonly DuckDBVector[] = []
  #row = 0

  load(vectors: readonly DuckDBVector[], row: number): void {
    this.#vectors = vectors
    this.#row = row
    this.line += 1
    this.fieldCount = vectors.length
  }

  readDecimal(column: number, scaleMax: number): boolean {
    const value = this.#vectors[column]?.getItem(this.#row)
    const decimal = typeof value === 'number' ? decimalDigits(value, scaleMax) : undefined
    if (decimal === undefined) return false
    this.digits = decimal.digits
    this.scale = decimal.scale
    this.isCut = decimal.isCut
    return true
  }

  text(column: number): string {
    return String(this.#vectors[column]?.getItem(this.#row) ?? '')
  }
}
