import { spawn } from 'node:child_process'
import { type Result, UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import type { QueryAnswer, QueryBounds } from '../../journal/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { programBeside } from '../program-beside.ts'
import type { QueryProgram } from './query-process-main.ts'
import { type QueryReply, type QueryRequest, readReply } from './query-protocol.ts'

const name: QueryProgram = 'query-process-main'
const program = programBeside(import.meta.url, name)

/** Small heaps: what a query needs is SQLite's, and bounded there. */
const flags = ['--no-warnings', '--disable-sigusr1', '--max-old-space-size=128']

/** What a query may bring back and how long all of one request may take. */
export type QueryLimits = QueryBounds & { readonly timeUs: number }

/** What is gone by where nothing else is asked for. */
export const queryLimits: QueryLimits = {
  rowsMax: 1_000,
  charactersMax: 256 * 1_024,
  timeUs: 5 * secondUs,
}

/**
 * Asks a database in a process of its own, which has no environment and is ended by force when it
 * takes too long or says too much. A query that is declined declines alone.
 *
 * @param path - A database that `writeAnalysis` wrote. @returns One answer a query, in order.
 * @throws UserError `query-stopped` when the process was ended, or ended without an answer.
 */
export async function askQueries(
  path: string,
  queries: readonly string[],
  limits: QueryLimits = queryLimits,
): Promise<readonly Result<QueryAnswer>[]> {
  const { rowsMax, charactersMax, timeUs } = limits
  const request = { path, queries, rowsMax, charactersMax }
  const reply = await replyTo(request, timeUs)
  if (reply.kind === 'failed' || reply.answers.length !== queries.length)
    throw stopped(reply.kind === 'failed' ? reply.why : 'it answered something else')
  return reply.answers
}

/** One query. @throws UserError `query-declined`, and as above. */
export async function askQuery(
  path: string,
  sql: string,
  limits: QueryLimits = queryLimits,
): Promise<QueryAnswer> {
  const [answer] = await askQueries(path, [sql], limits)
  if (answer?.ok === true) return answer.value
  const why = answer?.error ?? 'there is no answer'
  throw new UserError('query-declined', `The query was not run: ${why}.`)
}

function stopped(why: string): UserError {
  return new UserError(
    'query-stopped',
    `The query was stopped: ${why}; ask for less, with a WHERE or a LIMIT.`,
    3,
  )
}

/** Characters of an answer around its values: quotes, commas, escapes. */
const roomPerQuery = 64 * 1_024

function replyTo(request: QueryRequest, timeUs: number): Promise<QueryReply> {
  const { queries, charactersMax } = request
  // An escaped character is six.
  const bytesMax = queries.length * (6 * charactersMax + roomPerQuery) + roomPerQuery
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags, program], {
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    })
    let why: string | undefined
    const end = (reason: string): void => {
      why ??= reason
      child.kill('SIGKILL')
    }
    const callOff = liveClock.after(timeUs, () =>
      end(`it took more than ${timeUs / secondUs} seconds`),
    )
    const parts: Buffer[] = []
    let bytes = 0
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > bytesMax) end('it said too much')
      else parts.push(part)
    })
    child.on('error', (error) => end(error.message))
    child.stdin.on('error', () => {})
    child.on('close', (code) => {
      callOff()
      const reply = readReply(Buffer.concat(parts).toString('utf8'))
      if (why === undefined && reply.ok) resolve(reply.value)
      else reject(stopped(why ?? `its process ended with ${code ?? 'a signal'}`))
    })
    child.stdin.end(JSON.stringify(request))
  })
}
