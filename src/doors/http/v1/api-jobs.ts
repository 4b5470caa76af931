import type { FastifyReply, FastifyRequest } from 'fastify'
import { type JobRow, jobWish } from '../../api/job-schemas.ts'
import type { DeskJobs } from '../../job/desk-jobs.ts'
import { decline } from '../decline.ts'
import { forged, isForged } from './api-forgery.ts'
import type { AddRoute, ApiRoutesOptions } from './api-routes.ts'

/** Adds the routes by which programs begin, watch and end runs. They change no desk. */
export function addApiJobs(add: AddRoute, options: ApiRoutesOptions, jobs: DeskJobs): void {
  const { door } = options
  const isOf = (request: FastifyRequest): boolean => isForged(options, request)
  add('jobs', async () => ({ rows: jobs.all() }))
  add('job', async (_request, reply, { params }) => {
    const job = jobs.find(idIn(params))
    if (job === undefined) return unknown(reply)
    return { job, result: jobs.result(job.id) ?? null }
  })
  add('startJob', async (request, reply, { body }) => {
    if (isOf(request)) return forged(reply)
    const job = jobs.start(jobWish.parse(body), door.callerOf(request.raw).name)
    if (job !== undefined) return { job }
    const busy = 'Two runs are under way; wait for one, or end it.'
    return decline(reply.header('retry-after', 60), 429, 'too-many', busy)
  })
  add('cancelJob', async (request, reply, { params }) => {
    if (isOf(request)) return forged(reply)
    const job: JobRow | undefined = jobs.find(idIn(params))
    if (job === undefined) return unknown(reply)
    jobs.cancel(job.id)
    return { job }
  })
}

function idIn(params: Readonly<Record<string, unknown>>): string {
  return String(params['id'])
}

function unknown(reply: FastifyReply): FastifyReply {
  return decline(reply, 404, 'job-unknown', 'There is no such run, or not any more; see /jobs.')
}
