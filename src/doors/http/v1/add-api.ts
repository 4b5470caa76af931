import type { FastifyInstance } from 'fastify'
import type { TokenBook } from '../../../app/index.ts'
import { apiPrefix, type Topic, streamQuery, topics } from '../../api/index.ts'
import type { DeskJobs } from '../../job/desk-jobs.ts'
import { addApiActs } from './api-acts.ts'
import { addApiJobs } from './api-jobs.ts'
import { addApiViews, type ApiRoutesOptions, routeAdder } from './api-routes.ts'
import type { ViewSources } from './api-views.ts'
import type { ApiStream } from './api-stream.ts'

/** What a desk's server needs to serve the versioned API. */
export type ApiOptions = Pick<ViewSources, 'records' | 'past' | 'books' | 'latency'> & {
  readonly tokens: TokenBook
  readonly jobs: DeskJobs
}

/** Adds the versioned API. */
export function addApi(
  app: FastifyInstance,
  options: ApiRoutesOptions & Pick<ApiOptions, 'jobs'>,
  stream: ApiStream,
): void {
  const add = routeAdder(app, options)
  addApiViews(add, options)
  addApiJobs(add, options, options.jobs)
  options.jobs.subscribe((row) => stream.tell('jobs', [row]))
  const { control, door } = options
  if (control !== undefined) addApiActs(add, { ...options, control })
  app.get(`${apiPrefix}/stream`, { websocket: true }, (socket, request) => {
    const parsed = streamQuery.safeParse(request.query)
    const wanted = parsed.success ? topicsIn(parsed.data.topics) : undefined
    const mayRead = door.callerOf(request.raw).scopes.includes('read')
    if (!parsed.success || wanted === undefined || !mayRead)
      return socket.close(1008, mayRead ? 'what was asked for is not known' : 'scope-missing')
    return stream.join(socket, { ...parsed.data, topics: wanted })
  })
}

/** @returns `undefined` where one of them is none. */
function topicsIn(text: string | undefined): readonly Topic[] | undefined {
  if (text === undefined) return topics
  const words = text.split(',')
  const known = topics.filter((topic) => words.includes(topic))
  return words.every((word) => known.some((topic) => topic === word)) ? known : undefined
}
