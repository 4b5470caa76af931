// Runs queries in a thread of the query process, whose own thread stays free to end it.
import { parentPort, workerData } from 'node:worker_threads'
import { reasonOf } from '../../base/index.ts'
import { GuardedDatabase, readableTables } from '../../journal/index.ts'
import { type QueryReply, readRequest } from './query-protocol.ts'

/** This file, for whoever starts it: the compiler sees to it that it is called so. */
export type QueryThread = 'query-worker-main'

async function answer(text: string): Promise<QueryReply> {
  const request = readRequest(text)
  if (!request.ok) return { kind: 'failed', why: request.error }
  const { path, queries, ...bounds } = request.value
  const database = await GuardedDatabase.open(path, readableTables)
  const answers = queries.map((sql) => database.ask(sql, bounds))
  database.close()
  return { kind: 'answers', answers }
}

void answer(String(workerData))
  .catch((error: unknown): QueryReply => ({ kind: 'failed', why: reasonOf(error) }))
  .then((reply) => parentPort?.postMessage(JSON.stringify(reply), []))
