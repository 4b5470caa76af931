import { canonicalJson, declined, type Json, ok, type Result } from '../../base/index.ts'
import type { AnalysisDescription } from './analysis-module.ts'

const nameForm = /^[a-z][a-z0-9-]{0,31}$/
const queryName = /^[a-z][a-z0-9_]{0,31}$/
const summaryMax = 200
const queriesMax = 12

/** What a module of a stranger says of itself; declined in one sentence where it is none. */
export function readDescription(said: unknown): Result<AnalysisDescription> {
  if (!isRecord(said)) return declined('an analysis says its name, its summary and its queries')
  const { name, summary, queries } = said
  if (typeof name !== 'string' || !nameForm.test(name))
    return declined('the name of an analysis is up to 32 of a-z, 0-9 and -')
  if (typeof summary !== 'string' || summary === '' || summary.length > summaryMax)
    return declined(`the summary of an analysis is a sentence of up to ${summaryMax} characters`)
  const named = isRecord(queries) ? Object.entries(queries) : []
  if (named.length === 0 || named.length > queriesMax)
    return declined(`an analysis has 1 to ${queriesMax} queries`)
  const read: [string, string][] = []
  for (const [key, sql] of named) {
    if (!queryName.test(key)) return declined('the name of a query is up to 32 of a-z, 0-9 and _')
    if (typeof sql !== 'string') return declined(`the query ${key} is no text`)
    read.push([key, sql])
  }
  return ok({ name, summary, queries: Object.fromEntries(read) })
}

/** Bounds of a report: what a prompt has room for. */
const [depthMax, textMax, keyMax, reportMax] = [8, 500, 64, 16_384]

/** A report as it may go on: copied, with finite numbers, and not larger than there is room for. */
export function readReport(said: unknown): Result<Json> {
  const copied = copy(said, 0)
  if (!copied.ok) return copied
  const size = canonicalJson(copied.value).length
  if (size <= reportMax) return copied
  return declined(`a report has ${reportMax} characters at most, this has ${size}`)
}

function copy(said: unknown, depth: number): Result<Json> {
  if (depth > depthMax) return declined(`a report is nested ${depthMax} deep at most`)
  if (said === null || typeof said === 'boolean') return ok(said)
  if (typeof said === 'number')
    return Number.isFinite(said) ? ok(said) : declined(`a report has no ${said}`)
  if (typeof said === 'string')
    return said.length <= textMax
      ? ok(said)
      : declined(`a text in a report has ${textMax} characters at most`)
  if (Array.isArray(said)) return copyList(said, depth)
  if (isRecord(said)) return copyRecord(said, depth)
  return declined(`a report is plain JSON, this has a ${typeof said}`)
}

function copyList(said: readonly unknown[], depth: number): Result<Json> {
  const list: Json[] = []
  for (const each of said) {
    const copied = copy(each, depth + 1)
    if (!copied.ok) return copied
    list.push(copied.value)
  }
  return ok(list)
}

function copyRecord(said: Readonly<Record<string, unknown>>, depth: number): Result<Json> {
  const entries: [string, Json][] = []
  for (const [key, value] of Object.entries(said)) {
    if (key.length > keyMax) return declined(`a key in a report has ${keyMax} characters at most`)
    const copied = copy(value, depth + 1)
    if (!copied.ok) return copied
    entries.push([key, copied.value])
  }
  return ok(Object.fromEntries(entries))
}

function isRecord(said: unknown): said is Readonly<Record<string, unknown>> {
  return typeof said === 'object' && said !== null && !Array.isArray(said)
}
