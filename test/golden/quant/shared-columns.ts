import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Where reference data lie beside the project, when they do. */
const shared = '../shared'

/** Whether the reference data are there. */
export const hasShared: boolean = existsSync(`${shared}/golden`)

/** A column of a table of the reference data, e.g. of `data/reference/nile.csv`. */
export function sharedColumn(file: string, column: string): Float64Array {
  const bytes = readFileSync(`${shared}/${file}`)
  const text = file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const at = head.split(',').findIndex((name) => name.replaceAll('"', '') === column)
  if (at < 0) throw new Error(`${file} has no column ${column}`)
  return Float64Array.from(lines, (line) => Number(line.split(',')[at]))
}

/** A golden file of the reference data. */
export function sharedJson(file: string): unknown {
  return JSON.parse(readFileSync(`${shared}/${file}`, 'utf8'))
}
