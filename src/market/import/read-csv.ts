import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UserError } from '../../base/index.ts'
import { readChunks } from '../market-disk.ts'
import { CsvRow } from './csv-row.ts'
import type { TableReader } from './table.ts'

const newline = 10
const carriageReturn = 13
const lineMax = 65_536

/**
 * Reads a CSV file, plain or gzip (told by its first bytes, not its name), a line at a time as the
 * bytes stream in. The first line names the columns; blank lines are skipped.
 *
 * @throws UserError when the file is missing, empty, broken, or `reader` declines it.
 */
export async function readCsv(path: string, reader: TableReader): Promise<void> {
  const lines = new LineSplitter(path, reader)
  for await (const chunk of await unpacked(path)) lines.take(chunk)
  lines.end()
}

async function unpacked(path: string): Promise<AsyncIterable<Uint8Array>> {
  const chunks = readChunks(path)[Symbol.asyncIterator]()
  const first = await chunks.next()
  const head: Uint8Array = first.done === true ? new Uint8Array(0) : first.value
  const all = rejoin(head, chunks)
  return head[0] === 0x1f && head[1] === 0x8b ? gunzipped(path, all) : all
}

async function* rejoin(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value
  } finally {
    // Closes the file when the reader stops early.
    await rest.return?.()
  }
}

async function* gunzipped(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 20 })
  // The pipeline closes the file when the reader stops early, and passes a read error on.
  pipeline(Readable.from(chunks), gunzip, () => undefined)
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'broken-gzip',
      `${path} is not a whole gzip file; copy or download it again.`,
    )
  }
}

/** Cuts a stream of chunks into lines, copying only a line that straddles two chunks. */
class LineSplitter {
  readonly #path: string
  readonly #reader: TableReader
  readonly #row = new CsvRow()
  #rest: Uint8Array = new Uint8Array(0)
  #line = 0
  #hasHeader = false

  constructor(path: string, reader: TableReader) {
    this.#path = path
    this.#reader = reader
  }

  take(chunk: Uint8Array): void {
    let start = 0
    if (this.#rest.length > 0) {
      const end = chunk.indexOf(newline)
      this.#rest = joined(this.#rest, chunk.subarray(0, end < 0 ? chunk.length : end))
      if (this.#rest.length > lineMax) this.#refuseLongLine()
      if (end < 0) return
      this.#give(this.#rest, 0, this.#rest.length)
      this.#rest = new Uint8Array(0)
      start = end + 1
    }
    for (let end = chunk.indexOf(newline, start); end >= 0; end = chunk.indexOf(newline, start)) {
      this.#give(chunk, start, end)
      start = end + 1
    }
    if (start < chunk.length) this.#rest = chunk.slice(start)
  }

  end(): void {
    if (this.#rest.length > 0) this.#give(this.#rest, 0, this.#rest.length)
    if (this.#hasHeader) return
    throw new UserError(
      'empty-file',
      `${this.#path} is empty; it needs a header such as 'ts,open,high,low,close,volume' and rows.`,
    )
  }

  #give(bytes: Uint8Array, start: number, lineEnd: number): void {
    this.#line += 1
    const end = bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd
    if (end <= start) return
    this.#row.load(bytes, start, end, this.#line)
    if (this.#hasHeader) return this.#reader.row(this.#row)
    this.#hasHeader = true
    const row = this.#row
    const names = Array.from({ length: row.fieldCount }, (_, i) => row.text(i))
    this.#reader.header(names.map((name) => name.replace(/^\uFEFF/, '').trim()))
  }

  #refuseLongLine(): never {
    throw new UserError(
      'bad-row',
      `${this.#path}:${this.#line + 1}: the line has over ${lineMax} bytes; is it a CSV file?`,
    )
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
